# SPDX-License-Identifier: GPL-3.0-or-later
"""24 stems come in by the file chooser as one step: named, paired, colored and in order."""

import math
import os
import re
import time
import unittest

from task_test import RATE, TaskTest, read_wave, write_samples

NAMES = ["Kick In", "Kick Out", "Snare Top", "Snare Btm", "Hi-Hat", "Rack Tom", "Floor Tom", "OH_L",
         "OH_R", "Room_L", "Room_R", "Bass DI", "Bass Amp", "Lead Vox", "Lead Gtr", "Gtr Rhythm_L",
         "Gtr Rhythm_R", "Piano", "Synth Pad", "BGV 1", "BGV 2", "Trumpet", "Vox Verb", "Vox Delay"]


class Stems(TaskTest):
    def make_stems(self):
        """Steps of different heights, so that the mix says whether all of them are there."""
        stems = os.path.join(self.folder, "stems")
        os.mkdir(stems)
        for i, name in enumerate(NAMES):
            write_samples(os.path.join(stems, f"MidnightDrive_{i + 1:02}_{name}_120bpm_Am.wav"),
                          [10 * (i + 1)] * (RATE // 10))
        return stems

    def chooser(self):
        others = self.xdotool("search", "--onlyvisible", "--pid", str(self.program.pid)).split()
        return next((one for one in others if one != self.window), None)

    def choose_all(self, stems, patience):
        """What the folder holds is listed while nothing shows from outside when it all is."""
        self.keys("ctrl+i")
        chooser = self.wait_for(self.chooser, "the file chooser")
        time.sleep(patience)
        self.xdotool("windowfocus", "--sync", chooser)
        self.type(stems + "/")
        self.keys("Return")
        time.sleep(patience)
        # Enter would take the row that has the focus alone.
        self.keys("ctrl+a", "alt+o")
        end = time.monotonic() + 10 * patience
        while self.chooser() and time.monotonic() < end:
            time.sleep(0.05)
        return not self.chooser()

    def clips(self, song):
        return len(re.findall(r"<clip ", self.project_text(song)))

    def test_stems_come_in(self):
        stems = self.make_stems()
        for attempt, patience in enumerate((1, 5, 20)):
            song = self.make_song(["project.set tempo=96"], f"Song {attempt}")
            expected = self.expect(song, [stems], "import")
            self.open_song(song)
            if not self.choose_all(stems, patience):
                self.kill()
                continue
            self.xdotool("windowfocus", "--sync", self.window)
            self.save_and_read(song, "<clip ")
            if self.clips(song) == expected.count("<clip "):
                break
            self.kill()
        self.save_and_compare(song, expected)
        self.assertEqual(self.clips(song), len(NAMES) - 3)
        self.hear(song)
        # It was one step.
        self.keys("ctrl+z")
        self.wait_for(lambda: self.keys("ctrl+s") or self.clips(song) == 0, "the undo")
        self.keys("ctrl+q")
        self.assert_quiet()

    def hear(self, song):
        """Those of one channel stand in the middle, at -3 dB; those of pairs on their own sides."""
        mix = os.path.join(self.folder, "mix.wav")
        self.lacquer("render", song, "-o", mix, "--dither=none")
        middle = sum(10 * (i + 1) for i, name in enumerate(NAMES) if name[-2:] not in ("_L", "_R"))
        for channel, side in enumerate(("_L", "_R")):
            pair = sum(10 * (i + 1) for i, name in enumerate(NAMES) if name.endswith(side))
            self.assertAlmostEqual(read_wave(mix, channel)[RATE // 20],
                                   (middle * math.sqrt(0.5) + pair) / 2**15, delta=2e-6)


if __name__ == "__main__":
    unittest.main(argv=["task_stems.py", "-v"])
