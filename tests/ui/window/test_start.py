# SPDX-License-Identifier: GPL-3.0-or-later
"""The start screen by keys: recent projects, an interrupted session, templates."""

import os
import re
import time
import unittest

from window_test import WindowTest


class Start(WindowTest):
    def setUp(self):
        super().setUp()
        self.env["GSETTINGS_BACKEND"] = "keyfile"

    def remember(self, song):
        folder = os.path.join(self.folder, "config/glib-2.0/settings")
        os.makedirs(folder)
        path = os.path.join(song, os.path.basename(song) + ".lacquer")
        with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
            file.write("[org/lacquer/Lacquer]\nrecent=['%s', '/nowhere/Gone/Gone.lacquer']\n" % path)

    def interrupt(self, song):
        """An autosave with a muted kick, newer than the project."""
        os.mkdir(os.path.join(song, "recovery"))
        name = "Lantern Tide 2026-11-23 07-02-14 UTC.lacquer"
        kept = os.path.join(song, "recovery", name)
        text = self.project_text(song)
        with open(kept, "w", encoding="utf-8") as file:
            file.write(re.sub(r'name="Kick"', 'name="Kick" mute="yes"', text, count=1))
        later = time.time() + 60
        os.utime(kept, (later, later))
        return kept

    def wait_for_song(self):
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.assert_quiet()

    def test_enter_opens_what_is_chosen(self):
        self.remember(self.copy_demo())
        self.start()
        self.keys("F6", "Return")
        self.wait_for_song()

    def test_search_finds_and_opens(self):
        self.remember(self.copy_demo())
        self.start()
        self.keys("slash")
        self.type("tide")
        self.keys("Return")
        self.wait_for_song()

    def test_a_template_is_made(self):
        self.start()
        self.keys("F6", "Right", "Return")
        self.wait_for(lambda: "Untitled" in self.title(), "the new project")
        song = os.path.join(self.folder, "Lacquer", "Untitled")
        self.save_and_read(song, r'name="Overheads"')
        self.assert_quiet()

    def test_an_interrupted_session_is_recovered(self):
        song = self.copy_demo()
        self.interrupt(song)
        self.remember(song)
        before = self.project_text(song)
        self.start()

        def recovered():
            if "Lantern Tide" in self.title():
                return True
            self.keys("ctrl+r")
            time.sleep(0.3)
            return False
        self.wait_for(recovered, "the recovered project")
        self.assertEqual(before, self.project_text(song))
        self.save_and_read(song, r'name="Kick"[^>]*mute="')
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_start.py", "-v"])
