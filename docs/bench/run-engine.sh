#!/bin/sh
# What the engine costs: events a second, the time of an allocation, whole lives of jobs against
# Quartz, and the heap that waiting jobs take against Jackson's trees; and what reading a document
# does. Prints tables. Runs all, or those that are named: events hard decisions lives heap reading.
# Needs 6 GiB of memory, and half an hour for all.
#
# MaxTenuringThreshold=0: what lives through a young collection is kept where it stays. Of a queue
# that is all of it, and by default it is copied once more. AlwaysPreTouch: the kernel hands out the
# memory before anything is measured.
set -eu
cd "$(dirname "$0")/../.."

./mvnw -q -B -Dquick -Pbench -pl jobsch-core test-compile
target=jobsch-core/target
[ $# -gt 0 ] || set -- events hard decisions lives heap reading
for each; do
  echo
  java -Xms3g -Xmx3g -XX:+AlwaysPreTouch -XX:+UseSerialGC -XX:MaxTenuringThreshold=0 -XX:-UsePerfData \
    -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 \
    -cp "$target/bench-classes:$target/classes:$(cat $target/bench.classpath)" \
    io.jobsch.bench.RunBenchmarks "$each"
done
