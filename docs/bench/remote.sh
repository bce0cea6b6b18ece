# To be read by scripts that measure a server with workers beside it; they stand in the root then.

scratch=$(mktemp -d)
server= workers=
trap 'leave' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

leave() {
  [ -z "$workers" ] || { kill $workers 2>/dev/null || :; wait $workers || :; }
  [ -z "$server" ] || { kill $server 2>/dev/null || :; wait $server || :; }
  rm -rf "$scratch"
}

# Starts a server. Sets port and server.
start_server() {
  javac -d "$scratch" docs/bench/JobClient.java
  ./jobsch server --port 0 >"$scratch/server" 2>"$scratch/log" & server=$!
  until grep -q listening "$scratch/server" 2>/dev/null; do
    kill -0 $server || { cat "$scratch/log" >&2; exit 1; }
    sleep 0.1
  done
  port=$(sed -n 's/.*listening.*://p' "$scratch/server")
}

# Starts a process with so many workers, and waits until that many are there in all.
start_workers() {
  mkdir -p "$scratch/work"
  ./jobsch worker --scheduler "http://127.0.0.1:$port" --name "$1" --slots "$2" \
    --workdir "$scratch/work" >"$scratch/worker" 2>>"$scratch/log" & workers="$workers $!"
  client workers "$port" "$3"
}

# A small client: a small compiler, as in ./jobsch. It waits no longer than server and workers are there.
client() {
  java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-Dprocesses=$server $workers" \
    -cp "$scratch" JobClient "$@" || { cat "$scratch/log" >&2; exit 1; }
}
