/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/limiter_spec.h"

static const char *const styles[] = { "transparent", "punchy", "loud", NULL };

static const ParamSpec params[LIMITER_N_PARAMS] = {
  [LIMITER_GAIN] = { .name = "gain",
                     .label = "Gain",
                     .help = "Drives the mix into the ceiling; this is what makes it louder.",
                     .unit = PARAM_UNIT_DB,
                     .min = -30,
                     .max = 30,
                     .initial = 0,
                     .smoothing_ms = 20 },
  [LIMITER_CEILING] = { .name = "ceiling",
                        .label = "Ceiling",
                        .help = "The true peak (dBTP) that the output never passes.",
                        .unit = PARAM_UNIT_DB,
                        .min = -20,
                        .max = 0,
                        .initial = -1,
                        .smoothing_ms = 20 },
  [LIMITER_RELEASE] = { .name = "release",
                        .label = "Release",
                        .help = "How fast the level returns after a peak: short is louder, long is "
                                "cleaner.",
                        .unit = PARAM_UNIT_MS,
                        .scale = PARAM_LOG,
                        .min = 5,
                        .max = 2000,
                        .initial = 100 },
  [LIMITER_LOOKAHEAD] = { .name = "lookahead",
                          .label = "Look-ahead",
                          .help = "How early the gain begins to come down: longer is gentler on "
                                  "transients.",
                          .unit = PARAM_UNIT_MS,
                          .scale = PARAM_LOG,
                          .min = 0.5,
                          .max = 10,
                          .initial = 2,
                          .rebuild = true },
  [LIMITER_STYLE] = { .name = "style",
                      .label = "Style",
                      .help = "Transparent is slow and clean, punchy lets attacks stand out, loud "
                              "returns "
                              "soonest.",
                      .type = PARAM_ENUM,
                      .min = 0,
                      .max = 2,
                      .initial = LIMITER_TRANSPARENT,
                      .choices = styles,
                      .rebuild = true },
  [LIMITER_LINK] = { .name = "link",
                     .label = "Stereo link",
                     .help =
                         "At 100 % both sides are turned down together and the image stands still.",
                     .unit = PARAM_UNIT_PERCENT,
                     .min = 0,
                     .max = 100,
                     .initial = 100,
                     .rebuild = true },
  [LIMITER_AUTO_RELEASE] = { .name = "auto_release",
                             .label = "Auto release",
                             .help = "After lasting reduction the level returns more slowly than "
                                     "after a peak.",
                             .type = PARAM_BOOL,
                             .min = 0,
                             .max = 1,
                             .initial = 1 },
};

static const ParamPreset presets[] = {
  { "Master: safety only", "" },
  { "Master: streaming, +3 dB", "gain=3 release=150" },
  { "Master: loud pop, +6 dB", "gain=6 style=punchy release=80" },
  { "Master: club, +8 dB", "gain=8 style=loud release=60 ceiling=-0.5" },
  { "Master: for lossy delivery", "gain=3 ceiling=-2 release=150" },
  { "Master: classical, catch the climax", "release=600 lookahead=8" },
  { "Broadcast: speech and mixed", "ceiling=-1 release=250 lookahead=4" },
  { "Bus: drums, keep the attack", "gain=4 style=punchy lookahead=1 release=40 link=60" },
  { "Voice: catch shouts", "gain=2 release=120 lookahead=3" },
  { "Bus: brick wall for monitoring", "ceiling=-6 style=loud release=40" },
};

const DeviceSpec limiter_spec = {
  .kind = "limiter",
  .label = "Limiter",
  .help =
      "Makes louder without passing the ceiling, not even between the samples. The last effect "
      "of a master.\n\n"
      "Do not use it for evening out a performance: more than about 4 dB of steady reduction "
      "sounds flat, a compressor before it does that better; nor for single tracks that only need "
      "less gain: it adds about 14 ms of latency. Nothing may follow it that changes the "
      "level.",
  .version = 1,
  .params = params,
  .n_params = LIMITER_N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};
