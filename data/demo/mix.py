# SPDX-License-Identifier: GPL-3.0-or-later
"""The mixing desk: tracks, instruments, effects, sends, automation, mastering, as commands."""

import score
from score import section_start

# name, preset of the synthesizer, changes to it, gain, pan
DRUMS = [
    ("Kick", "Drum: deep kick", "amp.decay=460 filter.decay=170", -9, 0),
    ("Snare", "Drum: snare", "", -7, 0),
    ("Clap", "Drum: clap", "", -8, -0.08),
    ("Hats", "Drum: closed hat", "", -13, 0.35),
    ("Open Hat", "Drum: open hat", "", -14, 0.35),
    ("Shaker", None, "osc1.level=0 noise.level=100 filter.type=high12 filter.cutoff=5200 filter.tracking=0 "
     "amp.attack=14 amp.decay=90 amp.sustain=0 amp.release=60 amp.velocity=85 gain=-6", -14, -0.45),
    ("Toms", "Drum: tom", "", -10, -0.15),
    ("Crash", "Drum: open hat", "amp.decay=4200 amp.release=3600 filter.cutoff=4600 filter.type=high12 "
     "mode=poly noise.level=70 osc1.fm=80 unison.voices=2 unison.detune=30 unison.spread=100", -18, 0.1),
]
MUSIC = [
    ("Keys", "Keys: tine piano", "", -11.5, -0.12),
    ("Pad", "Pad: warm analog", "", -9, 0),
    ("Strings", "Strings: ensemble", "", -11, 0),
    ("Pluck", "Pluck: soft", "unison.voices=2 unison.detune=8 unison.spread=80", -10.5, 0.3),
    ("Bells", "Bell: crystal", "", -9, -0.35),
    ("Lead", "Lead: hollow square", "", -15.5, 0.08),
]

VOICE_SYNTH = ("mode=legato glide=38 osc1.shape=saw osc2.shape=saw osc2.fine=5 osc2.level=35 noise.level=2 "
               "filter.type=low12 filter.cutoff=4200 filter.resonance=5 filter.tracking=40 amp.attack=22 amp.decay=600 "
               "amp.sustain=88 amp.release=150 amp.velocity=55 lfo1.target=pitch lfo1.rate=5.3 lfo1.amount=11 "
               "lfo1.fade=420 lfo2.shape=drift lfo2.rate=1.1 lfo2.target=pitch lfo2.amount=5 gain=-14")
# The first two resonances of a throat for each vowel, Hz.
VOWELS = {"ah": (760, 1250), "eh": (560, 1800), "ee": (340, 2250), "oh": (500, 920), "oo": (360, 800),
          "uh": (620, 1200)}

GUITAR_SYNTH = ("reset=on osc1.shape=saw osc2.shape=triangle osc2.fine=3 osc2.level=60 filter.type=low24 "
                "filter.cutoff=620 filter.resonance=12 filter.env=2.9 filter.attack=0.5 filter.decay=420 "
                "filter.sustain=0 filter.release=300 filter.velocity=2 filter.tracking=55 amp.attack=1 amp.decay=2600 "
                "amp.sustain=0 amp.release=260 amp.velocity=80 gain=-12")


def quoted(name):
    return '"%s"' % name if " " in name else name


def instrument(track, preset, changes):
    lines = ["effect.add track=%s kind=synth" % quoted(track)]
    if preset:
        lines.append('effect.preset track=%s effect=instrument preset="%s"' % (quoted(track), preset))
    if changes:
        lines.append("effect.set track=%s effect=instrument %s" % (quoted(track), changes))
    return lines


def effect(track, kind, settings, preset=None, master=False):
    name = quoted(track)
    lines = ["effect.add track=%s kind=%s%s" % (name, kind, " master=on" if master else "")]
    if preset:
        lines.append('effect.preset track=%s effect=%s preset="%s"' % (name, kind, preset))
    return lines + ["effect.set track=%s effect=%s %s" % (name, kind, settings)]


def bands(*rows, **more):
    """Rows of type, freq, gain, q, slope (None = default) as settings of the equalizer."""
    words = []
    for index, (kind, freq, gain, q, slope) in enumerate(rows, 1):
        words.append("band%d.on=on band%d.type=%s band%d.freq=%g" % (index, index, kind, index, freq))
        for name, value in (("gain", gain), ("q", q), ("slope", slope)):
            if value is not None:
                words.append("band%d.%s=%g" % (index, name, value))
    return " ".join(words)


def tracks():
    lines = []

    def add(kind, name, group=None, gain=0, pan=0, color=None):
        lines.append("track.add kind=%s name=%s%s%s" % (kind, quoted(name), " in=" + group if group else "",
                                                        " color=" + color if color else ""))
        if gain or pan:
            lines.append("track.set track=%s gain=%g pan=%g" % (quoted(name), gain, pan))

    add("group", "Drums")
    for name, preset, changes, gain, pan in DRUMS:
        add("instrument", name, "Drums", gain, pan)
        lines.extend(instrument(name, preset, changes))
    add("instrument", "Bass", None, -11)
    lines.extend(instrument("Bass", "Bass: warm analog", "filter.cutoff=420 filter.env=2.2"))
    add("group", "Music")
    for name, preset, changes, gain, pan in MUSIC:
        add("instrument", name, "Music", gain, pan)
        lines.extend(instrument(name, preset, changes))
    add("audio", "Guitar", "Music", -1.5, -0.38)
    add("audio", "Swell", "Music", -7)
    add("group", "Voices")
    add("audio", "Voice", "Voices", -1.5)
    add("audio", "Harmony", "Voices", -12.5, 0.35)
    for name, gain in (("Hall", -2.5), ("Plate", -5), ("Echo", -2)):
        add("return", name, None, gain)
    return lines


def effects():
    lines = []
    lines += effect("Kick", "eq", bands(("low_cut", 30, None, None, 24), ("bell", 58, 2, 1, None),
                                        ("bell", 320, -4, 1, None), ("bell", 3200, 6, 0.8, None)))
    lines += effect("Snare", "eq", bands(("low_cut", 110, None, None, 24), ("bell", 210, 2, 1.2, None),
                                         ("bell", 900, -3, 1.2, None), ("high_shelf", 8000, -2, None, None)))
    lines += effect("Hats", "eq", bands(("low_cut", 400, None, None, 24), ("high_shelf", 11000, -2, None, None)))
    lines += effect("Drums", "eq", bands(("high_shelf", 9000, -2, None, None),))
    lines += effect("Drums", "compressor", "threshold=-20 ratio=2.5 attack=25 release=140 makeup=2 mix=70 "
                    "sidechain_low_cut=90")
    lines += effect("Drums", "saturator", "kind=tape drive=5 mix=45")

    lines += effect("Bass", "eq", bands(("low_cut", 32, None, None, 24), ("bell", 110, 1.5, 0.9, None),
                                        ("bell", 260, -3, 1, None), ("bell", 900, 2.5, 0.8, None)))
    lines += effect("Bass", "saturator", "kind=tube drive=8 mix=35")
    lines += effect("Bass", "compressor", "threshold=-24 ratio=2.5 attack=3 release=110 makeup=1")
    lines.append("sidechain.set track=Bass effect=compressor from=Kick")

    lines += effect("Keys", "eq", bands(("low_cut", 120, None, None, 12), ("bell", 300, -2.5, 0.9, None),
                                        ("bell", 2600, 1.5, 0.9, None)))
    lines += effect("Pad", "eq", bands(("low_cut", 190, None, None, 24), ("bell", 420, -2, 0.8, None),
                                       ("high_cut", 9000, None, None, 12)))
    lines += effect("Pad", "compressor", "threshold=-30 ratio=3 attack=4 release=180 lookahead=2")
    lines.append("sidechain.set track=Pad effect=compressor from=Kick")
    lines += effect("Strings", "eq", bands(("low_cut", 240, None, None, 24), ("bell", 3000, -2, 0.8, None)))
    lines += effect("Pluck", "eq", bands(("low_cut", 300, None, None, 12),))
    lines += effect("Guitar", "eq", bands(("low_cut", 110, None, None, 12), ("bell", 240, -2, 1, None),
                                          ("bell", 2400, 2, 0.8, None)))
    lines += effect("Lead", "eq", bands(("low_cut", 220, None, None, 12), ("high_cut", 7000, None, None, 12)))
    lines += effect("Music", "compressor", "threshold=-22 ratio=1.8 attack=20 release=160 makeup=1")
    lines += effect("Music", "utility", "mono_below=140")

    lines += effect("Voice", "eq", bands(("low_cut", 130, None, None, 24), ("bell", 380, -2, 1, None),
                                         ("bell", 3200, 2, 0.8, None), ("high_shelf", 9000, 2, None, None)))
    lines += effect("Voice", "compressor", "threshold=-24 ratio=3 attack=8 release=120 makeup=3")
    lines += effect("Harmony", "eq", bands(("low_cut", 200, None, None, 24), ("bell", 2800, -3, 0.8, None)))

    lines += effect("Hall", "reverb", "mix=100 predelay=24", "Return: hall")
    lines += effect("Hall", "eq", bands(("low_cut", 220, None, None, 24), ("high_shelf", 5000, -3, None, None)))
    lines += effect("Plate", "reverb", "mix=100", "Return: plate")
    lines += effect("Plate", "eq", bands(("low_cut", 300, None, None, 24),))
    lines += effect("Echo", "delay", "sync=on note=1/8d feedback=36 mode=ping_pong low_cut=320 high_cut=4800 "
                    "ducking=6 mix=100")
    return lines


def sends():
    rows = [("Snare", "Plate", -14), ("Clap", "Plate", -12), ("Toms", "Plate", -12), ("Crash", "Hall", -16),
            ("Keys", "Hall", -14), ("Pad", "Hall", -12), ("Strings", "Hall", -10), ("Pluck", "Echo", -8),
            ("Pluck", "Hall", -12), ("Bells", "Hall", -6), ("Bells", "Echo", -10), ("Lead", "Hall", -10),
            ("Lead", "Echo", -12), ("Guitar", "Plate", -14), ("Swell", "Hall", -8), ("Voice", "Plate", -10),
            ("Voice", "Hall", -16), ("Voice", "Echo", -24), ("Harmony", "Hall", -8)]
    return ["send.add track=%s to=%s gain=%g" % (quoted(track), to, gain) for track, to, gain in rows]


def automation(position):
    """`position` writes a beat as bar.beat.sixteenth.ticks."""
    lines = []

    def points(track, target, *rows):
        for beat, value, shape in rows:
            lines.append("automation.add track=%s target=%s at=%s value=%s shape=%s"
                         % (track, target, position(beat), value, shape))

    verse, pre, chorus = (section_start(name) for name in ("Verse", "Pre-Chorus", "Chorus"))
    bridge, chorus2, outro = (section_start(name) for name in ("Bridge", "Chorus 2", "Outro"))

    # The pad opens through the pre-chorus and again through the bridge, and closes at the end.
    points("Pad", "instrument.filter.cutoff", (0, 500, "linear"), (verse, 800, "linear"), (pre, 800, "linear"),
           (chorus, 2600, "hold"), (bridge, 600, "linear"), (chorus2, 3000, "hold"), (outro, 2200, "linear"),
           (score.END, 400, "hold"))
    # The fader rides: soft beginning, verse a little under, last chorus a little over.
    points("Music", "gain", (0, 0.5, "linear"), (verse, 0.3, "hold"), (pre, 0.3, "linear"), (chorus, 2.2, "hold"),
           (bridge, 1.2, "hold"), (chorus2, 2.8, "linear"), (outro, 2, "linear"), (score.END, 0.5, "hold"))
    points("Voice", "gain", (verse, -4, "hold"), (pre, -4, "linear"), (pre + 12, -2.5, "hold"),
           (chorus, -2, "hold"), (outro - 0.5, -2, "linear"), (outro, -4.5, "linear"), (outro + 4, -9, "hold"))
    points("Drums", "gain", (0, -3, "hold"), (verse, -2.5, "hold"), (pre, -2.5, "linear"), (chorus, 0, "hold"),
           (bridge, -1.5, "linear"), (chorus2, 0.4, "hold"))
    points("Bass", "gain", (0, -11.5, "hold"), (verse, -10.5, "hold"), (chorus, -9.5, "hold"), (bridge, -10.5, "hold"),
           (chorus2, -9.2, "hold"), (outro, -10.5, "hold"))
    # Echo throws on the ends of lines.
    throws = [(verse + 4, 4), (verse + 20, 4), (pre + 13, 3), (chorus + 13, 3), (chorus + 28.5, 3), (chorus2 + 13, 3),
              (chorus2 + 28.5, 3), (outro + 1, 4)]
    points("Voice", "Echo.gain", (0, -30, "hold"))
    for beat, beats in throws:
        points("Voice", "Echo.gain", (beat, -9, "hold"), (beat + beats - 0.5, -30, "hold"))
    # The pluck wanders through the chorus.
    for start in (chorus, chorus2):
        points("Pluck", "pan", (start, "R30", "linear"), (start + 16, "L30", "linear"), (start + 32, "R30", "hold"))
    return lines


def mastering():
    def add(kind, settings):
        return effect("main", kind, settings, master=True)

    return add("eq", bands(("low_cut", 26, None, None, 24), ("low_shelf", 90, 1, None, None),
                           ("bell", 430, -1.5, 0.7, None), ("high_shelf", 9000, 1.2, None, None))) + \
        add("compressor", "threshold=-16 ratio=1.6 knee=10 attack=30 release=200 auto_release=on "
            "sidechain_low_cut=100 makeup=2.5") + \
        add("saturator", "kind=tape drive=3 mix=35") + \
        add("limiter", "gain=5.2 ceiling=-1 style=transparent")


def deliveries():
    return ["delivery.add name=Streaming format=flac bits=24 loudness=-14 ceiling=-1",
            "delivery.add name=CD format=wav bits=16 rate=44.1kHz dither=shaped",
            "delivery.add name=Preview format=mp3 bitrate=256"]
