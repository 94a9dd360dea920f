# SPDX-License-Identifier: GPL-3.0-or-later
"""Real mouse drags in a real window: move, trim, fade, copy, cancel; each is undone to the byte."""

import os
import subprocess
import sys
import unittest

from window_test import DESKTOP, WindowTest

POINTER = sys.argv[4]


class Pointer(WindowTest):
    def test_drags(self):
        song = self.copy_demo()
        schemas = os.path.abspath(os.path.join(os.path.dirname(DESKTOP), "../data"))
        self.env["GSETTINGS_SCHEMA_DIR"] = schemas
        result = subprocess.run([POINTER, song], env=self.env, check=False, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertNotRegex(result.stderr, "WARNING|CRITICAL|ERROR")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
