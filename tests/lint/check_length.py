#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One idea a file: past 500 lines there is more than one in it."""

import sys

import sources

MOST = 500

# Files that are one table, a row per thing; a second file would only hide rows.
TABLES = {"engine/model/kinds.c": 700}


def check_file(path, text):
    lines = text.count("\n")
    most = TABLES.get(path, MOST)
    if lines > most:
        return [f"{path}: {lines} lines are more than {most}: split it by concern"]
    return []


def main(root):
    findings = []
    for path in sources.c_files(root):
        findings += check_file(path, sources.read(root, path))
    return sources.report(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
