#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Formats every C file as lint/format wants it. Usage: tests/lint/format.sh
# The second round settles what the first one moved.
cd "$(dirname "$0")/../.." || exit 1
for _ in first second; do
  git ls-files -z -- 'app/*.[ch]' 'ui/*.[ch]' 'engine/*.[ch]' 'tests/*.[ch]' |
    xargs -0 clang-format -i || exit 1
done
