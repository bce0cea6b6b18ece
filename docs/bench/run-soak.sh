#!/bin/sh
# What the helper and the JVM hold after 1,000 commands and after 100,000, and while one command writes
# 10 GB.
set -eu
cd "$(dirname "$0")/../.."

./jobsch --version >/dev/null

runner() {
  java -Xmx256m -XX:+UseSerialGC -Djobsch.isolation=helper \
    -cp jobsch-vertx/target/jobsch.jar docs/bench/Runner.java "$@"
}

runner soak "${1:-100000}"
runner flood "${2:-10000000000}"
