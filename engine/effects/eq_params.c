/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq_design.h"
#include "effects/eq_presets.h"

static const char *const types[] = { "bell",     "low_shelf", "high_shelf", "low_cut",
                                     "high_cut", "notch",     "tilt",       NULL };
static const char *const channels[] = { "stereo", "mid", "side", "left", "right", NULL };
static const char *const phases[] = { "minimum", "linear", NULL };

/* clang-format off */
#define BAND(n, shape, hz, q_initial)                                                              \
  { "band" n ".on", "On", "Switches band " n " on.", PARAM_BOOL, .max = 1 },                       \
  { "band" n ".type", "Type", "The shape of band " n ".", PARAM_ENUM, .max = 6,                    \
    .initial = shape, .choices = types },                                                          \
  { "band" n ".freq", "Frequency", "Center, corner or cut-off frequency of band " n ".",           \
    PARAM_FLOAT, PARAM_UNIT_HZ, PARAM_LOG, 10, 30000, hz, 20 },                                    \
  { "band" n ".gain", "Gain", "Boost or cut of a bell, shelf or tilt in band " n ".",              \
    PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -30, 30, 0, 20 },                                    \
  { "band" n ".q", "Q", "How narrow a bell or notch is, and how much shelves and cuts ring.",      \
    PARAM_FLOAT, PARAM_UNIT_NONE, PARAM_LOG, 0.025, 40, q_initial, 20 },                           \
  { "band" n ".slope", "Slope", "How steep a cut is: 6, 12, 18, 24, 36, 48, 72 or 96.",            \
    PARAM_INT, PARAM_UNIT_DB_PER_OCTAVE, PARAM_LINEAR, 6, 96, 12 },                                \
  { "band" n ".channel", "Channel", "Which part of the stereo image band " n " works on.",         \
    PARAM_ENUM, .max = 4, .choices = channels }
/* clang-format on */

static const ParamSpec params[EQ_N_VALUES] = {
  BAND ("1", FILTER_LOW_CUT, 30, 0.7071),
  BAND ("2", FILTER_LOW_SHELF, 100, 0.7071),
  BAND ("3", FILTER_BELL, 250, 1),
  BAND ("4", FILTER_BELL, 800, 1),
  BAND ("5", FILTER_BELL, 2500, 1),
  BAND ("6", FILTER_BELL, 5000, 1),
  BAND ("7", FILTER_HIGH_SHELF, 10000, 0.7071),
  BAND ("8", FILTER_HIGH_CUT, 18000, 0.7071),
  { "gain", "Output", "Gain behind all bands.", PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -30, 30,
    0, 20 },
  { "phase", "Phase",
    "Minimum phase has no delay; linear phase keeps the shape of transients at the price of 0.8 s "
    "of "
    "delay.",
    PARAM_ENUM, .max = 1, .choices = phases, .rebuild = true },
};

const DeviceSpec eq_spec = {
  .kind = "eq",
  .label = "Equalizer",
  .help = "Eight bands that follow their analogue curves up to the top of the hearing range; for "
          "everything from a rumble filter to a mastering tilt.\n\n"
          "Do not use it against what is only there at times: a resonance of single notes wants "
          "the dynamic equalizer, sharp consonants the de-esser, level that changes the "
          "compressor. Linear phase rings before transients and is 0.8 s late; it is for "
          "mastering and parallel paths.",
  .version = 1,
  .params = params,
  .n_params = EQ_N_VALUES,
  .presets = eq_presets,
  .n_presets = EQ_N_PRESETS,
};
