#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check must find what it is for.   test_lint.py NM COMPILER..."""

import os
import subprocess
import sys
import tempfile
import unittest

import check_colors
import check_headers
import check_layers
import check_length
import check_potfiles
import check_symbols

NM, CC = sys.argv[1], sys.argv[2:]


class Tree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text=""):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        return full


class Colors(unittest.TestCase):
    def test_literal_colors_are_found(self):
        for text in ("color: #12ab9f;", "background: rgba(1, 2, 3, 0.5);",
                     "const GdkRGBA white = { 1, 1, 1, 1 };", "return (GdkRGBA){ .5, 0, 0, 1 };"):
            self.assertEqual(len(check_colors.check_text("ui/x.c", text)), 1, text)

    def test_named_ones_are_not(self):
        for text in ("color: @lq_text1;", "GdkRGBA a = token_color (TOKEN_TEXT1);",
                     "return (GdkRGBA){ .red = x };", "#include <math.h>"):
            self.assertEqual(check_colors.check_text("ui/x.c", text), [], text)


class Layers(Tree):
    def includes(self, path, target):
        if target.startswith("<"):
            self.write(path, f"#include {target}\n")
        else:
            self.write(target)
            name = target.split("/", 1)[1] if target.startswith("engine/") else target
            self.write(path, f'#include "{name}"\n')
        return bool(check_layers.check_file(self.root, path))

    def test_one_way(self):
        self.assertFalse(self.includes("engine/model/clip.c", "engine/base/id.h"))
        self.assertFalse(self.includes("engine/model/clip.c", "engine/model/track.h"))
        self.assertTrue(self.includes("engine/model/clip.c", "engine/edit/edits.h"))
        self.assertTrue(self.includes("engine/base/id.c", "engine/dsp/ramp.h"))
        self.assertFalse(self.includes("engine/session.c", "engine/render/mix.h"))
        self.assertTrue(self.includes("engine/render/mix.c", "engine/session.h"))
        self.assertFalse(self.includes("engine/session.c", "engine/host.h"))
        self.assertTrue(self.includes("engine/host.c", "engine/session.h"))
        self.assertFalse(self.includes("app/verb_new.c", "engine/session.h"))

    def test_audio_folders(self):
        self.assertTrue(self.includes("engine/effects/eq.c", "engine/model/clip.h"))
        self.assertFalse(self.includes("engine/effects/eq.c", "engine/dsp/svf.h"))
        self.assertTrue(self.includes("engine/instruments/synth.c", "engine/effects/eq.h"))
        self.assertTrue(self.includes("engine/realtime/graph.c", "engine/store/xml.h"))
        self.assertFalse(self.includes("engine/realtime/graph.c", "engine/effects/eq.h"))
        self.assertTrue(self.includes("engine/dsp/svf.c", "<glib.h>"))

    def test_screen(self):
        self.assertTrue(self.includes("engine/edit/x.c", "<gtk/gtk.h>"))
        self.assertTrue(self.includes("engine/edit/x.c", "ui/window/window.h"))
        self.assertTrue(self.includes("ui/window/window.c", "app/main.h"))
        self.assertFalse(self.includes("ui/window/window.c", "engine/edit/commands.h"))

    def test_commands(self):
        self.assertFalse(self.includes("ui/commands/key.c", "engine/base/text.h"))
        self.assertFalse(self.includes("ui/commands/key.c", "ui/commands/layout.h"))
        self.assertTrue(self.includes("ui/commands/key.c", "engine/edit/command.h"))
        self.assertTrue(self.includes("ui/commands/key.c", "ui/window/window.h"))
        self.assertTrue(self.includes("ui/commands/key.c", "<gtk/gtk.h>"))
        self.assertFalse(self.includes("ui/window/window.c", "<gtk/gtk.h>"))
        self.assertFalse(self.includes("app/verb_commands.c", "ui/commands/keymap.h"))

    def test_new_folder(self):
        self.assertTrue(self.includes("engine/utils/x.c", "engine/base/id.h"))


class Texts(Tree):
    HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

    def test_headers(self):
        good = self.HEAD + "/* A list of clips. Main thread. */\n#pragma once\n"
        self.assertFalse(check_headers.check_file("engine/a.h", good))
        self.assertFalse(check_headers.check_file("engine/a.c", self.HEAD + "int x;\n"))
        self.assertTrue(check_headers.check_file("engine/a.c", "int x;\n"))
        self.assertTrue(check_headers.check_file("engine/a.h", self.HEAD + "#pragma once\n"))
        self.assertTrue(check_headers.check_file("engine/a.h", good.replace("#pragma once", "")))
        self.assertTrue(check_headers.check_file("engine/a.h", good.replace("A list of", "list of")))

    def test_length(self):
        self.assertFalse(check_length.check_file("a.c", "\n" * 500))
        self.assertTrue(check_length.check_file("a.c", "\n" * 501))


class Potfiles(Tree):
    def findings(self, listed):
        self.write("ui/a.c", 'f (_ ("Words"));\n')
        self.write("ui/b.c", 'static const char *t = N_ ("More");\n')
        self.write("ui/c.c", "int x_ (void);\nint y = x_ ();\n")
        self.write("po/POTFILES.in", "# Files\n" + "".join(path + "\n" for path in listed))
        return check_potfiles.check(self.root)

    def test_complete(self):
        self.assertFalse(self.findings(["ui/a.c", "ui/b.c"]))
        self.assertEqual(len(self.findings(["ui/a.c"])), 1)
        self.assertEqual(len(self.findings(["ui/a.c", "ui/b.c", "ui/c.c"])), 1)
        self.assertEqual(len(self.findings(["ui/b.c", "ui/a.c"])), 1)


class Symbols(Tree):
    def library(self, text):
        source = self.write("fft.c", text)
        member = os.path.join(self.root, "fft.c.o")
        library = os.path.join(self.root, "libdsp.a")
        subprocess.run(CC + ["-O2", "-fno-builtin", "-c", source, "-o", member], check=True)
        if os.path.exists(library):
            os.remove(library)
        subprocess.run(["ar", "rcs", library, member], check=True)
        return library

    def findings(self, text, allowed):
        return check_symbols.check(NM, self.write("list.txt", allowed), [self.library(text)])

    def test_call(self):
        text = "void *malloc (unsigned long n);\nvoid *f (void) { return malloc (9); }\n"
        self.assertTrue(self.findings(text, "memcpy * copies\n"))
        self.assertTrue(self.findings(text, "malloc dsp/delay.c in init\n"))
        self.assertFalse(self.findings(text, "malloc dsp/fft.c in init\n"))
        self.assertFalse(self.findings(text, "mal* * whatever\n"))

    def test_own_function(self):
        text = "int g (int x) { return x; }\nint f (void) { return g (1); }\n"
        self.assertFalse(self.findings(text, "memcpy * copies\n"))

    def test_reason_is_wanted(self):
        with self.assertRaises(SystemExit):
            self.findings("int x;\n", "malloc *\n")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
