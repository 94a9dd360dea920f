#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lacquer devices: what it tells of any machine, and that nothing of the libraries' talk gets out."""

import json
import unittest

from lacquer_test import ProjectTest


class DevicesTest(ProjectTest):
    def test_json(self):
        report = json.loads(self.lacquer("devices", "--json"))
        self.assertEqual(set(report), {"devices", "midi", "midi_problem", "real_time", "priority"})
        for device in report["devices"]:
            self.assertEqual(set(device), {
                "name", "host", "inputs", "outputs", "rates", "default_rate", "input_latency_ms",
                "output_latency_ms", "default_input", "default_output"})
        names = [device["name"] for device in report["devices"]]
        self.assertEqual(len(set(names)), len(names))
        null = report["devices"][-1]
        self.assertEqual((null["name"], null["host"]), ("null", "built-in"))
        self.assertEqual(null["rates"], [44100, 48000, 88200, 96000, 176400, 192000])
        self.assertEqual(report["midi_problem"] is None or report["midi"] == [], True)
        self.assertEqual("no real-time" in report["priority"], not report["real_time"])

    def test_text(self):
        report = json.loads(self.lacquer("devices", "--json"))
        lines = self.lacquer("devices").splitlines()
        for device in report["devices"]:
            self.assertIn(device["name"], lines)
        self.assertEqual(lines[-1], "Audio thread: " + report["priority"])

    def test_usage(self):
        self.assertIn("no operands", self.fails("devices", "x", status=2))

    def test_unknown_device(self):
        sentence = self.fails("play", self.song, "--device", "no such card")
        self.assertIn("there is no audio device 'no such card'; see 'lacquer devices'", sentence)


if __name__ == "__main__":
    unittest.main()
