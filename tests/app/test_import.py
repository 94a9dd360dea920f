#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lacquer import: files, folders, stems, channels, MIDI, and what is refused."""

import os
import unittest

from lacquer_test import (ProjectTest, midi_track, note, read_wav, sine, song_tracks, write_midi,
                          write_wav)


class OneFile(ProjectTest):
    def test_becomes_a_track(self):
        write_wav(self.path("in/Lead Vox.wav"), [sine(4800), sine(4800, 550)])
        report = self.imports("in/Lead Vox.wav")
        self.assertEqual([(t["name"], t["color"], t["start_frame"], t["frames"], t["channels"])
                          for t in report["tracks"]], [("Lead Vox", "plum", 0, 4800, 2)])
        self.assertIsNone(report["tempo"])
        tracks = self.tracks()
        self.assertEqual(len(tracks), 1)
        self.assertEqual(tracks[0]["clips"][0]["length_frames"], 4800)
        self.assertTrue(os.path.isfile(os.path.join(self.song, "audio", "Lead Vox.wav")))
        self.assertFalse(self.info()["sources"][0]["missing"])

    def test_says_what_went_where(self):
        write_wav(self.path("Kick.wav"), [sine(480)])
        self.assertEqual(self.lacquer("import", self.song, "Kick.wav"),
                         "Kick: audio/Kick.wav at 1.1.1\n")

    def test_place(self):
        write_wav(self.path("a.wav"), [sine(480)])
        self.imports("a.wav", "--at", "2.1.1")
        self.imports("a.wav", "--at", "1.5s")
        self.assertEqual([t["clips"][0]["start_frame"] for t in self.tracks()], [96000, 72000])
        self.assertEqual([t["name"] for t in self.tracks()], ["A", "A 2"])
        self.assertEqual(len(self.info()["sources"]), 1)

    def test_track_is_made_and_added_to(self):
        for name in ("a", "b"):
            write_wav(self.path(name + ".wav"), [sine(480, 440 if name == "a" else 220)])
        self.imports("a.wav", "--track", "My Take")
        self.imports("b.wav", "--track", "My Take", "--at", "1s")
        tracks = self.tracks()
        self.assertEqual([t["name"] for t in tracks], ["My Take"])
        self.assertEqual([c["start_frame"] for c in tracks[0]["clips"]], [0, 48000])
        self.lacquer("edit", self.song, "track.add name='My Take'")
        self.assertIn("shared", self.fails("import", self.song, "a.wav", "--track", "My Take"))

    def test_track_takes_one_file(self):
        write_wav(self.path("in/a.wav"), [sine(480)])
        write_wav(self.path("in/b.wav"), [sine(480, 220)])
        before = self.state()
        self.assertIn("one audio file", self.fails("import", self.song, "in", "--track", "x"))
        self.lacquer("edit", self.song, "track.add kind=group name=Bus")
        self.assertIn("'Bus' is no audio track",
                      self.fails("import", self.song, "in/a.wav", "--track", "Bus"))
        self.assertEqual(self.state()[1], before[1])

    def test_strange_names(self):
        names = ["Señora's \"Vox\" $1 & co.wav", "привет мир.wav", "--at.wav", "a=b.wav",
                 "new\nline.wav"]
        for i, name in enumerate(names):
            write_wav(self.path("in", name), [sine(480 + i)])
        for name in names:
            self.imports(os.path.join("in", name))
        self.assertEqual([t["name"] for t in self.tracks()],
                         ["Señora's \"Vox\" $1 & co", "Привет Мир", "At", "A=b", "New line"])
        self.assertEqual([s["missing"] for s in self.info()["sources"]], [False] * 5)

    def test_name_that_is_no_utf8(self):
        name = os.path.join(os.fsencode(self.folder), b"caf\xe9.wav")
        write_wav(name, [sine(480)])
        self.imports(name)
        self.assertEqual(len(self.tracks()), 1)
        self.assertFalse(self.info()["sources"][0]["missing"])


class Stems(ProjectTest):
    def test_session(self):
        names = ["01_Kick", "02_OH_L", "03_OH_R", "04_Bass DI", "05_Lead Gtr", "06_Keys_L",
                 "07_Keys_R", "08_Lead Vox", "09_BGV 1", "10_Vox Verb", "11_Trumpet"]
        for i, name in enumerate(names):
            write_wav(self.path("stems/RioBravo_%s_96bpm_Am.wav" % name), [sine(4800, 100 + 50 * i)])
        write_wav(self.path("stems/.hidden.wav"), [sine(480)])
        with open(self.path("stems/notes.txt"), "w", encoding="utf-8") as file:
            file.write("mix it well")
        report = self.imports("stems")
        self.assertEqual([(t["name"], t["color"]) for t in self.tracks()],
                         [("Kick", "brick"), ("OH", "brick"), ("Bass DI", "ochre"),
                          ("Lead Gtr", "moss"), ("Keys", "steel"), ("Trumpet", "stone"),
                          ("Lead Vox", "plum"), ("BGV 1", "rose"), ("Vox Verb", "teal")])
        self.assertEqual({t["start_frame"] for t in report["tracks"]}, {0})
        self.assertEqual(report["tempo"], 96)
        self.assertEqual(self.info()["tempo"], 96)
        self.assertTrue(any("notes.txt" in n for n in report["notes"]), report["notes"])
        self.assertFalse(any(".hidden" in n for n in report["notes"]))
        # One channel of each half, sample for sample.
        joined = read_wav(os.path.join(self.song, "audio", "OH.wav"))
        self.assertEqual(joined, [sine(4800, 150), sine(4800, 200)])
        self.assertEqual(os.listdir(os.path.join(self.song, "cache")), [])

    def test_pair_of_different_lengths(self):
        write_wav(self.path("in/Gtr L.wav"), [sine(4800)])
        write_wav(self.path("in/Gtr R.wav"), [sine(2400)])
        report = self.imports("in")
        self.assertTrue(any("silence" in n for n in report["notes"]))
        joined = read_wav(os.path.join(self.song, "audio", "Gtr.wav"))
        self.assertEqual(joined, [sine(4800), sine(2400) + [0] * 2400])

    def test_halves_that_do_not_match(self):
        write_wav(self.path("in/Gtr L.wav"), [sine(4800)])
        write_wav(self.path("in/Gtr R.wav"), [sine(4800)], rate=44100)
        report = self.imports("in")
        self.assertEqual([t["name"] for t in report["tracks"]], ["Gtr L", "Gtr R"])
        self.assertTrue(any("44100 Hz" in n for n in report["notes"]))

    def test_same_pair_again_is_one_source(self):
        write_wav(self.path("in/Gtr L.wav"), [sine(480)])
        write_wav(self.path("in/Gtr R.wav"), [sine(480, 220)])
        self.imports("in")
        self.imports("in")
        self.assertEqual(len(self.info()["sources"]), 1)
        self.assertEqual(self.state()[1], ["Gtr.wav"])

    def test_tempo_stays_when_there_are_clips(self):
        write_wav(self.path("a.wav"), [sine(480)])
        write_wav(self.path("b_90bpm.wav"), [sine(480, 220)])
        self.imports("a.wav")
        self.assertIsNone(self.imports("b_90bpm.wav")["tempo"])
        self.assertEqual(self.info()["tempo"], 120)

    def test_tempo_of_acid_chunk(self):
        write_wav(self.path("in/a.wav"), [sine(480)], tempo=87.5)
        write_wav(self.path("in/b.wav"), [sine(480, 220)])
        self.assertEqual(self.imports("in")["tempo"], 87.5)

    def test_tempos_that_disagree(self):
        write_wav(self.path("in/a_100bpm.wav"), [sine(480)])
        write_wav(self.path("in/b.wav"), [sine(480, 220)], tempo=87.5)
        report = self.imports("in")
        self.assertIsNone(report["tempo"])
        self.assertTrue(any("different tempos" in n for n in report["notes"]))

    def test_folders_in_the_folder(self):
        write_wav(self.path("in/Vox/Lead.wav"), [sine(480)])
        write_wav(self.path("in/Kick.wav"), [sine(480, 220)])
        self.assertEqual([t["name"] for t in self.imports("in")["tracks"]], ["Kick", "Lead"])

    def test_is_one_step(self):
        """All or nothing: a named file that is broken leaves all as it was."""
        write_wav(self.path("a.wav"), [sine(480)])
        before = self.state()
        self.fails("import", self.song, "a.wav", "missing.wav")
        self.fails("import", self.song, "a.wav", "--at", "nowhere")
        self.assertEqual(self.state(), before)


class TimeStamps(ProjectTest):
    def write(self, *stamps):
        for i, stamp in enumerate(stamps):
            write_wav(self.path("in/part %d.wav" % i), [sine(480 + i)], stamp=stamp)

    def starts(self):
        return [t["start_frame"] for t in self.imports("in")["tracks"]]

    def test_that_differ(self):
        self.write(0, 48000, 60001)
        self.assertEqual(self.starts(), [0, 48000, 60001])

    def test_that_agree(self):
        self.write(48000, 48000)
        self.assertEqual(self.starts(), [0, 0])

    def test_of_the_day(self):
        hour = 3600 * 48000
        self.write(10 * hour + 96000, 10 * hour)
        self.assertEqual(self.starts(), [96000, 0])

    def test_of_some(self):
        self.write(0, None, 24000)
        report = self.imports("in")
        self.assertEqual([t["start_frame"] for t in report["tracks"]], [0, 0, 24000])
        self.assertTrue(any("no time stamp" in n for n in report["notes"]))

    def test_place_wins(self):
        self.write(0, 48000)
        report = self.imports("in", "--at", "1.5s")
        self.assertEqual([t["start_frame"] for t in report["tracks"]], [72000, 72000])


class Channels(ProjectTest):
    def test_six(self):
        write_wav(self.path("Pad.wav"), [sine(4800, 100 * (c + 1)) for c in range(6)])
        report = self.imports("Pad.wav")
        self.assertEqual([(t["name"], t["first_channel"], t["channels"]) for t in report["tracks"]],
                         [("Pad 1-2", 1, 2), ("Pad 3", 3, 1), ("Pad 4", 4, 1), ("Pad 5-6", 5, 2)])
        self.assertEqual(self.state()[1], ["Pad.wav"])

    def test_each_sounds_as_its_own(self):
        """What is rendered of a track is its channels of the file, bit for bit."""
        planes = [sine(4800, 100 * (c + 1)) for c in range(4)]
        write_wav(self.path("Pad.wav"), planes)
        self.imports("Pad.wav")
        tracks = self.tracks()
        self.lacquer("edit", self.song, "track.set track=%s mute=on" % tracks[0]["id"])
        self.lacquer("render", self.song, "-o", "out.wav", "--bits", "16", "--dither", "none",
                     "--tail", "0")
        self.assertEqual(read_wav(self.path("out.wav")), planes[2:])

    def test_command(self):
        write_wav(self.path("Pad.wav"), [sine(480, 100 * (c + 1)) for c in range(4)])
        file = self.path("Pad.wav")
        self.lacquer("edit", self.song, "track.add kind=audio name=A")
        self.assertIn("4 channels",
                      self.fails("edit", self.song, "clip.import track=A file=%s" % file))
        for wrong in ("0", "5", "1-3", "2-1", "x", "4-5", "1-", ""):
            self.fails("edit", self.song, "clip.import track=A file=%s channels='%s'" % (file, wrong))
        self.lacquer("edit", self.song, "clip.import track=A file=%s channels=2-3" % file,
                     "clip.import track=A file=%s channels=4 at=1s" % file,
                     "clip.import track=A file=%s channels=2-3 at=2s" % file)
        self.assertEqual([s["channels"] for s in self.info()["sources"]], [2, 1])

    def test_mono_track_refuses_many(self):
        write_wav(self.path("Pad.wav"), [sine(480)] * 4)
        self.fails("import", self.song, "Pad.wav", "--track", "A")


class Midi(ProjectTest):
    def test_into_empty_project(self):
        write_midi(self.path("waltz.mid"), song_tracks())
        report = self.imports("waltz.mid")
        self.assertEqual([(t["name"], t["kind"], t["notes"]) for t in report["tracks"]],
                         [("Piano", "instrument", 12), ("Kit", "instrument", 24)])
        self.assertAlmostEqual(report["tempo"], 100)
        info = self.info()
        self.assertAlmostEqual(info["tempo"], 100)
        self.assertEqual([s["name"] for s in info["sections"]], ["Verse 1", "Chorus"])
        self.assertEqual([m["name"] for m in info["markers"]], ["Café"])
        tracks = self.tracks()
        self.assertEqual([t["instrument"] for t in tracks], ["soundfont"] * 2)

    def test_into_a_song(self):
        write_wav(self.path("a.wav"), [sine(480)])
        write_midi(self.path("waltz.mid"), song_tracks())
        self.imports("a.wav")
        report = self.imports("waltz.mid", "--at", "3.1.1")
        self.assertTrue(any("keeps its tempo" in n for n in report["notes"]), report["notes"])
        self.assertIsNone(report["tempo"])
        info = self.info()
        self.assertEqual((info["tempo"], info["sections"], info["markers"]), (120, [], []))
        self.assertEqual([t["clips"][0]["start_frame"] for t in self.tracks()], [0, 192000, 192000])

    def test_with_a_place(self):
        write_midi(self.path("waltz.mid"), song_tracks())
        self.lacquer("edit", self.song, "track.add kind=audio name=Vox")
        report = self.imports("waltz.mid", "--at", "2.1.1")
        self.assertAlmostEqual(report["tempo"], 100)
        self.assertEqual(self.info()["sections"][0]["start_frame"], 96000)

    def test_with_audio(self):
        write_midi(self.path("in/waltz.mid"), song_tracks())
        write_wav(self.path("in/Vox.wav"), [sine(480)])
        report = self.imports("in")
        self.assertEqual([t["name"] for t in report["tracks"]], ["Piano", "Kit", "Vox"])
        self.assertEqual([t["name"] for t in self.tracks()], ["Piano", "Kit", "Vox"])

    def test_without_notes(self):
        write_midi(self.path("empty.mid"), [midi_track([])])
        before = self.state()
        self.assertIn("no notes", self.fails("import", self.song, "empty.mid"))
        self.assertEqual(self.state(), before)

    def test_that_breaks_off(self):
        track = midi_track(note(0, 0, 480, 60, 100) + note(0, 960, 480, 62, 100))
        write_midi(self.path("cut.mid"), [track[:-12]])
        report = self.imports("cut.mid")
        self.assertEqual(len(report["tracks"]), 1)
        self.assertTrue(any("damaged" in n for n in report["notes"]), report["notes"])


class Refused(ProjectTest):
    def test_what_is_no_sound(self):
        contents = {"empty.wav": b"", "text.wav": b"this is not audio" * 10,
                    "cut.wav": b"RIFF\x24\0\0\0WAVE", "song.rpp": b"<REAPER_PROJECT 0.1",
                    "song.als": b"\x1f\x8b\x08\0\0", "x.zip": b"PK\3\4rest", "x.flp": b"FLhd\6\0\0\0",
                    "bad.mid": b"MThd\0\0\0\6\0\1\0\0\0\0"}
        before = self.state()
        for name, content in contents.items():
            with open(self.path(name), "wb") as file:
                file.write(content)
            self.assertIn(name, self.fails("import", self.song, name))
        self.assertIn("REAPER", self.fails("import", self.song, "song.rpp"))
        self.assertIn("MIDI files", self.fails("import", self.song, "text.wav"))
        self.assertIn("Lacquer project", self.fails("import", self.song, self.song))
        self.fails("import", self.song, "nowhere.wav")
        self.fails("import", self.song, "/dev/null")
        self.assertEqual(self.state(), before)

    def test_folder_without_sound(self):
        os.mkdir(self.path("bare"))
        self.assertIn("no audio", self.fails("import", self.song, "bare"))

    def test_usage(self):
        self.fails("import", self.song, status=2)
        self.fails("import", status=2)
        self.fails("import", self.song, "x.wav", "--wrong", status=2)
        self.fails("import", self.path("none"), "x.wav")


if __name__ == "__main__":
    unittest.main()
