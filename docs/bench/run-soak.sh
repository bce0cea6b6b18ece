#!/bin/sh
# What the helper and the JVM hold after 1,000 commands and after 100,000, and while one command writes
# 10 GB. The heap of the JVM has one size from the start, so that its memory grows by nothing else.
set -eu
cd "$(dirname "$0")/../.."

./jobsch --version >/dev/null

runner() {
  java -Xms64m -Xmx64m -XX:+AlwaysPreTouch -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
    -Djobsch.isolation=helper \
    -cp jobsch-vertx/target/jobsch.jar docs/bench/Runner.java "$@"
}

runner soak "${1:-100000}"
runner flood "${2:-10000000000}"
