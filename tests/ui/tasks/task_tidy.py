# SPDX-License-Identifier: GPL-3.0-or-later
"""Tidy an edit: trim, fade, crossfade, nudge, duplicate and hear it in a loop, without a mouse."""

import unittest

from task_test import TaskTest


class Tidy(TaskTest):
    def test_an_edit_is_tidied(self):
        song = self.make_song(["track.add kind=audio name=Drums",
                               "clip.import track=Drums file=FOLDER/hits.wav at=2",
                               "clip.split clip=hits at=3",
                               "track.add kind=audio name=Pad",
                               "clip.import track=Pad file=FOLDER/tone.wav at=2"])
        expected = self.expect(song, [
            "clip.trim clip=tone start=2.2.1", "clip.set clip=tone fade_out=24000f",
            "clip.move clip=tone by=1b", "clip.duplicate clip=tone to=4.2.1",
            "loop.set from=4.2.1 to=6.1.1 on=on"])
        self.open_song(song)
        # To the pad: its start is trimmed a quarter, the last quarter fades out.
        self.keys("Down", "ctrl+Right", "Right", "bracketleft")
        self.keys("End", "Left", "f")
        # A quarter later, once more right behind it; the copy is looped.
        self.keys("alt+Right", "c", "ctrl+d", "shift+l")
        self.save_and_compare(song, expected)
        # The joint of the drums gets a crossfade.
        crossfaded = self.save_and_read(song, r"(?s).*").group(0).count("fade-in=")
        self.keys("Up", "Home", "ctrl+Right", "x")
        self.wait_for(lambda: self.save_and_read(song, r"(?s).*").group(0).count("fade-in=")
                      == crossfaded + 1, "the crossfade")
        self.keys("ctrl+q")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["task_tidy.py", "-v"])
