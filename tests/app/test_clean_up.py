# SPDX-License-Identifier: GPL-3.0-or-later
"""project.clean_up: what is listed, what is moved, and what is left alone."""

import os
import shutil
import unittest

from lacquer_test import ProjectTest, sine, write_wav


class CleanUp(ProjectTest):
    def setUp(self):
        super().setUp()
        for number, name in enumerate(("kept", "gone", "take", "loose")):
            write_wav(self.path(name + ".wav"), [sine(4800, 200 + 50 * number)])
        self.lacquer("edit", "Song", "track.add kind=audio name=A",
                     "clip.import track=A file=kept.wav name=Kept at=0s",
                     "clip.import track=A file=gone.wav name=Gone at=1s",
                     "take.add track=A file=take.wav at=0s")
        shutil.copy(self.path("loose.wav"), self.path("Song", "audio", "loose.wav"))
        self.lacquer("edit", "Song", "clip.remove clip=Gone")

    def names(self, folder):
        path = self.path("Song", folder)
        return sorted(os.listdir(path)) if os.path.isdir(path) else []

    def test_list(self):
        before = self.state()
        lines = self.lacquer("edit", "Song", "project.clean_up").splitlines()
        self.assertEqual([line.split(",")[0] for line in lines],
                         ["audio/gone.wav", "audio/loose.wav", "2 unused files"])
        self.assertIn("kB", lines[0])
        self.assertEqual(self.state(), before)

    def test_move(self):
        os.mkdir(self.path("Song", "unused"))
        with open(self.path("Song", "unused", "gone.wav"), "w", encoding="utf-8") as file:
            file.write("of another time")
        self.lacquer("edit", "Song", "--dry-run", "project.clean_up move=on")
        self.assertEqual(len(self.names("audio")), 4)
        self.fails("edit", "Song", "project.clean_up move=on", "track.remove track=No")
        self.assertEqual(len(self.names("audio")), 4)
        self.lacquer("edit", "Song", "project.clean_up move=on")
        self.assertEqual(self.names("audio"), ["kept.wav", "take.wav"])
        self.assertEqual(self.names("unused"), ["gone 2.wav", "gone.wav", "loose.wav"])
        self.assertEqual([s["file"] for s in self.info()["sources"]],
                         ["audio/kept.wav", "audio/take.wav"])
        self.assertEqual(self.lacquer("edit", "Song", "project.clean_up"), "all media are used\n")
        self.lacquer("check", "Song")

    def test_undo_step(self):
        """What the state before the call plays can be undone to."""
        out = self.lacquer("edit", "Song", "clip.remove clip=Kept", "project.clean_up move=on")
        self.assertNotIn("kept.wav", out)
        self.assertEqual(self.names("audio"), ["kept.wav", "take.wav"])

    def test_autosave(self):
        recovery = self.path("Song", "recovery", "Song 2026-01-02 03-04-05 UTC.lacquer")
        self.lacquer("edit", "Song", "clip.import track=A file=gone.wav name=Gone at=1s")
        shutil.copy(self.path("Song", "Song.lacquer"), recovery)
        self.lacquer("edit", "Song", "clip.remove clip=Gone", "clip.remove clip=Kept")
        self.assertEqual(self.lacquer("edit", "Song", "project.clean_up").splitlines()[0][:15],
                         "audio/loose.wav")
        with open(recovery, "w", encoding="utf-8") as file:
            file.write("<pro")
        self.assertIn("cannot be known", self.fails("edit", "Song", "project.clean_up move=on"))
        self.assertEqual(len(self.names("audio")), 4)

    def test_recorded(self):
        """A take that was recorded and is not placed yet is offered, not cleaned up."""
        note = self.path("Song", "recovery", "takes", "loose.wav.take")
        with open(note, "w", encoding="utf-8") as file:
            file.write("[take]\nfile=audio/loose.wav\nname=Loose\nsong_frame=0\nrate=48000\n"
                       "input=1\ndate=1\nnumber=1\n")
        self.assertNotIn("loose", self.lacquer("edit", "Song", "project.clean_up"))
        os.remove(note)
        self.assertIn("loose", self.lacquer("edit", "Song", "project.clean_up"))


if __name__ == "__main__":
    unittest.main()
