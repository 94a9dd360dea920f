#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Usage: tests/fuzz/run.sh [SECONDS [TARGET...]]
# Builds every fuzz target with clang in build-fuzz/ and runs each for SECONDS (60), from the seeds in
# corpus/TARGET. What it finds is in build-fuzz/found/; the corpus that grows is in build-fuzz/corpus/.
set -eu
seconds=${1:-60}
[ $# -gt 0 ] && shift
top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/build-fuzz
if [ ! -f "$build/build.ninja" ]; then
  CC=clang CFLAGS='-fsanitize=fuzzer-no-link -g' meson setup "$build" "$top" \
    --buildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false
fi
targets=${*:-$(cd "$top/tests/fuzz" && ls fuzz-*.c | sed 's/^fuzz-//; s/\.c$//')}
for target in $targets; do
  ninja -C "$build" "tests/fuzz/fuzz-$target"
  mkdir -p "$build/corpus/$target" "$build/found"
  seeds=$top/tests/fuzz/corpus/$target
  [ -d "$seeds" ] || seeds=
  # What it says while it searches is thousands of lines: only the end is shown, or all that it found.
  log=$build/found/$target.log
  status=0
  UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 "$build/tests/fuzz/fuzz-$target" \
    -seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -max_len=20000 -timeout=10 -rss_limit_mb=1024 \
    -artifact_prefix="$build/found/$target-" "$build/corpus/$target" $seeds >"$log" 2>&1 || status=$?
  if [ $status -eq 0 ]; then tail -n 1 "$log"; else tail -n 60 "$log"; exit $status; fi
done
