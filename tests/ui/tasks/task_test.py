# SPDX-License-Identifier: GPL-3.0-or-later
"""A song made by commands, edited by keys, and compared with the same song edited by commands."""

import math
import os
import re
import shutil
import struct
import subprocess
import sys
import time
import wave

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "window"))

# pylint: disable=wrong-import-position
from window_test import LACQUER, PATIENCE, WindowTest  # noqa: E402

RATE = 48000
ID = re.compile(r"\b[a-z]:[0-9a-z]{11}\b")


def write_wave(path, seconds, hits):
    """Hits half a second apart from 0.02 s on, or a tone."""
    frames = bytearray()
    for i in range(int(seconds * RATE)):
        t = (i / RATE - 0.02) % 0.5
        level = math.exp(-60 * t) if hits and i >= 0.02 * RATE else 0.3 if not hits else 0
        frames += struct.pack("<h", int(24000 * level * math.sin(2 * math.pi * 220 * i / RATE)))
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(frames))


def write_samples(path, samples):
    """One channel of 16 bits."""
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))


def read_wave(path, channel=0):
    """A channel of a file of 24 bits, +-1."""
    with wave.open(path, "rb") as file:
        width, channels = file.getsampwidth(), file.getnchannels()
        assert width == 3, path
        data = file.readframes(file.getnframes())
    return [int.from_bytes(data[i:i + 3], "little", signed=True) / 2**23
            for i in range(3 * channel, len(data), 3 * channels)]


def without_ids(text):
    """Ids are drawn by chance: each becomes the number of its first appearance."""
    seen = {}
    return ID.sub(lambda match: seen.setdefault(match.group(0), f"id{len(seen)}"), text)


class TaskTest(WindowTest):
    def lacquer(self, *arguments):
        subprocess.run([LACQUER, *arguments], check=True, env=self.env, stdout=subprocess.DEVNULL)

    def make_song(self, commands, name="Song"):
        """120 BPM; FOLDER in a command is where hits.wav (4 s) and tone.wav (4 s) are."""
        for file, hits in (("hits.wav", True), ("tone.wav", False)):
            path = os.path.join(self.folder, file)
            if not os.path.exists(path):
                write_wave(path, 4, hits)
        song = os.path.join(self.folder, name)
        self.lacquer("new", song)
        self.lacquer("edit", song, "project.set tempo=120",
                     *[command.replace("FOLDER", self.folder) for command in commands])
        return song

    def expect(self, song, commands, verb="edit"):
        """What the song is after commands, without ids."""
        copy = os.path.join(self.folder, "expected", os.path.basename(song))
        shutil.copytree(song, copy)
        self.lacquer(verb, copy, *commands)
        return without_ids(self.project_text(copy))

    def open_song(self, song):
        self.start(song)
        self.wait_for(lambda: os.path.basename(song) in self.title(), "the project's title")

    def press_until(self, song, keys, pattern):
        """Keys whose widget may not have the focus yet: pressed again when nothing came of them."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.keys(*keys)
            again = time.monotonic() + 5
            while time.monotonic() < again:
                self.keys("ctrl+s")
                time.sleep(0.1)
                if re.search(pattern, self.project_text(song)):
                    return
        self.fail("pressed in vain: " + " ".join(keys) + ": " + self.said())

    def save_and_compare(self, song, expected):
        saved = []

        def same():
            self.keys("ctrl+s")
            saved[:] = [without_ids(self.project_text(song))]
            return saved[0] == expected
        try:
            self.wait_for(same, "the saved project")
        except AssertionError:
            self.assertMultiLineEqual(saved[0], expected)
            raise
