# SPDX-License-Identifier: GPL-3.0-or-later
"""Dialogs that are answered by choosing: where a bounce is taken and goes, and colors."""

import os
import re
import subprocess
import time
import unittest

from window_test import LACQUER, SOURCES, WindowTest


class Choices(WindowTest):
    def make_song(self):
        song = os.path.join(self.folder, "Song")
        sound = os.path.join(SOURCES, "data/demo/Lantern Tide/audio/swell.flac")
        for words in (["new", song], ["edit", song, "track.add kind=audio name=Swell color=teal",
                                      f"clip.import track=Swell file='{sound}' at=1"]):
            subprocess.run([LACQUER, *words], check=True, env=self.env, stdout=subprocess.DEVNULL)
        return song

    def open_song(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Song" in self.title(), "the project's title")
        return song

    def test_a_clip_is_bounced_onto_a_new_track(self):
        song = self.open_song()
        # The main button has the focus; up to "Replace", beside it to "New track".
        self.keys("ctrl+shift+j")
        time.sleep(0.5)
        self.keys("Escape", "ctrl+shift+j")
        time.sleep(0.5)
        self.keys("shift+Tab", "shift+Tab", "Left", "Return", "ctrl+Return")
        self.save_and_read(song, r'<track [^>]*name="Swell \(bounce\)"')
        self.assertEqual(len(re.findall("<track ", self.project_text(song))), 3)
        self.keys("ctrl+q")
        self.assert_quiet()

    def test_a_color_is_chosen_and_another_typed(self):
        song = self.open_song()
        # The color that there is has the focus; the next one.
        self.keys("ctrl+alt+c")
        time.sleep(0.5)
        self.keys("Left", "Return")
        self.save_and_read(song, r'<clip [^>]*color="jade"')
        # Behind the colors, one of one's own; what is none stays with a sentence.
        self.keys("ctrl+alt+c")
        time.sleep(0.5)
        self.keys(*["Tab"] * 8, "ctrl+a")
        self.type("nocolor")
        self.keys("Return", "ctrl+a")
        self.type("#336699")
        self.keys("Return")
        self.save_and_read(song, r'<clip [^>]*color="#336699"')
        self.keys("ctrl+q")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_choices.py", "-v"])
