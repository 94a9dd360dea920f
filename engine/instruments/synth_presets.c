/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_spec.h"

/* Levels: a single note of velocity 100 peaks near -15 dBFS on what plays chords, -7 on basses and
 * leads, -3.5 on drums. */
const ParamPreset synth_presets[N_SYNTH_PRESETS] = {
  { "Bass: round sub",
    "mode=mono glide=15 reset=on osc1.shape=sine osc1.octave=-1 osc2.shape=triangle "
    "osc2.octave=-1 osc2.level=40 filter.cutoff=500 filter.env=2 filter.decay=400 "
    "filter.sustain=0 filter.drive=6 filter.tracking=60 amp.attack=3 amp.decay=4000 "
    "amp.sustain=85 amp.release=140 gain=-1" },
  { "Bass: acid",
    "mode=legato glide=70 reset=on osc1.shape=saw osc1.octave=-1 filter.cutoff=180 "
    "filter.resonance=72 filter.drive=9 filter.env=3.6 filter.attack=1 filter.decay=420 "
    "filter.sustain=0 filter.release=200 filter.velocity=2 filter.tracking=40 amp.attack=1 "
    "amp.decay=2500 amp.sustain=70 amp.release=60 gain=-4.5" },
  { "Bass: warm analog",
    "mode=mono glide=8 reset=on osc1.shape=saw osc1.octave=-1 osc1.level=80 osc2.shape=square "
    "osc2.octave=-1 osc2.fine=6 osc2.level=60 osc2.width=40 filter.cutoff=320 filter.resonance=18 "
    "filter.drive=5 filter.env=2.6 filter.decay=700 filter.sustain=15 filter.release=200 "
    "filter.tracking=50 amp.attack=2 amp.decay=3000 amp.sustain=75 amp.release=120 gain=-6" },
  { "Bass: reese",
    "mode=mono glide=30 osc1.octave=-1 osc2.level=100 osc2.octave=-1 osc2.fine=18 unison.voices=3 "
    "unison.detune=22 unison.spread=60 filter.cutoff=520 filter.resonance=22 filter.drive=10 "
    "filter.env=0.6 lfo1.target=filter lfo1.shape=drift lfo1.rate=0.4 lfo1.amount=18 amp.attack=6 "
    "amp.decay=2000 amp.sustain=95 amp.release=180 gain=-1.5" },
  { "Bass: FM finger",
    "reset=on polyphony=4 osc1.shape=sine osc1.octave=-1 osc2.shape=sine osc2.octave=-1 "
    "osc1.fm=10 osc1.fm_env=28 filter.type=low12 filter.cutoff=2600 filter.attack=0.5 "
    "filter.decay=260 filter.sustain=0 filter.release=150 filter.tracking=60 amp.attack=1 "
    "amp.decay=5000 amp.sustain=55 amp.release=110 gain=-4" },
  { "Bass: tight pluck",
    "mode=mono reset=on osc1.shape=square osc1.octave=-1 osc1.width=32 osc2.shape=sine "
    "osc2.octave=-1 osc2.level=70 filter.cutoff=240 filter.resonance=28 filter.env=4 "
    "filter.attack=0.5 filter.decay=260 filter.sustain=0 filter.release=120 amp.attack=1 "
    "amp.decay=1200 amp.sustain=0 amp.release=90 gain=-4.5" },
  { "Keys: tine piano",
    "reset=on osc1.shape=sine osc2.shape=sine osc2.octave=3 osc2.tune=9.69 osc1.fm=0.6 "
    "osc1.fm_env=7 filter.type=low12 filter.cutoff=3800 filter.velocity=2.5 filter.attack=0.5 "
    "filter.decay=900 filter.sustain=0 filter.release=400 filter.tracking=40 amp.attack=1 "
    "amp.decay=9000 amp.sustain=0 amp.release=320 amp.velocity=85 lfo1.target=pan lfo1.rate=4.6 "
    "lfo1.amount=28 gain=-12.5" },
  { "Keys: mellow electric",
    "reset=on osc1.shape=sine osc2.shape=sine osc1.fm=9 osc1.fm_env=20 filter.type=low12 "
    "filter.cutoff=2200 filter.velocity=2.5 filter.attack=0.5 filter.decay=1400 filter.sustain=10 "
    "filter.release=300 filter.tracking=40 amp.attack=2 amp.decay=8000 amp.sustain=0 "
    "amp.release=280 amp.velocity=85 lfo1.target=amp lfo1.rate=5.2 lfo1.amount=22 gain=-12" },
  { "Keys: clavinet",
    "reset=on osc1.shape=square osc1.width=18 osc2.shape=saw osc2.octave=1 osc2.level=22 "
    "filter.type=low12 filter.cutoff=2400 filter.resonance=30 filter.env=1.6 filter.attack=0.5 "
    "filter.decay=240 filter.sustain=20 filter.velocity=2 filter.tracking=70 amp.attack=0.5 "
    "amp.decay=3200 amp.sustain=0 amp.release=70 gain=-19.5" },
  { "Organ: drawbars",
    "osc1.shape=sine osc1.octave=-1 osc1.level=75 osc2.shape=sine osc2.level=80 osc2.tune=7 "
    "osc1.fm=10 filter.type=low12 filter.cutoff=5200 filter.tracking=0 filter.drive=7 "
    "filter.velocity=0 amp.attack=3 amp.decay=100 amp.sustain=100 amp.release=60 amp.velocity=10 "
    "lfo1.target=pitch lfo1.rate=6.4 lfo1.amount=9 lfo2.target=amp lfo2.rate=6.4 lfo2.amount=14 "
    "gain=-10.5" },
  { "Organ: percussive",
    "reset=on osc1.shape=sine osc2.shape=sine osc2.octave=1 osc2.tune=7 osc2.level=14 osc1.fm=3 "
    "osc1.fm_env=16 filter.type=low12 filter.cutoff=6000 filter.drive=4 filter.velocity=0 "
    "filter.attack=0.5 filter.decay=260 filter.sustain=0 amp.attack=2 amp.decay=100 "
    "amp.sustain=100 amp.release=60 amp.velocity=10 gain=-13.5" },
  { "Pad: warm analog",
    "osc1.level=80 osc2.level=80 osc2.fine=7 unison.voices=4 unison.detune=14 unison.spread=90 "
    "filter.cutoff=1100 filter.env=1.4 filter.attack=1400 filter.decay=4000 filter.sustain=50 "
    "filter.release=2500 filter.tracking=40 amp.attack=600 amp.decay=4000 amp.sustain=85 "
    "amp.release=2800 amp.velocity=40 lfo1.target=filter lfo1.shape=drift lfo1.rate=0.25 "
    "lfo1.amount=14 gain=-19" },
  { "Pad: glass",
    "osc1.shape=sine osc2.shape=triangle osc2.octave=1 osc2.level=45 osc1.fm=11 osc1.fm_env=9 "
    "unison.voices=3 unison.detune=9 unison.spread=100 filter.type=low12 filter.cutoff=6500 "
    "filter.attack=1800 filter.decay=5000 filter.sustain=40 filter.release=3000 amp.attack=900 "
    "amp.decay=3000 amp.sustain=90 amp.release=3600 amp.velocity=40 lfo1.target=pan "
    "lfo1.rate=0.17 lfo1.amount=45 lfo2.target=fm lfo2.shape=drift lfo2.rate=0.4 lfo2.amount=9 "
    "gain=-21" },
  { "Pad: dark choir",
    "osc1.shape=square osc1.width=30 osc2.level=60 osc2.fine=-9 unison.voices=5 unison.detune=18 "
    "unison.spread=85 filter.type=band filter.cutoff=720 filter.resonance=12 filter.tracking=35 "
    "filter.env=0.5 filter.attack=900 filter.decay=3000 filter.sustain=60 filter.release=2000 "
    "noise.level=6 amp.attack=450 amp.decay=2000 amp.sustain=90 amp.release=2200 "
    "lfo1.target=width lfo1.rate=0.33 lfo1.amount=28 gain=-17" },
  { "Pad: slow sweep",
    "osc1.level=80 osc2.shape=square osc2.width=38 osc2.level=60 osc2.octave=-1 osc2.fine=5 "
    "unison.voices=3 unison.detune=16 unison.spread=80 filter.cutoff=400 filter.resonance=38 "
    "filter.env=3.4 filter.attack=5000 filter.decay=7000 filter.sustain=30 filter.release=4000 "
    "amp.attack=900 amp.decay=2000 amp.sustain=95 amp.release=3800 gain=-18.5" },
  { "Pad: moving fifths",
    "osc1.level=80 osc2.level=55 osc2.tune=7.03 unison.voices=3 unison.detune=11 unison.spread=90 "
    "filter.cutoff=1500 filter.resonance=24 filter.velocity=0.5 lfo1.target=filter "
    "lfo1.shape=triangle lfo1.sync=2/1 lfo1.amount=28 lfo2.target=pan lfo2.sync=1/2 "
    "lfo2.amount=25 amp.attack=300 amp.decay=2000 amp.sustain=90 amp.release=2200 gain=-19.5" },
  { "Strings: ensemble",
    "osc1.level=90 osc2.level=70 osc2.octave=1 osc2.fine=-6 unison.voices=5 unison.detune=17 "
    "unison.spread=95 filter.type=low12 filter.cutoff=3200 filter.env=0.5 filter.attack=500 "
    "filter.decay=2000 filter.sustain=70 filter.tracking=40 filter.release=900 amp.attack=260 "
    "amp.decay=2000 amp.sustain=88 amp.release=850 amp.velocity=55 lfo1.target=pitch "
    "lfo1.rate=5.1 lfo1.amount=8 lfo1.fade=700 gain=-20.5" },
  { "Strings: solo bow",
    "mode=legato glide=70 osc1.shape=saw osc2.shape=saw osc2.fine=4 osc2.level=50 "
    "filter.type=low12 filter.cutoff=2600 filter.resonance=22 filter.env=0.8 filter.attack=160 "
    "filter.decay=900 filter.sustain=60 filter.tracking=60 noise.level=2 amp.attack=90 "
    "amp.decay=900 amp.sustain=85 amp.release=260 lfo1.target=pitch lfo1.rate=5.6 lfo1.amount=15 "
    "lfo1.fade=600 gain=-11.5" },
  { "Strings: pizzicato",
    "reset=on osc1.shape=saw osc2.shape=triangle osc2.level=60 filter.cutoff=900 filter.env=2.6 "
    "filter.attack=0.5 filter.decay=130 filter.sustain=0 filter.release=120 filter.tracking=70 "
    "amp.attack=1 amp.decay=650 amp.sustain=0 amp.release=240 unison.voices=3 unison.detune=12 "
    "unison.spread=60 gain=-15.5" },
  { "Brass: section",
    "osc1.level=90 osc2.level=80 osc2.fine=9 unison.voices=3 unison.detune=12 unison.spread=70 "
    "filter.cutoff=420 filter.resonance=14 filter.env=3.2 filter.attack=70 filter.decay=900 "
    "filter.sustain=55 filter.release=300 filter.velocity=2 filter.tracking=60 amp.attack=35 "
    "amp.decay=900 amp.sustain=85 amp.release=220 lfo1.target=pitch lfo1.rate=5 lfo1.amount=8 "
    "lfo1.fade=800 gain=-20.5" },
  { "Brass: solo horn",
    "mode=legato glide=40 osc1.shape=saw osc2.shape=triangle osc2.level=60 filter.cutoff=300 "
    "filter.resonance=12 filter.env=2.4 filter.attack=110 filter.decay=1200 filter.sustain=60 "
    "filter.release=250 filter.velocity=2 filter.tracking=70 amp.attack=55 amp.decay=1000 "
    "amp.sustain=90 amp.release=200 lfo1.target=pitch lfo1.rate=4.8 lfo1.amount=11 lfo1.fade=900 "
    "gain=-4.5" },
  { "Lead: classic saw",
    "mode=legato glide=55 osc2.level=80 osc2.fine=8 filter.cutoff=3400 filter.resonance=20 "
    "filter.drive=6 filter.env=1.2 filter.decay=700 filter.sustain=40 filter.tracking=60 "
    "amp.attack=4 amp.decay=800 amp.sustain=88 amp.release=180 lfo1.target=pitch lfo1.rate=5.5 "
    "lfo1.amount=13 lfo1.fade=700 gain=-4" },
  { "Lead: hollow square",
    "mode=legato glide=45 osc1.shape=square osc1.width=44 osc2.shape=square osc2.octave=1 "
    "osc2.width=30 osc2.level=22 filter.type=low12 filter.cutoff=2800 filter.resonance=15 "
    "filter.tracking=70 amp.attack=6 amp.decay=800 amp.sustain=90 amp.release=160 "
    "lfo1.target=pitch lfo1.rate=5.2 lfo1.amount=13 lfo1.fade=500 lfo2.target=width lfo2.rate=0.7 "
    "lfo2.amount=14 gain=-9" },
  { "Lead: screaming sync",
    "mode=mono glide=25 osc1.level=20 osc2.sync=on osc2.level=100 osc2.tune=5 pitch.env=16 "
    "filter.cutoff=6500 filter.resonance=18 filter.drive=10 filter.env=0.8 filter.attack=5 "
    "filter.decay=900 filter.sustain=40 amp.attack=3 amp.decay=900 amp.sustain=90 amp.release=150 "
    "vibrato.depth=50 gain=-1.5" },
  { "Lead: super saw",
    "osc1.level=100 osc2.level=60 osc2.octave=1 unison.voices=7 unison.detune=32 "
    "unison.spread=100 polyphony=12 filter.cutoff=9000 filter.resonance=8 filter.env=0.6 "
    "filter.decay=600 filter.sustain=50 amp.attack=4 amp.decay=1500 amp.sustain=85 "
    "amp.release=320 gain=-20.5" },
  { "Lead: whistle",
    "mode=legato glide=80 osc1.shape=sine osc1.octave=1 osc2.shape=triangle osc2.octave=1 "
    "osc2.level=18 noise.level=3 filter.type=low12 filter.cutoff=5000 filter.resonance=30 "
    "filter.tracking=100 amp.attack=40 amp.decay=600 amp.sustain=92 amp.release=200 "
    "lfo1.target=pitch lfo1.rate=5.4 lfo1.amount=16 lfo1.fade=500 gain=-5" },
  { "Pluck: soft",
    "reset=on osc1.shape=triangle osc2.shape=saw osc2.level=30 filter.cutoff=700 "
    "filter.resonance=14 filter.env=3 filter.attack=0.5 filter.decay=320 filter.sustain=0 "
    "filter.release=320 filter.tracking=50 amp.attack=1 amp.decay=1500 amp.sustain=0 "
    "amp.release=600 gain=-10.5" },
  { "Pluck: bright saws",
    "osc2.level=80 osc2.fine=10 unison.voices=5 unison.detune=20 unison.spread=90 "
    "filter.cutoff=700 filter.resonance=18 filter.env=4.2 filter.attack=0.5 filter.decay=380 "
    "filter.sustain=0 filter.release=380 filter.tracking=50 amp.attack=1 amp.decay=1800 "
    "amp.sustain=0 amp.release=500 gain=-18.5" },
  { "Pluck: kalimba",
    "reset=on osc1.shape=sine osc2.shape=sine osc2.octave=2 osc2.tune=4.88 osc1.fm_env=22 "
    "filter.type=low12 filter.cutoff=5000 filter.attack=0.5 filter.decay=150 filter.sustain=0 "
    "filter.release=100 filter.tracking=40 amp.attack=0.5 amp.decay=2600 amp.sustain=0 "
    "amp.release=1100 gain=-13" },
  { "Bell: crystal",
    "reset=on osc1.shape=sine osc1.octave=1 osc2.shape=sine osc2.octave=2 osc2.tune=9.69 "
    "osc1.fm=6 osc1.fm_env=34 filter.type=low12 filter.cutoff=12000 filter.velocity=1.5 "
    "filter.attack=0.5 filter.decay=3800 filter.sustain=0 filter.release=2500 amp.attack=0.5 "
    "amp.decay=7000 amp.sustain=0 amp.release=3800 unison.voices=2 unison.detune=3 "
    "unison.spread=70 gain=-16" },
  { "Bell: tubular",
    "reset=on osc1.shape=sine osc2.shape=sine osc2.octave=1 osc2.tune=4.98 osc2.level=25 "
    "osc1.fm=10 osc1.fm_env=26 ring.level=30 filter.type=low12 filter.cutoff=7000 "
    "filter.attack=0.5 filter.decay=4500 filter.sustain=0 filter.release=3000 amp.attack=0.5 "
    "amp.decay=9000 amp.sustain=0 amp.release=5200 gain=-15.5" },
  { "Drum: deep kick",
    "mode=mono reset=on osc1.shape=sine osc1.tune=-3 pitch.env=38 filter.attack=0.5 "
    "filter.decay=210 filter.sustain=0 filter.release=210 filter.cutoff=3200 filter.drive=11 "
    "filter.tracking=0 filter.velocity=1 amp.attack=0.5 amp.decay=760 amp.sustain=0 "
    "amp.release=500 amp.velocity=60 gain=5" },
  { "Drum: tight kick",
    "mode=mono reset=on osc1.shape=sine osc1.tune=3 pitch.env=46 noise.level=5 filter.attack=0.5 "
    "filter.decay=120 filter.sustain=0 filter.release=120 filter.cutoff=5200 filter.drive=14 "
    "filter.tracking=0 filter.velocity=1 amp.attack=0.5 amp.decay=380 amp.sustain=0 "
    "amp.release=260 amp.velocity=60 gain=6.5" },
  { "Drum: snare",
    "mode=mono reset=on osc1.shape=triangle osc1.octave=1 osc1.tune=7 osc1.level=62 "
    "osc2.shape=sine osc2.octave=2 osc2.tune=1.6 osc2.level=22 noise.level=85 pitch.env=9 "
    "filter.type=high12 filter.cutoff=170 filter.resonance=10 filter.drive=8 filter.tracking=0 "
    "filter.velocity=0 filter.attack=0.5 filter.decay=70 filter.sustain=0 filter.release=70 "
    "amp.attack=0.5 amp.decay=360 amp.sustain=0 amp.release=320 amp.velocity=75 gain=0" },
  { "Drum: closed hat",
    "mode=mono osc1.shape=square osc1.octave=3 osc1.level=34 osc2.shape=square osc2.octave=3 "
    "osc2.tune=6.35 osc2.width=38 osc1.fm=62 noise.level=45 filter.type=high24 filter.cutoff=7600 "
    "filter.resonance=12 filter.tracking=0 filter.velocity=0.4 amp.attack=0.5 amp.decay=95 "
    "amp.sustain=0 amp.release=90 amp.velocity=85 gain=6" },
  { "Drum: open hat",
    "mode=mono osc1.shape=square osc1.octave=3 osc1.level=34 osc2.shape=square osc2.octave=3 "
    "osc2.tune=6.35 osc2.width=38 osc1.fm=62 noise.level=45 filter.type=high24 filter.cutoff=6900 "
    "filter.resonance=12 filter.tracking=0 filter.velocity=0.4 amp.attack=0.5 amp.decay=900 "
    "amp.sustain=0 amp.release=220 amp.velocity=85 gain=1.5" },
  { "Drum: tom",
    "reset=on osc1.shape=sine osc1.octave=1 pitch.env=14 noise.level=7 filter.type=low12 "
    "filter.cutoff=2600 filter.drive=6 filter.tracking=30 filter.attack=0.5 filter.decay=260 "
    "filter.sustain=0 filter.release=260 amp.attack=0.5 amp.decay=850 amp.sustain=0 "
    "amp.release=600 amp.velocity=75 gain=3" },
  { "Drum: clap",
    "mode=mono osc1.level=0 noise.level=100 filter.type=band filter.cutoff=1350 "
    "filter.resonance=26 filter.tracking=0 filter.velocity=0.5 amp.attack=6 amp.decay=330 "
    "amp.sustain=0 amp.release=280 amp.velocity=70 lfo1.target=amp lfo1.shape=saw lfo1.rate=30 "
    "lfo1.amount=55 lfo1.retrigger=on gain=11" },
  { "Effect: wind",
    "osc1.level=0 noise.level=100 filter.type=band filter.cutoff=700 filter.resonance=52 "
    "filter.tracking=60 filter.velocity=0 lfo1.target=filter lfo1.shape=drift lfo1.rate=0.35 "
    "lfo1.amount=38 lfo2.target=amp lfo2.shape=drift lfo2.rate=0.6 lfo2.amount=50 amp.attack=1500 "
    "amp.decay=1000 amp.sustain=100 amp.release=3000 gain=0.5" },
  { "Effect: riser",
    "mode=mono osc1.level=50 osc2.level=50 osc2.fine=12 noise.level=55 unison.voices=5 "
    "unison.detune=35 pitch.env=24 filter.type=low24 filter.cutoff=350 filter.resonance=35 "
    "filter.env=5 filter.attack=8000 filter.decay=4000 filter.sustain=100 filter.release=800 "
    "amp.attack=4000 amp.decay=1000 amp.sustain=100 amp.release=700 gain=-11.5" },
};
