# SPDX-License-Identifier: GPL-3.0-or-later
"""The device panel by real keys: devices added and moved, values stepped and typed, A against B,
bypass, removal; what is saved is what was done."""

import os
import re
import subprocess
import time
import unittest

from window_test import LACQUER, WindowTest


class Devices(WindowTest):
    def make_song(self):
        song = os.path.join(self.folder, "Voice")
        for words in (["new", song], ["edit", song, "track.add kind=audio name=Vox"]):
            subprocess.run([LACQUER, *words], check=True, env=self.env,
                                       stdout=subprocess.DEVNULL)
        return song

    def effects(self, text):
        """Kinds of the inserts, in their order."""
        return re.findall(r'<effect [^>]*kind="(\w+)"', text)

    def saved(self, song, what, name):
        """Saves until the file is as expected: keys arrive when they arrive."""
        def look():
            self.keys("ctrl+s")
            time.sleep(0.2)
            text = self.project_text(song)
            return text if what(text) else None
        return self.wait_for(look, name)

    def add(self, song, kind, n):
        self.keys("shift+a")
        time.sleep(0.5)
        self.type(kind)
        self.keys("Return")
        return self.saved(song, lambda text: len(self.effects(text)) == n, kind + " in the chain")

    def has(self, pattern):
        return lambda text: re.search(pattern, text)

    def test_chain(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Voice" in self.title(), "the project")
        self.keys("F9")
        self.add(song, "equalizer", 1)
        self.add(song, "compressor", 2)

        # The compressor is chosen; its threshold has the focus: a step down, a fine step up.
        time.sleep(0.5)
        self.keys("Down")
        self.saved(song, self.has(r'name="threshold" value="-19"'), "a step down")
        self.keys("shift+Up")
        self.saved(song, self.has(r'name="threshold" value="-18\.9"'), "a fine step up")
        self.keys("Next")
        self.saved(song, self.has(r'name="threshold" value="-28\.9"'), "a coarse step down")

        # Typed: the digit opens the entry; the ratio stands beside.
        self.keys("Right", "Return")
        time.sleep(0.3)
        self.type("6")
        self.keys("Return")
        self.saved(song, self.has(r'name="ratio" value="6"'), "the typed ratio")

        # A against B: both begin the same; B gets another ratio, and X goes back and forth.
        self.keys("x")
        time.sleep(0.3)
        self.keys("0")
        self.saved(song, self.has(r'name="ratio" value="4"'), "B at its default")
        self.keys("x")
        self.saved(song, self.has(r'name="ratio" value="6"'), "A again")

        # Off, and before the equalizer.
        self.keys("b")
        self.saved(song, self.has(r'kind="compressor"[^>]*bypass="(?:true|yes|on|1)"'), "the compressor off")
        self.keys("alt+Left")
        self.saved(song, lambda text: self.effects(text) == ["compressor", "eq"], "the other order")

        # The equalizer's graph: band 4 is shaped and switched on by that.
        self.keys("ctrl+Right")
        time.sleep(0.3)
        self.keys("4", "Up")
        self.saved(song, self.has(r'name="band4\.gain" value="0\.5"'), "the gain of band 4")
        self.keys("shift+Down")
        self.saved(song, self.has(r'name="band4\.gain" value="0\.4"'), "a fine step")
        self.keys("Right")
        self.saved(song, self.has(r'name="band4\.freq" value="847\.\d+"'), "a semitone up")
        self.keys("o")
        self.saved(song, self.has(r'name="band4\.on" value="0"'), "the band off")

        # Every step comes back.
        self.keys("ctrl+z")
        self.saved(song, self.has(r'name="band4\.on" value="1"'), "the band on")
        self.keys("shift+b")
        self.saved(song, self.has(r'kind="eq"[^>]*bypass="(?:true|yes|on|1)"'), "the whole chain off")
        self.in_windows(song)
        self.assert_quiet()

    def others(self):
        found = self.xdotool("search", "--onlyvisible", "--pid", str(self.program.pid)).split()
        return [one for one in found if one != self.window]

    def in_windows(self, song):
        """The equalizer in a window of its own, which stays with it; the compressor in another."""
        self.keys("w")
        own = self.wait_for(lambda: (self.others() or [None])[0], "a window of the equalizer")
        self.xdotool("windowfocus", "--sync", own)
        time.sleep(1)
        self.keys("5", "Up")
        self.saved(song, self.has(r'name="band5\.gain" value="0\.5"'), "the gain of band 5")
        self.keys("shift+w")
        self.xdotool("windowfocus", "--sync", self.window)
        self.keys("ctrl+Left")
        time.sleep(1)
        self.keys("w")
        self.wait_for(lambda: len(self.others()) == 2, "a second window")
        second = next(one for one in self.others() if one != own)
        names = {self.xdotool("getwindowname", one) for one in self.others()}
        self.assertEqual(names, {"Equalizer — Vox", "Compressor — Vox"})
        self.xdotool("windowfocus", "--sync", second)
        time.sleep(1)
        self.keys("Down")
        self.saved(song, self.has(r'name="threshold" value="-29\.9"'), "the threshold")
        self.keys("Escape")
        self.wait_for(lambda: self.others() == [own], "the end of the second window")
        self.xdotool("windowfocus", "--sync", self.window)

    def drag(self, x, y, to_x, to_y):
        self.xdotool("mousemove", str(x), str(y), "mousedown", "1")
        for part in range(1, 9):
            self.xdotool("mousemove", str(x + (to_x - x) * part // 8), str(y + (to_y - y) * part // 8))
            time.sleep(0.1)  # the toolkit asks the screen about each place of a drag
        self.xdotool("mouseup", "1")

    def test_by_pointer(self):
        song = self.make_song()
        self.start(song)
        self.wait_for(lambda: "Voice" in self.title(), "the project")
        self.keys("F9")
        self.add(song, "equalizer", 1)
        self.add(song, "compressor", 2)
        # The knob of the threshold, 200 pixels for its whole range.
        self.drag(795, 705, 795, 665)
        text = self.saved(song, lambda text: re.search(r'name="threshold" value="-[0-9.]+"', text), "the turned knob")
        threshold = float(re.search(r'name="threshold" value="(-[0-9.]+)"', text).group(1))
        self.assertGreater(threshold, -18)
        # Its lane, with a first point at that value; the keys go there.
        self.keys("a")
        text = self.saved(song, self.has(r'<envelope [^>]*param="threshold"'), "the lane")
        self.assertRegex(text, r'<point at="0" value="%s' % re.escape("%g" % threshold))
        self.keys("ctrl+z")
        self.saved(song, lambda text: "<envelope" not in text, "no lane")
        self.keys("F9")
        # Settings kept under a name.
        self.keys("ctrl+alt+p")
        time.sleep(0.5)
        self.type("Mine")
        self.keys("Return")
        preset = os.path.join(self.folder, "data/lacquer/presets/compressor/Mine.preset")
        self.wait_for(lambda: os.path.exists(preset), "the preset")
        # The compressor goes in front of the equalizer.
        for _ in range(3):
            self.drag(290, 716, 290, 664)
            self.keys("ctrl+s")
            time.sleep(1)
            if self.effects(self.project_text(song)) == ["compressor", "eq"]:
                break
        self.saved(song, lambda text: self.effects(text) == ["compressor", "eq"], "the other order")
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(argv=["test_devices.py"], verbosity=2)
