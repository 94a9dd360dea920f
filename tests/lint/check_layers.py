#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Includes go one way: app > ui > engine, and inside engine each folder sees those before it."""

import os
import re
import sys

import sources

ORDER = ("base", "dsp", "model", "edit", "media", "store", "effects", "instruments", "realtime",
         "stream", "mix", "device", "render", "live", "host", "session", "exchange")

# The audio thread's code sees less than its place in the order would give it.
AUDIO = {
    "dsp": ("base", "dsp"),
    "effects": ("base", "dsp", "effects"),
    "instruments": ("base", "dsp", "instruments"),
    "realtime": ("base", "dsp", "effects", "instruments", "realtime"),
}

# What needs no screen comes first; the palette's finder only writes its numbers as canvases do.
UI_ORDER = ("commands", "desk", "deeds", "export", "draw", "palette", "widgets", "browser", "inspector",
            "arrange", "editor", "device", "mixer", "window")

# A screen in the engine or in what the command line shares with the window, or GLib where sound is
# made.
FORBIDDEN_SYSTEM = [
    (re.compile(r"^(engine|ui/commands|ui/desk|ui/deeds|ui/export)/"),
     re.compile(r"^(gtk|gdk|gsk|adwaita|pango|cairo)\b")),
    (re.compile(r"^engine/(dsp|effects|instruments)/"), re.compile(r"^(glib|gio|gobject)\b")),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.MULTILINE)


def engine_folder(path):
    """'dsp' for engine/dsp/x.c, 'session' for engine/session.c."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else os.path.splitext(parts[1])[0]


def allowed(folder):
    if folder in AUDIO:
        return AUDIO[folder]
    return ORDER[:ORDER.index(folder) + 1]


def resolve(root, path, include):
    """The file of ours that an include means, relative to root; None for one of others."""
    own = os.path.dirname(path)
    for base in (own, "engine", "ui", "app", ".", "tests/support"):
        candidate = os.path.normpath(os.path.join(base, include)).replace(os.sep, "/")
        if os.path.isfile(os.path.join(root, candidate)):
            return candidate
    return None


def check_engine(path, target, include):
    if not target.startswith("engine/"):
        return f"{path}: includes '{include}': the engine knows nothing above itself"
    folder, other = engine_folder(path), engine_folder(target)
    if other not in ORDER:
        return f"{path}: includes '{include}': '{other}' has no place in the order of layers"
    if other not in allowed(folder):
        return f"{path}: includes '{include}': {folder} may see only {', '.join(allowed(folder))}"
    return None


def check_ui(path, target, include):
    if target.startswith("app/"):
        return f"{path}: includes '{include}': ui knows nothing of app"
    if path.startswith("ui/commands/") and not target.startswith(("ui/commands/", "engine/base/")):
        return f"{path}: includes '{include}': ui/commands may see only itself and engine/base"
    if target.startswith("ui/"):
        folder, other = path.split("/")[1], target.split("/")[1]
        if folder not in UI_ORDER:
            return f"{path}: '{folder}' has no place in the order of layers"
        if UI_ORDER.index(other) > UI_ORDER.index(folder):
            return f"{path}: includes '{include}': ui/{other} stands above ui/{folder}"
    return None


def check_file(root, path):
    findings = []
    text = sources.read(root, path)
    top = path.split("/")[0]
    if top == "engine" and engine_folder(path) not in ORDER:
        return [f"{path}: '{engine_folder(path)}' has no place in the order of layers"]
    for quote, include in INCLUDE.findall(text):
        if quote == "<":
            findings += [f"{path}: includes <{include}>, which must not be seen from here"
                         for place, header in FORBIDDEN_SYSTEM
                         if place.match(path) and header.match(include)]
            continue
        target = resolve(root, path, include)
        if target is None:
            continue
        finding = None
        if top == "engine":
            finding = check_engine(path, target, include)
        elif top == "ui":
            finding = check_ui(path, target, include)
        if not finding and top in ("ui", "app") and target.startswith("tests/"):
            finding = f"{path}: includes '{include}': only tests see the tests"
        if finding:
            findings.append(finding)
    return findings


def main(root):
    findings = []
    for path in sources.c_files(root, ("app", "ui", "engine")):
        findings += check_file(root, path)
    return sources.report(findings)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
