# SPDX-License-Identifier: GPL-3.0-or-later
"""What the players make of the score: notes as (beat, beats, pitch, velocity) for each track."""

import score
from score import BAR, section_beats, section_start

KICK, SNARE, CLAP, CLOSED, OPEN, CRASH, SHAKER = 36, 38, 39, 42, 46, 49, 70
SCALE = {2, 4, 6, 7, 9, 11, 1}
NAMES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def pitch(name):
    sharp = name[1] == "#"
    return NAMES[name[0]] + sharp + 12 * (int(name[-1]) + 1)


class Chance:
    """The same numbers on every machine and in every version of Python."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32 or 1

    def number(self):
        x = self.state
        x ^= x << 13 & 0xFFFFFFFF
        x ^= x >> 17
        x ^= x << 5 & 0xFFFFFFFF
        self.state = x
        return x / 2**32

    def around(self, spread):
        """About normal: the sum of three even ones."""
        return (self.number() + self.number() + self.number() - 1.5) * spread


class Player:
    """Notes of one track, with the looseness of a hand: `loose` beats and `touch` velocity."""

    def __init__(self, seed, loose=0.008, touch=5, swing=0.0, late=0.0):
        self.chance = Chance(seed)
        self.loose, self.touch, self.swing, self.late = loose, touch, swing, late
        self.notes = []

    def play(self, beat, beats, pitch, velocity):
        at = beat
        if round(beat * 4) % 2 and abs(beat * 4 - round(beat * 4)) < 1e-6:
            at += self.swing
        at = max(0, at + self.late + self.chance.around(self.loose))
        velocity = round(min(127, max(1, velocity + self.chance.around(self.touch))))
        self.notes.append((at, beats, pitch, velocity))


def bars(*sections):
    for section in sections:
        for bar in range(section_beats(section) // BAR):
            yield section, bar, section_start(section) + bar * BAR


# --- Drums ---------------------------------------------------------------------------------------

def kick():
    player = Player(11, loose=0.004)
    patterns = {
        "Verse": [(0, 112), (1.5, 92), (2.5, 104)],
        "Pre-Chorus": [(0, 112), (1, 98), (2, 108), (3, 98)],
        "Chorus": [(0, 118), (0.75, 88), (2, 110), (2.5, 100)],
    }
    for section, bar, at in bars("Verse", "Pre-Chorus", "Chorus", "Chorus 2"):
        pattern = patterns[section.replace(" 2", "")]
        last = bar == section_beats(section) // BAR - 1
        for beat, velocity in pattern:
            if not (last and beat >= 2 and section != "Verse"):
                player.play(at + beat, 0.4, KICK, velocity)
        if bar % 2 and not last:
            player.play(at + 3.75, 0.2, KICK, 82)
    for beat in (8, 12, 14.5):
        player.play(section_start("Intro") + beat, 0.4, KICK, 100)
    for beat in (0, 4, 8, 10, 12, 13, 14, 14.5, 15, 15.5):
        player.play(section_start("Bridge") + beat, 0.4, KICK, 96 + 1.2 * beat)
    player.play(section_start("Outro"), 0.4, KICK, 116)
    return player.notes


def snare():
    player = Player(12, loose=0.006, late=0.012)
    for section, bar, at in bars("Verse", "Pre-Chorus", "Chorus", "Chorus 2"):
        loud = 108 if section.startswith("Chorus") else 92
        last = bar == section_beats(section) // BAR - 1
        for beat in (1, 3):
            if not (last and beat == 3):
                player.play(at + beat, 0.3, SNARE, loud)
        # Ghost notes: heard as motion more than as hits.
        for beat in ((1.75, 2.25) if bar % 2 else (1.75, 3.75)):
            if not last:
                player.play(at + beat, 0.15, SNARE, 26)
        if last and section == "Verse":
            for beat, velocity in ((3, 80), (3.25, 54), (3.5, 90), (3.75, 70)):
                player.play(at + beat, 0.15, SNARE, velocity)
        elif last and section == "Pre-Chorus":
            for step in range(8):
                player.play(at + 2 + step / 4, 0.15, SNARE, 52 + 8 * step)
        elif last:
            for beat, velocity in ((2.5, 84), (2.75, 60), (3, 104)):
                player.play(at + beat, 0.15, SNARE, velocity)
    bridge = section_start("Bridge")
    for beat, velocity in ((3, 60), (7, 66), (9, 74), (11, 82), (13, 88)):
        player.play(bridge + beat, 0.3, SNARE, velocity)
    for step in range(8):
        player.play(bridge + 14 + step / 4, 0.15, SNARE, 56 + 8 * step)
    return player.notes


def clap():
    player = Player(13, loose=0.01, late=0.004)
    for section, bar, at in bars("Chorus", "Chorus 2"):
        last = bar == section_beats(section) // BAR - 1
        for beat in ((1,) if last else (1, 3)):
            player.play(at + beat, 0.3, CLAP, 96)
    return player.notes


def hats():
    closed, opened = Player(14, loose=0.006, touch=9, swing=0.03), Player(15, touch=6)
    for section, bar, at in bars("Intro", "Verse", "Pre-Chorus", "Chorus", "Bridge", "Chorus 2"):
        if section == "Intro" and bar < 2 or section == "Bridge" and bar < 2:
            continue
        dense = section in ("Pre-Chorus", "Chorus", "Chorus 2", "Bridge")
        for step in range(16 if dense else 8):
            beat = step / (4 if dense else 2)
            opens = section.startswith("Chorus") and step == 14 or \
                section == "Verse" and bar % 4 == 3 and step == 7
            if opens:
                opened.play(at + beat, 0.45, OPEN, 84)
                continue
            on_beat, on_eighth = beat == int(beat), beat * 2 == int(beat * 2)
            velocity = 84 if on_beat else 66 if on_eighth else 42
            closed.play(at + beat, 0.1, CLOSED, velocity - (10 if section == "Intro" else 0))
    return closed.notes, opened.notes


def shaker():
    player = Player(16, loose=0.008, touch=10, swing=0.03, late=0.006)
    for _, _, at in bars("Chorus", "Chorus 2"):
        for step in range(16):
            player.play(at + step / 4, 0.15, SHAKER, (58, 34, 76, 40)[step % 4])
    return player.notes


def toms():
    player = Player(17, loose=0.006)
    fills = [("Verse", 30, ((0.5, 50), (0.75, 50), (1, 47), (1.5, 43))),
             ("Chorus", 30, ((0, 50), (0.5, 47), (1.25, 47), (1.5, 43), (1.75, 43))),
             ("Bridge", 0, ((1.5, 43), (2.5, 45), (5.5, 43), (6.5, 45), (7, 47), (7.5, 50))),
             ("Chorus 2", 30, ((0, 50), (0.5, 47), (1.25, 45), (1.5, 43), (1.75, 41)))]
    for section, beat, hits in fills:
        for at, drum in hits:
            player.play(section_start(section) + beat + at, 0.3, drum, 92)
    return player.notes


def crash():
    player = Player(18, loose=0.004)
    for section, velocity in (("Verse", 60), ("Chorus", 112), ("Bridge", 84), ("Chorus 2", 116), ("Outro", 96)):
        player.play(section_start(section), 2, CRASH, velocity)
    player.play(section_start("Chorus") + 16, 2, CRASH, 90)
    player.play(section_start("Chorus 2") + 16, 2, CRASH, 94)
    return player.notes


# --- Bass ----------------------------------------------------------------------------------------

def approach(here, there):
    """The step that leads into the next root, in the key where it can be."""
    if here == there:
        return here + 7 if here < 36 else here - 5
    step = -1 if there > here else 1
    for distance in (2, 1):
        note = there + step * distance
        if note % 12 in SCALE:
            return note
    return there + step


def bass():
    player = Player(21, loose=0.006, touch=4)
    line = list(score.chords())
    for index, (at, chord, beats) in enumerate(line):
        root = score.VOICINGS[chord][1]
        following = score.VOICINGS[line[(index + 1) % len(line)][1]][1]
        section = [name for name, _, _ in score.FORM if section_start(name) <= at][-1]
        lead_in = approach(root, following)
        if section == "Intro":
            if at >= 8:
                player.play(at, beats - 0.1, root, 88)
        elif section == "Outro":
            player.play(at, beats - 0.05, root, 92)
        elif section == "Bridge":
            player.play(at, max(0.8, beats - 0.5), root, 98)
            if beats == 4:
                player.play(at + 2.5, 0.4, root + 12, 72)
                player.play(at + 3.5, 0.45, lead_in, 80)
        elif section == "Verse":
            groove = [(0, 1.3, root, 104), (1.5, 0.8, root, 86), (2.5, 0.8, root, 96),
                      (3.25, 0.2, root + 12, 58), (3.5, 0.42, lead_in, 84)]
            if beats == 2:
                groove = [(0, 0.9, root, 102), (1, 0.35, root + 12, 70), (1.5, 0.42, lead_in, 86)]
            for beat, length, note, velocity in groove:
                player.play(at + beat, length, note, velocity)
        else:
            for step in range(beats * 2):
                last = step == beats * 2 - 1
                note = lead_in if last else root + (12 if step % 4 == 3 else 0)
                velocity = 106 if step % 4 == 0 else 88 if step % 2 else 95
                player.play(at + step / 2, 0.42, note, velocity - (8 if section == "Pre-Chorus" else 0))
    return [(at, length, note + 12, velocity) for at, length, note, velocity in player.notes]


# --- Harmony -------------------------------------------------------------------------------------

def keys():
    player = Player(31, loose=0.012, touch=7)
    for at, chord, beats in score.chords(("Intro", "Verse", "Pre-Chorus", "Chorus", "Chorus 2", "Outro")):
        voices = score.VOICINGS[chord][0]
        chorus = section_start("Chorus") <= at < section_start("Bridge") or \
            section_start("Chorus 2") <= at < section_start("Outro")
        hits = [(0, 1.4, 78), (1.5, 0.9, 62), (2.75, 1.1, 68)] if beats == 4 else [(0, 1.2, 76), (1.5, 0.45, 60)]
        if chorus:
            hits = [(0, 0.7, 92), (0.75, 0.6, 78), (1.5, 0.9, 84), (2.5, 0.5, 76), (3, 0.9, 82)]
            hits = [hit for hit in hits if hit[0] < beats]
        if at < section_start("Verse") or at >= section_start("Outro"):
            hits = [(0, beats - 0.1, 70)]
        for beat, length, velocity in hits:
            for index, note in enumerate(voices):
                # A hand rolls a little, from below.
                player.play(at + beat + 0.012 * index, length, note, velocity + 3 * (index == 3))
    bridge = section_start("Bridge")
    for at, chord, beats in score.chords(("Bridge",)):
        voices = score.VOICINGS[chord][0]
        for step in range(beats * 2):
            note = voices[(0, 2, 1, 3, 2, 1, 3, 2)[step % 8]]
            player.play(at + step / 2, 0.9, note, 66 + (at - bridge + step / 2) * 1.2)
    return player.notes


def pad():
    player = Player(32, loose=0.0, touch=2)
    held = {}
    for at, chord, beats in score.chords():
        velocity = 84 if at >= section_start("Pre-Chorus") else 70
        for note in score.VOICINGS[chord][0]:
            # A tone that both chords share is held over.
            if note in held and abs(held[note][0] + held[note][1] - at) < 1e-6 and held[note][1] < 16:
                held[note][1] += beats
            else:
                held[note] = [at, beats, note, velocity]
                player.notes.append(held[note])
    return [tuple(note) for note in player.notes]


def strings():
    player = Player(33, loose=0.01, touch=3)
    for at, chord, beats in score.chords(("Chorus", "Chorus 2", "Outro")):
        voices = score.VOICINGS[chord][0]
        for note in (voices[0], voices[2], voices[3] + (12 if at >= section_start("Chorus 2") else 0)):
            player.play(at, beats - 0.05, note, 78)
    return player.notes


def pluck():
    """Sixteenths that climb and fall over the chord, for the echo to answer."""
    player = Player(34, loose=0.005, touch=8, swing=0.015)
    order = (0, 1, 2, 3, 2, 1, 3, 2)
    for at, chord, beats in score.chords(("Intro", "Chorus", "Chorus 2")):
        voices = [note + 12 for note in score.VOICINGS[chord][0]]
        intro = at < section_start("Verse")
        for step in range(beats * (2 if intro else 4)):
            beat = step / (2 if intro else 4)
            if not intro and step % 8 in (3, 6):
                continue
            accent = 86 if step % 4 == 0 else 64
            player.play(at + beat, 0.4, voices[order[step % 8]], accent - (8 if intro else 0))
    return player.notes


def guitar():
    """A picking hand: thumb on the low voices, fingers above."""
    player = Player(35, loose=0.01, touch=7)
    fingers = ((0, 0, 84), (0.5, 2, 62), (1, 3, 70), (1.5, 1, 60), (2, 0, 78), (2.5, 3, 66), (3, 2, 62), (3.5, 1, 58))
    for at, chord, beats in score.chords(("Verse",)):
        voices = score.VOICINGS[chord][0]
        for beat, voice, velocity in fingers[:beats * 2]:
            player.play(at + beat, 1.1, voices[voice], velocity)
        if beats == 4:
            player.play(at + 3.75, 0.4, voices[3] + 12 - 5, 52)
    return player.notes


def lead():
    player = Player(36, loose=0.006, touch=4)
    for at, length, name in score.BRIDGE_LEAD:
        player.play(section_start("Bridge") + at, length * 1.02, pitch(name), 96)
    return player.notes


def bells():
    player = Player(37, loose=0.01, touch=6)
    for section in ("Intro", "Outro"):
        for beat, name, velocity in ((0, "A5", 62), (3, "E5", 50), (4, "F#5", 58), (7, "D5", 48)):
            player.play(section_start(section) + beat, 2, pitch(name), velocity)
    for section in ("Chorus", "Chorus 2"):
        for beat, name in ((3.5, "F#5"), (7.5, "E5"), (15, "D5"), (19.5, "F#5"), (23.5, "E5")):
            player.play(section_start(section) + beat, 1.5, pitch(name), 60)
    player.play(section_start("Outro") + 8, 6, pitch("F#6"), 44)
    return player.notes


def sing(line, start, seed, spread=0.012):
    """(beat, beats, pitch, velocity, vowel): legato where syllables touch, a breath elsewhere."""
    player = Player(seed, loose=spread, touch=4)
    for index, (_, vowel, at, length, name) in enumerate(line):
        touches = index + 1 < len(line) and line[index + 1][2] - at - length < 0.01
        high = pitch(name) - 66
        player.play(start + at, length + (0.03 if touches else -0.05), pitch(name), 90 + high)
    return [note + (syllable[1],) for note, syllable in zip(player.notes, line)]
