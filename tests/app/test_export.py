#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lacquer export: notes, sheet, lyrics, markers and the archive."""

import csv
import os
import unittest
import zipfile

from lacquer_test import ProjectTest, sine, song_tracks, write_midi, write_wav


def read_notes(path):
    """(channel, tick in quarters, length, key, velocity) of each note of a MIDI file."""
    with open(path, "rb") as file:
        data = file.read()
    division = int.from_bytes(data[12:14], "big")
    at, notes = 14, []
    while at < len(data):
        end = at + 8 + int.from_bytes(data[at + 4:at + 8], "big")
        at += 8
        tick, status, sounding = 0, 0, {}
        while at < end:
            delta = 0
            while True:
                delta = delta << 7 | data[at] & 127
                at += 1
                if data[at - 1] < 128:
                    break
            tick += delta
            if data[at] >= 128:
                status = data[at]
                at += 1
            if status in (0xff, 0xf0, 0xf7):
                at += status == 0xff
                size = 0
                while True:
                    size = size << 7 | data[at] & 127
                    at += 1
                    if data[at - 1] < 128:
                        break
                at += size
                continue
            kind, channel = status & 0xf0, status & 15
            one, two = data[at], data[at + 1]
            at += 1 if kind in (0xc0, 0xd0) else 2
            if kind == 0x90 and two > 0:
                sounding[channel, one] = tick, two
            elif kind in (0x80, 0x90):
                start, velocity = sounding.pop((channel, one))
                notes.append((channel, start / division, (tick - start) / division, one, velocity))
    return sorted(notes)


class Export(ProjectTest):
    def bytes_of(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def setUp(self):
        super().setUp()
        write_midi(self.path("waltz.mid"), song_tracks())

    def test_midi_round_trip(self):
        self.imports("waltz.mid")
        self.lacquer("export", self.song, "-o", "out.mid")
        wanted = read_notes(self.path("waltz.mid"))
        self.assertEqual(len(wanted), 36)
        self.assertEqual(read_notes(self.path("out.mid")), wanted)
        self.lacquer("new", "Again")
        self.lacquer("import", "Again", "out.mid")
        again, first = self.info("Again"), self.info()
        for key in ("tempo", "sections", "markers"):
            strip = [{k: v for k, v in x.items() if k != "id"} for x in again[key]] \
                if isinstance(again[key], list) else again[key]
            want = [{k: v for k, v in x.items() if k != "id"} for x in first[key]] \
                if isinstance(first[key], list) else first[key]
            self.assertEqual(strip, want)
        self.lacquer("export", "Again", "-o", "again.mid")
        self.assertEqual(read_notes(self.path("again.mid")), wanted)

    def test_sheet(self):
        self.imports("waltz.mid")
        self.lacquer("export", self.song, "-o", "out.txt")
        with open(self.path("out.txt"), encoding="utf-8") as file:
            lines = file.read().split("\n")
        self.assertEqual(lines[0], "Song")
        self.assertIn("100 bpm", lines[2])
        self.assertIn("3/4", lines[2])
        self.assertIn("Em", lines[2])
        self.assertIn("[Verse 1] bars 1-2", lines)
        self.assertLess(lines.index("[Verse 1] bars 1-2"), lines.index("First line"))
        self.assertLess(lines.index("First line"), lines.index("Second line"))

    def test_lyrics(self):
        self.imports("waltz.mid")
        self.lacquer("export", self.song, "-o", "out.lrc")
        with open(self.path("out.lrc"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn("[ti:Song]\n", text)
        self.assertIn("[00:00.00]First line\n", text)
        self.assertIn("[00:01.80]Second line\n", text)
        self.lacquer("export", self.song, "-o", "out.vtt")
        with open(self.path("out.vtt"), encoding="utf-8") as file:
            text = file.read()
        self.assertTrue(text.startswith("WEBVTT\n"))
        self.assertIn("00:00:00.000 --> 00:00:00.600\nFirst line\n", text)

    def test_markers(self):
        self.imports("waltz.mid")
        self.lacquer("export", self.song, "-o", "out.csv")
        with open(self.path("out.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(r["seconds"], r["name"]) for r in rows],
                         [("0.000", "Verse 1"), ("1.800", "Café"), ("3.600", "Chorus")])

    def test_archive(self):
        write_wav(self.path("Señora L.wav"), [sine(4800)])
        self.imports("Señora L.wav")
        for name in ("cache", "recovery", "view"):
            os.makedirs(os.path.join(self.song, name), exist_ok=True)
            with open(os.path.join(self.song, name, "x"), "w", encoding="utf-8") as file:
                file.write("x")
        self.lacquer("export", self.song, "-o", "Song/one.zip")
        os.utime(os.path.join(self.song, "audio", "Señora L.wav"), (1, 1))
        os.rename(self.path("Song/one.zip"), self.path("one.zip"))
        self.lacquer("export", self.song, "-o", "three.zip")
        self.assertEqual(self.bytes_of("one.zip"), self.bytes_of("three.zip"))
        with zipfile.ZipFile(self.path("three.zip")) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(archive.namelist(), ["Song/Song.lacquer", "Song/audio/Señora L.wav"])
            archive.extractall(self.path("out/"))
        self.assertEqual(self.info(self.path("out", "Song")), self.info())
        self.assertEqual([s["missing"] for s in self.info(self.path("out", "Song"))["sources"]],
                         [False])

    def test_archive_over_itself(self):
        self.lacquer("export", self.song, "-o", "Song/a.zip")
        first = self.bytes_of("Song/a.zip")
        self.lacquer("export", self.song, "-o", "Song/a.zip")
        self.assertEqual(self.bytes_of("Song/a.zip"), first)

    def test_refusals(self):
        for name in ("x.mid", "x.lrc", "x.vtt", "x.csv"):
            self.assertIn("there are no", self.fails("export", self.song, "-o", name))
            self.assertFalse(os.path.exists(self.path(name)))
        said = self.fails("export", self.song, "-o", "x.docx")
        for ending in (".mid", ".txt", ".lrc", ".vtt", ".csv", ".zip"):
            self.assertIn(ending, said)
        self.fails("export", self.song, status=2)
        self.fails("export", "-o", "x.txt", status=2)
        self.fails("export", self.path("none"), "-o", "x.txt")
        self.fails("export", self.song, "-o", "no/such/folder/x.txt")
        self.fails("export", self.song, "-o", "no/such/folder/x.zip")


if __name__ == "__main__":
    unittest.main()
