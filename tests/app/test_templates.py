# SPDX-License-Identifier: GPL-3.0-or-later
"""Every template makes a project without a fault, with colors, that sounds and is not too loud."""

import glob
import json
import os
import re
import struct

import cli

NAMES = sorted(os.path.splitext(os.path.basename(path))[0]
               for path in glob.glob(os.path.join(cli.ROOT, "resources/templates/*.commands")))


class Templates(cli.Folder):
    def test_there_are_enough(self):
        self.assertGreaterEqual(len(NAMES), 6)
        _, _, error = self.run_in("new", "--template", "nonsense", "X")
        for name in NAMES:
            self.assertIn(name, error)

    def test_each_has_a_title_and_a_sentence(self):
        for name in NAMES:
            with open(os.path.join(cli.ROOT, "resources/templates", name + ".commands"),
                      encoding="utf-8") as file:
                self.assertRegex(file.readline(), r"^# [A-Z][^:]{2,24}: .{20,}\.$", name)

    def test_each_applies_and_renders(self):
        for name in NAMES:
            with self.subTest(name):
                self.good("new", "--template", name, name)
                self.assertEqual(self.good("check", name), "no faults\n")
                tracks = json.loads(self.good("info", name, "--json"))["tracks"]
                for track in tracks:
                    self.assertTrue(track["color"] or track["kind"] == "main", track["name"])
                listener = next((t["name"] for t in tracks if t["kind"] == "audio"), None)
                if listener:
                    self.good("edit", name, "clip.import track=\"%s\" file=%s"
                              % (listener, self.path("tone.wav")))
                else:
                    self.good("import", name, self.path("tone.wav"))
                self.good("render", name, "--to", "0.4s", "--tail", "0", "--bits", "32f", "-o",
                          self.path(name + ".wav"))
                with open(self.path(name + ".wav"), "rb") as file:
                    data = file.read()
                at = data.index(b"data") + 8
                samples = struct.unpack("<%df" % ((len(data) - at) // 4), data[at:])
                self.assertGreater(max(map(abs, samples)), 0.05)
                self.assertLessEqual(max(map(abs, samples)), 1.0)

    def test_each_groups_or_returns_what_it_names(self):
        for name in NAMES:
            with open(os.path.join(cli.ROOT, "resources/templates", name + ".commands"),
                      encoding="utf-8") as file:
                self.assertTrue(re.search(r"kind=(group|return)|master=on", file.read()), name)


if __name__ == "__main__":
    cli.main()
