# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter sweep: an equalizer is put in, its frequency gets a lane, keys write the ramp, and the
render has the highs at its begin and not at its end."""

import math
import os
import random
import unittest

from task_test import RATE, TaskTest, read_wave, write_samples


def level_around(samples, hz):
    """Of a narrow band, as a sum of squares over some frequencies (Goertzel)."""
    total = 0
    for k in range(20):
        turn = 2 * math.cos(2 * math.pi * (hz + 7 * k) / RATE)
        one = two = 0.0
        for x in samples:
            one, two = x + turn * one - two, one
        total += one * one + two * two - turn * one * two
    return total


class Sweep(TaskTest):
    def make_noise(self):
        chance = random.Random(7)
        write_samples(os.path.join(self.folder, "noise.wav"),
                      [chance.randrange(-6000, 6000) for _ in range(4 * RATE)])
        return self.make_song(["track.add kind=audio name=Noise",
                               "clip.import track=Noise file=FOLDER/noise.wav at=1"])

    def test_a_filter_is_swept(self):
        song = self.make_noise()
        expected = self.expect(song, [
            "effect.add track=Noise kind=eq",
            "effect.set effect=eq track=Noise band8.on=on",
            "automation.add track=Noise target=eq.band8.freq at=1 value=18000"])
        self.open_song(song)
        self.keys("shift+a")
        self.type("equalizer")
        self.keys("Return")
        self.save_and_compare(song, expected)


if __name__ == "__main__":
    unittest.main(argv=["task_sweep.py", "-v"])
