# SPDX-License-Identifier: GPL-3.0-or-later
"""An audio clip warped, leveled and turned round in the bottom editor, by real keys and a real pointer."""

import math
import os
import re
import struct
import subprocess
import sys
import time
import unittest
import wave

from window_test import DESKTOP, LACQUER, WindowTest

RATE = 48000
SECOND = 705600000
WARP = r'<warp [^>]*frame="(\d+)" at="(\d+)"'


class AudioClip(WindowTest):
    def make_song(self):
        """A song of one clip with a hit each half second."""
        path, song = os.path.join(self.folder, "hits.wav"), os.path.join(self.folder, "Song")
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            for i in range(4 * RATE):
                since = (i / RATE + 0.25) % 0.5
                file.writeframesraw(struct.pack("<h", int(24000 * math.exp(-60 * since) *
                                                          math.sin(0.05 * i))))
        subprocess.run([LACQUER, "new", song], env=self.env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([LACQUER, "import", song, path], env=self.env, check=True,
                       stdout=subprocess.DEVNULL)
        return song

    def open_clip(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Song" in self.title(), "the project's title")
        self.keys("F8")
        return song

    def warps(self, song):
        """Frames of the markers, and how many milliseconds each is moved."""
        return [(int(frame), (int(at) / SECOND - int(frame) / RATE) * 1000)
                for frame, at in re.findall(WARP, self.project_text(song))]

    def wait_for_warps(self, song, what, name):
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.3)
            return what(self.warps(song))
        return self.wait_for(saved, name)

    def test_warping_by_keys(self):
        song = self.open_clip()
        before = self.project_text(song)
        # The first hit is at a quarter of a second, the next half a second on.
        self.keys("t", "t", "Insert")
        self.wait_for_warps(song, lambda warps: len(warps) == 1 and abs(warps[0][0] - 0.75 * RATE) < 200 and
                            abs(warps[0][1]) < 0.1, "a marker at the second hit")
        self.keys("alt+Right", "alt+Right", "alt+Right", "alt+Left")
        self.wait_for_warps(song, lambda warps: len(warps) == 1 and abs(warps[0][1] - 2) < 0.1, "2 ms")
        self.keys("Home", "ctrl+Right", "alt+Right")
        self.wait_for_warps(song, lambda warps: abs(warps[0][1] - 3) < 0.1, "the marker chosen again")
        self.keys("Home", "q")
        self.wait_for_warps(song, lambda warps: abs((warps[0][0] / RATE + warps[0][1] / 1000) % 0.125) < 1e-4 or
                            abs((warps[0][0] / RATE + warps[0][1] / 1000) % 0.125 - 0.125) < 1e-4, "the grid")
        self.keys("Home", "ctrl+Right", "BackSpace")
        self.wait_for_warps(song, lambda warps: not warps, "no marker")
        for _ in range(8):
            self.keys("ctrl+z")
        self.wait_for(lambda: self.keys("ctrl+s") or self.project_text(song) == before, "the first bytes")
        self.assert_quiet()

    def test_the_clip_by_keys(self):
        song = self.open_clip()
        self.keys("ctrl+Up", "ctrl+shift+Up")
        self.save_and_read(song, r'<clip [^>]*gain="1\.1"')
        self.keys("alt+Up")
        self.save_and_read(song, r'<clip [^>]*transpose="1"')
        self.keys("alt+Down", "u")
        self.save_and_read(song, r'<clip [^>]*reverse="yes"')
        self.keys("u", "shift+w")
        self.save_and_read(song, r'<clip [^>]*formant="yes"')
        self.keys("t", "t", "f")
        self.save_and_read(song, r'<clip [^>]*fade-in="\d+"')
        self.keys("g")
        self.save_and_read(song, r'<clip [^>]*gain="(?!1\.1)[^"]*"')
        self.keys("t", "e")
        self.wait_for(lambda: self.keys("ctrl+s") or len(re.findall("<clip ", self.project_text(song))) == 2,
                      "two clips")
        self.assert_quiet()

    def test_markers_and_pointer(self):
        """Where things lie is asked of the widgets, in their own process."""
        song = self.make_song()
        schemas = os.path.abspath(os.path.join(os.path.dirname(DESKTOP), "../data"))
        env = dict(self.env, GSETTINGS_SCHEMA_DIR=schemas, GTK_A11Y="test")
        result = subprocess.run([sys.argv[4], song], env=env, check=False, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertNotRegex(result.stderr, "WARNING|CRITICAL|ERROR")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
