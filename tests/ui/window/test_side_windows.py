# SPDX-License-Identifier: GPL-3.0-or-later
"""History, settings and keys: windows beside the main one, driven by keys."""

import os
import unittest

from window_test import WindowTest


class SideWindows(WindowTest):
    def open_song(self):
        song = self.copy_demo()
        self.start(song)
        self.wait_for(lambda: "Lantern Tide" in self.title(), "the project's title")
        return song

    def named(self, name):
        return self.xdotool("search", "--onlyvisible", "--name", "^" + name + "$")

    def open_beside(self, key, name):
        self.xdotool("windowfocus", "--sync", self.window)
        self.keys(key)
        window = self.wait_for(lambda: self.named(name), name)
        self.xdotool("windowfocus", "--sync", window)
        return window

    def close_beside(self, name):
        def closed():
            self.keys("Escape")
            return not self.named(name)
        self.wait_for(closed, name + " to close")
        self.xdotool("windowfocus", "--sync", self.window)

    def go_to_state(self, song, key, is_there):
        def gone():
            self.keys(key, "Return")
            return is_there(self.save_and_read(song, r"(?s).*").group(0))
        self.wait_for(gone, "the state at " + key)

    def test_the_history_goes_to_any_state_while_playing(self):
        song = self.open_song()
        self.keys("ctrl+m")
        self.save_and_read(song, r'<marker [^>]*name="Marker 4"')
        self.keys("ctrl+m")
        self.save_and_read(song, r'<marker [^>]*name="Marker 5"')
        self.open_beside("ctrl+alt+z", "Undo history")
        self.keys("space")
        # Ctrl+S works in this window, too. The list may take the focus later than the first key.
        self.go_to_state(song, "Home", lambda text: "Marker 4" not in text)
        self.go_to_state(song, "End", lambda text: 'name="Marker 5"' in text)
        self.keys("space")
        self.close_beside("Undo history")
        self.assert_quiet()

    def test_a_key_is_changed_kept_and_read_again(self):
        path = os.path.join(self.folder, "config", "lacquer", "keys.keys")
        self.open_song()
        self.open_beside("F1", "Keys")
        self.type("marker at")
        self.keys("Return", "Return", "ctrl+k")  # another action has this one: refused
        self.assertFalse(os.path.exists(path))
        self.keys("ctrl+shift+alt+w")
        self.wait_for(lambda: os.path.exists(path), path)
        with open(path, encoding="utf-8") as file:
            self.assertIn("Ctrl+Alt+Shift+W", file.read())
        self.close_beside("Keys")
        self.assert_quiet()

    def test_a_broken_key_map_is_left_alone(self):
        path = os.path.join(self.folder, "config", "lacquer", "keys.keys")
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as file:
            file.write("clip-lane clip.split PageUp\n")
        self.open_song()
        self.open_beside("F1", "Keys")
        self.close_beside("Keys")
        with open(path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "clip-lane clip.split PageUp\n")
        self.assert_quiet()

    def test_every_page_of_the_settings_shows(self):
        self.start()
        self.open_beside("ctrl+comma", "Settings")
        self.keys("Down", "Down", "Down", "Down", "Down", "Down", "Up")
        self.type("theme")
        self.close_beside("Settings")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_side_windows.py", "-v"])
