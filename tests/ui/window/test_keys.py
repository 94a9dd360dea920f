# SPDX-License-Identifier: GPL-3.0-or-later
"""A song from the start of the program to its end, by keys alone."""

import os
import re
import time
import unittest

from window_test import WindowTest


class Keys(WindowTest):
    def quit_cleanly(self):
        self.keys("ctrl+q")
        end = time.monotonic() + 60
        while self.program.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(self.program.poll(), 0, self.said())
        self.assert_quiet()

    def test_a_song_is_edited_saved_and_closed(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        # The track cursor goes to the kick, which is muted.
        self.keys("Down", "m")
        self.save_and_read(song, r'<track [^>]*name="Kick"[^>]*mute="yes"|name="Kick"[^>]*mute="(on|true|1)"')
        # A marker at bar 2, then all is undone: the file is as it was.
        self.keys("ctrl+z")
        self.save_and_read(song, r'name="Kick"')
        self.keys("ctrl+m")
        self.save_and_read(song, r'<marker [^>]*name="Marker \d+"')
        self.keys("ctrl+z")
        self.wait_for(lambda: "Marker 4" not in self.save_and_read(song, r"(?s).*").group(0)
                      or None, "the undo")
        self.quit_cleanly()

    def test_keys_are_the_timelines_again_behind_a_question_that_moved_the_cursor(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("Down", "j")
        time.sleep(0.5)
        self.type("7")
        self.keys("Return")
        time.sleep(0.5)
        self.keys("e")
        self.save_and_read(song, r'(?s)name="Kick Verse".*name="Kick Verse"')
        self.quit_cleanly()

    def test_playing_and_zooming_leave_the_project_alone(self):
        song = self.copy_demo()
        before = self.project_text(song)
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("space", "equal", "equal", "minus", "shift+z", "shift+equal", "shift+minus",
                  "Page_Down", "ctrl+Right", "shift+Right", "Escape", "backslash", "n",
                  "semicolon", "apostrophe", "space", "F6", "F6", "a", "y", "ctrl+equal",
                  "ctrl+minus", "ctrl+0", "l")
        self.keys("ctrl+z")
        time.sleep(0.5)
        self.assertEqual(before, self.project_text(song))
        self.quit_cleanly()

    def test_a_new_project_is_made_and_gets_a_track(self):
        self.start()
        self.keys("ctrl+n")
        self.wait_for(lambda: "Untitled" in self.title(), "the new project")
        song = os.path.join(self.folder, "Lacquer", "Untitled")
        self.assertTrue(os.path.isdir(song), os.listdir(self.folder))
        self.keys("ctrl+t")
        # Letters and Space type into an entry, and start nothing.
        self.type("r m space")
        self.keys("Return")
        self.save_and_read(song, r'name="r m space"')
        self.assertNotIn('mute="', self.project_text(song))
        self.quit_cleanly()

    def test_a_killed_session_is_offered_again(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        self.keys("Down", "m")
        recovery = os.path.join(song, "recovery")

        def kept():
            # Written beside first: an empty file is not there yet.
            for name in os.listdir(recovery) if os.path.isdir(recovery) else []:
                with open(os.path.join(recovery, name), encoding="utf-8") as file:
                    if re.search(r'name="Kick"[^>]*mute="', file.read()):
                        return True
            return False
        self.wait_for(kept, "the autosave")
        self.program.kill()
        self.program.wait()
        self.assertTrue(kept())


if __name__ == "__main__":
    unittest.main(argv=["test_keys.py", "-v"])
