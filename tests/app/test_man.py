#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual page and --help name the same verbs and options, with the same arguments.

test_man.py LACQUER SOURCE_ROOT"""

import os
import re
import tempfile
import unittest

import cli

OPTION = re.compile(r"^  (?:-(\w), )?--([a-z-]+)(?:=(\S+))?", re.MULTILINE)
ITEM = re.compile(r"^\.It ((?:Fl .+))$")


def options_of_help(text):
    """{long name: (short name or None, argument or None)}"""
    return {name: (short or None, argument or None)
            for short, name, argument in OPTION.findall(text)}


def option_of_item(words):
    """The same for '.It Fl o , Fl -output Ar FILE': (long name, (short, argument))."""
    short = name = argument = None
    for kind, word in re.findall(r"\b(Fl|Ar) (\S+)", words):
        if kind == "Ar":
            argument = word
        elif word.startswith("-"):
            name = word[1:]
        else:
            short = word
    return name, (short, argument)


def read_page():
    """{verb: (operands, options)}; those of the program itself under ''."""
    verbs = {"": ("", {})}
    verb = ""
    with open(os.path.join(cli.ROOT, "data", "lacquer.1"), encoding="utf-8") as file:
        for line in file:
            if line.startswith(".Ss "):
                verb, _, operands = line[4:].strip().partition(" ")
                verbs[verb] = (operands, {})
            elif line.startswith(".Sh "):
                verb = ""
            elif match := ITEM.match(line.rstrip()):
                name, rest = option_of_item(match[1])
                verbs[verb][1][name] = rest
    return verbs


class Manual(unittest.TestCase):
    def help_of(self, *args):
        status, out, err = cli.run(*args, "--help")
        self.assertEqual((status, err), (0, ""), args)
        return out

    def test_verbs(self):
        listed = re.findall(r"^  ([a-z]+) +\S", self.help_of(), re.MULTILINE)
        self.assertEqual(sorted(listed), sorted(verb for verb in read_page() if verb))

    def test_options(self):
        for verb, (operands, options) in read_page().items():
            if not verb:
                continue
            with self.subTest(verb=verb):
                text = self.help_of(verb)
                found = options_of_help(text)
                self.assertEqual(found.pop("help"), ("h", None))
                self.assertEqual(found, options)
                usage = next(line for line in text.splitlines() if "lacquer " + verb in line)
                self.assertEqual(usage.partition("]")[2].replace(" ", "").replace("…", "..."),
                                 operands.replace(" ", ""))

    def test_commands(self):
        """What the listing says of levels, of kind= and of tracks is so."""
        status, listing, _ = cli.run("commands")
        self.assertEqual(status, 0)
        levels = re.findall(r"^ +\w+ +level: .*$", listing, re.MULTILINE)
        self.assertGreater(len(levels), 8)
        for line in levels:
            self.assertIn("dB, or -inf)", line)
        self.assertIn("kind=reverb kind=hall", cli.run("commands", "effect.add")[1])
        self.assertNotIn("markers", cli.run("commands", "range.copy")[1])
        with tempfile.TemporaryDirectory() as folder:
            song = os.path.join(folder, "Song")
            self.assertEqual(cli.run("new", song)[0], 0)
            status, _, err = cli.run(
                "edit", song, "track.add name=A", "track.set track=A gain=-inf",
                "effect.add track=A kind=reverb kind=hall",
                "effect.add track=A kind=saturator kind=tape", "send.add track=A to=cue1 gain=-inf")
            self.assertEqual((status, err), (0, ""))
            with open(os.path.join(song, "Song.lacquer"), encoding="utf-8") as file:
                text = file.read()
            for part in ('text="hall"', 'text="tape"', 'gain="-inf"'):
                self.assertIn(part, text)
            for line in ("track.set track=A gain=-151", "track.set track=A gain=25"):
                self.assertIn("out of range", cli.run("edit", song, line)[2])

    def test_own_options(self):
        self.assertEqual(set(read_page()[""][1]), {"help", "version"})
        self.assertRegex(cli.run("--version")[1], r"\Alacquer \d+\.\d+\.\d+\n\Z")
        self.assertEqual(cli.run("-h"), cli.run("--help"))


if __name__ == "__main__":
    cli.main()
