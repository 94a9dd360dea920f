# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a folder of their own, a song, and calls of lacquer."""

import hashlib
import math
import os
import struct
import subprocess
import sys
import tempfile
import unittest
import wave

LACQUER, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
LOCK = ".lacquer.lock"


def run(*args, cwd=None, stdin=b"", **options):
    """Status, output and errors as text; a minute is more than any of it takes."""
    done = subprocess.run([LACQUER, *args], cwd=cwd, input=stdin, capture_output=True, timeout=60,
                          check=False, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")


def write_tone(path, seconds=0.5, level=0.5, rate=48000):
    """A mono file of 16 bits, 440 Hz."""
    samples = (int(32767 * level * math.sin(2 * math.pi * 440 * i / rate))
               for i in range(int(seconds * rate)))
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"".join(struct.pack("<h", x) for x in samples))


def snapshot(folder):
    """Every path below, with the hash of what it holds."""
    found = {}
    for path, names, files in os.walk(folder):
        for name in names:
            found[os.path.join(path, name)] = "folder"
        for name in files:
            full = os.path.join(path, name)
            if name == LOCK or not os.path.isfile(full):
                continue
            with open(full, "rb") as file:
                found[full] = hashlib.sha256(file.read()).hexdigest()
    return found


class Folder(unittest.TestCase):
    """A test in an empty folder with one song: Song/, whose track Vox plays tone.wav."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="lacquer-test-")
        self.folder = self.temporary.name
        write_tone(self.path("tone.wav"))
        self.good("new", "Song")
        self.good("edit", "Song", "track.add kind=audio name=Vox", "clip.import track=$1 file=tone.wav")

    def tearDown(self):
        self.temporary.cleanup()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run_in(self, *args, **options):
        return run(*args, cwd=self.folder, **options)

    def good(self, *args, **options):
        status, out, err = self.run_in(*args, **options)
        self.assertEqual((status, err), (0, ""), args)
        return out


def main():
    unittest.main(argv=sys.argv[:1])
