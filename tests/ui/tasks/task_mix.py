# SPDX-License-Identifier: GPL-3.0-or-later
"""A mix made of raw stems by keys alone: a group, a VCA, a return, a sidechain, automation and
snapshots. What plays is what is rendered, and undoing every step brings the first sound back."""

import hashlib
import math
import os
import struct
import time
import unittest

from task_test import RATE, TaskTest, write_samples

SECONDS = 2
STEMS = {
    "Kick": lambda t: math.exp(-20 * (t % 0.5)) * math.sin(2 * math.pi * 55 * t),
    "Snare": lambda t: math.exp(-30 * ((t + 0.25) % 0.5)) * math.sin(2 * math.pi * 190 * t * t),
    "Bass": lambda t: 0.5 * math.sin(2 * math.pi * 82 * t),
    "Vox": lambda t: 0.4 * math.sin(2 * math.pi * (440 * t + math.sin(9 * t))),
}


MIX = [
    "track.add kind=group name=Drums", "track.move track=Drums to=1",
    "track.move track=Kick in=Drums", "track.move track=Snare in=Drums",
    "track.add kind=vca name=Band", "track.set track=Kick vca=Band",
    "track.set track=Snare vca=Band", "track.set track=Band gain=-3",
    "track.add kind=return name=Hall", "send.add track=Vox to=Hall gain=-10",
    "track.set track=Vox gain=-2 pan=0.05", "effect.add track=Hall kind=reverb",
    "effect.add track=Bass kind=compressor",
    "sidechain.set track=Bass effect=compressor from=Drums",
    "automation.add track=Bass target=compressor.threshold at=1 value=-18",
    "automation.add track=Bass target=compressor.threshold at=1.3.1 value=-40",
    "snapshot.add name='Mix 1'", "track.set track=Bass gain=3",
    "snapshot.add name='Before comparing'", "snapshot.recall snapshot='Mix 1'"]


def sound(path):
    """What a file of 32-bit floats holds, without its header."""
    with open(path, "rb") as file:
        data = file.read()
    at = 12
    while data[at:at + 4] != b"data":
        at += 8 + struct.unpack("<I", data[at + 4:at + 8])[0]
    return data[at + 8:at + 8 + struct.unpack("<I", data[at + 4:at + 8])[0]]


class Mix(TaskTest):
    def make_stems(self):
        commands = []
        for name, wave in STEMS.items():
            write_samples(os.path.join(self.folder, name + ".wav"),
                          [int(12000 * wave(i / RATE)) for i in range(SECONDS * RATE)])
            commands += [f"track.add kind=audio name={name}",
                         f"clip.import track={name} file=FOLDER/{name}.wav at=1"]
        return self.make_song(commands)

    def rendered(self, song):
        path = os.path.join(self.folder, "mix.wav")
        self.lacquer("render", song, "-o", path, "--from", "0s", "--to", f"{SECONDS}s", "--tail", "0",
                     "--bits", "32f")
        return sound(path)

    def heard(self, song):
        path = os.path.join(self.folder, "heard.wav")
        self.lacquer("play", song, "--device", "null", "--from", "0s", "--seconds", str(SECONDS),
                     "--capture", path)
        return sound(path)

    def ask(self, key, answer):
        """A question of one line, answered."""
        self.keys(key)
        time.sleep(0.5)
        self.keys("ctrl+a")
        self.type(answer)
        self.keys("Return")

    def device(self, song, way, kind):
        self.keys(*way, "shift+a")
        time.sleep(0.5)
        self.type(kind)
        self.keys("Return")
        self.save_and_read(song, f'kind="{kind}"')

    def check_sound(self, song, first):
        """What is played is what is rendered, but for the fades of start and stop; and another
        sound than the stems alone."""
        rendered, heard, fade = self.rendered(song), self.heard(song), 240 * 8
        self.assertEqual(len(rendered), SECONDS * RATE * 8)
        self.assertTrue(heard[fade:-fade] == rendered[fade:-fade])
        self.assertNotEqual(hashlib.sha256(rendered).hexdigest(), first)

    def test_a_mix_is_made(self):
        song = self.make_stems()
        first = hashlib.sha256(self.rendered(song)).hexdigest()
        before = self.project_text(song)
        expected = self.expect(song, MIX)
        self.open_song(song)
        self.keys("ctrl+2", "Home", "shift+Right")
        self.ask("shift+g", "Drums")
        self.save_and_read(song, 'kind="group"')
        # The VCA moves both of the drums.
        self.ask("v", "Band")
        self.save_and_read(song, 'kind="vca"')
        self.keys("End", "Left", "Down", "Down", "Down", "Left")
        self.ask("Insert", "Hall")
        self.save_and_read(song, 'kind="return"')
        self.keys("shift+1", "Up", "Up", "f", "Down", "Down", "p", "Up")
        self.save_and_read(song, r'<send [^>]*gain="-10"')
        self.device(song, ("End", "Left"), "reverb")
        self.keys("Escape")
        # The bass gives way to the kick.
        self.device(song, ("ctrl+2", "End", "Left", "Left", "Left", "Left"), "compressor")
        self.keys("F9")
        self.keys("ctrl+k")
        self.type("device listens")
        self.keys("Return")
        time.sleep(1)
        self.keys("Down", "Return")
        self.save_and_read(song, "sidechain=")
        # Its threshold gets a lane: two points, the second one's value typed.
        self.keys("ctrl+1", "F9", "F9")
        self.press_until(song, ("a",), r'param="threshold"')
        self.keys("Right", "Right", "shift+Return", "Return", "ctrl+a", "minus")
        self.type("40")
        self.keys("Return")
        self.save_and_read(song, r'value="-40"')
        # A snapshot; the bass up, and back to it.
        self.keys("ctrl+2", "ctrl+shift+n")
        time.sleep(0.5)
        self.keys("Return")
        self.save_and_read(song, "<snapshot")
        self.keys("f", "Up", "Up", "Up", "x")
        self.save_and_compare(song, expected)
        self.check_sound(song, first)
        # Step by step back to the stems.
        self.wait_for(lambda: self.keys("ctrl+z", "ctrl+s") or self.project_text(song) == before,
                      "the stems as they came")
        self.keys("ctrl+q")
        self.assert_quiet()
        self.assertEqual(hashlib.sha256(self.rendered(song)).hexdigest(), first)


if __name__ == "__main__":
    unittest.main(argv=["task_mix.py", "-v"])
