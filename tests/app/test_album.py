# SPDX-License-Identifier: GPL-3.0-or-later
"""Albums: songs from projects and files, mastered as one programme and cut into files."""

import json
import os
import shutil
import unittest

from lacquer_test import ProjectTest, read_wav, sine, write_wav

FRAME = 640  # of a CD, at 48 kHz


class Album(ProjectTest):
    def setUp(self):
        super().setUp()
        self.album = self.path("Album")
        self.left, self.right = sine(48000, 330), sine(48000, 550, peak=5000)
        write_wav(self.path("a.wav"), [self.left, self.right])
        write_wav(self.path("b.wav"), [sine(30000, 220)])
        self.lacquer("edit", "Song", "project.set name=One artist=Ann", "track.add kind=audio name=A",
                     "clip.import track=A file=a.wav at=0s", "master.set utility.gain=-6")
        self.lacquer("new", "Album")
        self.add = ["album.add song=Song", "album.add song=b.wav title=Two gap=75cd isrc=DEABC2400001"]
        self.delivery = "delivery.add name=CD format=wav bits=16 dither=none"

    def make(self, *lines):
        self.lacquer("edit", "Album", *self.add, self.delivery, *lines)

    def master(self, out="out", name="CD"):
        report = json.loads(self.lacquer("master", "Album", "-o", out, "--json"))
        folder = self.path(out, "Album - " + name)
        return report, [read_wav(os.path.join(folder, file)) for file in sorted(os.listdir(folder))]

    def mixes(self):
        folder = self.path("Album", "cache", "songs")
        return {name: os.stat(os.path.join(folder, name)).st_mtime_ns
                for name in os.listdir(folder) if name.endswith(".wav")}

    def test_programme(self):
        self.make()
        report, (one, two) = self.master()
        # The song as its own master has it; then a second of silence, which belongs to it.
        self.lacquer("render", "Song", "-o", "one.wav", "--bits", "16", "--dither", "none")
        song = read_wav(self.path("one.wav"))
        self.assertEqual(len(song[0]), 48000)
        whole = [one[c] + two[c] for c in (0, 1)]
        self.assertEqual(len(one[0]), 96000 // FRAME * FRAME)
        for c in (0, 1):
            self.assertEqual(whole[c][:48000], song[c])
            self.assertFalse(any(whole[c][48000:96000]))
            # A mono file is as loud as it was.
            self.assertLessEqual(max(abs(x - y) for x, y in
                                     zip(whole[c][96000:126000], sine(30000, 220))), 1)
        self.assertEqual(len(whole[0]), 126000)
        self.assertEqual(report["songs"], 2)
        self.assertEqual([m["track"] for m in report["masters"]], [None, 1, 2])
        self.assertEqual(report["masters"][0]["frames"], 126000)
        self.assertEqual(report["masters"][1]["file"], "Album - CD/01 One.wav")

    def test_cache(self):
        self.make()
        first, _ = self.master()
        mixes = self.mixes()
        self.assertEqual(len(mixes), 2)
        again, _ = self.master("again")
        self.assertEqual(self.mixes(), mixes)
        self.assertEqual(first, again)
        # Only the song that has changed is rendered again.
        self.lacquer("edit", "Song", "track.set track=A gain=-6")
        changed, _ = self.master("changed")
        self.assertEqual({**self.mixes(), **mixes}, self.mixes())
        self.assertEqual(len(self.mixes()), 3)
        sums = [[m["sha256"] for m in report["masters"]] for report in (first, changed)]
        self.assertNotEqual(sums[0][1], sums[1][1])
        self.assertEqual(sums[0][2], sums[1][2])

    def test_cache_is_told(self):
        self.make()
        self.assertNotIn("cache/songs", self.lacquer("info", "Album"))
        self.assertEqual(self.info("Album")["kept_mixes"], 0)
        self.master()
        told = self.info("Album")
        self.assertEqual(told["kept_mixes"], 2)
        folder = self.path("Album", "cache", "songs")
        self.assertEqual(told["kept_mixes_bytes"],
                         sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder)))
        self.assertIn("2 mixes of songs kept in cache/songs: ", self.lacquer("info", "Album"))

    def test_cache_lets_go(self):
        self.make()
        self.master()
        folder = self.path("Album", "cache", "songs")
        old = os.path.join(folder, "0" * 64 + ".wav")
        shutil.copy(os.path.join(folder, next(iter(self.mixes()))), old)
        for name in os.listdir(folder):
            os.utime(os.path.join(folder, name), (1, 1))
        self.master("again")
        self.assertEqual(len(self.mixes()), 2)
        self.assertFalse(os.path.exists(old))

    def test_chain(self):
        """The copy of the chain is the album's: the song's own may change."""
        self.make()
        _, before = self.master()
        self.lacquer("edit", "Song", "master.set utility.gain=-40")
        _, same = self.master("same")
        self.assertEqual(before, same)
        self.lacquer("edit", "Album", "album.set song=1 utility.gain=-12.0206")
        _, (quiet, _) = self.master("quiet")
        for loud, soft in zip(before[0][0], quiet[0]):
            self.assertAlmostEqual(loud / 2, soft, delta=1)
        # The chain of the album works on all songs.
        self.lacquer("edit", "Album", "master.set utility.gain=-6.0206")
        _, half = self.master("half")
        for loud, soft in zip(before[1][0], half[1][0]):
            self.assertAlmostEqual(loud / 2, soft, delta=1)

    def test_places(self):
        self.make("album.set song=1 gain=-6.0206 trim_start=0.25s trim_end=0.25s fade_out=100ms",
                  "album.set song=2 gap=0s crossfade=0.1s")
        _, files = self.master()
        whole = files[0][0] + files[1][0]
        self.lacquer("render", "Song", "-o", "one.wav", "--bits", "16", "--dither", "none")
        song = read_wav(self.path("one.wav"))[0]
        self.assertEqual(len(whole), 24000 - 4800 + 30000)
        # On the CD frame before the crossfade.
        self.assertEqual(len(files[0][0]), 19200 // FRAME * FRAME)
        for i in range(0, 19200, 7):
            self.assertAlmostEqual(whole[i], song[12000 + i] / 2, delta=1)
        self.assertEqual(whole[24000:], read_wav(self.path("b.wav"))[0][4800:])

    def test_loudness(self):
        self.make("delivery.set delivery=CD loudness=-16 ceiling=-1 bits=24")
        report = json.loads(self.lacquer("master", "Album", "-o", "out", "--json"))
        self.assertAlmostEqual(report["masters"][0]["integrated"], -16, delta=0.1)
        # One gain for all: they stay as far from each other as they were.
        difference = report["masters"][1]["integrated"] - report["masters"][2]["integrated"]
        self.lacquer("edit", "Album", "delivery.set delivery=CD loudness=0")
        plain = json.loads(self.lacquer("master", "Album", "-o", "plain", "--json"))
        self.assertAlmostEqual(
            plain["masters"][1]["integrated"] - plain["masters"][2]["integrated"], difference,
            delta=0.1)

    def test_failures(self):
        self.assertIn("this album", self.fails("edit", "Album", "album.add song=Album"))
        self.assertIn("cannot open 'No'", self.fails("edit", "Album", "album.add song=No"))
        self.lacquer("edit", "Album", self.add[0], "album.remove song=1")
        self.assertIn("has no songs", self.fails("master", "Album", "-o", "out"))
        self.make()
        self.assertIn("is an album", self.fails("render", "Album", "-o", "mix.wav"))
        self.lacquer("new", "Box")
        self.assertIn("is an album", self.fails("edit", "Box", "album.add song=Album"))
        for break_it, words in ((lambda: os.rename(self.path("b.wav"), self.path("c.wav")),
                                 "song 2, 'Two' (../b.wav): cannot open"),
                                (lambda: (shutil.rmtree(self.path("Song", "audio")),
                                          shutil.rmtree(self.path("Album", "cache"))),
                                 "song 1, 'One' (../Song/Song.lacquer): the file 'audio/a.wav'"),
                                (lambda: shutil.rmtree(self.path("Song")),
                                 "song 1, 'One' (../Song/Song.lacquer): cannot open")):
            break_it()
            self.assertIn(words, self.fails("master", "Album", "-o", "out"))
            self.assertFalse(os.path.exists(self.path("out")))

    def test_info(self):
        self.make()
        songs = self.info("Album")["songs"]
        self.assertEqual([(s["title"], s["file"], s["missing"]) for s in songs],
                         [("One", "../Song/Song.lacquer", False), ("Two", "../b.wav", False)])
        os.remove(self.path("b.wav"))
        self.assertTrue(self.info("Album")["songs"][1]["missing"])
        self.assertIn("missing: ../b.wav", self.lacquer("info", "Album"))


if __name__ == "__main__":
    unittest.main()
