/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/reverb_spec.h"

static const char *const kind_names[] = { "room", "hall", "plate", NULL };

static const ParamSpec params[N_REVERB_PARAMS] = {
  [REVERB_KIND] = { "kind", "Kind",
                    "Room: short, with walls close by; hall: wide and slow to build; plate: dense "
                    "at once, "
                    "without walls.",
                    PARAM_ENUM, PARAM_UNIT_NONE, PARAM_LINEAR, 0, 2, REVERB_HALL, 0, kind_names,
                    true },
  [REVERB_TIME] = { "time", "Time", "How long the sound takes to fall by 60 dB at 1 kHz.",
                    PARAM_FLOAT, PARAM_UNIT_SECONDS, PARAM_LOG, 0.1, 30, 2.2, 60 },
  [REVERB_SIZE] = { "size", "Size",
                    "How far apart the walls stand: larger is slower to build and less colored.",
                    PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 25, 200, 100, 0, NULL, true },
  [REVERB_PREDELAY] = { "predelay", "Pre-delay",
                        "Silence before the reverberation, which keeps the source in front.",
                        PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LINEAR, 0, REVERB_PREDELAY_MS, 12 },
  [REVERB_DAMPING] = { "damping", "Damping",
                       "How much sooner the highs die away: 0 % with the rest, 50 % in a third of "
                       "the "
                       "time, 100 % in a tenth.",
                       PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 45, 60 },
  [REVERB_BASS] = { "bass", "Bass", "How long the lows last against the middle.", PARAM_FLOAT,
                    PARAM_UNIT_RATIO, PARAM_LOG, 0.25, 3, 1.1, 60 },
  [REVERB_EARLY] = { "early", "Early",
                     "Level of the first reflections from the walls; on a plate, of the first "
                     "burst.",
                     PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 40, 10 },
  [REVERB_MODULATION] = { "modulation", "Modulation",
                          "How far the reflections wander: takes the ringing out, at much a "
                          "chorus.",
                          PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 35, 60 },
  [REVERB_LOW_CUT] = { "low_cut", "Low cut",
                       "Keeps rumble out of the reverberation, 12 dB an octave.", PARAM_FLOAT,
                       PARAM_UNIT_HZ, PARAM_LOG, 10, 1000, 70, 40 },
  [REVERB_HIGH_CUT] = { "high_cut", "High cut",
                        "Takes brilliance off what goes into the reverberation, 12 dB an octave.",
                        PARAM_FLOAT, PARAM_UNIT_HZ, PARAM_LOG, 1000, 20000, 14000, 40 },
  [REVERB_WIDTH] = { "width", "Width", "0 % is mono, 100 % as wide as the room gives it.",
                     PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 150, 100, 10 },
  [REVERB_MIX] = { "mix", "Mix",
                   "Dry and wet at equal power; 100 % on a return strip, where only the wet is "
                   "wanted.",
                   PARAM_FLOAT, PARAM_UNIT_PERCENT, PARAM_LINEAR, 0, 100, 30, 10 },
};

static const ParamPreset presets[] = {
  { "Vocal: warm plate", "kind=plate time=1.6 predelay=28 damping=40 bass=0.9 early=25 low_cut=160 "
                         "high_cut=9000 mix=22" },
  { "Vocal: ballad hall", "kind=hall time=2.6 predelay=45 damping=50 bass=0.9 early=20 low_cut=180 "
                          "high_cut=8000 mix=24" },
  { "Vocal: close room",
    "kind=room time=0.5 size=70 predelay=5 damping=45 early=60 low_cut=150 modulation=15 mix=18" },
  { "Drums: tight room", "kind=room time=0.45 size=90 predelay=0 damping=35 bass=0.8 early=70 "
                         "modulation=10 low_cut=90 mix=20" },
  { "Drums: big live room", "kind=room time=1.1 size=180 predelay=4 damping=40 bass=1 early=65 "
                            "modulation=15 low_cut=60 mix=28" },
  { "Snare: bright plate", "kind=plate time=1.2 size=80 predelay=8 damping=15 bass=0.7 early=40 "
                           "low_cut=220 high_cut=16000 mix=25" },
  { "Piano: chamber",
    "kind=room time=1.3 size=150 predelay=10 damping=45 bass=1.1 early=45 low_cut=60 mix=24" },
  { "Guitar: small plate",
    "kind=plate time=0.9 size=60 predelay=12 damping=45 bass=0.8 early=30 low_cut=140 mix=22" },
  { "Strings: concert hall", "kind=hall time=2.3 size=115 predelay=20 damping=50 bass=1.2 early=55 "
                             "modulation=25 low_cut=40 mix=32" },
  { "Organ: cathedral", "kind=hall time=6.5 size=200 predelay=35 damping=60 bass=1.25 early=35 "
                        "modulation=40 low_cut=30 mix=36" },
  { "Pad: endless drift", "kind=hall time=14 size=170 predelay=0 damping=55 bass=0.8 early=0 "
                          "modulation=80 low_cut=150 mix=50" },
  { "Lead: shimmering plate", "kind=plate time=3.2 size=130 predelay=40 damping=25 bass=0.7 "
                              "early=10 modulation=60 low_cut=250 mix=28" },
  { "Mix: glue ambience", "kind=room time=0.35 size=110 predelay=0 damping=40 bass=0.9 early=80 "
                          "modulation=10 low_cut=200 "
                          "high_cut=10000 mix=9" },
  { "Return: hall", "kind=hall time=2.4 predelay=25 early=30 low_cut=120 mix=100" },
  { "Return: plate", "kind=plate time=1.8 predelay=20 early=20 low_cut=150 mix=100" },
  { "Return: room", "kind=room time=0.7 predelay=3 early=60 low_cut=100 mix=100" },
};

const DeviceSpec reverb_spec = {
  .kind = "reverb",
  .label = "Reverb",
  .help =
      "Puts sound into a room, a hall or a plate. One on a return strip at 100 % mix, fed by "
      "sends, holds a mix together better than one on every track.\n\n"
      "Do not use it for the sound of a certain place, which the convolution reverb has; nor on "
      "kick, bass and what stands in front: what has no room sounds near.",
  .version = 1,
  .params = params,
  .n_params = N_REVERB_PARAMS,
  .presets = presets,
  .n_presets = (int) (sizeof presets / sizeof presets[0]),
};
