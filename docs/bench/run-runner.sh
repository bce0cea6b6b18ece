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

tiers="helper plain"
if runner helper+cgroup rate 1 1 >/dev/null 2>&1; then
  tiers="helper+cgroup $tiers"
fi

for round in 1 2 3 4 5; do
  alone=$("$loop" "$commands" "$parallel")
  printf 'posix_spawn %d/s' "$alone"
  for tier in $tiers; do
    runner "$tier" rate "$commands" "$parallel" |
      awk -v tier="$tier" -v alone="$alone" '{ printf ", %s %d/s (%.2f)", tier, $1, $1 / alone }'
  done
  echo
done
for tier in $tiers; do
  runner "$tier" kill 200
done
