# SPDX-License-Identifier: GPL-3.0-or-later
"""Ride the gain of a clip, lock it where it is, and fit the bars to it, without a mouse."""

import os
import shutil
import time
import unittest

from task_test import TaskTest


class Hold(TaskTest):
    def test_a_clip_is_ridden_locked_and_gets_its_bars(self):
        song = self.make_song(["track.add kind=audio name=Vox",
                               "clip.import track=Vox file=FOLDER/tone.wav at=2"])
        ridden = ["automation.add track=Vox clip=tone target=gain at=2.2.1 value=0",
                  "automation.add track=Vox clip=tone target=gain at=2.3.1 value=-3",
                  "clip.set clip=tone locked=on"]
        expected = self.expect(song, ridden)
        shutil.rmtree(os.path.join(self.folder, "expected"))
        fitted = self.expect(song, ridden + [
            "clip.set clip=tone locked=off", "clip.set clip=tone time_base=absolute",
            "project.set tempo=240", "tempo.add at=3.1.1 bpm=180",
            "clip.set clip=tone time_base=musical"])
        self.open_song(song)
        # Two gain points; the second, where the cursor is, goes down by 3 dB.
        self.keys("ctrl+Right", "Right", "shift+i", "Right", "shift+i",
                  "ctrl+Down", "ctrl+Down", "ctrl+Down", "shift+0")
        self.save_and_compare(song, expected)
        # Locked, it is neither moved nor cut.
        self.keys("alt+Right", "e", "bracketleft")
        time.sleep(0.5)
        self.save_and_compare(song, expected)
        # Unlocked, its four seconds are three bars from a first beat on: it stays where it is
        # heard, and the bars go there.
        self.keys("shift+0", "shift+c", "ctrl+shift+b")
        time.sleep(0.5)
        self.type("3")
        self.keys("Tab")
        self.type("1")
        self.keys("Return")
        self.save_and_compare(song, fitted)
        self.keys("ctrl+q")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["task_hold.py", "-v"])
