# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a project in a temporary folder, audio and MIDI files."""

import json
import math
import os
import struct
import subprocess
import sys
import tempfile
import unittest


def sine(frames, frequency=440.0, rate=48000, peak=8000):
    return [int(peak * math.sin(2 * math.pi * frequency * i / rate)) for i in range(frames)]


def write_wav(path, channels, rate=48000, stamp=None, tempo=None):
    """16-bit PCM. `channels` are lists of samples of the same length; `stamp` makes a BWF of it, in
    frames since midnight; `tempo` adds an acid chunk."""
    body = b""
    if stamp is not None:
        bext = bytearray(602)
        bext[338:346] = struct.pack("<Q", stamp)
        body += b"bext" + struct.pack("<I", len(bext)) + bytes(bext)
    data = b"".join(struct.pack("<%dh" % len(channels), *frame) for frame in zip(*channels))
    block = 2 * len(channels)
    body += b"fmt " + struct.pack("<IHHIIHH", 16, 1, len(channels), rate, rate * block, block, 16)
    if tempo is not None:
        body += b"acid" + struct.pack("<IIHHfIHHf", 24, 0, 60, 0, 0.0, 8, 4, 4, tempo)
    body += b"data" + struct.pack("<I", len(data)) + data
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body)


def read_wav(path):
    """Channels of 16-bit samples."""
    with open(path, "rb") as file:
        bytes_ = file.read()
    at, channels = 12, 0
    while at < len(bytes_):
        name, size = bytes_[at:at + 4], struct.unpack_from("<I", bytes_, at + 4)[0]
        if name == b"fmt ":
            channels, bits = struct.unpack_from("<H", bytes_, at + 10)[0], bytes_[at + 22]
            assert bits == 16, bits
        if name == b"data":
            samples = struct.unpack_from("<%dh" % (size // 2), bytes_, at + 8)
            return [list(samples[c::channels]) for c in range(channels)]
        at += 8 + size + size % 2
    raise ValueError("no data chunk")


def variable_length(value):
    out = [value & 127]
    while value > 127:
        value >>= 7
        out.insert(0, value & 127 | 128)
    return bytes(out)


def midi_track(events):
    """Events as (tick, bytes)."""
    body, now = b"", 0
    for tick, event in sorted(events, key=lambda e: e[0]):
        body += variable_length(tick - now) + event
        now = tick
    body += b"\0\xff\x2f\0"
    return b"MTrk" + struct.pack(">I", len(body)) + body


def meta(number, data):
    return b"\xff" + bytes([number]) + variable_length(len(data)) + data


def note(channel, tick, length, key, velocity):
    return [(tick, bytes([0x90 | channel, key, velocity])),
            (tick + length, bytes([0x80 | channel, key, 64]))]


def write_midi(path, tracks, division=480):
    with open(path, "wb") as file:
        file.write(b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), division) + b"".join(tracks))


def song_tracks():
    """Tempo 100 and 140, 3/4, E minor, two sections, lyrics; a piano and drums."""
    conductor = midi_track([
        (0, meta(3, b"Waltz")), (0, meta(0x51, (600000).to_bytes(3, "big"))),
        (0, meta(0x58, bytes([3, 2, 24, 8]))), (0, meta(0x59, bytes([1, 1]))),
        (0, meta(6, b"Verse 1")), (2880, meta(6, b"Chorus")), (1440, meta(6, "Café".encode())),
        (2880, meta(0x51, (428571).to_bytes(3, "big"))),
        (0, meta(5, b"First line\r")), (1440, meta(5, b"Second line\r")),
    ])
    piano = [(0, meta(3, b"Piano")), (0, bytes([0xc0, 4]))]
    for i in range(12):
        piano += note(0, i * 480, 400, 60 + i, 40 + i * 7)
    drums = [(0, meta(3, b"Kit"))]
    for i in range(24):
        drums += note(9, i * 240, 60, 36 if i % 2 == 0 else 42, 100)
    return [conductor, midi_track(piano), midi_track(drums)]


class ProjectTest(unittest.TestCase):
    """Each test has a folder of its own (self.folder) with an empty project "Song" in it."""

    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = holder.name
        self.song = self.path("Song")
        self.lacquer("new", self.song)

    def path(self, *parts):
        full = os.path.join(self.folder, *parts)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        return full

    def run_lacquer(self, *words):
        return subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=60,
                              cwd=self.folder, check=False)

    def lacquer(self, *words):
        result = self.run_lacquer(*words)
        self.assertEqual(result.returncode, 0, result.stderr)
        # A machine that does much beside plays late, which is told and no fault.
        said = [line for line in result.stderr.splitlines() if not line.startswith("lacquer: late at ")]
        self.assertEqual(said, [])
        return result.stdout

    def fails(self, *words, status=1):
        """The sentence on standard error."""
        result = self.run_lacquer(*words)
        self.assertEqual(result.returncode, status, result.stdout + result.stderr)
        self.assertTrue(result.stderr.startswith("lacquer: "), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        return result.stderr

    def info(self, project=None):
        return json.loads(self.lacquer("info", project or self.song, "--json"))

    def imports(self, *words):
        return json.loads(self.lacquer("import", self.song, *words, "--json"))

    def tracks(self):
        return [t for t in self.info()["tracks"] if t["kind"] != "main"]

    def state(self):
        """The project file and the names of the media: what a failure must leave alone."""
        with open(os.path.join(self.song, "Song.lacquer"), "rb") as file:
            project = file.read()
        audio = os.path.join(self.song, "audio")
        return project, sorted(os.listdir(audio)) if os.path.isdir(audio) else []


PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "lacquer"
