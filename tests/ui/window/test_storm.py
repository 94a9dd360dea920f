# SPDX-License-Identifier: GPL-3.0-or-later
"""Random actions while the song plays leave no warning, and all of them can be undone."""

import os
import subprocess
import sys
import unittest

from window_test import DESKTOP, WindowTest

STORM = sys.argv[4]
ACTIONS = 150


class Storm(WindowTest):
    def test_actions_while_playing(self):
        song = self.copy_demo()
        schemas = os.path.abspath(os.path.join(os.path.dirname(DESKTOP), "../data"))
        self.env["GSETTINGS_SCHEMA_DIR"] = schemas
        for seed in ("1", "2"):
            result = subprocess.run([STORM, song, seed, str(ACTIONS)], env=self.env, check=False,
                                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotRegex(result.stderr, "WARNING|CRITICAL|ERROR")
            self.assertRegex(result.stdout, r"\d+ steps undone")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
