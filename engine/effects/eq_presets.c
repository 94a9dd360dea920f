/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq_presets.h"

const ParamPreset eq_presets[EQ_N_PRESETS] = {
  { "Vocal: clear and forward",
    "band1.on=on band1.type=low_cut band1.freq=85 band1.slope=18 band3.on=on band3.type=bell "
    "band3.freq=260 band3.gain=-2.5 band3.q=1.1 band5.on=on band5.type=bell band5.freq=3200 "
    "band5.gain=2 band5.q=0.8 band7.on=on band7.type=high_shelf band7.freq=11000 band7.gain=2.5" },
  { "Vocal: air", "band1.on=on band1.type=low_cut band1.freq=75 band7.on=on band7.type=high_shelf "
                  "band7.freq=14000 band7.gain=4 band7.q=0.5" },
  { "Vocal: less nasal and boxy",
    "band1.on=on band1.type=low_cut band1.freq=80 band3.on=on band3.type=bell band3.freq=380 "
    "band3.gain=-3 band3.q=1.2 band4.on=on band4.type=bell band4.freq=1000 band4.gain=-2.5 "
    "band4.q=1.6" },
  { "Speech: intelligible",
    "band1.on=on band1.type=low_cut band1.freq=100 band1.slope=24 band3.on=on band3.type=bell "
    "band3.freq=220 band3.gain=-2 band3.q=0.9 band5.on=on band5.type=bell band5.freq=3500 "
    "band5.gain=3 band5.q=0.7 band8.on=on band8.type=high_cut band8.freq=15000 band8.slope=12" },
  { "Kick: weight and click",
    "band1.on=on band1.type=low_cut band1.freq=28 band1.slope=24 band2.on=on band2.type=bell "
    "band2.freq=60 band2.gain=3.5 band2.q=1.2 band3.on=on band3.type=bell band3.freq=350 "
    "band3.gain=-5 band3.q=1 band6.on=on band6.type=bell band6.freq=4200 band6.gain=3 band6.q=1" },
  { "Snare: body and crack",
    "band1.on=on band1.type=low_cut band1.freq=90 band1.slope=18 band3.on=on band3.type=bell "
    "band3.freq=200 band3.gain=2.5 band3.q=1.3 band4.on=on band4.type=bell band4.freq=600 "
    "band4.gain=-3 band4.q=1.4 band6.on=on band6.type=bell band6.freq=5200 band6.gain=3 "
    "band6.q=0.8" },
  { "Overheads: cymbals without mud",
    "band1.on=on band1.type=low_cut band1.freq=220 band1.slope=12 band3.on=on band3.type=bell "
    "band3.freq=420 band3.gain=-3 band3.q=0.9 band7.on=on band7.type=high_shelf band7.freq=12000 "
    "band7.gain=2" },
  { "Bass: solid and audible",
    "band1.on=on band1.type=low_cut band1.freq=32 band1.slope=18 band2.on=on band2.type=low_shelf "
    "band2.freq=90 band2.gain=2 band3.on=on band3.type=bell band3.freq=240 band3.gain=-2.5 "
    "band3.q=1.1 band4.on=on band4.type=bell band4.freq=900 band4.gain=2.5 band4.q=0.9" },
  { "Electric guitar: room for the voice",
    "band1.on=on band1.type=low_cut band1.freq=95 band1.slope=12 band3.on=on band3.type=bell "
    "band3.freq=280 band3.gain=-2 band3.q=1 band5.on=on band5.type=bell band5.freq=2800 "
    "band5.gain=-2.5 band5.q=0.9 band8.on=on band8.type=high_cut band8.freq=11000 band8.slope=12" },
  { "Acoustic guitar: shimmer without boom",
    "band1.on=on band1.type=low_cut band1.freq=85 band1.slope=12 band3.on=on band3.type=bell "
    "band3.freq=190 band3.gain=-3.5 band3.q=1.4 band7.on=on band7.type=high_shelf band7.freq=9000 "
    "band7.gain=2.5" },
  { "Piano: open",
    "band1.on=on band1.type=low_cut band1.freq=40 band3.on=on band3.type=bell band3.freq=320 "
    "band3.gain=-2 band3.q=0.8 band5.on=on band5.type=bell band5.freq=2400 band5.gain=1.5 "
    "band5.q=0.7 band7.on=on band7.type=high_shelf band7.freq=10000 band7.gain=1.5" },
  { "Reverb return: out of the way",
    "band1.on=on band1.type=low_cut band1.freq=250 band1.slope=12 band8.on=on band8.type=high_cut "
    "band8.freq=8000 band8.slope=12" },
  { "Bus: sides wide, low end in the middle",
    "band1.on=on band1.type=low_cut band1.freq=120 band1.slope=12 band1.channel=side band7.on=on "
    "band7.type=high_shelf band7.freq=9000 band7.gain=1.5 band7.channel=side" },
  { "Master: a little brighter",
    "band1.on=on band1.type=low_cut band1.freq=20 band1.slope=18 band4.on=on band4.type=tilt "
    "band4.freq=800 band4.gain=0.8" },
  { "Master: gentle smile",
    "band2.on=on band2.type=low_shelf band2.freq=80 band2.gain=1.2 band3.on=on band3.type=bell "
    "band3.freq=350 band3.gain=-0.8 band3.q=0.7 band7.on=on band7.type=high_shelf band7.freq=12000 "
    "band7.gain=1.2 phase=linear" },
  { "Fix: mains hum 50 Hz",
    "band1.on=on band1.type=notch band1.freq=50 band1.q=20 band2.on=on band2.type=notch "
    "band2.freq=100 band2.q=25 band3.on=on band3.type=notch band3.freq=150 band3.q=30" },
  { "Fix: mains hum 60 Hz",
    "band1.on=on band1.type=notch band1.freq=60 band1.q=20 band2.on=on band2.type=notch "
    "band2.freq=120 band2.q=25 band3.on=on band3.type=notch band3.freq=180 band3.q=30" },
  { "Effect: telephone",
    "band1.on=on band1.type=low_cut band1.freq=320 band1.slope=36 band5.on=on band5.type=bell "
    "band5.freq=1600 band5.gain=5 band5.q=0.9 band8.on=on band8.type=high_cut band8.freq=3300 "
    "band8.slope=36" },
};
