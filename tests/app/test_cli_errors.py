#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every verb with wrong input: the status, one sentence on standard error, and nothing else.

test_cli_errors.py LACQUER SOURCE_ROOT"""

import os

import cli

# (arguments, status, words that the sentence holds)
WRONG_VERB = [
    ("", 2, "no verb ''"),
    ("foo", 2, "no verb 'foo'"),
    ("inof Song", 2, "'info'"),
    ("--nonsense", 2, "no verb"),
]

WRONG_PROJECT = [
    ("nothere", 1, "No such file"),
    ("empty", 1, "no project"),
    ("binary", 1, "cannot open 'binary'"),
    ("text.lacquer", 1, "not a Lacquer project"),
    ("nothing.lacquer", 1, "empty"),
    ("other.lacquer", 1, "not a Lacquer project"),
    ("cut.lacquer", 1, "line "),
    ("pipe", 1, "not a file"),
    ("/dev/null", 1, "not a file"),
    ("tone.wav", 1, "not a Lacquer project"),
]

WRONG_NEW = [
    ("new", 2, "one folder"),
    ("new a b", 2, "one folder"),
    ("new Song", 1, "Song"),
    ("new tone.wav", 1, "tone.wav"),
    ("new tone.wav/x", 1, "tone.wav/x"),
    ("new /proc/x", 1, "/proc/x"),
    ("new --rate 1 x", 2, "44100"),
    ("new --rate many x", 2, "--rate"),
    ("new --rate", 2, "--rate"),
    ("new --template nonsense x", 2, "no template 'nonsense'"),
    ("new --nonsense x", 2, "--nonsense"),
]

WRONG_INFO = [
    ("info", 2, "one project"),
    ("info Song Song", 2, "one project"),
    ("info --nonsense Song", 2, "--nonsense"),
]

WRONG_CHECK = [
    ("check", 2, "one project"),
    ("check Song Song", 2, "one project"),
    ("check --nonsense Song", 2, "--nonsense"),
]

WRONG_EDIT = [
    ("edit", 2, "takes a project"),
    ("edit Song", 2, "commands"),
    ("edit Song --script nothere", 1, "cannot open 'nothere'"),
    ("edit Song --script .", 1, "cannot read '.'"),
    ("edit Song --script empty", 1, "empty"),
    ("edit Song --script binary", 1, "binary"),
    ("edit Song --seed x track.add", 2, "--seed"),
    ("edit Song --seed 99999999999999999999 track.add", 2, "--seed"),
    ("edit Song foo.bar", 1, "no command 'foo.bar'"),
    ("edit Song track.ad", 1, "'track.add'"),
    ("edit Song track.add", 1, "needs"),
    ("edit Song effect.add|trak=Vox|kind=eq", 1, "did you mean 'track'"),
    ("edit Song track.add|kind=foo|name=x", 1, "'foo'"),
    ("edit Song track.add|kind=audio|kind=audio|name=x", 1, "twice"),
    ("edit Song track.add|knd=audio|name=x", 1, "'kind'"),
    ("edit Song track.set|track=Nobody|gain=1", 1, "Nobody"),
    ("edit Song track.set|track=99|gain=1", 1, "99"),
    ("edit Song track.set|track=Vox|gain=loud", 1, "loud"),
    ("edit Song track.set|track=Vox|gain=9999", 1, "9999"),
    ("edit Song track.set|track=Vox|pan=X", 1, "X"),
    ("edit Song track.set|track=$1|gain=1", 1, "$1"),
    ("edit Song track.set|track=Vox|gain=1 track.set|track=Nobody|gain=1", 1, "Nobody"),
    ("edit Song clip.import|track=Vox|file=nothere.wav", 1, "nothere.wav"),
    ("edit Song clip.import|track=Vox|file=binary", 1, "binary"),
    ("edit Song clip.import|track=Vox|file=empty", 1, "empty"),
    ("edit Song clip.import|track=Vox|file=pipe", 1, "pipe"),
    ("edit Song effect.add|track=Vox|kind=eqq", 1, "'eq'"),
    ("edit Song effect.set|track=Vox|effect=7|gain=1", 1, "effect 7"),
    ("edit Song track.add|kind=audio|name=\"x", 1, "quote"),
    ("edit Song '", 1, "'"),
    ("edit Song =", 1, "="),
]

WRONG_RENDER = [
    ("render", 2, "-o FILE"),
    ("render Song", 2, "-o FILE"),
    ("render Song -o", 2, "-o"),
    ("render Song -o x.wav more", 2, "-o FILE"),
    ("render Song -o x", 2, "'x'"),
    ("render Song -o x.foo", 2, "x.foo"),
    ("render Song -o x.wav -o ./x.wav", 2, "twice"),
    ("render Song -o x.wav --manifest x.wav", 2, "twice"),
    ("render Song -o x.wav --format foo", 2, "'foo'"),
    ("render Song -o x.wav --bits 17", 2, "'17'"),
    ("render Song -o x.wav --dither foo", 2, "'foo'"),
    ("render Song -o x.wav --rate 3", 2, "--rate"),
    ("render Song -o x.wav --rate many", 2, "--rate"),
    ("render Song -o x.wav --from soon", 2, "--from"),
    ("render Song -o x.wav --from 10s --to 5s", 2, "--to"),
    ("render Song -o x.wav --tail -3", 2, "--tail"),
    ("render Song -o x.wav --tail 3kHz", 2, "--tail"),
    ("render Song -o x.wav --loudness 3", 2, "--loudness"),
    ("render Song -o x.wav --ceiling 3", 2, "--ceiling"),
    ("render Song -o x.wav --threads 999", 2, "--threads"),
    ("render Song -o x.wav --block -1", 2, "--block"),
    ("render Song -o x.wav --stems out --stems-depth foo", 2, "'foo'"),
    ("render Song -o nowhere/x.wav", 1, "nowhere/x.wav"),
    ("render Song -o empty --format wav", 1, "empty"),
    ("render Song -o pipe --format wav", 1, "pipe"),
    ("render Song -o /dev/null --format wav", 1, "/dev/null"),
    ("render Song -o x.mp3 --rate 96000", 1, "x.mp3"),
    ("render Song -o x.flac --bits 32f", 1, "x.flac"),
    ("render Song -o x.opus --rate 44100", 1, "x.opus"),
    ("render Song -o x.wav --manifest nowhere/m", 1, "nowhere/m"),
    ("render Song -o x.wav --stems tone.wav", 1, "tone.wav"),
    ("render Song -o Song/Song.lacquer --format wav", 1, "belongs to the project"),
    ("render Song -o x.wav --manifest Song/Song.lacquer", 1, "belongs to the project"),
    ("render Song -o Song/audio/tone.wav", 1, "belongs to the project"),
    ("render Song --stems Song/audio", 1, "belongs to the project"),
]

WRONG_MASTER = [
    ("master", 2, "-o FOLDER"),
    ("master Song", 2, "-o FOLDER"),
    ("master Song more -o out", 2, "-o FOLDER"),
    ("master Song -o out --threads 99", 2, "--threads"),
    ("master Song -o out --nonsense", 2, "--nonsense"),
    ("master Song -o out --delivery nonsense", 1, "nonsense"),
    ("master Song -o tone.wav", 1, "tone.wav"),
    ("master Song -o pipe", 1, "pipe"),
    ("master Song -o Song/audio", 1, "belongs to the project"),
]

WRONG_IMPORT = [
    ("import", 2, "takes a project"),
    ("import Song", 2, "files"),
    ("import Song tone.wav --nonsense", 2, "--nonsense"),
    ("import Song tone.wav --seed x", 2, "--seed"),
    ("import Song tone.wav --at soon", 1, "soon"),
    ("import Song nothere.wav", 1, "nothere.wav"),
    ("import Song binary", 1, "binary"),
    ("import Song empty", 1, "empty"),
    ("import Song pipe", 1, "pipe"),
    ("import Song nothing.lacquer", 1, "nothing.lacquer"),
    ("import Song tone.wav binary", 1, "binary"),
    ("import Song tone.wav tone.wav --track Two", 1, "one track"),
]

WRONG_EXPORT = [
    ("export", 2, "-o FILE"),
    ("export Song", 2, "-o FILE"),
    ("export Song -o", 2, "-o"),
    ("export Song -o x.foo", 1, "x.foo"),
    ("export Song -o x", 1, "'x'"),
    ("export Song -o nowhere/x.mid", 1, "nowhere/x.mid"),
    ("export Song -o nowhere/x.zip", 1, "nowhere/x.zip"),
    ("export Song -o empty", 1, "empty"),
    ("export Song -o pipe", 1, "pipe"),
    ("export Song -o Song/Song.lacquer", 1, "belongs to the project"),
]

WRONG_LOUDNESS = [
    ("loudness", 2, "audio files"),
    ("loudness --nonsense tone.wav", 2, "--nonsense"),
    ("loudness nothere", 1, "nothere"),
    ("loudness empty", 1, "empty"),
    ("loudness binary", 1, "binary"),
    ("loudness nothing.lacquer", 1, "empty"),
    ("loudness pipe", 1, "pipe"),
    ("loudness tone.wav nothere", 1, "nothere"),
    ("loudness --json tone.wav binary", 1, "binary"),
]

WRONG_COMMANDS = [
    ("commands a b c", 2, "commands"),
    ("commands foo.bar", 1, "'foo.bar'"),
    ("commands track.ad", 1, "'track.add'"),
    ("commands effect eqq", 1, "'eq'"),
    ("commands instrument foo", 1, "'foo'"),
    ("commands --nonsense", 2, "--nonsense"),
]


class Errors(cli.Folder):
    def setUp(self):
        super().setUp()
        os.mkdir(self.path("empty"))
        os.mkfifo(self.path("pipe"))
        with open(self.path("Song", "Song.lacquer"), "rb") as file:
            song = file.read()
        for name, content in [
                ("binary", bytes(range(256)) * 8),
                ("text.lacquer", b"hello\n"),
                ("nothing.lacquer", b""),
                ("other.lacquer", b"<?xml version='1.0'?>\n<html/>\n"),
                ("cut.lacquer", song[:len(song) // 2]),
        ]:
            with open(self.path(name), "wb") as file:
                file.write(content)
        self.before = cli.snapshot(self.folder)

    def check(self, args, wanted, words):
        status, out, err = self.run_in(*args)
        with self.subTest(args=args):
            self.assertEqual(status, wanted, err)
            self.assertEqual(out, "")
            self.assertRegex(err, r"\Alacquer: [^\n]*[^\n.]\n\Z")
            self.assertIn(words, err)
            self.assertLess(len(err), 600)
            self.assertFalse(any(ord(c) < 32 for c in err[:-1]), err)
            self.assertEqual(cli.snapshot(self.folder), self.before)

    def check_rows(self, rows):
        for line, status, words in rows:
            self.check([word.replace("|", " ") for word in line.split(" ")], status, words)

    def test_verb(self):
        self.check_rows(WRONG_VERB)

    def test_new(self):
        self.check_rows(WRONG_NEW)
        self.check(["new", ""], 1, "''")

    def test_info(self):
        self.check_rows(WRONG_INFO)

    def test_check(self):
        self.check_rows(WRONG_CHECK)

    def test_edit(self):
        self.check_rows(WRONG_EDIT)
        self.check(["edit", "Song", ""], 1, "empty")
        self.check(["edit", "Song", "  "], 1, "empty")
        self.check(["edit", "Song", "track.set track=Vox name=\udcff"], 1, "UTF-8")

    def test_render(self):
        self.check_rows(WRONG_RENDER)

    def test_master(self):
        self.check_rows(WRONG_MASTER)

    def test_import(self):
        self.check_rows(WRONG_IMPORT)
        self.check(["import", "Song", "tone.wav", "--track", ""], 2, "--track")

    def test_export(self):
        self.good("edit", "Song", "track.add kind=instrument name=Keys", "marker.add at=1.1.1 name=Go",
                  "clip.add track=$1 at=1.1.1 length=1bar", "note.add clip=$3 at=1.1.1 length=1b pitch=A4")
        self.before = cli.snapshot(self.folder)
        self.check_rows(WRONG_EXPORT)
        # Endings that name a form, in places that are no file.
        os.symlink("/dev/null", self.path("x.mid"))
        os.mkdir(self.path("x.csv"))
        self.before = cli.snapshot(self.folder)
        self.check(["export", "Song", "-o", "x.mid"], 1, "x.mid")
        self.check(["export", "Song", "-o", "x.csv"], 1, "x.csv")

    def test_loudness(self):
        self.check_rows(WRONG_LOUDNESS)

    def test_commands(self):
        self.check_rows(WRONG_COMMANDS)

    def test_project(self):
        for name, status, words in WRONG_PROJECT:
            self.check(["info", name], status, words)
            self.check(["info", "--json", name], status, words)
            self.check(["render", name, "-o", "x.wav"], status, words)
            self.check(["master", name, "-o", "out"], status, words)
            self.check(["export", name, "-o", "x.mid"], status, words)
            self.check(["import", name, "tone.wav"], status, words)
            self.check(["edit", name, "track.add kind=audio name=x"], status, words)
            self.check(["edit", "--dry-run", name, "track.add kind=audio name=x"], status, words)
        for name in ("nothere", "empty", "pipe"):
            self.check(["check", name], 1, name)
            self.check(["check", "--repair", name], 1, name)

    def test_output_that_is_lost(self):
        with open("/dev/full", "wb") as full:
            for args in (["info", "Song"], ["commands"], ["loudness", "tone.wav"], ["--help"]):
                done = cli.subprocess.run([cli.LACQUER, *args], cwd=self.folder, stdout=full,
                                          stderr=cli.subprocess.PIPE, timeout=60, check=False)
                self.assertEqual(done.returncode, 1, args)
                self.assertRegex(done.stderr.decode(), r"\Alacquer: [^\n]+\n\Z")

    def test_dry_run_and_read_only(self):
        self.good("edit", "--dry-run", "Song", "track.add kind=audio name=Gone")
        self.good("info", "Song")
        self.good("info", "Song/Song.lacquer", "--json")
        self.assertEqual(cli.snapshot(self.folder), self.before)

    def test_script_without_commands(self):
        self.good("edit", "Song", "--script", "-", stdin=b"# nothing\n\n")
        self.assertEqual(cli.snapshot(self.folder), self.before)


if __name__ == "__main__":
    cli.main()
