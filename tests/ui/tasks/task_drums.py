# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten drum tracks become an edit group, are cut and quantized as one, and stay in phase."""

import os
import re
import unittest

from task_test import RATE, TaskTest, read_wave, write_samples

BEAT = RATE // 2  # at 120 BPM
LATE = [700, 1500, -900, 1900, 400, 1300, 1100, -600]  # frames that each hit lies beside its beat
DELAYS = [192, 144, 96, 48, 0]  # frames from the drums to each pair of microphones


def hits(delay, sign):
    """A burst of noise for each hit, the same in all microphones."""
    samples = [0] * (9 * BEAT)
    for beat, late in enumerate(LATE, start=1):
        seed = 2**31 - 1  # the first frame is loud
        for i in range(3000):
            level = 12000 * (1 - i / 3000) ** 2
            samples[beat * BEAT + late + delay + i] = int(sign * level * (seed / 2**30 - 1))
            seed = (seed * 1103515245 + 12345 + beat) % 2**31
    return samples


class Drums(TaskTest):
    def make_drums(self):
        commands = []
        for i in range(10):
            # Two of a kind, one of them with its polarity turned: together they are silence for as
            # long as both are cut and moved at the very same frames.
            write_samples(os.path.join(self.folder, f"drum-{i + 1}.wav"),
                          hits(DELAYS[i // 2], -1 if i % 2 else 1))
            commands += [f"track.add kind=audio name='Drum {i + 1}'",
                         f"clip.import track='Drum {i + 1}' file=FOLDER/drum-{i + 1}.wav at=1"]
        return self.make_song(commands)

    def test_ten_drum_tracks_are_cut_and_quantized_as_one(self):
        song = self.make_drums()
        guide = re.search(r'<clip id="(\w:\w+)"[^>]*name="drum-10"', self.project_text(song)).group(1)
        cut = 6  # beats: at 2.3.1
        expected = self.expect(song, [
            "edit_group.set name='Group 1' tracks=" + ",".join(f"'Drum {i}'" for i in range(1, 11)),
            f"clip.split clip={guide} at=2.3.1",
            f"clip.slice clip={guide} at=" + ",".join(f"{beat * BEAT + LATE[beat - 1]}f" for beat in range(1, cut)) +
            " to=" + ",".join(f"{beat // 4 + 1}.{beat % 4 + 1}.1" for beat in range(1, cut))])
        self.open_song(song)
        # All ten headers, as one.
        self.keys("shift+F6", *["shift+Down"] * 9, "ctrl+alt+g", "F6")
        # A cut in the middle of the last track cuts all; the first part is quantized.
        self.keys("Home", *["Right"] * 6, "e", "Left", "q")
        self.save_and_compare(song, expected)
        self.keys("ctrl+q")
        self.assert_quiet()
        self.hear(song, cut)

    def hear(self, song, cut):
        mix, stems = os.path.join(self.folder, "mix.wav"), os.path.join(self.folder, "stems")
        self.lacquer("render", song, "-o", mix, "--dither=none", "--stems=" + stems)
        self.assertLess(max(map(abs, read_wave(mix))), 1e-6)
        # The guide itself begins on the beats, or a moment before for the fade at its joint.
        guide = next(name for name in os.listdir(stems) if "Drum 10" in name)
        samples = read_wave(os.path.join(stems, guide))
        for beat in range(1, cut):
            begin = next(i for i in range((beat - 1) * BEAT + BEAT // 2, len(samples))
                         if abs(samples[i]) > 0.01)
            self.assertLess(abs(begin - beat * BEAT), 24, f"beat {beat}")


if __name__ == "__main__":
    unittest.main(argv=["task_drums.py", "-v"])
