#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `lacquer commands` says about keys.

test_commands.py LACQUER SOURCE_ROOT"""

import json
import unittest

import cli


class Keys(unittest.TestCase):
    def good(self, *args):
        status, out, err = cli.run("commands", *args)
        self.assertEqual((status, err), (0, ""), args)
        return out

    def test_map(self):
        rows = json.loads(self.good("--keys", "--json"))
        commands = {command["name"] for command in json.loads(self.good("--json"))}
        for row in rows:
            self.assertEqual(set(row), {"place", "action", "description", "keys", "runs", "later"})
            self.assertTrue(row["description"])
            self.assertLessEqual(set(row["runs"]), commands, row)
        by_action = {row["action"]: row for row in rows}
        self.assertEqual(len(by_action), len(rows))
        self.assertEqual(by_action["clip.split"]["place"], "clip-lane")
        self.assertEqual(by_action["clip.split"]["keys"], ["E", "Ctrl+E"])
        self.assertEqual(by_action["clip.fade"]["runs"], ["clip.set"])
        self.assertEqual(by_action["zoom.in"]["runs"], [])
        self.assertIsNone(by_action["transport.play-stop"]["later"])
        self.assertEqual(rows[0]["action"], "transport.play-stop")

    def test_text(self):
        lines = self.good("--keys").splitlines()
        self.assertEqual(lines[0], "global: Everywhere")
        self.assertEqual(lines[1].split(), ["transport.play-stop", "Space", "Play", "from", "the",
                                            "edit", "cursor,", "or", "stop", "and", "return"])
        self.assertIn("", lines)
        self.assertTrue(all(line == line.rstrip() for line in lines))

    def test_command(self):
        split = json.loads(self.good("clip.split", "--json"))[0]
        self.assertIn({"place": "clip-lane", "action": "clip.split", "keys": ["E", "Ctrl+E"]},
                      split["keys"])
        self.assertIn("E, Ctrl+E      clip-lane: Split at the edit cursor", self.good("clip.split"))
        scene = json.loads(self.good("scene.add", "--json"))[0]
        self.assertEqual(scene["keys"], [])

    def test_usage(self):
        status, out, err = cli.run("commands", "--keys", "clip.split")
        self.assertEqual((status, out), (2, ""))
        self.assertIn("--keys", err)


if __name__ == "__main__":
    cli.main()
