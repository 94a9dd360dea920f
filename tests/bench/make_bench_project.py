#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a Lacquer project of a benchmark manifest, with the commands anybody would use.

    make_bench_project.py LACQUER MANIFEST FOLDER

The manifest is JSON: sample_rate, seconds, tracks (file, gain, pan, send; linear factors, pan
-1..1), and where the mix is a real one eq, compressor, reverb and limiter; with clips_per_track
each track holds that many clips, cut from all over its file. Pan is linear balance."""
import json, math, os, subprocess, sys

BAND_TYPES = {"lowshelf": "low_shelf", "peak": "bell", "highshelf": "high_shelf"}
BANDS = {"lowshelf": (2,), "peak": (3, 4, 5, 6), "highshelf": (7,)}


def db(factor):
    return 20 * math.log10(factor)


def pan_text(pan):
    side = round(abs(pan) * 100)
    return "C" if side == 0 else "%s%d" % ("L" if pan < 0 else "R", side)


def eq_values(bands):
    """Each band in the first free place of its own type."""
    taken, values = set(), []
    for band in bands:
        place = next(b for b in BANDS[band["type"]] if b not in taken)
        taken.add(place)
        values.append("band%d.on=on band%d.type=%s band%d.freq=%g band%d.gain=%g band%d.q=%g" % (
            place, place, BAND_TYPES[band["type"]], place, band["hz"], place, band["db"], place, band["q"]))
    return " ".join(values)


def mix_commands(manifest, folder):
    lines = ["project.set pan_law=linear"]
    if "reverb" in manifest:
        lines += ["track.add kind=return name=Reverb",
                  "effect.add track=Reverb kind=reverb time=%g mix=100" % manifest["reverb"]["seconds_rt60"]]
    for number, track in enumerate(manifest["tracks"]):
        name = "T%03d" % number
        file = os.path.join(folder, "audio", os.path.basename(track["file"]))
        lines += ["track.add name=" + name,
                  "track.set track=%s gain=%.9gdB pan=%s" % (name, db(track["gain"]), pan_text(track["pan"])),
                  'clip.import track=%s at=0s name=%s file="%s"' % (name, name, file)]
        if "eq" in manifest:
            lines.append("effect.add track=%s kind=eq %s" % (name, eq_values(manifest["eq"])))
        if "compressor" in manifest:
            c = manifest["compressor"]
            lines.append("effect.add track=%s kind=compressor threshold=%g ratio=%g knee=0 attack=%g release=%g makeup=%g" % (
                name, c["threshold_db"], c["ratio"], c["attack_ms"], c["release_ms"], c["makeup_db"]))
        if "reverb" in manifest:
            lines.append("send.add track=%s to=Reverb gain=%.9gdB" % (name, db(track["send"])))
    if "limiter" in manifest:
        lines.append("effect.add track=main kind=limiter master=on ceiling=%g release=%g" % (
            manifest["limiter"]["ceiling_db"], manifest["limiter"]["release_ms"]))
    return lines


def run(lacquer, project, lines):
    """Ids of what the commands made."""
    out = subprocess.run([lacquer, "edit", project, "--script", "-"], check=True, text=True,
                         input="\n".join(lines) + "\n", stdout=subprocess.PIPE)
    return out.stdout.split()


def cut_clips(lacquer, project, manifest, clips):
    """Each track's one clip becomes many, one behind the other, from all over the file."""
    frames = round(manifest["seconds"] * manifest["sample_rate"])
    length = frames // clips
    names = ["T%03d" % number for number in range(len(manifest["tracks"]))]
    run(lacquer, project, ["clip.trim clip=%s end=%df" % (name, length) for name in names])
    ids = run(lacquer, project, ["clip.duplicate clip=%s count=%d" % (name, clips - 1) for name in names])
    run(lacquer, project, ["clip.slip clip=%s by=%df" % (made, -((7 * (i % (clips - 1) + 1) * length) % (frames - length)))
                           for i, made in enumerate(ids)])


def link_audio(manifest, folder):
    """The stems stand in the project already, so that importing copies nothing."""
    audio = os.path.join(folder, "audio")
    os.makedirs(audio, exist_ok=True)
    for track in manifest["tracks"]:
        to = os.path.join(audio, os.path.basename(track["file"]))
        if not os.path.exists(to):
            try:
                os.link(track["file"], to)
            except OSError:
                subprocess.run(["cp", "--reflink=auto", track["file"], to], check=True)


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: make_bench_project.py LACQUER MANIFEST FOLDER")
    lacquer, source, folder = os.path.abspath(sys.argv[1]), sys.argv[2], os.path.abspath(sys.argv[3])
    with open(source) as file:
        manifest = json.load(file)
    made = subprocess.run([lacquer, "new", folder, "--rate", str(manifest["sample_rate"])], check=True, text=True,
                          stdout=subprocess.PIPE)
    project = made.stdout.strip()
    link_audio(manifest, folder)
    run(lacquer, project, mix_commands(manifest, folder))
    if manifest.get("clips_per_track", 1) > 1:
        cut_clips(lacquer, project, manifest, manifest["clips_per_track"])
    print(project)


if __name__ == "__main__":
    main()
