#!/bin/sh
# Builds the helper for both machines into src/main/resources, with its checksums. Takes the compilers
# of Debian 12: gcc and gcc-aarch64-linux-gnu; others make other bytes, and programs that do the same.
#
#   build.sh              both, into the resources
#   build.sh DIRECTORY    those for which there is a compiler, into a directory
set -eu
cd "$(dirname "$0")"
resources=../resources/io/jobsch/process
target=${1:-$resources}

compile() {
  machine=$1
  compiler=$2
  shift 2
  if [ "$target" != "$resources" ] && ! command -v "$compiler" >/dev/null; then
    return
  fi
  "$compiler" -std=gnu11 -O2 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector \
    -fno-asynchronous-unwind-tables -fno-tree-loop-distribute-patterns -fno-strict-aliasing -fno-pie \
    "$@" -nostdlib -static -no-pie -s -Wl,--build-id=none -Wl,-z,noexecstack \
    -o "$target/helper-$machine" sys.c tag.c cgroup.c tree.c keeper.c helper.c
  (cd "$target" && sha256sum "helper-$machine" >"helper-$machine.sha256")
}

mkdir -p "$target"
compile x86_64 "${CC_X86_64:-x86_64-linux-gnu-gcc}" -fcf-protection=none
compile aarch64 "${CC_AARCH64:-aarch64-linux-gnu-gcc}" -mno-outline-atomics

# Of what the shipped ones were made; a test compares, where another compiler would make other bytes.
if [ "$target" = "$resources" ]; then
  LC_ALL=C sha256sum * >"$target/helper-sources.sha256"
fi
