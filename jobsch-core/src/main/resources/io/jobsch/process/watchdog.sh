# Kills what the plain runner was to kill when that is gone itself: when its standard input ends. Reads
# lines before: "+ TAG", what carries this variable is to be killed then; "- TAG", it is not any more.
# Nothing but a POSIX shell, cat, grep, xargs, and the /proc of Linux.
trap '' HUP INT QUIT TERM TSTP TTIN TTOU
kept=' '
while read -r change tag; do
  case $change in
    +) kept="$kept$tag " ;;
    -) case $kept in *" $tag "*) kept="${kept%%" $tag "*} ${kept#*" $tag "}" ;; esac ;;
  esac
done

patterns=
for tag in $kept; do patterns="$patterns -e $tag="; done
[ -n "$patterns" ] || exit 0

# By any of its threads: where the first one has ended, only the others show an environment.
tagged() {
  for file in $(printf '%s\n' /proc/[0-9]*/task/[0-9]*/environ | xargs grep -lsF $patterns); do
    file=${file#/proc/}
    echo "${file%%/*}"
  done | uniq
}

with_descendants() {
  for pid in "$@"; do
    echo "$pid"
    with_descendants $(cat /proc/"$pid"/task/*/children 2>/dev/null)
  done
}

# What is stopped can neither fork on nor replace what is killed beside it. Who just becomes another
# program shows nothing for a moment, so one look proves nothing; what cannot be killed is given up.
looks=0
empty=0
while [ $empty -lt 3 ] && [ $looks -lt 200 ]; do
  looks=$((looks + 1))
  found=$(with_descendants $(tagged))
  if [ -z "$found" ]; then
    empty=$((empty + 1))
  else
    empty=0
    kill -s STOP $found 2>/dev/null
    kill -s KILL $found $(with_descendants $(tagged)) 2>/dev/null
  fi
done
