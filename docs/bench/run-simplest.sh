#!/bin/sh
# The wall time of the whole ./jobsch run of the simplest job, from the start of the process to its
# end: ten times after one to warm up, then their median. Needs perl.
set -eu
cd "$(dirname "$0")/../.."

./jobsch run --quiet samples/jobs/simplest.json >/dev/null

perl -MTime::HiRes=time -e '
  my @seconds;
  for (1 .. 10) {
    my $start = time;
    system("./jobsch run --quiet samples/jobs/simplest.json >/dev/null") == 0 or die "the job failed\n";
    push @seconds, time - $start;
  }
  my @sorted = sort { $a <=> $b } @seconds;
  printf "%s\n", join " ", map { sprintf "%.3f", $_ } @seconds;
  printf "median %.3f s, fastest %.3f s, slowest %.3f s\n",
    ($sorted[4] + $sorted[5]) / 2, $sorted[0], $sorted[9];
'
