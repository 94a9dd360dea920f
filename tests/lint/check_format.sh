#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C file is as clang-format leaves it. Called as: check_format.sh SOURCE_ROOT
cd "$1" || exit 1
if ! command -v clang-format >/dev/null; then
  echo "clang-format is missing: install it, the tests need it" >&2
  exit 1
fi
folders=
for folder in app ui engine tests; do
  [ -d "$folder" ] && folders="$folders $folder"
done
# shellcheck disable=SC2086
find $folders -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run -Werror
