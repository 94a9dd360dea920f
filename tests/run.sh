#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds, and runs every test. Usage: tests/run.sh [ARGUMENT OF meson test...]
# The last line says 'N passed, N failed'; the status is 0 only where none failed.
set -u
export LC_ALL=C.UTF-8
setup_root=$(cd "$(dirname "$0")/.." && pwd) || exit 1
# shellcheck source=app/setup.sh
. "$setup_root/app/setup.sh"

# Whatever stops this early has failed.
trap 'echo "0 passed, 1 failed"' EXIT

build=$setup_root/build
results=$build/meson-logs/testlog.json
setup_install tests
# Where nobody looks, a warning must stop it.
if [ "${CI:-}" = true ]; then
  setup_build "$build" -Dwerror=true
else
  setup_build "$build"
fi
rm -f "$results"
meson test -C "$build" --no-rebuild --print-errorlogs "$@"
trap - EXIT
python3 "$setup_root/tests/count_results.py" "$results"
