#!/bin/sh
# From a job handed in until its result is there: POST /jobs?wait=30 of one "true", on an idle remote
# worker, one after the other on one connection, 500 times after as many to warm up.
set -eu
cd "$(dirname "$0")/../.."
. docs/bench/remote.sh

start_server
start_workers w 1 1
client one "$port" 500
