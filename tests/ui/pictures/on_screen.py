#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a test program on a screen of its own, with copies of the songs of glass_harbour.py.

on_screen.py PROGRAM SONGS SOURCES SCHEMAS PICTURES [ARGUMENT...]
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "window"))
import pseudo  # noqa: E402
import screen  # noqa: E402

SIZE = "2560x1440x24"


def interrupt(song):
    """As a session that ended without closing leaves it: an autosave that is newer."""
    name = os.path.basename(song)
    with open(os.path.join(song, name + ".lacquer"), encoding="utf-8") as file:
        text = file.read()
    os.makedirs(os.path.join(song, "recovery"), exist_ok=True)
    kept = os.path.join(song, "recovery", name + " 2026-11-23 22-41-14 UTC.lacquer")
    with open(kept, "w", encoding="utf-8") as file:
        file.write(text.replace('name="Part 1"', 'name="Part 1" mute="yes"', 1))
    later = os.path.getmtime(os.path.join(song, name + ".lacquer")) + 60
    os.utime(kept, (later, later))


def environment(folder, display, schemas, pictures):
    run = os.path.join(folder, "run")
    os.mkdir(run, 0o700)
    os.makedirs(pictures, exist_ok=True)
    return dict(os.environ, DISPLAY=display, GDK_BACKEND="x11", GSK_RENDERER="cairo", GSETTINGS_BACKEND="memory",
                GSETTINGS_SCHEMA_DIR=schemas, GTK_A11Y="test", XDG_RUNTIME_DIR=run, HOME=folder,
                XDG_CONFIG_HOME=folder + "/config", XDG_DATA_HOME=folder + "/data", XDG_CACHE_HOME=folder + "/cache",
                G_DEBUG="fatal-warnings", LC_ALL="C.UTF-8", SONGS=folder + "/songs", LOCALES=folder + "/locales",
                LANGUAGE="xx", DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent", JACK_NO_START_SERVER="1",
                PICTURES=pictures)


def main(program, songs, sources, schemas, pictures, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(songs, os.path.join(folder, "songs"))
        interrupt(os.path.join(folder, "songs", "Undertow"))
        if "--pseudo" in arguments:
            pseudo.make(sources, os.path.join(folder, "locales"))
        server, display = screen.start_screen(SIZE)
        try:
            env = environment(folder, display, schemas, pictures)
            more = [argument for argument in arguments if argument != "--pseudo"]
            return subprocess.run([program, *more], env=env, check=False).returncode
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
