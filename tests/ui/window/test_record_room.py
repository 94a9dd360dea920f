# SPDX-License-Identifier: GPL-3.0-or-later
"""Dropouts, their banner, the bar that is recorded again, capture and notes, in a window whose device is
driven by the test; and a device that goes and comes back."""

import math
import os
import struct
import subprocess
import sys
import unittest
import wave

from window_test import DESKTOP, LACQUER, WindowTest

ROOM, LOST = sys.argv[4:6]
RATE = 48000


class RecordRoom(WindowTest):
    def make_song(self):
        path = os.path.join(self.folder, "tone.wav")
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(i / 30)))
                                      for i in range(10 * RATE)))
        song = os.path.join(self.folder, "Room")
        for words in (["new", song],
                      ["edit", song, "project.set tempo=120", "metronome.set mode=off",
                       "track.add kind=audio name=Song", f"clip.import track=Song file={path} at=1",
                       "track.add kind=audio name=Vox",
                       "track.set track=Vox input=1 monitor=off arm=on",
                       "track.add kind=instrument name=Keys", "effect.add track=Keys kind=synth",
                       "clip.add track=Keys at=1 length=4bar name=Riff",
                       "note.add clip=Riff at=1.1.1 length=1b pitch=40"]):
            subprocess.run([LACQUER, *words], env=self.env, check=True, stdout=subprocess.DEVNULL)
        return song

    def run_room(self, program, song):
        schemas = os.path.abspath(os.path.join(os.path.dirname(DESKTOP), "../data"))
        self.env["GSETTINGS_SCHEMA_DIR"] = schemas
        result = subprocess.run([program, song], env=self.env, check=False, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertNotRegex(result.stderr, "WARNING|CRITICAL|ERROR")

    def test_room(self):
        self.run_room(ROOM, self.make_song())

    def test_lost_device(self):
        self.run_room(LOST, self.make_song())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
