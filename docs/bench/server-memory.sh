#!/bin/sh
# What a server takes that has nothing to do, and what each worker adds that is connected to it: the heap
# in use after a collection, and what is resident beside it, as 2,000 workers come from two other processes
# to the 1,000 that are there. Needs jcmd, which a JDK has, and perl.
set -eu
cd "$(dirname "$0")/../.."
. docs/bench/remote.sh

# Sets heap and resident of the server, in KiB, after a collection.
weigh() {
  jcmd $server GC.run >"$scratch/jcmd"
  jcmd $server GC.heap_info >"$scratch/jcmd"
  heap=$(sed -n 's/.*\(def new\|tenured\|PSYoungGen\|ParOldGen\).* used \([0-9]*\)K.*/\2/p' "$scratch/jcmd" |
    { sum=0; while read -r part; do sum=$((sum + part)); done; echo $sum; })
  resident=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\).*/\1/p' /proc/$server/status)
}

start_server
weigh
echo "idle: $heap KiB of heap, $resident KiB resident"
leave

# All of its heap is resident from the start, so that what is resident grows by the rest alone. The first
# workers warm it up.
scratch=$(mktemp -d) server= workers=
JOBSCH_JAVA_OPTS="-Xms256m -Xmx256m -XX:+AlwaysPreTouch" start_server
start_workers warm 1000 1000
weigh
before_heap=$heap before_resident=$resident
start_workers crowd 1000 2000
start_workers more 1000 3000
weigh
perl -e 'my ($heap, $beside) = map { $_ / 2000 } @ARGV;
  printf "each of 2,000 workers: %.1f KiB of heap, %.1f KiB beside it\n", $heap, $beside' \
  $((heap - before_heap)) $((resident - before_resident))
