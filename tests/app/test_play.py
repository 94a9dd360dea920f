#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lacquer play: what the device is given is what render writes."""

import json
import struct
import unittest

from lacquer_test import ProjectTest


def floats(path):
    """The samples of a WAV file of 32-bit floats, interleaved, as bytes of 8 a frame."""
    with open(path, "rb") as file:
        data = file.read()
    at = 12
    while data[at:at + 4] != b"data":
        at += 8 + struct.unpack("<I", data[at + 4:at + 8])[0]
    return data[at + 8:at + 8 + struct.unpack("<I", data[at + 4:at + 8])[0]]


class PlayTest(ProjectTest):
    def test_capture_is_the_render(self):
        self.lacquer("edit", self.song, "track.add kind=instrument name=Keys",
                    "effect.add track=Keys kind=synth", "clip.add track=Keys at=0s length=4bar",
                    "note.add clip=$3 at=0s length=4b pitch=50 velocity=100",
                    "effect.add track=main master=on kind=limiter")
        report = json.loads(self.lacquer("play", self.song, "--device", "null", "--from", "0.25s",
                                        "--seconds", "1.5", "--capture", self.path("heard.wav"), "--json"))
        self.assertEqual(report["frames"], 72000)
        self.assertEqual(report["recorded"], [])
        self.assertEqual(report["dropouts"], [])
        self.lacquer("render", self.song, "--from", "0.25s", "--to", "1.75s", "--tail", "0",
                    "--bits", "32f", "-o", self.path("rendered.wav"))
        heard, rendered = floats(self.path("heard.wav")), floats(self.path("rendered.wav"))
        self.assertEqual(len(heard), 72000 * 8)
        self.assertEqual(len(rendered), 72000 * 8)
        ramp = 240 * 8
        self.assertEqual(heard[ramp:-ramp], rendered[ramp:-ramp])
        self.assertNotEqual(heard[ramp:-ramp].strip(b"\0"), b"")

    def test_speed(self):
        """At twice the speed the song is the same, in the file, too; and it takes half as long."""
        self.lacquer("edit", self.song, "track.add kind=instrument name=Keys",
                    "effect.add track=Keys kind=synth", "clip.add track=Keys at=0s length=4bar",
                    "note.add clip=$3 at=0s length=4b pitch=50 velocity=100")
        heard = []
        for speed in "1", "2":
            report = json.loads(self.lacquer("play", self.song, "--device", "null", "--seconds", "0.5",
                                            "--speed", speed, "--capture", self.path("heard.wav"), "--json"))
            self.assertEqual(report["speed"], float(speed))
            self.assertEqual(report["frames"], 24000)
            heard.append(floats(self.path("heard.wav")))
        self.assertEqual(heard[0], heard[1])
        self.assertNotEqual(heard[0].strip(b"\0"), b"")

    def test_reference(self):
        """What is heard in place of main is in no file."""
        self.lacquer("edit", self.song, "track.add kind=instrument name=Keys",
                    "effect.add track=Keys kind=synth", "clip.add track=Keys at=0s length=4bar",
                    "note.add clip=$3 at=0s length=4b pitch=50 velocity=100")
        self.lacquer("render", self.song, "--to", "1s", "-o", self.path("other.wav"))
        self.lacquer("edit", self.song, f"reference.add file={self.path('other.wav')} name=Other gain=-3dB")
        heard = []
        for source in "main", "Other":
            self.lacquer("play", self.song, "--device", "null", "--seconds", "0.5", "--monitor", source,
                        "--capture", self.path("heard.wav"))
            heard.append(floats(self.path("heard.wav")))
        self.assertEqual(heard[0], heard[1])
        self.assertNotEqual(heard[0].strip(b"\0"), b"")
        self.assertIn("did you mean 'Other'", self.fails("play", self.song, "--monitor", "Othr"))

    def test_loop(self):
        """Recorded round a loop, each pass is a take, and the last one is heard."""
        self.assertIn("has no loop", self.fails("play", self.song, "--loop", status=2))
        self.lacquer("edit", self.song, "track.add kind=instrument name=Keys",
                    "effect.add track=Keys kind=synth", "clip.add track=Keys at=0s length=4bar",
                    "note.add clip=$3 at=0s length=4b pitch=50 velocity=100")
        self.lacquer("edit", self.song, "loop.set from=0s to=0.4s", "metronome.set mode=off count_in=0",
                     "track.add kind=audio name=Print", "track.set track=Print input=main arm=on")
        self.lacquer("render", self.song, "--from", "0s", "--to", "0.4s", "--tail", "0", "--bits", "32f",
                    "-o", self.path("rendered.wav"))
        report = json.loads(self.lacquer("play", self.song, "--device", "null", "--loop", "--record",
                                        "--seconds", "1.5", "--notes", "overdub", "--json"))
        takes = report["recorded"]
        self.assertGreaterEqual(len(takes), 2)
        first, rendered = floats(takes[0]), floats(self.path("rendered.wav"))
        self.assertEqual(len(first), 19200 * 8)
        self.assertEqual(first, rendered)
        self.assertNotEqual(first.strip(b"\0"), b"")
        with open(self.path("Song", "Song.lacquer"), encoding="utf-8") as file:
            self.assertEqual(file.read().count("<lane "), len(takes))

    def test_late_blocks_name_the_heaviest(self):
        """Blocks of a third of a millisecond and two hundred reverbs on one track: late on any machine."""
        self.lacquer("edit", self.song, "track.add kind=instrument name=Light",
                    "effect.add track=Light kind=synth", "clip.add track=Light at=0s length=4bar",
                    "note.add clip=$3 at=0s length=4b pitch=50 velocity=100",
                    "track.add kind=instrument name=Heavy",
                    "effect.add track=Heavy kind=synth", "clip.add track=Heavy at=0s length=4bar",
                    "note.add clip=$7 at=0s length=4b pitch=50 velocity=100",
                    *["effect.add track=Heavy kind=reverb"] * 200)
        result = self.run_lacquer("play", self.song, "--device", "null", "--block", "16",
                                  "--seconds", "0.1", "--json")
        self.assertIn("mostly Heavy", result.stderr)
        report = json.loads(result.stdout)
        self.assertGreater(report["late_blocks"], 100)
        late = [line for line in report["troubles"] if line.startswith("late at 0:00.")]
        heavy = [line for line in late if "mostly Heavy" in line]
        # A thread that is held up may be so anywhere.
        self.assertGreater(len(heavy), 0.9 * len(late))

    def test_wrong_use(self):
        self.assertIn("from 0.25 to 4", self.fails("play", self.song, "--speed", "5", status=2))
        self.assertIn("leave out --speed",
                      self.fails("play", self.song, "--speed", "2", "--record", status=2))
        self.fails("play", self.song, "--loop", "--to", "2s", status=2)
        self.fails("play", self.song, "--notes", "both", status=2)
        self.assertIn("--to must lie behind",
                      self.fails("play", self.song, "--from", "2s", "--to", "1s", status=2))
        self.fails("play", self.song, "--block", "9000", status=2)
        self.fails("play", self.song, "--device", "no such device")


if __name__ == "__main__":
    unittest.main()
