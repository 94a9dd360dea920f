# SPDX-License-Identifier: GPL-3.0-or-later
"""A filter sweep: an equalizer is put in, its frequency gets a lane, keys write a ramp, and the
render loses its lows on the way."""

import math
import os
import random
import unittest

from task_test import RATE, TaskTest, read_wave, write_samples


def power_at(samples, hz):
    """Of a sine in the samples (Goertzel), mean of eight windows."""
    turn, size, total = 2 * math.cos(2 * math.pi * hz / RATE), len(samples) // 8, 0.0
    for begin in range(0, 8 * size, size):
        one = two = 0.0
        for x in samples[begin:begin + size]:
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

    def tilt(self, song, begin, end):
        """dB that 6 kHz lie below 200 Hz."""
        path = os.path.join(self.folder, "part.wav")
        self.lacquer("render", song, "-o", path, "--from", begin, "--to", end, "--dither=none")
        samples = read_wave(path)
        low, high = (sum(power_at(samples, base + step) for step in (0, 13, 29, 47))
                     for base in (200, 6000))
        return 10 * math.log10(low / high)

    def test_a_filter_is_swept(self):
        song = self.make_noise()
        before = self.tilt(song, "2.3.1", "2.4.3")
        expected = self.expect(song, [
            "effect.add track=Noise kind=eq", "effect.set track=Noise effect=eq band1.on=on",
            "automation.add track=Noise target=eq.band1.freq at=1 value=30",
            "automation.add track=Noise target=eq.band1.freq at=1.2.1 value=30",
            "automation.add track=Noise target=eq.band1.freq at=2.3.1 value=2000"])
        self.open_song(song)
        self.keys("F9", "shift+a")
        self.type("equalizer")
        self.keys("Return")
        self.save_and_read(song, r'kind="eq"')
        # Band 1 cuts the lows; its frequency gets a lane, and the cursor goes there.
        self.press_until(song, ("o",), r'name="band1\.on" value="1"')
        self.press_until(song, ("a",), r'param="band1\.freq"')
        # A point at a beat, and one at the end, whose value is typed.
        self.keys("Right", "shift+Return", *["Right"] * 5, "Return", "ctrl+a")
        self.type("2000")
        self.keys("Return")
        self.save_and_compare(song, expected)
        self.keys("ctrl+q")
        self.assert_quiet()
        self.assertLess(self.tilt(song, "2.3.1", "2.4.3"), before - 30)
        self.assertLess(abs(self.tilt(song, "1", "1.2.1") - before), 3)


if __name__ == "__main__":
    unittest.main(argv=["task_sweep.py", "-v"])
