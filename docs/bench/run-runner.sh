#!/bin/sh
# The runners alone: commands per second, captured, against a C program that only calls posix_spawn,
# in the same run, five rounds in turn; then how long a tree takes to be gone when its timeout fires.
# Needs cc.
set -eu
cd "$(dirname "$0")/../.."

commands=${1:-5000}
parallel=${2:-4}
loop=$(mktemp)
trap 'rm -f "$loop"' EXIT
cc -O2 -o "$loop" docs/bench/spawn-loop.c
./jobsch --version >/dev/null

runner() {
  isolation=$1
  shift
  java -Xmx512m -XX:+UseSerialGC "-Djobsch.isolation=$isolation" \
    -cp jobsch-vertx/target/jobsch.jar docs/bench/Runner.java "$@"
}

for round in 1 2 3 4 5; do
  alone=$("$loop" "$commands" "$parallel")
  helper=$(runner helper rate "$commands" "$parallel")
  plain=$(runner plain rate "$commands" "$parallel")
  echo "$alone $helper $plain" | awk '{
    printf "posix_spawn %d/s, helper %d/s (%.2f), plain %d/s (%.2f)\n", $1, $2, $2 / $1, $3, $3 / $1 }'
done
runner helper kill 200
runner plain kill 200
