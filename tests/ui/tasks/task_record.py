# SPDX-License-Identifier: GPL-3.0-or-later
"""Record a band: four tracks at once through the device that hears what it plays, a bar again, and
a comp of three takes. What was recorded is what was played, at its place to the frame."""

import os
import re
import shutil
import struct
import time
import unittest
import wave

from task_test import RATE, TaskTest, without_ids

BAR = RATE  # frames, at 240 bpm
FADE = 480  # frames in which the sound of a start comes in
NAMES = ("Kick", "Snare", "Bass", "Room")
# Channels of the device that each records.
INPUTS = {"Kick": (0,), "Snare": (1,), "Bass": (0,), "Room": (0, 1)}
STEP = 1 / 2 ** 23  # of 24 bits


def noise(n, seed):
    """Samples of 16 bits."""
    state, samples = seed, []
    for _ in range(n):
        state = (state * 1103515245 + 12345) % 2 ** 31
        samples.append((state >> 16) % 20000 - 10000)
    return samples


def chunk_of(data, name):
    """The bytes of a chunk of a WAV file; one that grew by itself may say that it has no end."""
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at:at + 4], struct.unpack("<I", data[at + 4:at + 8])[0]
        if kind == name:
            return data[at + 8:at + 8 + size]
        at += 8 + size + size % 2
    raise AssertionError("no chunk " + str(name))


def read_24(path):
    """The frames of a WAV file of 24 bits, a list for each channel."""
    with open(path, "rb") as file:
        data = file.read()
    channels, bits = struct.unpack("<H", chunk_of(data, b"fmt ")[2:4])[0], \
        struct.unpack("<H", chunk_of(data, b"fmt ")[14:16])[0]
    assert bits == 24, bits
    sound = chunk_of(data, b"data")
    n = len(sound) // 3
    samples = [int.from_bytes(sound[3 * i:3 * i + 3], "little", signed=True) for i in range(n)]
    return [samples[c::channels] for c in range(channels)]


class Record(TaskTest):
    def make_band(self):
        path = os.path.join(self.folder, "playback.wav")
        left, right = noise(5 * BAR, 1), noise(5 * BAR, 2)
        with wave.open(path, "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<hh", *pair) for pair in zip(left, right)))
        # The new tracks are not heard, so that nothing but the playback comes back.
        commands = ["project.set tempo=240", "metronome.set mode=off count_in=0 pre_roll=0",
                    "track.add kind=audio name=Playback",
                    "clip.import track=Playback file=FOLDER/playback.wav at=1",
                    "punch.set from=2.1.1 to=3.1.1 on=off"]
        for name in NAMES:
            channels = "-".join(str(c + 1) for c in INPUTS[name])
            commands += [f"track.add kind=audio name={name}",
                         f"track.set track={name} input={channels} monitor=off mute=on"]
        return self.make_song(commands, "Band")

    def use_loopback(self):
        settings = os.path.join(self.env["XDG_CONFIG_HOME"], "glib-2.0", "settings")
        os.makedirs(settings)
        with open(os.path.join(settings, "keyfile"), "w", encoding="utf-8") as file:
            file.write("[org/lacquer/Lacquer]\ndevice='loopback'\n")
        self.env["GSETTINGS_BACKEND"] = "keyfile"

    def take_file(self, song, name, number):
        return os.path.join(song, "audio", f"{name} {number}.wav")

    def wait_for_frames(self, song, number, frames):
        """On the disk, of every track."""
        def there():
            for name in NAMES:
                path = self.take_file(song, name, number)
                least = frames * 3 * len(INPUTS[name])
                if not os.path.exists(path) or os.path.getsize(path) < least:
                    return False
            return True
        self.wait_for(there, f"take {number} on the disk")

    def wait_for_takes(self, song, n):
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.2)
            return len(re.findall(r"<lane ", self.project_text(song))) == n * len(NAMES)
        self.wait_for(saved, f"{n} takes of each track in the saved project")

    def record(self, song, number, frames, saved):
        self.keys("ctrl+Home", "r")
        self.wait_for_frames(song, number, frames)
        self.keys("space")
        self.wait_for_takes(song, saved)

    def assert_played(self, song, played, number, at, frames):
        """Each take has the frames of the playback from `at` on, to the last bit of 24."""
        for name in NAMES:
            take = read_24(self.take_file(song, name, number))
            self.assertEqual(len(take), len(INPUTS[name]), name)
            for side, channel in zip(take, INPUTS[name]):
                first = FADE if at == 0 else 0
                self.assertGreaterEqual(len(side), frames, name)
                worst = max(abs(side[i] - played[channel][at + i]) for i in range(first, frames))
                self.assertLessEqual(worst, 1, f"{name} {number}, steps of {STEP}")

    def test_a_band_is_recorded(self):
        song = self.make_band()
        rendered = os.path.join(self.folder, "rendered.wav")
        self.lacquer("render", song, "-o", rendered, "--bits", "24", "--dither", "none")
        played = read_24(rendered)
        self.use_loopback()
        self.open_song(song)

        # Every track below the playback is armed, and three bars are recorded of all at once.
        for _ in NAMES:
            self.keys("Down", "shift+r")
        self.wait_for(lambda: self.save_and_read(song, r"(?s).*").group(0).count('arm="') == 4,
                      "four armed tracks")
        self.record(song, 1, 3 * BAR + RATE // 2, 1)
        self.assert_played(song, played, 1, 0, 3 * BAR)

        # The second bar again, and once more from the start on without the punch range.
        self.keys("shift+p")
        self.record(song, 2, BAR - 2000, 2)
        self.assert_played(song, played, 2, BAR, BAR)
        self.keys("shift+p")
        self.record(song, 3, 3 * BAR + RATE // 2, 3)
        self.assert_played(song, played, 3, 0, 3 * BAR)

        # The last track: its second bar from take 2 on, its third from take 1.
        before = os.path.join(self.folder, "before", "Band")
        shutil.copytree(song, before, ignore=shutil.ignore_patterns("*.lock"))
        expected = self.expect(before, ["comp.set track=Room from=2.1.1 to=3.1.1 lane='Take 2'",
                                        "comp.set track=Room from=3.1.1 to=4.1.1 lane='Take 1'"])
        self.keys("y", "ctrl+Home", "Down", "Down", *["Right"] * 4, *["shift+Right"] * 4, "w")
        self.keys("Escape", "Down", *["shift+Right"] * 4, "w")
        self.save_and_compare(song, expected)
        self.assertIn("<part ", without_ids(self.project_text(song)))

        # The comp plays what was played.
        self.keys("ctrl+q")
        comped = os.path.join(self.folder, "comped.wav")
        self.wait_for_end()
        self.lacquer("edit", song, "track.set track=Playback mute=on",
                     "track.set track=Room mute=off")
        self.lacquer("render", song, "-o", comped, "--bits", "24", "--dither", "none")
        sound = read_24(comped)
        for side in range(2):
            for bar in range(3):
                # Crossfades of the joints lie around the bar lines.
                span = range(bar * BAR + RATE // 10, (bar + 1) * BAR - RATE // 10)
                worst = max(abs(sound[side][i] - played[side][i]) for i in span)
                self.assertLessEqual(worst, 2, f"bar {bar + 1}")
        self.assert_quiet()

    def wait_for_end(self):
        self.program.wait(60)


if __name__ == "__main__":
    unittest.main(argv=["task_record.py", "-v"])
