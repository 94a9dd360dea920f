# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window on a screen of its own (Xvfb), driven by real keys (xdotool)."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

from screen import start_screen

DESKTOP, LACQUER, SOURCES = sys.argv[1:4]
PATIENCE = 60  # seconds that a loaded machine may take


class WindowTest(unittest.TestCase):
    size = "1440x900x24"

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name
        self.screen, display = start_screen(self.size)
        self.addCleanup(self.end, self.screen)
        run = os.path.join(self.folder, "run")
        os.mkdir(run, 0o700)
        self.env = dict(os.environ, DISPLAY=display, GDK_BACKEND="x11", GSK_RENDERER="cairo",
                        GSETTINGS_BACKEND="memory", GTK_A11Y="none", XDG_RUNTIME_DIR=run,
                        HOME=self.folder, XDG_CONFIG_HOME=self.folder + "/config",
                        XDG_DATA_HOME=self.folder + "/data", XDG_CACHE_HOME=self.folder + "/cache",
                        G_DEBUG="fatal-criticals", LC_ALL="C.UTF-8",
                        DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
                        JACK_NO_START_SERVER="1")
        self.program = None

    def end(self, process):
        process.terminate()
        process.wait()

    def copy_demo(self):
        song = os.path.join(self.folder, "Lantern Tide")
        shutil.copytree(os.path.join(SOURCES, "data/demo/Lantern Tide"), song)
        return song

    def start(self, *arguments):
        self.log = open(os.path.join(self.folder, "log"), "w+", encoding="utf-8")
        self.addCleanup(self.log.close)
        self.program = subprocess.Popen([DESKTOP, *arguments], env=self.env, stderr=self.log,
                                        stdout=self.log)
        self.addCleanup(self.kill)
        self.window = self.wait_for(self.find_window, "the window")
        self.xdotool("windowfocus", self.window)

    def kill(self):
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *arguments], env=self.env, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True).stdout.strip()

    def find_window(self):
        found = self.xdotool("search", "--onlyvisible", "--pid", str(self.program.pid))
        return found.splitlines()[-1] if found else None

    def wait_for(self, what, name):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = what()
            if found:
                return found
            self.assertIsNone(self.program.poll(), "the program ended: " + self.said())
            time.sleep(0.05)
        self.fail("waited in vain for " + name + ": " + self.said())

    def said(self):
        self.log.flush()
        with open(self.log.name, encoding="utf-8") as file:
            return file.read()

    def title(self):
        return self.xdotool("getwindowname", self.window)

    def keys(self, *keys):
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)

    def type(self, text):
        self.xdotool("type", "--delay", "20", text)

    def project_text(self, song):
        with open(os.path.join(song, os.path.basename(song) + ".lacquer"), encoding="utf-8") as file:
            return file.read()

    def save_and_read(self, song, pattern):
        """Saves until the file says what is expected: keys arrive when they arrive."""
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.2)
            return re.search(pattern, self.project_text(song))
        return self.wait_for(saved, "'" + pattern + "' in the saved project")

    def assert_quiet(self):
        self.assertNotRegex(self.said(), "WARNING|CRITICAL|ERROR")
