#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where things land: frames of clips and cuts, automation of effects, the same file every time."""

import math
import unittest

from lacquer_test import ProjectTest, read_wav, sine, write_wav

PLAIN = ["--bits", "16", "--dither", "none", "--tail", "0"]


class Places(ProjectTest):
    def render(self, name, *options):
        self.lacquer("render", self.song, "-o", self.path(name), *PLAIN, *options)
        return read_wav(self.path(name))

    def add(self, samples, place=""):
        write_wav(self.path("a.wav"), [samples, samples])
        self.lacquer("edit", self.song, "track.add name=A",
                     "clip.import track=A file=%s name=a %s" % (self.path("a.wav"), place))

    def test_a_frame_between_ticks(self):
        """120 bpm: a tick is 1.5625 frames; 12345f and 30001f hold the start of one."""
        self.add([1000 + i % 7 for i in range(9000)], "at=12345f")
        left = self.render("at.wav")[0]
        self.assertEqual(next(i for i, x in enumerate(left) if x), 12345)
        self.assertEqual(len(left), 12345 + 9000)

    def test_cuts_move_nothing(self):
        samples = sine(30000, 997.0)
        self.add(samples)
        self.lacquer("edit", self.song, "clip.split clip=a at=12346f")
        self.assertEqual(self.render("split.wav")[0], samples)
        self.lacquer("edit", self.song, "clip.trim clip=1 start=1111f end=9001f")
        left = self.render("trim.wav")[0]
        self.assertEqual(left[:1111], [0] * 1111)
        self.assertEqual(left[1112:9001], samples[1112:9001])
        self.assertEqual(left[9001:12346], [0] * (12346 - 9001))
        self.assertEqual(left[12347:], samples[12347:])

    def test_effect_automation_is_on_time(self):
        """-12 dB a second; smoothing once more made it 0.36 dB late."""
        self.add([16000] * 96000)
        self.lacquer("edit", self.song, "effect.add track=A kind=utility",
                     "automation.add track=A target=utility.gain at=0s value=0",
                     "automation.add track=A target=utility.gain at=2s value=-24")
        left = self.render("line.wav")[0]
        for i in range(4800, 96000, 4801):
            self.assertAlmostEqual(20 * math.log10(left[i] / 16000), -12 * i / 48000, delta=0.02)

    def test_a_report_changes_no_byte(self):
        self.add(sine(24000))
        self.render("a1.wav")
        self.render("a2.wav", "--json")
        with open(self.path("a1.wav"), "rb") as one, open(self.path("a2.wav"), "rb") as two:
            first = one.read()
            self.assertEqual(first, two.read())
        self.assertIn(b"bext", first[:200])


if __name__ == "__main__":
    unittest.main()
