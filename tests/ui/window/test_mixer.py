# SPDX-License-Identifier: GPL-3.0-or-later
"""The Mix view by real keys: strips, cells and their values; what is saved is what was done. The
third of the tasks without a mouse: a send set and an equalizer shaped."""

import os
import re
import subprocess
import time
import unittest

from window_test import LACQUER, WindowTest


class Mixer(WindowTest):
    def make_song(self):
        song = os.path.join(self.folder, "Band")
        subprocess.run([LACQUER, "new", song], check=True, env=self.env, stdout=subprocess.DEVNULL)
        subprocess.run([LACQUER, "edit", song, "track.add kind=audio name=Bass",
                        "track.add kind=audio name=Vox", "track.add kind=return name=Hall",
                        "send.add track=Vox to=Hall gain=-20"],
                       check=True, env=self.env, stdout=subprocess.DEVNULL)
        return song

    def saved(self, song, what, name):
        """Saves until the file is as expected: keys arrive when they arrive."""
        def look():
            self.keys("ctrl+s")
            time.sleep(0.2)
            return what(self.project_text(song)) or None
        return self.wait_for(look, name)

    def track(self, text, name):
        """The part of the file that is the track's."""
        found = re.search(r'<track [^>]*name="%s".*?(?=<track |</tracks>|\Z)' % name, text, re.S)
        return found.group(0) if found else ""

    def has(self, track, pattern):
        return lambda text: re.search(pattern, self.track(text, track))

    def open_mix(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Band" in self.title(), "the project")
        self.keys("ctrl+2", "Home")
        return song

    def test_a_send_and_an_equalizer_are_set(self):
        song = self.open_mix()
        self.keys("Right", "shift+1", "Up", "Up", "shift+Up")
        self.saved(song, self.has("Vox", r'<send [^>]*gain="-17\.9"'), "the send")
        self.keys("e")
        self.saved(song, self.has("Vox", r'<effect [^>]*kind="eq"'), "the equalizer")
        # The graph has the focus: its fourth band goes up.
        time.sleep(1)
        self.keys("4", "Up")
        self.saved(song, self.has("Vox", r'band4[._]gain"? [^>]*value="0?\.5'), "a band that was raised")
        # Back among the strips.
        self.keys("Escape", "f", "Down")
        self.saved(song, self.has("Vox", r'<track [^>]*gain="-1"'), "the fader")
        self.keys("ctrl+q")
        self.assert_quiet()

    def test_strips_are_mixed(self):
        song = self.open_mix()
        self.keys("Down", "Down", "m", "p", "Up")
        self.saved(song, self.has("Bass", r'<track (?=[^>]*gain="-2")(?=[^>]*pan="0\.05")'
                                          r'[^>]*mute="yes"'), "fader, pan and mute")
        self.keys("0", "f", "BackSpace", "m")
        self.saved(song, lambda text: not re.search(r'gain=|pan=|mute=',
                                                    self.track(text, "Bass").split(">")[0]),
                   "defaults")
        # A value that is typed in.
        self.keys("Return")
        time.sleep(0.5)
        self.keys("minus")
        self.type("7.5")
        self.keys("Return")
        self.saved(song, self.has("Bass", r'<track [^>]*gain="-7\.5"'), "the typed level")
        # Two strips linked; the mix kept before, and compared.
        self.keys("ctrl+shift+n")
        time.sleep(0.5)
        self.keys("Return")
        self.saved(song, lambda text: "<snapshot" in text, "the snapshot")
        self.keys("shift+Right", "g", "Down")
        self.saved(song, self.has("Bass", r'<track [^>]*gain="-8\.5"'), "the first of two")
        self.saved(song, self.has("Vox", r'<track [^>]*gain="-1"'), "the second of two")
        self.keys("x")
        self.saved(song, self.has("Bass", r'<track [^>]*gain="-7\.5"'), "the kept mix")
        self.keys("x")
        self.saved(song, self.has("Bass", r'<track [^>]*gain="-8\.5"'), "the mix of just now")
        # All of it is undone.
        self.keys(*["ctrl+z"] * 20)
        self.saved(song, lambda text: "<snapshot" not in text and 'gain="-' not in
                   text.replace('gain="-20"', ""), "the song as it was")
        self.keys("z", "z", "z", "shift+h", "ctrl+1", "ctrl+2", "F6", "F6", "ctrl+q")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_mixer.py", "-v"])
