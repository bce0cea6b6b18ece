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

# The port that the server listens on whose stdout is in that file, once it does; the second is its process.
port() {
  until grep -q listening "$1" 2>/dev/null; do
    kill -0 "$2" 2>/dev/null || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.1
  done
  sed -n 's/.*listening.*://p' "$1"
}

JOBSCH_JAVA_OPTS="-Xms3g -Xmx3g ${JOBSCH_JAVA_OPTS:-}" ./jobsch server --port 0 --max-jobs 10000000 \
  >"$scratch/server" 2>"$scratch/log" & server=$!
ours=$(port "$scratch/server" $server)
options=$(tr '\0' '\n' </proc/$server/cmdline | grep '^-X' | grep -v 'SharedArchiveFile\|Xlog')
java $options -cp jobsch-vertx/target/jobsch.jar docs/bench/HttpSubmit.java bare \
  >"$scratch/bare" 2>>"$scratch/log" & bare=$!
theirs=$(port "$scratch/bare" $bare)
java -cp jobsch-vertx/target/jobsch.jar docs/bench/HttpSubmit.java "$ours" "$theirs" 2>>"$scratch/log" ||
  { cat "$scratch/log" >&2; exit 1; }
