/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/dynamic_eq_spec.h"

static const char *const types[] = { "bell", "low_shelf", "high_shelf", NULL };

/* clang-format off */
#define BAND(n, type, hz, q_initial)                                                               \
  { "band" n ".on", "On", "Switches band " n " on.", PARAM_BOOL, .max = 1 },                       \
  { "band" n ".type", "Type", "The shape of band " n "; a bell listens to its own range, a shelf " \
    "to everything on its side.", PARAM_ENUM, .max = 2, .initial = type, .choices = types },       \
  { "band" n ".freq", "Frequency", "Center of the bell or corner of the shelf in band " n ".",     \
    PARAM_FLOAT, PARAM_UNIT_HZ, PARAM_LOG, 20, 20000, hz, 30 },                                    \
  { "band" n ".q", "Q", "How narrow the bell is, and what it listens to.",                         \
    PARAM_FLOAT, PARAM_UNIT_NONE, PARAM_LOG, 0.3, 20, q_initial, 30 },                             \
  { "band" n ".gain", "Gain", "Gain of band " n " while it rests.",                                \
    PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -18, 18, 0, 30 },                                    \
  { "band" n ".threshold", "Threshold", "Level in band " n " above which its gain moves, a dB for "\
    "each dB.", PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -70, 0, -30, 20 },                       \
  { "band" n ".range", "Range", "How far the gain moves at most: down, or up where it is above 0.",\
    PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -24, 24, -6, 20 },                                   \
  { "band" n ".attack", "Attack", "Time to do 63 % of a move.",                                    \
    PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LOG, 0.5, 300, 10 },                                         \
  { "band" n ".release", "Release", "Time to take back 63 % of it.",                               \
    PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LOG, 5, 3000, 120 }
/* clang-format on */

static const ParamSpec params[DYNAMIC_EQ_N_VALUES] = {
  BAND ("1", DYNAMIC_EQ_LOW_SHELF, 120, 0.7071),
  BAND ("2", DYNAMIC_EQ_BELL, 350, 1.5),
  BAND ("3", DYNAMIC_EQ_BELL, 3000, 2),
  BAND ("4", DYNAMIC_EQ_HIGH_SHELF, 7000, 0.7071),
  { "output", "Output", "Gain behind all bands.", PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -24, 24,
    0, 30 },
};

static const ParamPreset presets[] = {
  { "Vocal: nearness at the microphone",
    "band1.on=on band1.freq=180 band1.threshold=-32 band1.range=-8 band1.attack=15" },
  { "Vocal: harsh loud notes",
    "band3.on=on band3.freq=3000 band3.q=1.8 band3.threshold=-34 band3.range=-7 band3.attack=4" },
  { "Vocal: nasal", "band2.on=on band2.freq=950 band2.q=2.5 band2.threshold=-32 band2.range=-6" },
  { "Vocal: air that keeps out of the s",
    "band4.on=on band4.freq=9000 band4.gain=4 band4.threshold=-42 band4.range=-6 band4.attack=1 "
    "band4.release=60" },
  { "Bass: one booming note",
    "band2.on=on band2.freq=95 band2.q=5 band2.threshold=-22 band2.range=-8 band2.attack=20 "
    "band2.release=200" },
  { "Kick: click that stays", "band3.on=on band3.freq=3500 band3.q=1 band3.threshold=-36 "
                              "band3.range=5 band3.attack=0.5 band3.release=40" },
  { "Snare: ring only when hit hard",
    "band2.on=on band2.freq=420 band2.q=8 band2.threshold=-26 band2.range=-9 band2.attack=5" },
  { "Piano: hammer glare", "band3.on=on band3.freq=2400 band3.q=1.2 band3.threshold=-32 "
                           "band3.range=-5 band3.attack=8 band3.release=180" },
  { "Guitar: acoustic boom", "band2.on=on band2.freq=190 band2.q=3 band2.threshold=-30 "
                             "band2.range=-7 band2.attack=12 band2.release=180" },
  { "Mix: bass and top, gently",
    "band1.on=on band1.freq=110 band1.threshold=-22 band1.range=-3 band1.attack=40 "
    "band1.release=250 band4.on=on band4.freq=8000 band4.threshold=-32 band4.range=-3 "
    "band4.attack=8" },
  { "Music: room for the voice (external sidechain)",
    "band2.on=on band2.freq=900 band2.q=0.6 band2.threshold=-40 band2.range=-3 band2.attack=30 "
    "band2.release=300 band3.on=on band3.freq=2800 band3.q=0.8 band3.threshold=-46 band3.range=-5 "
    "band3.attack=20 band3.release=300" },
  { "Bass: room for the kick (external sidechain)",
    "band2.on=on band2.freq=65 band2.q=1.2 band2.threshold=-34 band2.range=-9 band2.attack=2 "
    "band2.release=110" },
};

const DeviceSpec dynamic_eq_spec = {
  .kind = "dynamic_eq",
  .label = "Dynamic equalizer",
  .help =
      "Four bands whose gain follows the level in their own range, or that of a second input: a "
      "resonance is cut while it rings, a voice makes room for itself. Above its threshold a band "
      "moves by a dB for each dB, up to its range. While a band rests at 0 dB it changes no "
      "bit.\n\n"
      "Do not use it for what is there all the time, which the equalizer does without moving; nor "
      "for more than a few dB on a whole mix, where a band that moves is heard as breathing. Where "
      "everything above a frequency gets too loud, the multiband compressor has the steeper "
      "slopes.",
  .version = 1,
  .params = params,
  .n_params = DYNAMIC_EQ_N_VALUES,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};
