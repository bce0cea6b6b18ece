#!/bin/sh
# How many jobs a second ./jobsch server takes with no worker connected, against a bare Vert.x
# handler in a Java with the same options: five rounds of both, in turn, after two to warm up, by one
# client on 32 connections. Prints each round and the median of the ratios.
set -eu
cd "$(dirname "$0")/../.."

scratch=$(mktemp -d)
server= bare=
trap 'kill $server $bare 2>/dev/null; wait; rm -rf "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The port that the server whose stdout is in that file listens on, once it does.
port() {
  until grep -q listening "$1" 2>/dev/null; do sleep 0.1; done
  sed 's/.*://' "$1"
}

memory="-Xms3g -Xmx3g"
JOBSCH_JAVA_OPTS="$memory" ./jobsch server --port 0 --max-jobs 10000000 \
  >"$scratch/server" 2>"$scratch/log" & server=$!
java -XX:+UseSerialGC -XX:-UsePerfData $memory \
  -cp jobsch-vertx/target/jobsch.jar docs/bench/HttpSubmit.java bare \
  >"$scratch/bare" 2>>"$scratch/log" & bare=$!
java -cp jobsch-vertx/target/jobsch.jar docs/bench/HttpSubmit.java \
  "$(port "$scratch/server")" "$(port "$scratch/bare")" 2>>"$scratch/log" ||
  { cat "$scratch/log" >&2; exit 1; }
