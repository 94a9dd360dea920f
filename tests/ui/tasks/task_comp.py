# SPDX-License-Identifier: GPL-3.0-or-later
"""Comp a vocal line: takes are heard by range, tried out and lifted without a mouse."""

import unittest

from task_test import TaskTest


class Comp(TaskTest):
    def test_a_vocal_line_is_comped(self):
        song = self.make_song(["track.add kind=audio name=Vox",
                               "take.add track=Vox file=FOLDER/hits.wav at=1 name='Take 1'",
                               "take.add track=Vox file=FOLDER/hits.wav at=1 name='Take 2'",
                               "take.add track=Vox file=FOLDER/hits.wav at=1 name='Take 3'"])
        # The second word begins at the hit of 0.52 s; the range ends a grid step of a quarter later.
        expected = self.expect(song, ["comp.set track=Vox from=24960f to=1.3.1 lane='Take 2' gain=1",
                                      "comp.split track=Vox at=1.2.4",
                                      "lane.set track=Vox lane='Take 2' rating=4"])
        self.open_song(song)
        # Takes show, the first one has the cursor; to the second transient.
        self.keys("y", "Down", "t", "t")
        # A range to the next grid line, this take there; the take below is tried and lifted.
        self.keys("shift+Right", "w", "alt+Down", "ctrl+Up")
        # The cursor alone moves on; the part is cut at a sixteenth.
        self.keys("Escape", "Down", "Home", "Right", "apostrophe", "apostrophe", "Right", "Right",
                  "Right", "e", "shift+4")
        self.save_and_compare(song, expected)
        self.keys("ctrl+q")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["task_comp.py", "-v"])
