#!/bin/sh
# 5,000 times the program true, four at a time: by ./jobsch run, and by xargs -P4 -n1 in the same
# run. Three rounds of both, in turn; what counts is the ratio. Needs perl.
set -eu
cd "$(dirname "$0")/../.."

job=$(mktemp)
trap 'rm -f "$job"' EXIT
{
  printf '{"type": "parallel_group", "max_parallel": 4, "work": [\n'
  seq 4999 | sed 's/.*/{"type": "execute", "command": ["true"]},/'
  printf '{"type": "execute", "command": ["true"]}]}\n'
} >"$job"
./jobsch run --quiet samples/jobs/simplest.json >/dev/null

JOB=$job perl -MTime::HiRes=time -e '
  sub seconds {
    my $start = time;
    system($_[0]) == 0 or die "failed: $_[0]\n";
    return time - $start;
  }
  for my $round (1 .. 3) {
    my $jobsch = seconds("./jobsch run --quiet \"\$JOB\"");
    my $xargs = seconds("seq 5000 | xargs -P4 -n1 true");
    printf "jobsch %.2f s, xargs %.2f s, ratio %.1f\n", $jobsch, $xargs, $jobsch / $xargs;
  }
'
