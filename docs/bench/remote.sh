# To be read by scripts that measure a server with a worker beside it; they stand in the root then.

scratch=$(mktemp -d)
server= worker=
trap 'kill $worker 2>/dev/null; wait $worker; kill $server 2>/dev/null; wait; rm -rf "$scratch"' EXIT

# Starts a server and a worker with so many slots. Sets port, server and worker.
start_remote() {
  javac -d "$scratch" docs/bench/JobClient.java
  ./jobsch server --port 0 >"$scratch/server" 2>"$scratch/log" & server=$!
  until grep -q listening "$scratch/server"; do
    kill -0 $server || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.1
  done
  port=$(sed 's/.*://' "$scratch/server")
  mkdir "$scratch/work"
  ./jobsch worker --scheduler "http://127.0.0.1:$port" --name w --slots "$1" \
    --workdir "$scratch/work" >"$scratch/worker" 2>>"$scratch/log" & worker=$!
  client workers "$port" "$1"
}

# A small client: a small compiler, as in ./jobsch.
client() {
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "$scratch" JobClient "$@"
}
