# SPDX-License-Identifier: GPL-3.0-or-later
"""A translation into no language: every text 40 % longer, so that what has no room for one is found."""

import os
import re
import subprocess

LONGER = 0.4
FILLER = "eñaroüsitå"
FORMAT = re.compile(r"%[-+ #0]*\d*(?:\.\d+)?(?:hh|h|ll|l|z)?[a-zA-Z]|%%")


def longer(text):
    """The text, and 40 % of its letters behind its first line's end or its last word."""
    count = -(-len(FORMAT.sub("", text)) * LONGER // 1)
    filler = (FILLER * (int(count) // len(FILLER) + 1))[:int(count)]
    end = re.search(r"(\s*)$", text)
    return text[:end.start()] + filler + end.group(0) if text else text


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def unquoted(line):
    text = line[line.index('"') + 1:line.rindex('"')]
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found.group(1), found.group(1)), text)


def entries(template):
    """(context, msgid, msgid_plural) of each text of a .pot."""
    entry, key = {}, None
    for line in template.splitlines() + [""]:
        if not line.strip():
            if entry.get("msgid"):
                yield entry.get("msgctxt"), entry["msgid"], entry.get("msgid_plural")
            entry, key = {}, None
        elif line.startswith("#"):
            continue
        elif line.startswith('"'):
            entry[key] += unquoted(line)
        else:
            key = line.split(None, 1)[0]
            entry[key] = unquoted(line)


def make(sources, folder):
    """Writes FOLDER/xx/LC_MESSAGES/lacquer.mo of all texts of the sources."""
    place = os.path.join(folder, "xx", "LC_MESSAGES")
    os.makedirs(place)
    template = os.path.join(folder, "lacquer.pot")
    subprocess.run(["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
                    "--keyword=ngettext:1,2", "-D", sources, "-f", os.path.join(sources, "po/POTFILES.in"),
                    "-o", template], check=True, stderr=subprocess.DEVNULL)
    with open(template, encoding="utf-8") as file:
        all_entries = list(entries(file.read()))
    lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n!=1;\\n"',
             ""]
    for context, text, plural in all_entries:
        if context is not None:
            lines.append("msgctxt " + quoted(context))
        lines.append("msgid " + quoted(text))
        if plural is None:
            lines.append("msgstr " + quoted(longer(text)))
        else:
            lines += ["msgid_plural " + quoted(plural), "msgstr[0] " + quoted(longer(text)),
                      "msgstr[1] " + quoted(longer(plural))]
        lines.append("")
    catalog = os.path.join(folder, "xx.po")
    with open(catalog, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    subprocess.run(["msgfmt", "-o", os.path.join(place, "lacquer.mo"), catalog], check=True)
