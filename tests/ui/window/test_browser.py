# SPDX-License-Identifier: GPL-3.0-or-later
"""Files come from the browser into the song, by keys alone."""

import os
import re
import time
import unittest

from window_test import WindowTest


class Browser(WindowTest):
    def insert(self, song, *keys):
        """Searches, takes the first file and inserts it, until the song has a second Swell: the
        search takes its time, and before it is there Enter finds nothing that could be inserted."""
        def inserted():
            self.keys("slash", "ctrl+a")
            self.type("swell.fl")
            time.sleep(0.6)
            self.keys("Return", *keys, "ctrl+s")
            time.sleep(0.3)
            return re.search(r'<track [^>]*name="Swell 2"', self.project_text(song))
        self.wait_for(inserted, "the new track")

    def test_a_file_is_found_and_inserted_on_a_new_track(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("F3")
        self.insert(song, "shift+Return")
        self.keys("ctrl+q")
        end = time.monotonic() + 60
        while self.program.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.program.poll(), 0, self.said())
        self.assert_quiet()

    def test_a_preset_is_found_starred_and_added_to_the_track(self):
        song = self.copy_demo()
        before = self.project_text(song).count('kind="compressor"')
        self.env["GSETTINGS_BACKEND"] = "keyfile"
        kept = os.path.join(self.folder, "config/glib-2.0/settings/keyfile")
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("F3", "ctrl+Page_Down", "ctrl+Page_Down", "slash")
        self.type("parallel crush")
        self.keys("Down", "f")

        def starred():
            if not os.path.exists(kept):
                return False
            with open(kept, encoding="utf-8") as file:
                return "preset:compressor:Drums: parallel crush" in file.read()
        self.wait_for(starred, "the favorite in the settings")

        def added():
            self.keys("Return", "ctrl+s")
            time.sleep(0.3)
            return self.project_text(song).count('kind="compressor"') > before
        self.wait_for(added, "one more compressor")
        self.assert_quiet()

    def test_going_through_the_browser_changes_nothing(self):
        song = self.copy_demo()
        before = self.project_text(song)
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("F3", "Down", "Down", "Left", "Left", "Left", "Right", "Right", "Up", "BackSpace",
                  "ctrl+Page_Down", "Down", "ctrl+Page_Up", "slash")
        self.type("a m")
        self.keys("Escape", "F3", "F3", "F6", "ctrl+s")
        time.sleep(0.5)
        self.assertEqual(before, self.project_text(song))
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_browser.py", "-v"])
