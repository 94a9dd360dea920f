#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the audio thread's libraries call outside themselves must stand in an allow-list.

check_symbols.py NM ALLOW_LIST LIBRARY.a ...

A line of the list:   symbol   where   reason
`symbol` may end in *; `where` is * or sources such as dsp/fft.c, joined by commas. Entries for named
sources are for set-up code that shares an object file with audio code."""

import fnmatch
import os
import re
import subprocess
import sys

import sources

LINE = re.compile(r"^[^\[\]]*\[(?P<object>.+)\]: (?P<name>\S+) (?P<type>\S)(?: .*)?$")
FOLDER_OF_LIBRARY = {"base_rt": "base", "device_rt": "device", "stream_rt": "stream"}


def read_allow_list(path):
    """A list of (symbol pattern, sources, reason)."""
    entries = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if not line.strip() or line.startswith("#"):
                continue
            fields = line.split(None, 2)
            if len(fields) < 3 or not fields[2].strip():
                raise SystemExit(f"{path}:{number}: wants 'symbol where reason'")
            entries.append((fields[0], fields[1].split(","), fields[2].strip()))
    return entries


def source_of(library, member):
    """'dsp/fft.c' for libdsp.a and libdsp.a.p/fft.c.o."""
    stem = os.path.basename(library)[len("lib"):-len(".a")]
    name = os.path.basename(member)
    name = name[:-len(".o")] if name.endswith(".o") else name
    return f"{FOLDER_OF_LIBRARY.get(stem, stem)}/{name}"


def read_symbols(nm, libraries):
    """What is defined anywhere, and what each source wants: (set, list of (source, symbol))."""
    defined, wanted = set(), []
    for library in libraries:
        output = subprocess.run([nm, "-A", "-P", library], check=True, capture_output=True,
                                text=True).stdout
        for line in output.splitlines():
            match = LINE.match(line)
            if not match:
                continue
            name, kind = match["name"].split("@")[0], match["type"]
            if kind in "Uw":
                wanted.append((source_of(library, match["object"]), name))
            elif kind.isupper() or kind == "i":
                defined.add(name)
    return defined, wanted


def is_allowed(entries, source, symbol):
    return any(fnmatch.fnmatchcase(symbol, pattern) and ("*" in where or source in where)
               for pattern, where, _ in entries)


def check(nm, allow_list, libraries):
    entries = read_allow_list(allow_list)
    defined, wanted = read_symbols(nm, libraries)
    return [f"{source}: calls '{symbol}', which {os.path.basename(allow_list)} does not allow there"
            for source, symbol in sorted(set(wanted))
            if symbol not in defined and not is_allowed(entries, source, symbol)]


if __name__ == "__main__":
    sys.exit(sources.report(check(sys.argv[1], sys.argv[2], sys.argv[3:])))
