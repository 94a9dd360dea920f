# SPDX-License-Identifier: GPL-3.0-or-later
"""The command palette by keys: each form does what it says as one step; a wrong name does nothing."""

import time
import unittest

from window_test import WindowTest


class Palette(WindowTest):
    def open(self):
        self.song = self.copy_demo()
        self.before = self.project_text(self.song)
        self.start(self.song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")

    def run_typed(self, text, key="Return"):
        self.keys("ctrl+k")
        self.xdotool("type", "--delay", "20", "--", text)
        time.sleep(0.3)
        self.keys(key)

    def quit_cleanly(self):
        self.keys("ctrl+q")
        end = time.monotonic() + 60
        while self.program.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.program.poll(), 0, self.said())
        self.assert_quiet()

    def test_arguments_run_as_one_step_each(self):
        self.open()
        for text, pattern in (("bass -1.5", r'name="Bass"[^>]* gain="-1.5"'),
                              ("tempo 96", r'<tempo [^>]*bpm="96"'),
                              ("loop verse", r'<project [^>]*loop-from="245760t"'),
                              ("mute kick", r'name="Kick"[^>]* mute="')):
            with self.subTest(text):
                self.run_typed(text)
                self.save_and_read(self.song, pattern)
                self.keys("ctrl+z")
                self.wait_for(lambda: self.save_and_read(self.song, r"(?s).*").group(0)
                              == self.before, "the undo of " + text)
        self.quit_cleanly()

    def test_a_wrong_name_changes_nothing_and_tab_takes_the_nearest(self):
        self.open()
        self.run_typed("bess -1.5")
        self.keys("Escape")
        self.keys("ctrl+s")
        time.sleep(0.5)
        self.assertEqual(self.before, self.project_text(self.song))
        self.run_typed("bess -1.5", "Tab")
        self.keys("Return")
        self.save_and_read(self.song, r'name="Bass"[^>]* gain="-1.5"')
        self.quit_cleanly()

    def test_it_stays_open_for_the_next_and_gives_the_focus_back(self):
        self.open()
        self.run_typed("mute kick", "ctrl+Return")
        self.keys("ctrl+a")
        self.xdotool("type", "--delay", "20", "--", "mute snare")
        time.sleep(0.3)
        self.keys("Return")
        # The keys are the timeline's again: the track below Drums is the kick.
        self.keys("Down", "m")
        self.save_and_read(self.song, r'name="Snare"[^>]* mute="')
        self.save_and_read(self.song, r'name="Kick"(?![^>]* mute=")')
        self.quit_cleanly()


if __name__ == "__main__":
    unittest.main(argv=["test_palette.py", "-v"])
