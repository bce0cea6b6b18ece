#!/bin/sh
# 5,000 times the program true, four at a time: by ./jobsch run, and by xargs -P4 -n1 in the same
# run. Five rounds of both, in turn. What counts is how many a second jobsch runs for each that xargs
# does, the start of Java left out: that of ./jobsch run of a job of one command. Needs perl.
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
  my @ratios;
  for my $round (1 .. 5) {
    my $start = seconds("./jobsch run --quiet samples/jobs/simplest.json >/dev/null");
    my $jobsch = seconds("./jobsch run --quiet \"\$JOB\"");
    my $xargs = seconds("seq 5000 | xargs -P4 -n1 true");
    push @ratios, $xargs / ($jobsch - $start);
    printf "jobsch %.2f s, of it start %.2f s, xargs %.2f s, jobsch runs %.2f times as many a second\n",
      $jobsch, $start, $xargs, $ratios[-1];
  }
  printf "median %.2f\n", (sort { $a <=> $b } @ratios)[2];
'
