#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sums what Meson's runs say: 'N passed, N failed' as the last line, status 0 only where none failed.

count_results.py TESTLOG.json...

A test that was skipped did not pass; a log that is not there or is empty is one failure."""

import json
import sys

GOOD = ("OK", "EXPECTEDFAIL")


def read_log(path):
    """A list of (name, result); of a test that was repeated, each time."""
    try:
        with open(path, encoding="utf-8") as file:
            rows = [json.loads(line) for line in file if line.strip()]
    except OSError:
        rows = []
    return [(row["name"], row["result"]) for row in rows] or [(f"no result in {path}", "MISSING")]


def main(paths):
    results = [result for path in paths for result in read_log(path)]
    failed = [(name, result) for name, result in results if result not in GOOD]
    for name, result in failed:
        print(f"{result}: {name}")
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
