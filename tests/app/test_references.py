# SPDX-License-Identifier: GPL-3.0-or-later
"""How commands name things and places: results, positions, seeds, main; cuts that lose no frame."""

import json
import random
import resource
import signal
import struct
import wave

import cli


def write_noise(path, frames, rate=48000):
    draw = random.Random(1)
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack("<%dh" % frames,
                                     *(draw.randrange(-9000, 9000) for _ in range(frames))))


class References(cli.Folder):
    def info(self, project="Song"):
        return json.loads(self.good("info", project, "--json"))

    def track(self, name):
        return next(t for t in self.info()["tracks"] if t["name"] == name)

    def test_same_seed_twice_in_one_project(self):
        for seed in ("0", "7"):
            ids = [self.good("edit", "Song", "--seed", seed, "track.add name=%s%d" % ("T" + seed, i))
                   for i in range(3)]
            self.assertEqual(len(set(ids)), 3)

    def test_same_seed_gives_same_ids(self):
        for seed in ("0", "7"):
            ids = []
            for project in ("A" + seed, "B" + seed):
                self.good("new", project)
                ids.append(self.good("edit", project, "--seed", seed, "track.add name=X",
                                     "effect.add track=$1 kind=eq"))
            self.assertEqual(ids[0], ids[1])

    def test_results_in_lists_and_before_dots(self):
        self.good("edit", "Song", "track.add name=A", "track.add name=B",
                  "effect.add track=$1 kind=compressor", "edit_group.set name=G tracks=$1,$2",
                  "automation.add track=$1 target=$3.threshold at=1.1.1 value=-20dB",
                  "track.add name='Cash $ave $1.50x'")
        self.track("Cash $ave $1.50x")

    def test_a_number_is_a_position(self):
        self.good("edit", "Song", "track.add name=1", "track.add name=808", "track.set track=1 gain=-1",
                  "track.set track=808 gain=-2")
        self.assertEqual([t["gain_db"] for t in self.info()["tracks"]], [-1, 0, -2, 0])

    def test_main_is_the_output(self):
        self.good("edit", "Song", "track.add name=main", "track.add name=master",
                  "track.set track=main gain=-1", "track.set track=master pan=L50")
        main = self.info()["tracks"][-1]
        self.assertEqual((main["kind"], main["gain_db"], main["pan"]), ("main", -1, -0.5))

    def test_numeric_defaults_are_numbers(self):
        spec = json.loads(self.good("commands", "effect", "compressor", "--json"))
        defaults = {p["name"]: p["default"] for p in spec["parameters"]}
        self.assertEqual(defaults["threshold"], -18)
        self.assertEqual(defaults["auto_makeup"], "off")

    def samples(self, project):
        self.good("render", project, "-o", "out.wav", "--bits", "24", "--dither", "none", "--tail", "0")
        with wave.open(self.path("out.wav"), "rb") as file:
            return file.readframes(file.getnframes())

    def test_cuts_move_no_sample(self):
        write_noise(self.path("noise.wav"), 144000)
        for tempo in ("120", "97"):
            name = "Cut" + tempo
            self.good("new", name)
            self.good("edit", name, "project.set tempo=" + tempo, "track.add name=A",
                      "clip.import track=A file=noise.wav at=1.2.1")
            whole = self.samples(name)
            for at in ("2.1.1", "55556f", "1.31313s", "2.1.2.7"):
                clips = self.info(name)["tracks"][0]["clips"]
                clips = sorted(clips, key=lambda c: c["start_frame"])
                frame = {"2.1.1": 240 * 48000 // int(tempo), "55556f": 55556, "1.31313s": 63030,
                         "2.1.2.7": 255 * 48000 // int(tempo) + 1}[at]
                under = max((c for c in clips if c["start_frame"] < frame),
                            key=lambda c: c["start_frame"])
                self.good("edit", name, "clip.split clip=%s at=%s" % (under["id"], at))
                self.assertEqual(self.samples(name), whole, (tempo, at))

    def test_frames_go_to_the_nearest_tick(self):
        clip = self.track("Vox")["clips"][0]["id"]
        self.good("edit", "Song", "clip.move clip=%s to=12345f" % clip)
        self.assertEqual(self.track("Vox")["clips"][0]["start_frame"], 12345)

    def test_no_room_for_the_lock(self):
        def no_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        status, _, err = self.run_in("edit", "Song", "track.add name=X", preexec_fn=no_room)
        self.assertEqual(status, 1)
        self.assertRegex(err, "(No space left|File too large)")
        self.assertEqual([t["name"] for t in self.info()["tracks"]], ["Vox", "Master"])


if __name__ == "__main__":
    cli.main()
