#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new project: its id is its own, unless a seed says which."""

import os
import re
import shutil

import cli


class New(cli.Folder):
    def text(self, name):
        with open(self.path(name, name + ".lacquer"), encoding="utf-8") as file:
            return file.read()

    def id(self, name):
        return re.search(r'<project [^>]*\bid="(p:[0-9a-z]{11})"', self.text(name)).group(1)

    def test_ids_differ(self):
        for name in "ABC":
            self.good("new", name)
        self.assertEqual(len({self.id(name) for name in ("Song", "A", "B", "C")}), 4)

    def test_ids_differ_with_a_template(self):
        for name in "AB":
            self.good("new", name, "--template", "band")
        self.assertNotEqual(self.id("A"), self.id("B"))

    def test_ids_differ_with_a_template_of_the_user(self):
        home = self.path("home")
        folder = os.path.join(home, "lacquer", "templates")
        os.makedirs(folder)
        shutil.copy(self.path("Song", "Song.lacquer"), os.path.join(folder, "Mine.lacquer"))
        for name in "AB":
            self.good("new", name, "--template", "Mine", env=dict(os.environ, XDG_DATA_HOME=home))
            self.assertIn('name="Vox"', self.text(name))
        self.assertEqual(len({self.id(name) for name in ("Song", "A", "B")}), 3)

    def test_a_seed_gives_the_same_bytes(self):
        for seed in ("0", "7"):
            texts = []
            for place in ("X", "Y"):
                os.mkdir(self.path(place + seed))
                song = os.path.join(place + seed, "Same")
                self.good("new", song, "--seed", seed, "--template", "band")
                with open(self.path(song, "Same.lacquer"), encoding="utf-8") as file:
                    texts.append(file.read())
            self.assertEqual(texts[0], texts[1])


if __name__ == "__main__":
    cli.main()
