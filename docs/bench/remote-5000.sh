#!/bin/sh
# 5,000 jobs of one "true" each through HTTP on a remote worker with 4 slots, from the first job handed
# in until the last is over, against xargs -P4 -n1 true and, once, GNU parallel -j4: five rounds in
# turn, on a server and a worker that have just been started. Needs perl, and parallel (as in Debian's
# package of that name) for the last. Prints seconds and ratios.
set -eu
cd "$(dirname "$0")/../.."
. docs/bench/remote.sh

# The wall time of a command, in seconds.
seconds() {
  perl -MTime::HiRes=time -e '
    my $start = time; system(@ARGV) == 0 or die "@ARGV failed\n"; printf "%.3f\n", time - $start' "$@"
}

ratio() {
  perl -e 'printf "%.2f", $ARGV[0] / $ARGV[1]' "$1" "$2"
}

all=$(seq 5000)
start_server
start_workers w 4 4
ratios=
for round in 1 2 3 4 5; do
  set -- $(client many "$port" 5000 1)
  theirs=$(printf '%s\n' $all | seconds xargs -P4 -n1 true)
  ratios="$ratios $(ratio "$theirs" "$1")"
  echo "round $round: jobsch $1 s (all taken after $2 s), xargs $theirs s," \
    "jobsch runs $(ratio "$theirs" "$1") times as many a second"
  last=$1
done
printf 'median ratio to xargs %s\n' "$(printf '%s\n' $ratios | sort -n | sed -n 3p)"
if command -v parallel >/dev/null; then
  theirs=$(printf '%s\n' $all | seconds parallel --will-cite -j4 -n1 true)
  echo "parallel $theirs s: the last round of jobsch ran $(ratio "$theirs" "$last") times as many a second"
fi
