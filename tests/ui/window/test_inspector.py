# SPDX-License-Identifier: GPL-3.0-or-later
"""Values are changed in the inspector by keys alone, and stand in the saved project."""

import os
import subprocess
import unittest
import wave

from window_test import LACQUER, WindowTest


class Inspector(WindowTest):
    def make_song(self):
        """One track with one clip, which is under the cursor when the song opens."""
        song = os.path.join(self.folder, "Song")
        sound = os.path.join(self.folder, "Vox.wav")
        with wave.open(sound, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(48000)
            file.writeframes(b"\x10\x20" * 96000)
        for line in (["new", song], ["import", song, sound]):
            subprocess.run([LACQUER, *line], check=True, stdout=subprocess.DEVNULL)
        return song

    def open_song(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Song" in self.title(), "the project's title")
        self.keys("m")
        self.save_and_read(song, r'<track [^>]*mute="yes"')
        return song

    def go(self, key, times):
        self.keys(*[key] * times)

    def test_clip_gain_and_pan_are_typed(self):
        song = self.open_song()
        self.keys("F4")
        self.go("Tab", 5)  # Start, Length, Source offset, the group Level, Clip gain
        self.keys("minus", "6", "Return")
        self.save_and_read(song, r'<clip [^>]*gain="-6"')
        self.keys("ctrl+Page_Down", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab",
                  "Return")
        self.type("L30")
        self.keys("Return")
        self.save_and_read(song, r'<track [^>]*pan="-0.3"')
        self.keys("Up", "Up")
        self.save_and_read(song, r'<track [^>]*pan="-0.28"')
        self.assert_quiet()

    def test_a_wrong_value_stays_and_escape_goes_back(self):
        song = self.open_song()
        self.keys("F4")
        self.go("Tab", 5)
        self.keys("minus", "6", "q", "Return", "BackSpace", "Return")
        self.save_and_read(song, r'<clip [^>]*gain="-6"')
        self.type("9")
        self.keys("Escape", "Escape", "m")
        text = self.save_and_read(song, r'<track (?![^>]*mute="yes")[^>]*name="Vox"') and \
            self.project_text(song)
        self.assertRegex(text, r'<clip [^>]*gain="-6"')
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_inspector.py", "-v"])
