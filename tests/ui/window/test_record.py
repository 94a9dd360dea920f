# SPDX-License-Identifier: GPL-3.0-or-later
"""A recording by keys alone: arm, record, stop, punch a bar again, undo."""

import os
import re
import subprocess
import time
import unittest

from window_test import LACQUER, WindowTest

RATE = 48000
BAR = RATE  # frames, at 240 bpm
HEADER = 4096  # bytes that a file of a take has before its sound, at most


class Record(WindowTest):
    def make_song(self):
        song = os.path.join(self.folder, "Take")
        for arguments in (["new", song], ["edit", song, "project.set tempo=240",
                                          "track.add kind=audio name=Vox", "track.set track=Vox input=1",
                                          "punch.set from=2.1.1 to=3.1.1 on=off"]):
            subprocess.run([LACQUER, *arguments], env=self.env, check=True, stdout=subprocess.DEVNULL)
        return song

    def frames(self, song, name):
        """Of 24 bits and one channel, at least."""
        path = os.path.join(song, "audio", name)
        return (os.path.getsize(path) - HEADER) // 3 if os.path.exists(path) else 0

    def takes(self, song):
        return len(re.findall(r"<lane ", self.project_text(song)))

    def wait_for_takes(self, song, n):
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.2)
            return self.takes(song) == n
        self.wait_for(saved, "%d takes in the saved project" % n)

    def test_a_bar_is_recorded_again(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Take" in self.title(), "the project's title")
        self.keys("shift+r")
        self.save_and_read(song, r'name="Vox"[^>]*arm="|arm="[^>]*name="Vox"')
        self.keys("r")
        self.wait_for(lambda: self.frames(song, "Vox 1.wav") > 3 * BAR, "three bars on the disk")
        self.keys("space")
        self.wait_for_takes(song, 1)

        # The second bar again; all of it is there as soon as the punch range is over.
        self.keys("shift+p", "ctrl+Home", "r")
        self.wait_for(lambda: self.frames(song, "Vox 2.wav") > BAR - 2 * HEADER, "the bar on the disk")
        self.keys("space")
        self.wait_for_takes(song, 2)
        self.assertLess(self.frames(song, "Vox 2.wav"), BAR + HEADER)
        clips = re.findall(r"<clip [^>]*>", self.project_text(song))
        self.assertGreaterEqual(len(clips), 3, clips)

        # One step each.
        self.keys("ctrl+z")
        self.wait_for_takes(song, 1)
        self.keys("ctrl+shift+z")
        self.wait_for_takes(song, 2)
        self.keys("ctrl+z", "ctrl+z", "ctrl+z")
        self.wait_for_takes(song, 0)
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_record.py", "-v"])
