# SPDX-License-Identifier: GPL-3.0-or-later
"""Sections change places and are doubled; everything under them follows, and sounds the same."""

import os
import unittest

from task_test import TaskTest

SONG = [
    "section.add name=Intro at=1 length=1bar", "section.add name=Verse at=2 length=2bar",
    "section.add name=Chorus at=4 length=2bar",
    "marker.add at=2.2.1 name=breath", "marker.add at=5 name=lift",
    "chord.add at=2 symbol=Am", "chord.add at=4 symbol=F", "lyric.add at=4.1.3 text=shine",
    "track.add kind=audio name=Drums", "track.add kind=audio name=Pad",
    "track.add kind=instrument name=Keys",
    "clip.import track=Drums file=FOLDER/hits.wav at=2",
    "clip.import track=Pad file=FOLDER/tone.wav at=4", "clip.trim clip=tone end=5.4.1",
    "automation.add track=Drums target=gain at=2 value=-6 shape=hold",
    "automation.add track=Drums target=gain at=4 value=0",
    "clip.add track=Keys at=2 length=2bar name=Riff",
    "note.add clip=Riff pitch=A3 at=2.2.1 length=1b",
    "clip.add track=Keys at=4 length=2bar name=Stabs",
    "note.add clip=Stabs pitch=F3 at=4.3.1 length=1b",
]


class Sections(TaskTest):
    def heard(self, song, begin, end, name):
        path = os.path.join(self.folder, name)
        self.lacquer("render", song, "-o", path, "--from", begin, "--to", end, "--bits", "32f")
        with open(path, "rb") as file:
            return file.read().partition(b"data")[2]  # the header says where in the song it began

    def test_sections_change_places(self):
        song = self.make_song(SONG)
        verse, chorus = (self.heard(song, begin, end, begin + ".wav")
                         for begin, end in (("2", "4"), ("4", "6")))
        self.assertNotEqual(verse, chorus)
        expected = self.expect(song, ["section.swap section=Chorus with=previous",
                                      "section.duplicate section=Chorus",
                                      "section.set section=Verse name=Outro"])
        self.open_song(song)
        # From the first track up to the sections: over tempo, lyrics and chords. To the chorus.
        self.keys("Up", "Up", "Up", "Up", "ctrl+Right", "ctrl+Right")
        # It goes before the verse, and once more behind itself.
        self.keys("alt+Up", "ctrl+d")
        # The verse, behind them now, has another name.
        self.keys("Next", "F2", "ctrl+a")
        self.type("Outro")
        self.keys("Return")
        self.save_and_compare(song, expected)
        self.keys("ctrl+q")
        self.assert_quiet()
        for begin, end, before in ("2", "4", chorus), ("4", "6", chorus), ("6", "8", verse):
            self.assertTrue(self.heard(song, begin, end, "after.wav") == before, begin)


if __name__ == "__main__":
    unittest.main(argv=["task_sections.py", "-v"])
