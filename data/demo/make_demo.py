#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the demo song from nothing with the program's own commands.

Usage: make_demo.py LACQUER [FOLDER]

The recorded parts (voice, harmony, guitar, swell) are played by small projects of their own,
rendered to FLAC and then edited like any recording. FOLDER is where the song's folder is made, the
folder of this script unless given. The same program makes the same song every time.
"""

import os
import shutil
import subprocess
import sys
import tempfile

import arrange
import mix
import score
from mix import quoted
from score import BAR, section_beats, section_start

TICKS = 15360


def position(beat):
    ticks = round(beat * TICKS)
    bar, ticks = divmod(ticks, BAR * TICKS)
    quarter, ticks = divmod(ticks, TICKS)
    sixteenth, ticks = divmod(ticks, TICKS // 4)
    text = "%d.%d.%d" % (bar + 1, quarter + 1, sixteenth + 1)
    return text + ".%d" % ticks if ticks else text


def length(beats):
    return "%dt" % max(1, round(beats * TICKS))


def notes(track, name, start, beats, played):
    """A clip and its notes; what was played a hair early still belongs to the clip."""
    clip = quoted("%s %s" % (track, name))
    lines = ["clip.add track=%s at=%s length=%s name=%s" % (quoted(track), position(start), length(beats), clip)]
    for at, duration, pitch, velocity in sorted(played):
        lines.append("note.add clip=%s at=%s length=%s pitch=%d velocity=%d"
                     % (clip, position(max(at, start)), length(duration), pitch, velocity))
    return lines


def sections(track, played):
    """The notes of a track as one clip for each section that it plays in."""
    lines = []
    for name, _, _ in score.FORM:
        start, beats = section_start(name), section_beats(name)
        here = [note for note in played if start - 0.06 <= note[0] < start + beats - 0.06]
        if here:
            lines += notes(track, name, start, beats, here)
    return lines


class Lacquer:
    def __init__(self, program):
        self.program = program

    def run(self, *words):
        subprocess.run([self.program, *words], check=True, stdout=subprocess.DEVNULL)

    def make(self, folder, lines):
        self.run("new", folder, "--seed", "1")
        script = folder + ".script"
        with open(script, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        self.run("edit", folder, "--script", script, "--seed", "1")


# --- Recorded parts ------------------------------------------------------------------------------

def voice_script(sung):
    lines = ["project.set tempo=%g" % score.TEMPO, "track.add kind=instrument name=Voice"]
    lines += mix.instrument("Voice", None, mix.VOICE_SYNTH)
    lines += mix.effect("Voice", "eq", mix.bands(("low_cut", 140, None, None, 12), ("bell", 600, 9, 2.4, None),
                                                 ("bell", 1200, 10, 3.5, None), ("bell", 2750, 8, 4, None),
                                                 ("bell", 3900, 4, 4, None), ("high_cut", 8000, None, None, 12)))
    end = int(max(at + beats for at, beats, _, _, _ in sung)) + 1
    lines += notes("Voice", "line", 0, end, [note[:4] for note in sung])
    for at, beats, _, _, vowel in sung:
        for band, frequency in zip((2, 3), mix.VOWELS[vowel]):
            for beat in (max(0, at - 0.02), max(0, at - 0.02) + min(0.12, beats / 2)):
                start = beat == max(0, at - 0.02)
                if start and at < 0.1:
                    continue
                if not start:
                    lines.append("automation.add track=Voice target=eq.band%d.freq at=%s value=%g"
                                 % (band, position(beat), frequency))
                    lines.append("automation.add track=Voice target=eq.band%d.freq at=%s value=%g"
                                 % (band, position(max(beat + 0.02, at + beats - 0.06)), frequency))
    return lines


def guitar_script():
    played = arrange.guitar()
    start = section_start("Verse")
    lines = ["project.set tempo=%g" % score.TEMPO, "track.add kind=instrument name=Guitar"]
    lines += mix.instrument("Guitar", None, mix.GUITAR_SYNTH)
    return lines + notes("Guitar", "line", 0, section_beats("Verse"),
                         [(max(0, at - start), beats, pitch, velocity) for at, beats, pitch, velocity in played])


def swell_script():
    lines = ["project.set tempo=%g" % score.TEMPO, "track.add kind=instrument name=Chord"]
    lines += mix.instrument("Chord", "Bell: crystal", "amp.decay=5000 gain=-20")
    lines += notes("Chord", "chord", 0, 8, [(0, 4, arrange.pitch(name), 100) for name in ("A3", "E4", "A4", "D5", "E5")])
    lines += ["track.add kind=instrument name=Cymbal"]
    lines += mix.instrument("Cymbal", "Drum: open hat", mix.DRUMS[-1][2] + " gain=-10")
    return lines + notes("Cymbal", "hit", 0, 8, [(0, 4, arrange.CRASH, 100)])


def record_parts(lacquer, folder):
    sing = arrange.sing
    parts = {
        "voice-verse": (voice_script(sing(score.VERSE_LINE, 0, 41) + sing(score.PRE_LINE, 32, 42)), None),
        "voice-chorus": (voice_script(sing(score.CHORUS_LINE, 0, 43)), None),
        "voice-close": (voice_script(sing(score.CHORUS_CLOSE, -24, 44)), None),
        "voice-final": (voice_script(sing(score.FINAL_CLOSE, -24, 45)), None),
        "harmony": (voice_script(sing(score.HARMONY_LINE, 0, 46, 0.02)), None),
        "guitar": (guitar_script(), None),
        "swell": (swell_script(), "3.1.1"),
    }
    for name, (script, end) in parts.items():
        project = os.path.join(folder, name)
        lacquer.make(project, script)
        lacquer.run("render", project, "-o", project + ".flac", "--bits", "16", *(["--to", end] if end else []))
    return {name: os.path.join(folder, name + ".flac") for name in parts}


# --- The song ------------------------------------------------------------------------------------

def paper():
    """What stands on the ruler."""
    lines = ['project.set name="%s" tempo=%g meter=4/4 key=D artist=Lacquer' % (score.TITLE, score.TEMPO)]
    for name, bars, color in score.FORM:
        lines.append("section.add name=%s at=%s length=%dbar color=%s"
                     % (quoted(name), position(section_start(name)), bars, color))
    for beat, chord, beats in score.chords():
        lines.append("chord.add at=%s symbol=%s length=%s"
                     % (position(beat), score.SYMBOLS.get(chord, chord), length(beats)))
    for section, beat, text, beats in score.LYRICS:
        lines.append('lyric.add at=%s text="%s" length=%s'
                     % (position(section_start(section) + beat), text, length(beats)))
    lines.append('marker.add at=%s name="Reversed swell"' % position(section_start("Chorus") - 8))
    lines.append('marker.add at=%s name="Line cliche: B, A#, A, G#, G"' % position(section_start("Bridge")))
    lines.append('marker.add at=%s name="Last word up a third"' % position(section_start("Chorus 2") + 24))
    return lines


def played():
    closed, opened = arrange.hats()
    tracks = {
        "Kick": arrange.kick(), "Snare": arrange.snare(), "Clap": arrange.clap(), "Hats": closed,
        "Open Hat": opened, "Shaker": arrange.shaker(), "Toms": arrange.toms(), "Crash": arrange.crash(),
        "Bass": arrange.bass(), "Keys": arrange.keys(), "Strings": arrange.strings(), "Pluck": arrange.pluck(),
        "Bells": arrange.bells(), "Lead": arrange.lead(),
    }
    lines = []
    for track, line in tracks.items():
        lines += sections(track, line)
    return lines + notes("Pad", "chords", 0, score.END, arrange.pad())


def recorded(files):
    verse, chorus, chorus2, outro = (section_start(name) for name in ("Verse", "Chorus", "Chorus 2", "Outro"))
    lines = []

    def lay(track, part, beat, name, **settings):
        lines.append('clip.import track=%s file="%s" at=%s name=%s' % (track, files[part], position(beat), quoted(name)))
        if settings:
            lines.append("clip.set clip=%s %s" % (quoted(name), " ".join("%s=%s" % item for item in settings.items())))

    lay("Voice", "voice-verse", verse, "Voice verse", fade_in="5ms", fade_out="60ms")
    for start, close, number in ((chorus, "voice-close", 1), (chorus2, "voice-final", 2)):
        lay("Voice", "voice-chorus", start, "Voice chorus %d" % number, fade_in="5ms")
        lay("Voice", close, start + 24, "Voice close %d" % number, fade_out="80ms")
        lines.append('clip.crossfade clip="Voice chorus %d" length=60ms' % number)
        lay("Harmony", "harmony", start, "Harmony %d" % number, fade_in="5ms", fade_out="80ms")
    # The first words once more, from far away.
    lay("Voice", "voice-chorus", outro, "Voice echo", fade_in="40ms")
    lines.append('clip.trim clip="Voice echo" end=%s' % position(outro + 3.9))
    lines.append('clip.set clip="Voice echo" fade_out=900ms fade_shape=s')
    lay("Guitar", "guitar", verse, "Guitar verse", fade_in="3ms", fade_out="200ms", fade_shape="s")
    for start, number in ((verse, 1), (chorus, 2), (chorus2, 3)):
        lay("Swell", "swell", start - 8, "Swell %d" % number, reverse="on", fade_in="1.5s", fade_out="20ms",
            fade_in_shape="log")
    return lines


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    lacquer = Lacquer(os.path.abspath(sys.argv[1]))
    place = os.path.abspath(sys.argv[2] if len(sys.argv) == 3 else os.path.dirname(os.path.abspath(__file__)))
    with tempfile.TemporaryDirectory() as work:
        files = record_parts(lacquer, work)
        song = os.path.join(work, score.TITLE)
        lacquer.make(song, paper() + mix.tracks() + mix.effects() + mix.sends() + played() + recorded(files) +
                     mix.automation(position) + mix.mastering() + mix.deliveries())
        shutil.rmtree(os.path.join(song, "cache"), ignore_errors=True)
        target = os.path.join(place, score.TITLE)
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(song, target)
    print(target)


if __name__ == "__main__":
    main()
