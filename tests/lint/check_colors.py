#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Colors stand once, in resources/tokens: ui/ and the style sheet name them."""

import re
import sys

import sources

LITERAL = [re.compile(r'#[0-9a-fA-F]{6}\b'), re.compile(r"\b(rgba?|hsla?)\s*\("),
           re.compile(r"GdkRGBA[^;=]*=\s*\{\s*\.?[0-9]"),
           re.compile(r"\(GdkRGBA\)\s*\{\s*\.?[0-9]")]


SHEET = "resources/lacquer.css"


def check_text(path, text):
    return [f"{path}:{number}: '{found.group()}': colors stand in resources/tokens"
            for number, line in enumerate(text.split("\n"), 1)
            for found in (pattern.search(line) for pattern in LITERAL) if found]


def main(root):
    findings = []
    for path in sources.c_files(root, ("ui",)) + [SHEET]:
        findings += check_text(path, sources.read(root, path))
    return sources.report(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
