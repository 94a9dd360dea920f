/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_spec.h"

const ParamPreset synth_presets[N_SYNTH_PRESETS] = {
  { "Bass: round sub",
    "mode=mono glide=20 reset=on osc1.shape=sine osc1.octave=-1 osc2.shape=triangle "
    "osc2.octave=-1 osc2.level=35 filter.type=low24 filter.cutoff=600 filter.env=1.5 "
    "filter.decay=350 filter.sustain=0 "
    "filter.tracking=60 amp.attack=3 amp.decay=4000 amp.sustain=85 amp.release=120 gain=-5" },
};
