# SPDX-License-Identifier: GPL-3.0-or-later
"""The song as it would stand on paper: form, chords, melody, words. Beats count quarters from 0."""

TITLE = "Lantern Tide"
TEMPO = 104
BAR = 4

# name, bars, color
FORM = [
    ("Intro", 4, "steel"),
    ("Verse", 8, "teal"),
    ("Pre-Chorus", 4, "ochre"),
    ("Chorus", 8, "brick"),
    ("Bridge", 4, "iris"),
    ("Chorus 2", 8, "brick"),
    ("Outro", 4, "steel"),
]


def section_start(name):
    beat = 0
    for section, bars, _ in FORM:
        if section == name:
            return beat
        beat += bars * BAR
    raise KeyError(name)


def section_beats(name):
    return next(bars for section, bars, _ in FORM if section == name) * BAR


END = sum(bars for _, bars, _ in FORM) * BAR

# Each chord: the four upper voices as they are played (each moves as little as it can to the next
# chord of its section) and the sounding bass.
VOICINGS = {
    "Dmaj9": ((54, 57, 61, 64), 38),
    "Bm9": ((54, 57, 61, 62), 35),
    "Gmaj9": ((54, 57, 59, 62), 31),
    "A7sus4": ((55, 57, 62, 64), 33),
    "A7": ((55, 57, 61, 64), 33),
    "Dmaj9/F#": ((57, 61, 64, 66), 42),
    "Bm7": ((57, 59, 62, 66), 35),
    "Em9": ((55, 59, 62, 66), 40),
    "F#m7": ((57, 61, 64, 66), 42),
    "Gmaj9/B": ((57, 59, 62, 66), 43),
    "Asus4": ((57, 62, 64, 69), 45),
    "A": ((57, 61, 64, 69), 45),
    "Gadd9": ((59, 62, 67, 69), 31),
    "Aadd9": ((61, 64, 69, 71), 33),
    "F#m7(high)": ((61, 64, 66, 69), 30),
    "Bm7(high)": ((59, 62, 66, 69), 35),
    "Gmaj9(high)": ((59, 62, 66, 69), 31),
    "Em9(low)": ((59, 62, 66, 67), 28),
    "A13sus": ((57, 62, 64, 67), 33),
    "Dadd9": ((57, 62, 64, 66), 38),
    "D/F#": ((57, 62, 66, 69), 42),
    "Bm(add9)": ((59, 61, 62, 66), 35),
    "F#7/A#": ((58, 61, 64, 66), 34),
    "D/A": ((57, 62, 66, 69), 33),
    "E9/G#": ((56, 62, 64, 66), 32),
    "Gm6": ((55, 58, 62, 64), 31),
}

# Names for the reader, where the voicing needs one of its own.
SYMBOLS = {"Gmaj9/B": "Gmaj9", "F#m7(high)": "F#m7", "Bm7(high)": "Bm7", "Gmaj9(high)": "Gmaj9",
           "Em9(low)": "Em9", "A13sus": "A7sus4", "Bm(add9)": "Bm"}

CHORUS = [("Gadd9", 4), ("Aadd9", 4), ("F#m7(high)", 4), ("Bm7(high)", 4),
          ("Gmaj9(high)", 4), ("Aadd9", 4), ("Em9(low)", 2), ("A13sus", 2)]

PROGRESSION = {
    "Intro": [("Dmaj9", 4), ("Gmaj9", 4), ("Dmaj9", 4), ("Gmaj9", 2), ("A7sus4", 2)],
    "Verse": [("Dmaj9", 4), ("Bm9", 4), ("Gmaj9", 4), ("A7sus4", 2), ("A7", 2),
              ("Dmaj9/F#", 4), ("Bm7", 4), ("Em9", 4), ("A7sus4", 2), ("A7", 2)],
    "Pre-Chorus": [("Em9", 4), ("F#m7", 4), ("Gmaj9/B", 4), ("Asus4", 2), ("A", 2)],
    "Chorus": CHORUS + [("Dadd9", 2), ("D/F#", 2)],
    "Bridge": [("Bm(add9)", 4), ("F#7/A#", 4), ("D/A", 2), ("E9/G#", 2), ("Gm6", 2), ("A7sus4", 1),
               ("A7", 1)],
    "Chorus 2": CHORUS + [("Dadd9", 4)],
    "Outro": [("Gmaj9(high)", 4), ("Gm6", 4), ("Dadd9", 8)],
}


def chords(names=None):
    """(beat, chord, beats) of the whole song or of some sections."""
    for section, _, _ in FORM:
        beat = section_start(section)
        for chord, beats in PROGRESSION[section]:
            if names is None or section in names:
                yield beat, chord, beats
            beat += beats


# --- The sung line: syllable, vowel, beat in the section, length, pitch --------------------------

VERSE_LINE = [
    ("Pa", "eh", 0.5, 0.5, "F#4"), ("per", "uh", 1, 0.5, "F#4"), ("boats", "oh", 1.5, 1, "A4"),
    ("a", "uh", 2.5, 0.5, "F#4"), ("long", "oh", 3, 0.5, "E4"), ("the", "uh", 3.5, 0.5, "D4"),
    ("pier", "ee", 4, 2.6, "F#4"),
    ("each", "ee", 8.5, 0.5, "D4"), ("one", "uh", 9, 0.5, "D4"), ("car", "ah", 9.5, 1, "F#4"),
    ("ries", "ee", 10.5, 0.5, "E4"), ("some", "uh", 11, 0.5, "D4"), ("one's", "uh", 11.5, 0.5, "E4"),
    ("year", "ee", 12, 2.6, "E4"),
    ("You", "oo", 16.5, 0.5, "A4"), ("lit", "ee", 17, 0.5, "A4"), ("yours", "oh", 17.5, 1, "B4"),
    ("and", "eh", 18.5, 0.5, "A4"), ("let", "eh", 19, 0.5, "F#4"), ("it", "ee", 19.5, 0.5, "E4"),
    ("go", "oh", 20, 2.6, "F#4"),
    ("slow", "oh", 24, 1.5, "B4"), ("in", "ee", 25.5, 0.5, "A4"), ("to", "oo", 26, 0.5, "G4"),
    ("the", "uh", 26.5, 0.5, "F#4"), ("un", "uh", 27, 0.5, "G4"), ("der", "uh", 27.5, 0.5, "F#4"),
    ("tow", "oh", 28, 3, "E4"),
]

PRE_LINE = [
    ("And", "eh", 0.5, 0.5, "D4"), ("the", "uh", 1, 0.5, "E4"), ("dark", "ah", 1.5, 1, "G4"),
    ("is", "ee", 2.5, 0.5, "F#4"), ("on", "oh", 3, 0.5, "G4"), ("ly", "ee", 3.5, 0.5, "F#4"),
    ("wide", "ah", 4, 3, "A4"),
    ("hush", "uh", 8, 1.3, "B4"), ("and", "eh", 9.5, 0.5, "A4"), ("let", "eh", 10, 0.5, "B4"),
    ("the", "uh", 10.5, 0.5, "C#5"), ("cur", "uh", 11, 0.5, "D5"), ("rent", "eh", 11.5, 0.5, "C#5"),
    ("guide", "ah", 12, 3.2, "E5"),
]

CHORUS_LINE = [
    ("Lan", "ah", 0, 0.75, "B4"), ("tern", "uh", 0.75, 0.75, "A4"), ("tide", "ah", 1.5, 2.1, "D5"),
    ("car", "eh", 4, 0.75, "C#5"), ("ry", "ee", 4.75, 0.75, "B4"), ("me", "ee", 5.5, 0.5, "A4"),
    ("o", "oh", 6, 0.75, "C#5"), ("ver", "uh", 6.75, 1, "A4"),
    ("ev", "eh", 8, 0.5, "C#5"), ("'ry", "ee", 8.5, 0.5, "C#5"), ("lit", "ee", 9, 0.75, "B4"),
    ("tle", "uh", 9.75, 0.75, "A4"), ("fire", "ah", 10.5, 1, "C#5"), ("a", "uh", 11.5, 0.5, "A4"),
    ("way", "eh", 12, 0.75, "D5"), ("home", "oh", 12.75, 2.3, "B4"),
    ("Lan", "ah", 16, 0.75, "B4"), ("tern", "uh", 16.75, 0.75, "A4"), ("tide", "ah", 17.5, 2.1, "D5"),
    ("clos", "oh", 20, 0.75, "E5"), ("er", "uh", 20.75, 0.75, "D5"), ("and", "eh", 21.5, 0.5, "C#5"),
    ("clos", "oh", 22, 0.75, "E5"), ("er", "uh", 22.75, 1, "C#5"),
]

CHORUS_CLOSE = [
    ("no", "oh", 24, 0.5, "D5"), ("bod", "oh", 24.5, 0.5, "E5"), ("y", "ee", 25, 0.5, "D5"),
    ("drifts", "ee", 25.5, 0.5, "B4"), ("out", "ah", 26, 0.75, "E5"), ("here", "ee", 26.75, 0.75, "D5"),
    ("a", "uh", 27.5, 0.5, "C#5"), ("lone", "oh", 28, 3.2, "D5"),
]

# The last chorus ends a third higher.
FINAL_CLOSE = CHORUS_CLOSE[:6] + [("a", "uh", 27.5, 0.5, "E5"), ("lone", "oh", 28, 3.7, "F#5")]

# A second voice under the chorus, mostly in thirds and fourths.
HARMONY_PITCH = ["G4", "F#4", "B4", "A4", "G4", "E4", "A4", "E4", "A4", "A4", "F#4", "E4", "A4", "F#4",
                 "B4", "F#4", "G4", "F#4", "B4", "C#5", "B4", "A4", "C#5", "A4"]
HARMONY_CLOSE = ["B4", "B4", "B4", "G4", "A4", "A4", "A4", "A4"]
HARMONY_LINE = [(text, vowel, at, length, pitch) for (text, vowel, at, length, _), pitch in
                zip(CHORUS_LINE + CHORUS_CLOSE, HARMONY_PITCH + HARMONY_CLOSE)]

# What the lead answers with in the bridge: beat, length, pitch.
BRIDGE_LEAD = [
    (0, 1.5, "B4"), (1.5, 0.5, "D5"), (2, 2, "F#5"), (4, 1.5, "E5"), (5.5, 1, "C#5"), (6.5, 1.5, "A#4"),
    (8, 1, "A4"), (9, 1, "D5"), (10, 1, "B4"), (11, 1, "F#5"), (12, 1, "E5"), (13, 1, "D5"),
    (14, 1, "D5"), (15, 1, "C#5"),
]

# section, beat in it, line, beats
LYRICS = [
    ("Verse", 0.5, "Paper boats along the pier,", 7), ("Verse", 8.5, "each one carries someone's year.", 7),
    ("Verse", 16.5, "You lit yours and let it go,", 7), ("Verse", 24, "slow, into the undertow.", 8),
    ("Pre-Chorus", 0.5, "And the dark is only wide,", 7),
    ("Pre-Chorus", 8, "hush, and let the current guide:", 8),
]
for _chorus in ("Chorus", "Chorus 2"):
    LYRICS += [
        (_chorus, 0, "Lantern tide, carry me over,", 8), (_chorus, 8, "ev'ry little fire a way home.", 8),
        (_chorus, 16, "Lantern tide, closer and closer,", 8),
        (_chorus, 24, "nobody drifts out here alone.", 8),
    ]
