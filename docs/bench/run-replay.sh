#!/bin/sh
# Plays a trace in the Standard Workload Format again, on as many workers as the second argument says
# (256 unless given): three times, each in a process of its own. Prints the figures once, then of each
# time how long the replay took, reading the trace and starting Java not included, and how many events
# the engine was given per second. What Java is to do otherwise may be said in JOBSCH_JAVA_OPTS.
set -eu
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
  printf 'usage: %s TRACE [WORKERS]\n' "$0" >&2
  exit 2
fi
jobsch=$(dirname "$0")/../../jobsch

"$jobsch" simulate "$1" --workers "${2:-256}" --json
for round in 1 2 3; do
  "$jobsch" simulate "$1" --workers "${2:-256}" 2>&1 >/dev/null
done
