# SPDX-License-Identifier: GPL-3.0-or-later
"""Two projects open at once: a range goes from one to the other, and tracks with their settings."""

import os
import re
import unittest

from task_test import TaskTest


class TwoProjects(TaskTest):
    def other_window(self, name):
        found = self.xdotool("search", "--onlyvisible", "--name", name)
        return found.splitlines()[-1] if found else None

    def test_a_range_and_tracks_go_over(self):
        one = self.make_song(["track.add kind=audio name=Drums",
                              "effect.add track=Drums kind=compressor threshold=-21dB",
                              "track.set track=Drums gain=-4dB",
                              "clip.import track=Drums file=FOLDER/hits.wav at=1"], "First")
        two = self.make_song(["track.add kind=audio name=Loops"], "Second")
        self.start(one, two)
        first = self.wait_for(lambda: self.other_window("First"), "the first window")
        second = self.wait_for(lambda: self.other_window("Second"), "the second window")
        self.xdotool("windowfocus", "--sync", first)
        self.keys("shift+c", "ctrl+c")
        self.xdotool("windowfocus", "--sync", second)
        self.window = second
        self.keys("Right", "ctrl+v")
        text = self.save_and_read(two, r'<clip [^>]*name="hits"').string
        self.assertRegex(text, r'file="audio/hits\.wav"')
        self.assertTrue(os.path.exists(os.path.join(two, "audio", "hits.wav")))
        # A track with its compressor and level, by the palette.
        self.keys("ctrl+k")
        self.type("track.import project='" + os.path.join(one, "First.lacquer") + "' of=Drums")
        self.keys("Return")
        text = self.save_and_read(two, r'<track [^>]*name="Drums"').string
        self.assertRegex(text, r'<track [^>]*name="Drums"[^>]*gain="-4"')
        self.assertRegex(text, r'<effect [^>]*kind="compressor"')
        self.assertEqual(len(re.findall(r"<source ", text)), 1)
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["task_two_projects.py", "-v"])
