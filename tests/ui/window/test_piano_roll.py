# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes drawn, moved, transposed, quantized and sung by real keys and a real pointer; the saved file tells."""

import re
import sys
import time
import unittest

from window_test import WindowTest

QUARTER = 15360


class PianoRoll(WindowTest):
    def clip_notes(self, text, name):
        clip = re.search(r'(?s)<clip [^>]*name="' + name + r'".*?</clip>', text).group(0)
        return [dict(re.findall(r'([\w_]+)="([^"]*)"', note)) for note in re.findall(r"<note ([^>]*)>", clip)]

    def saved_notes(self, song):
        return self.clip_notes(self.project_text(song), "Bass Verse")

    def open_bass_verse(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        # Down to the bass, on to the verse, and into its clip.
        self.keys(*["Down"] * 9, "Page_Down", "Return")
        return song

    def wait_for_notes(self, song, what, name):
        """Saves until the notes in the file are as expected."""
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.3)  # saves that come faster than they are done keep all else waiting
            notes = self.saved_notes(song)
            return notes if what(notes) else None
        return self.wait_for(saved, name)

    def test_notes_by_keys(self):
        song = self.open_bass_verse()
        before = self.project_text(song)
        first = self.saved_notes(song)
        pitch = int(first[0]["pitch"]) + 24

        def has(**wanted):
            return lambda notes: any(all(note.get(key) == str(value) for key, value in wanted.items())
                                     for note in notes)

        # Two octaves up nothing is in the way.
        self.keys("Home", "Page_Up", "Page_Up", "shift+Return")
        self.wait_for_notes(song, lambda notes: has(at=0, pitch=pitch, length=QUARTER // 4)(notes)
                            and len(notes) == len(first) + 1, "the new note")
        self.keys("alt+Up", "alt+Right")
        self.wait_for_notes(song, has(at=QUARTER // 4, pitch=pitch + 1), "the moved note")
        self.keys("alt+shift+Right")
        self.wait_for_notes(song, has(at=QUARTER // 4 + 5, pitch=pitch + 1), "the note beside the grid")
        self.keys("q", "ctrl+bracketright")
        self.wait_for_notes(song, has(at=QUARTER // 4, pitch=pitch + 1, length=QUARTER // 2),
                            "the quantized, longer note")
        self.keys("ctrl+l")
        self.type("tide")
        self.keys("Return")
        self.wait_for_notes(song, has(pitch=pitch + 1, lyric="tide"), "the lyric")
        self.keys("BackSpace")
        self.wait_for_notes(song, lambda notes: len(notes) == len(first), "the note that is gone")
        # All of it is undone step by step, to the byte.
        for _ in range(8):
            self.keys("ctrl+z")
        self.wait_for(lambda: self.keys("ctrl+s") or self.project_text(song) == before, "the first bytes")
        self.assert_quiet()

    def test_the_inspector_has_what_the_roll_has_selected(self):
        song = self.open_bass_verse()
        first = self.saved_notes(song)
        self.keys("Home", "Page_Up", "Page_Up", "shift+Return")
        self.wait_for_notes(song, lambda notes: len(notes) == len(first) + 1, "the new note")
        # Its first value there is the pitch of the one note that is selected.
        self.keys("F4", "Return")
        time.sleep(0.5)
        self.keys("ctrl+a")
        self.type("100")
        self.keys("Return")
        notes = self.wait_for_notes(song, lambda notes: any(note["pitch"] == "100" for note in notes), "the pitch")
        self.assertEqual([note["pitch"] for note in notes].count("100"), 1)
        self.assert_quiet()

    def points(self, song, param):
        """Of a controller of the verse's clip, as (at, value)."""
        clip = re.search(r'(?s)<clip [^>]*name="Bass Verse".*?</clip>', self.project_text(song)).group(0)
        found = re.search(r'(?s)<envelope [^>]*param="' + param + r'".*?</envelope>', clip)
        return [] if not found else [(int(at), float(value)) for at, value in
                                     re.findall(r'<point at="(\d+)" value="([^"]*)"', found.group(0))]

    def wait_for_points(self, song, param, what, name):
        def saved():
            self.keys("ctrl+s")
            time.sleep(0.3)
            points = self.points(song, param)
            return (points,) if what(points) else None
        return self.wait_for(saved, name)[0]

    def test_controllers(self):
        song = self.open_bass_verse()
        before = self.project_text(song)
        # The menu of the lane: below velocity stand bend and modulation.
        self.keys("Home", "d")
        time.sleep(1)
        self.keys("Down", "Down", "Return")
        time.sleep(0.5)
        self.keys("ctrl+Up", "ctrl+Up")
        self.wait_for_points(song, "cc1", lambda points: points == [(0, 16)], "a point by keys")
        self.keys("Right", "Insert", "ctrl+shift+Down", "alt+Right")
        self.wait_for_points(song, "cc1", lambda points: points == [(0, 16), (QUARTER // 2, 15)], "two points")
        self.keys("ctrl+Left", "Delete")
        self.wait_for_points(song, "cc1", lambda points: points == [(QUARTER // 2, 15)], "the other one")
        # The pencil draws steps over it, and what held before holds behind.
        self.keys("3")
        self.xdotool("mousemove", "600", "850", "mousedown", "1")
        for x in range(610, 710, 10):
            self.xdotool("mousemove", str(x), str(850 - (x - 600) // 5))
        self.xdotool("mouseup", "1")
        points = self.wait_for_points(song, "cc1", lambda points: len(points) > 4, "the drawn steps")
        self.assertEqual(points[-1][1], 15)
        self.assertGreater(points[-2][1], points[1][1])
        # Escape gives the keys back to the notes.
        self.keys("Escape", "1")
        first = self.saved_notes(song)
        self.keys("Home", "Page_Up", "Page_Up", "Insert")
        self.wait_for_notes(song, lambda notes: len(notes) == len(first) + 1, "a note")
        for _ in range(8):
            self.keys("ctrl+z")
        self.wait_for(lambda: self.keys("ctrl+s") or self.project_text(song) == before, "the first bytes")
        self.assert_quiet()

    def test_notes_by_pointer(self):
        song = self.open_bass_verse()
        first = self.saved_notes(song)
        # What keys have made is in the file: the roll has its place on the screen.
        self.keys("3", "Home", "shift+Return")
        before = self.wait_for_notes(song, lambda notes: len(notes) == len(first) + 1, "a note by key")
        # In the lower right of the roll, where the verse rests.
        self.xdotool("mousemove", "400", "800", "mousedown", "1")
        for x in (420, 440, 460, 480):
            self.xdotool("mousemove", str(x), "800")
        self.xdotool("mouseup", "1")
        notes = self.wait_for_notes(song, lambda notes: len(notes) == len(before) + 1, "the drawn note")
        old = [(note["at"], note["pitch"]) for note in before]
        drawn = [note for note in notes if (note["at"], note["pitch"]) not in old][0]
        self.assertEqual(int(drawn["at"]) % (QUARTER // 4), 0)
        self.assertGreater(int(drawn["length"]), QUARTER // 4)
        # The pointer moves it by a row; Escape on the way leaves it where it is.
        self.keys("1")
        self.xdotool("mousemove", "430", "800", "mousedown", "1", "mousemove", "430", "780",
                     "mousemove", "430", "776")
        self.xdotool("key", "Escape")  # with --clearmodifiers it would let go of the button
        # Elsewhere on the note, since two presses at one place are a double click.
        self.xdotool("mouseup", "1", "mousemove", "460", "800", "mousedown", "1", "mousemove", "460", "790",
                     "mousemove", "460", "788", "mouseup", "1")
        up = str(int(drawn["pitch"]) + 1)
        self.wait_for_notes(song, lambda notes: any(note["at"] == drawn["at"] and note["pitch"] == up
                                                    for note in notes), "the note a row higher")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_piano_roll.py", "-v"] + sys.argv[4:])
