#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the table of colors that programs compile in: tokens.py TOKENS HEADER SOURCE"""
import re
import sys

COLOR = re.compile(r"#[0-9a-f]{6}$")


def rows(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            fields = line.split()
            if not fields or (fields[0] == "#"):
                continue
            if len(fields) != 5:
                sys.exit(f"{path}:{number}: a row is a name and four colors")
            name, dark, light, high_dark, high_light = fields
            colors = [dark, light, dark if high_dark == "-" else high_dark,
                      light if high_light == "-" else high_light]
            for color in colors:
                if not COLOR.match(color):
                    sys.exit(f"{path}:{number}: '{color}' is no color like #12ab9f")
            yield name, colors


def main():
    source, header, code = sys.argv[1:]
    table = list(rows(source))
    with open(header, "w", encoding="utf-8") as out:
        out.write("/* Made from resources/tokens. */\n#pragma once\n\ntypedef enum {\n")
        for name, _ in table:
            out.write(f"  TOKEN_{name.upper()},\n")
        out.write("  N_TOKENS,\n} Token;\n\ntypedef struct {\n  const char *name;\n")
        out.write("  unsigned colors[4]; /* dark, light, and both with high contrast: 0xrrggbb */\n")
        out.write("} TokenRow;\n\nextern const TokenRow token_rows[N_TOKENS];\n")
    with open(code, "w", encoding="utf-8") as out:
        out.write('/* Made from resources/tokens. */\n#include "ui/draw/tokens.h"\n\n')
        out.write("const TokenRow token_rows[N_TOKENS] = {\n")
        for name, colors in table:
            values = ", ".join("0x" + color[1:] for color in colors)
            out.write(f'  {{ "{name}", {{ {values} }} }},\n')
        out.write("};\n")


main()
