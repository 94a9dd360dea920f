# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks share: which files are ours, and how a finding is told."""

import os
import sys

FOLDERS = ("app", "ui", "engine", "tests")


def c_files(root, folders=FOLDERS):
    """Paths of .c and .h files relative to root, with '/', in a stable order."""
    found = []
    for folder in folders:
        for path, names, files in os.walk(os.path.join(root, folder)):
            names.sort()
            for name in sorted(files):
                if name.endswith((".c", ".h")):
                    full = os.path.join(path, name)
                    found.append(os.path.relpath(full, root).replace(os.sep, "/"))
    return found


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


def report(findings):
    """Prints one line per finding; the exit status."""
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0
