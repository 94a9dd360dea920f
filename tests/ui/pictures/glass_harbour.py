#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the song of the design's pictures, and the projects beside it, of commands and small tones.

glass_harbour.py LACQUER FOLDER STAMP: FOLDER/Glass Harbour and the other songs of the start screen.
"""

import array
import math
import os
import shutil
import subprocess
import sys
import wave

RATE = 8000
BAR = 2.5  # seconds at 96 BPM
FIRST, LAST = 17, 38  # bars that sound
AWAY = 101


class Chance:
    """The same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def number(self):
        self.state = (self.state * 1103515245 + 12345) % 2**31
        return self.state / 2**30 - 1


def hits(places, fall, seed, tone=0.0):
    """Strokes at places of a bar, in beats, that fall off in `fall` seconds."""
    chance = Chance(seed)
    sound = array.array("h", bytes(2 * int(RATE * BAR * 3)))
    for bar in range(3):
        for place in places:
            start = int((bar + place / 4) * BAR * RATE)
            force = 20000 + 6000 * chance.number()
            for i in range(min(int(4 * fall * RATE), len(sound) - start)):
                value = math.sin(2 * math.pi * tone * i / RATE) if tone else chance.number()
                sound[start + i] = int(force * math.exp(-i / RATE / fall) * value)
    return sound * ((LAST - FIRST) // 3)


def write(path, sound):
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound.tobytes())


AUDIO = {
    "Kick": hits([0, 1.5, 2.5], 0.08, 1, 60),
    "Snare": hits([1, 3], 0.06, 2),
    "Hats": hits([k / 2 for k in range(8)], 0.02, 3),
    "Bass DI": hits([0, 0.5, 1, 1.75, 2, 3, 3.5], 0.2, 4, 80),
    "Gtr L": hits([0, 1, 1.5, 2.5, 3], 0.3, 5, 220),
    "Gtr R": hits([0, 0.75, 1.5, 2.5, 3.25], 0.3, 6, 230),
    "Lead Vox": hits([0.2, 0.7, 1.5, 2.2, 2.6], 0.25, 7, 330),
    "Take 2": hits([0.25, 0.8, 1.4, 2.3], 0.25, 8, 330),
    "Take 3": hits([0.2, 0.9, 1.6, 2.5, 3.3], 0.22, 9, 330),
    "BVs": hits([0, 2], 0.5, 10, 440),
}

TRACKS = """
track.add kind=group name=Drums color=stone
track.add kind=audio name=Kick in=Drums color=brick
track.add kind=audio name=Snare in=Drums color=brick
track.add kind=audio name=Hats in=Drums color=brick
track.add kind=audio name='Bass DI' color=ochre
track.add kind=audio name='Gtr L' color=moss
track.add kind=audio name='Gtr R' color=moss
track.add kind=instrument name=Keys color=steel
track.add kind=instrument name=Pad color=indigo
track.add kind=audio name='Lead Vox' color=plum
track.add kind=audio name=BVs color=rose
track.add kind=return name='FX Plate' color=teal
track.add kind=return name='FX Slap' color=jade
track.add kind=vca name=Gtrs color=moss
track.set track=Kick gain=-2
track.set track=Snare gain=-3.4
track.set track=Hats gain=-9
track.set track='Bass DI' gain=-4.5 input=4
track.set track='Gtr L' gain=-6 input=5 vca=Gtrs
track.set track='Gtr R' gain=-6 input=6 vca=Gtrs
track.set track=Keys gain=-7.2 input=midi automation=touch
track.set track=Pad gain=-11 mute=on
track.set track='Lead Vox' gain=-1.5 input=7 arm=on monitor=on
track.set track=BVs gain=-8
track.set track='FX Plate' gain=-10
effect.add track=Keys kind=synth
effect.add track='Gtr R' kind=gate
effect.add track='Gtr R' kind=eq
effect.add track='Gtr R' kind=compressor
effect.add track='Gtr R' kind=saturator name=Tape
effect.bypass track='Gtr R' effect=Tape
send.add track='Gtr L' to='FX Plate' gain=-14
send.add track='Gtr R' to='FX Plate' gain=-14
send.add track='Gtr R' to='FX Slap' gain=-22.5
send.add track=Keys to='FX Plate' gain=-16
send.add track='Lead Vox' to='FX Plate' gain=-14
send.add track=BVs to='FX Plate' gain=-12
"""

SONG = """
project.set tempo=96 meter=4/4 key=F#m
section.add at=9 length=8bar name='Intro' color=stone
section.add at=17 length=8bar name='Verse 1' color=steel
section.add at=25 length=4bar name='Pre-chorus' color=ochre
section.add at=29 length=8bar name='Chorus 1' color=plum
section.add at=37 length=8bar name='Interlude' color=jade
marker.add at=19 name='vox in'
marker.add at=25 name=lift
marker.add at=28.3 name=drop-out
marker.add at=33 name='dbl gtr?'
lyric.add at=17 text='Harbour lights on water'
lyric.add at=21 text='you left the window open'
lyric.add at=25 text='Hold on, hold the line'
lyric.add at=29 text='We were glass in the morning'
lyric.add at=33 text='clear all the way through'
loop.set from=29 to=37 on=on
metronome.set mode=on count_in=1
edit_group.set name=Guitars tracks='Gtr L,Gtr R'
"""

CHORDS = ("17 F#m 19 D 21 A 23 E 25 Bm7 26 D 27 E 28 E/G# 29 D 30 A 31 E 32 F#m7 33 D 34 A 35 E 36 F#m "
          "37 Bm9").split()

# Track, name, first bar, bar behind it, what else is set.
CLIPS = [
    ("Kick", "Kick – Verse", 17, 25, ""), ("Kick", "Kick – Build", 27, 29, "fade_in=500ms"),
    ("Kick", "Kick – Chorus", 29, 38, ""),
    ("Snare", "Snare – Verse", 17, 25, ""), ("Snare", "Fill", 28, 29, "fade_in=200ms"),
    ("Snare", "Snare – Chorus", 29, 38, ""),
    ("Hats", "Hats – Verse", 17, 25, ""), ("Hats", "Hats – Pre", 25, 29, ""), ("Hats", "Hats – Chorus", 29, 38, ""),
    ("Bass DI", "Bass DI.03 – Verse", 17, 25, ""), ("Bass DI", "Bass DI.04", 25, 29, ""),
    ("Bass DI", "Bass DI.05 – Chorus", 29, 38, ""),
    ("Gtr L", "Gtr L – Vs 2", 21, 25, "fade_in=500ms"), ("Gtr L", "Gtr L – Pre", 25, 29, ""),
    ("Gtr L", "Gtr L – Chorus", 29, 38, ""),
    ("Gtr R", "Gtr R – Vs 2", 21, 25, "fade_in=500ms"),
    ("Gtr R", "Gtr R – Pre", 25, 29, "gain=-1.5 fade_out=12ms"), ("Gtr R", "Gtr R – Chorus", 29, 38, ""),
    ("BVs", "BVs – Pre oohs", 25, 29, "fade_in=600ms"), ("BVs", "BVs – Chorus stack", 29, 37, "fade_out=1200ms"),
]

NOTES = [
    ("Keys", "Keys – Verse", 17, 21), ("Keys", "Keys – Verse", 21, 25), ("Keys", "Keys – Pre", 25, 29),
    ("Keys", "Keys – Chorus 1a", 29, 33), ("Keys", "Keys – Chorus 1b", 33, 37),
    ("Pad", "Pad – low", 17, 25), ("Pad", "Pad – swell", 25, 29), ("Pad", "Pad – wide", 29, 37),
]

# Of Keys – Chorus 1a, as the piano roll shows them: bar.beat.sixteenth, sixteenths, pitch, words.
MELODY = [("29.1.1", 2, "A4", "We"), ("29.1.3", 2, "B4", "were"), ("29.2.1", 6, "C#5", "glass"),
          ("29.4.1", 2, "B4", "in"), ("29.4.3", 2, "A4", "the"), ("30.1.1", 4, "B4", "morn-"),
          ("30.2.1", 7, "A4", "-ing,"), ("31.1.1", 4, "C#5", "clear"), ("31.2.1", 2, "B4", "all"),
          ("31.2.3", 2, "A4", "the"), ("31.3.1", 7, "B4", "way"), ("32.1.1", 10, "A4", "through"),
          ("32.4.1", 2, "B4", "and")]
COMP = [("17", "20", 3), ("20", "23.1", 1), ("23.1", "26", 3), ("26", "29", 2), ("29", "31.3", 1), ("31.3", "33", 3),
        ("33", "35.2", 2), ("35.2", "37", 3)]
CUTOFF = [("17", 1100), ("20", 1150), ("23", 1300), ("24.4", 1840), ("25", 1200), ("28.3", 4120), ("29", 1900),
          ("32", 2000), ("33", 2600), ("36.3", 3200), ("37", 1500), ("38", 1400)]


def quoted(text):
    return "'" + text + "'"


def clip_lines(folder):
    n = 0
    for track, name, start, end, more in CLIPS:
        n += 1
        file = os.path.join(folder, track + ".wav")
        # Beyond the song first: what is imported lies over what is there.
        yield f"clip.import track={quoted(track)} file={quoted(file)} at={AWAY} name={quoted(name)}"
        yield f"clip.trim clip=${n} end={AWAY + end - start}"
        yield f"clip.move clip=${n} to={start}"
        if more:
            yield f"clip.set clip=${n} {more}"
    for track, name, start, end in NOTES:
        n += 1
        clip = n
        yield f"clip.add track={track} at={start} length={end - start}bar name={quoted(name)}"
        for line in note_lines(clip, track, name, start, end):
            n += 1
            yield line


def note_lines(clip, track, name, start, end):
    if name.endswith("1a"):
        for at, length, pitch, words in MELODY:
            velocity = 70 + 7 * (len(words) % 7)
            yield (f"note.add clip=${clip} at={at} length={length / 4}b pitch={pitch} velocity={velocity} "
                   f"lyric={quoted(words)}")
    for bar in range(start, end):
        for k, pitch in enumerate(("F#4", "C#4", "E4")):
            length = 4 if track == "Pad" else 1.5
            yield f"note.add clip=${clip} at={bar}.{1 if track == 'Pad' else k + 1} length={length}b pitch={pitch}"


def take_lines(folder):
    for name in ("Lead Vox", "Take 2", "Take 3"):
        file = os.path.join(folder, name + ".wav")
        yield f"take.add track='Lead Vox' file={quoted(file)} at={FIRST}"
    # Behind the clips, which were laid out by bars of one length.
    yield "tempo.add at=36 bpm=96 ramp=on"
    yield "tempo.add at=37 bpm=92"
    yield "lane.set track='Lead Vox' lane='Take 1' rating=1"
    yield "lane.set track='Lead Vox' lane='Take 2' rating=2"
    yield "lane.set track='Lead Vox' lane='Take 3' rating=3"
    yield "comp.add track='Lead Vox' name='Vox – Comp 2'"
    for start, end, take in COMP:
        yield f"comp.set track='Lead Vox' from={start} to={end} lane='Take {take}'"


def lines(folder):
    yield from (TRACKS + SONG).strip().splitlines()
    for at, symbol in zip(CHORDS[::2], CHORDS[1::2]):
        yield f"chord.add at={at} symbol={quoted(symbol)}"
    for at, hertz in CUTOFF:
        yield f"automation.add track=Keys target=synth.filter.cutoff at={at} value={hertz}Hz"


def run(lacquer, *arguments):
    subprocess.run([lacquer, *arguments], check=True, stdout=subprocess.DEVNULL)


def edit(lacquer, song, commands):
    script = song + ".txt"
    with open(script, "w", encoding="utf-8") as file:
        file.write("\n".join(commands) + "\n")
    run(lacquer, "edit", song, "--script", script, "--seed", "1")
    os.remove(script)


OTHERS = [("Saltwater Radio", 118, "C", 9), ("Undertow", 72, "Am", 12), ("Session 11-14 drums", 124, "", 6),
          ("Paper Lanterns", 88, "Dm", 8)]


def other(lacquer, song, tempo, key, n):
    colors = "brick ochre moss steel plum teal".split()
    commands = [f"project.set tempo={tempo} key={key or 'none'}"]
    for track in range(n):
        commands.append(f"track.add kind=instrument name='Part {track + 1}' color={colors[track % 6]}")
        for k in range(3):
            commands.append(f"clip.add track='Part {track + 1}' at={1 + 4 * k + track % 3 * 2} length={2 + k}bar")
    run(lacquer, "new", song)
    edit(lacquer, song, commands)


def main(lacquer, folder, stamp):
    shutil.rmtree(folder, ignore_errors=True)
    song = os.path.join(folder, "Glass Harbour")
    sounds = os.path.join(folder, "sounds")
    os.makedirs(sounds)
    for name, sound in AUDIO.items():
        write(os.path.join(sounds, name + ".wav"), sound)
    run(lacquer, "new", song)
    edit(lacquer, song, lines(sounds))
    # New ids are counted from the first line of a run.
    edit(lacquer, song, clip_lines(sounds))
    edit(lacquer, song, take_lines(sounds))
    for name, tempo, key, n in OTHERS:
        other(lacquer, os.path.join(folder, name), tempo, key, n)
    with open(stamp, "w", encoding="utf-8"):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
