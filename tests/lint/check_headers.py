#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file says its license first; every header then says in a sentence what it is."""

import re
import sys

import sources

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"
SENTENCE = re.compile(r"/\* [A-Z0-9].*?[.:](\s|\Z)", re.DOTALL)


def check_file(path, text):
    if not text.startswith(SPDX):
        return [f"{path}: the first line is not '{SPDX.strip()}'"]
    if not path.endswith(".h"):
        return []

    findings = []
    rest = text[len(SPDX):]
    end = rest.find("*/")
    if not rest.startswith("/* ") or end < 0 or not SENTENCE.match(rest[:end]):
        findings.append(f"{path}: no sentence after the license says what this is and where it runs")
        end = -2
    if not rest[end + 2:].lstrip().startswith("#pragma once\n"):
        findings.append(f"{path}: no '#pragma once' before everything else")
    return findings


def main(root):
    findings = []
    for path in sources.c_files(root):
        findings += check_file(path, sources.read(root, path))
    return sources.report(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
