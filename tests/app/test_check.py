#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `lacquer check` says of songs with known faults, and what --repair makes of them.

test_check.py LACQUER SOURCE_ROOT"""

import json
import os
import struct

import cli


class Check(cli.Folder):
    def report(self, *args):
        status, out, err = self.run_in("check", "Song", "--json", *args)
        self.assertEqual(err, "")
        report = json.loads(out)
        self.assertEqual(status, 1 if report["faults"] else 0)
        return report

    def only_fault(self, *args):
        faults = self.report(*args)["faults"]
        self.assertEqual(len(faults), 1, faults)
        return faults[0]

    def change(self, old, new):
        with open(self.path("Song", "Song.lacquer"), encoding="utf-8") as file:
            text = file.read()
        self.assertIn(old, text)
        with open(self.path("Song", "Song.lacquer"), "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))

    def test_good(self):
        self.assertEqual(self.report(), {"repaired": [], "faults": [], "recovery": [], "takes": []})
        self.assertEqual(self.good("check", "Song"), "no faults\n")

    def test_missing(self):
        os.remove(self.path("Song", "audio", "tone.wav"))
        fault = self.only_fault()
        self.assertIn("'audio/tone.wav' is missing", fault["fault"])
        self.assertEqual((fault["severity"], fault["can_repair"]), ("error", False))

    def test_changed(self):
        path = self.path("Song", "audio", "tone.wav")
        os.chmod(path, 0o644)
        with open(path, "r+b") as file:
            file.seek(-2, os.SEEK_END)
            file.write(b"\x12\x34")
        self.assertIn("changed", self.only_fault()["fault"])

    def test_other_shape(self):
        os.remove(self.path("Song", "audio", "tone.wav"))
        cli.write_tone(self.path("Song", "audio", "tone.wav"), seconds=0.25)
        faults = [fault["fault"] for fault in self.report()["faults"]]
        self.assertTrue(any("frames" in fault for fault in faults), faults)

    def test_clipping(self):
        self.good("edit", "Song", "track.set track=Vox gain=12")
        fault = self.only_fault()
        self.assertIn("clip", fault["fault"])
        # 0.5 through constant power to both sides (-3.01 dB) and 12 dB up: 2.97 dB over full scale.
        self.assertIn("+2.9", fault["fault"])
        self.assertEqual(fault["severity"], "warning")

    def test_repair(self):
        before = self.report()
        self.change('name="Vox"', 'name="Vox" gain="many"')
        broken = self.report()
        self.assertTrue(all(fault["can_repair"] for fault in broken["faults"]), broken)
        self.assertEqual(self.run_in("info", "Song")[0], 1)
        mended = self.report("--repair")
        self.assertTrue(mended["repaired"])
        self.assertEqual(mended["faults"], [])
        self.assertTrue(os.path.exists(self.path("Song", "Song.lacquer.damaged-1")))
        self.assertEqual(self.report(), before)
        self.assertIn("Vox", self.good("info", "Song"))

    def test_nothing_to_repair(self):
        before = cli.snapshot(self.folder)
        self.assertEqual(self.report("--repair")["repaired"], [])
        self.assertEqual(cli.snapshot(self.folder), before)

    def test_recovery(self):
        os.makedirs(self.path("Song", "recovery"), exist_ok=True)
        name = "Song 2026-01-02 03-04-05 UTC.lacquer"
        with open(self.path("Song", "Song.lacquer"), "rb") as file:
            song = file.read()
        with open(self.path("Song", "recovery", name), "wb") as file:
            file.write(song)
        entries = self.report()["recovery"]
        self.assertEqual(len(entries), 1)
        self.assertTrue(entries[0]["file"].endswith(name))
        self.assertEqual(entries[0]["time"], 1767323045)

    def leave_take(self, name, seconds, song_frame, track=""):
        """As a killed program leaves one: a header of 0 frames, sound, a note."""
        size = int(48000 * seconds)
        header = (b"RIFF\xff\0\0\0WAVEJUNK" + struct.pack("<I", 28) + bytes(28) + b"fmt " +
                  struct.pack("<IHHIIHH", 16, 1, 1, 48000, 96000, 2, 16) + b"data" + bytes(4))
        with open(self.path("Song", "audio", name), "wb") as file:
            file.write(header + b"".join(struct.pack("<h", i % 999) for i in range(size)))
        os.makedirs(self.path("Song", "recovery", "takes"), exist_ok=True)
        with open(self.path("Song", "recovery", "takes", name + ".take"), "w") as file:
            file.write(f"[take]\nfile=audio/{name}\nname=Take 1\ntrack={track}\n"
                       f"song_frame={song_frame}\nrate=48000\ndate=1767323045\nnumber=1\n")

    def test_takes(self):
        song = json.loads(self.good("info", "Song", "--json"))
        track = next(track["id"] for track in song["tracks"] if track["name"] == "Vox")
        self.leave_take("Vox 1.wav", 1.5, 96000, track)
        before = cli.snapshot(self.folder)
        takes = self.report()["takes"]
        self.assertEqual(cli.snapshot(self.folder), before)
        self.assertEqual([(take["frames"], take["song_frame"], take["time"], take["track"])
                          for take in takes], [(72000, 96000, 1767323045, track)])
        text = self.good("check", "Song")
        self.assertIn("Vox 1.wav holds 1.5 s that were recorded", text)
        self.assertIn("--repair", text)

        mended = self.report("--repair")
        self.assertEqual(mended["takes"], [])
        self.assertEqual(len(mended["repaired"]), 1)
        self.assertIn("'audio/Vox 1.wav', 1.5 s", mended["repaired"][0])
        self.assertEqual(mended["faults"], [])
        self.assertEqual(os.listdir(self.path("Song", "recovery", "takes")), [])
        self.assertEqual(self.report("--repair")["repaired"], [])
        self.assertIn("is heard", mended["repaired"][0])
        self.good("edit", "Song", "take.promote track=Vox lane='Take 1'")
        self.assertEqual(self.report()["faults"], [])

        self.leave_take("Vox 2.wav", 1.0, 96000 + 36000, track)
        mended = self.report("--repair")
        self.assertIn("on a take lane", mended["repaired"][0])
        self.assertNotIn("is heard", mended["repaired"][0])


class FrozenTest(cli.Folder):
    """Freezing from the command line, and what is said of media that cannot be played."""

    def frozen(self):
        tracks = json.loads(self.good("info", "Song", "--json"))["tracks"]
        return [t["frozen"] for t in tracks if t["name"] == "Vox"][0]

    def audio(self):
        return sorted(os.listdir(self.path("Song", "audio")))

    def test_states(self):
        self.assertIsNone(self.frozen())
        self.good("edit", "Song", "track.freeze track=Vox")
        self.assertEqual(self.frozen(), "good")
        self.assertIn("no faults", self.good("check", "Song"))
        self.good("edit", "Song", "track.set track=Vox delay=1ms")
        self.assertEqual(self.frozen(), "stale")
        status, out, _ = self.run_in("check", "Song")
        self.assertEqual(status, 1)
        self.assertIn("'Vox' has changed since it was frozen", out)
        self.good("edit", "Song", "track.freeze track=Vox")
        os.remove(self.path("Song", "audio", "Vox (frozen) 2.wav"))
        self.assertEqual(self.frozen(), "missing")
        self.good("edit", "Song", "track.unfreeze track=Vox")
        self.assertIsNone(self.frozen())

    def test_what_is_not_kept_leaves_no_file(self):
        before = self.audio()
        self.good("edit", "Song", "--dry-run", "track.freeze track=Vox")
        self.assertEqual(self.audio(), before)
        status, _, _ = self.run_in("edit", "Song", "track.freeze track=Vox", "track.remove track=No")
        self.assertEqual((status, self.audio()), (1, before))

    def test_missing_media_warn(self):
        os.remove(self.path("Song", "audio", "tone.wav"))
        status, _, err = self.run_in("render", "Song", "-o", "mix.wav")
        self.assertEqual(status, 0)
        self.assertEqual(err, "lacquer: warning: the file 'audio/tone.wav' is missing: "
                              "the clip 'tone' on 'Vox' is silent\n")
        _, out, _ = self.run_in("render", "Song", "-o", "mix.wav", "--json")
        self.assertEqual(json.loads(out)["notes"],
                         ["the file 'audio/tone.wav' is missing: the clip 'tone' on 'Vox' is silent"])

    def test_files_outside_are_never_opened(self):
        file = self.path("Song", "Song.lacquer")
        with open(file, encoding="utf-8") as song:
            text = song.read()
        with open(file, "w", encoding="utf-8") as song:
            song.write(text.replace("audio/tone.wav", "../tone.wav"))
        status, out, _ = self.run_in("check", "Song")
        self.assertEqual(status, 1)
        self.assertIn("'../tone.wav' is no place in the folder of the project", out)
        status, _, err = self.run_in("render", "Song", "-o", "mix.wav")
        self.assertEqual(status, 0)
        self.assertIn("'../tone.wav' lies outside the project", err)


if __name__ == "__main__":
    cli.main()
