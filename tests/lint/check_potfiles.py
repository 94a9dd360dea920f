#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names every file with words to be translated, and no other.

check_potfiles.py ROOT [--write]      --write makes it so"""

import os
import re
import sys

import sources

HEAD = "# SPDX-License-Identifier: GPL-3.0-or-later\n"
PATH = "po/POTFILES.in"
MARKED = re.compile(r"\b(?:N?C?_|ngettext|dngettext) ?\(")
DATA = ["data/org.lacquer.Lacquer.desktop", "data/org.lacquer.Lacquer.gschema.xml",
        "data/org.lacquer.Lacquer.metainfo.xml"]


def expected(root):
    files = [path for path in sources.c_files(root, ("app", "engine", "ui"))
             if MARKED.search(sources.read(root, path))]
    return sorted([path for path in DATA if os.path.exists(os.path.join(root, path))] + files)


def check(root):
    listed = [line for line in sources.read(root, PATH).splitlines()
              if line and not line.startswith("#")]
    wanted = expected(root)
    hint = f" ('tests/lint/check_potfiles.py {root} --write' does that)"
    findings = [f"{PATH}: add {path}{hint}" for path in wanted if path not in listed]
    findings += [f"{PATH}: remove {path}{hint}" for path in listed if path not in wanted]
    if not findings and listed != sorted(listed):
        findings.append(f"{PATH}: not sorted{hint}")
    return findings


def main(root, *options):
    if "--write" in options:
        with open(os.path.join(root, PATH), "w", encoding="utf-8") as file:
            file.write(HEAD + "".join(path + "\n" for path in expected(root)))
    return sources.report(check(root))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
