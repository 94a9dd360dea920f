/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/saturator_spec.h"

static const char *const kinds[] = { "tape", "tube", "hard", NULL };

static const ParamSpec params[SATURATOR_N_PARAMS] = {
  [SATURATOR_KIND] = { .name = "kind",
                       .label = "Kind",
                       .help = "Tape is soft and rounds the treble, tube adds even harmonics, hard "
                               "clips.",
                       .type = PARAM_ENUM,
                       .min = 0,
                       .max = 2,
                       .initial = SATURATOR_TAPE,
                       .choices = kinds,
                       .rebuild = true },
  [SATURATOR_DRIVE] = { .name = "drive",
                        .label = "Drive",
                        .help = "How far the sound is pushed into the curve.",
                        .unit = PARAM_UNIT_DB,
                        .min = 0,
                        .max = 36,
                        .initial = 6,
                        .smoothing_ms = 20 },
  [SATURATOR_OUTPUT] = { .name = "output",
                         .label = "Output",
                         .help = "The level behind the effect.",
                         .unit = PARAM_UNIT_DB,
                         .min = -24,
                         .max = 24,
                         .initial = 0,
                         .smoothing_ms = 20 },
  [SATURATOR_MIX] = { .name = "mix",
                      .label = "Mix",
                      .help = "How much of the saturated sound is heard beside the clean one.",
                      .unit = PARAM_UNIT_PERCENT,
                      .min = 0,
                      .max = 100,
                      .initial = 100,
                      .smoothing_ms = 20 },
  [SATURATOR_TONE] = { .name = "tone",
                       .label = "Tone",
                       .help =
                           "Tilts the saturated sound around 1 kHz: dark below 0, bright above.",
                       .unit = PARAM_UNIT_PERCENT,
                       .min = -100,
                       .max = 100,
                       .initial = 0,
                       .smoothing_ms = 20 },
  [SATURATOR_BIAS] = { .name = "bias",
                       .label = "Bias",
                       .help = "Shifts the sound on the curve, which adds even harmonics.",
                       .unit = PARAM_UNIT_PERCENT,
                       .min = 0,
                       .max = 100,
                       .initial = 0,
                       .smoothing_ms = 20 },
  [SATURATOR_AUTO_GAIN] = { .name = "auto_gain",
                            .label = "Auto gain",
                            .help = "Takes back the loudness that drive adds.",
                            .type = PARAM_BOOL,
                            .min = 0,
                            .max = 1,
                            .initial = 1,
                            .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Mix bus: a little tape", "kind=tape drive=3" },
  { "Mix bus: tube glow", "kind=tube drive=2 mix=60" },
  { "Drums: tape squash", "kind=tape drive=12" },
  { "Drums: shave the peaks", "kind=hard drive=4 auto_gain=off output=-1" },
  { "Bass: audible on small speakers", "kind=tube drive=12 tone=15 mix=60" },
  { "Bass: growl", "kind=tube drive=20 bias=40 tone=-20 mix=70" },
  { "Vocal: warmth", "kind=tube drive=6 mix=50" },
  { "Vocal: radio grit", "kind=hard drive=18 bias=20 tone=30 mix=40" },
  { "Guitar: cranked amplifier", "kind=tube drive=24 bias=20 tone=-15" },
  { "Synth: parallel fuzz", "kind=hard drive=30 mix=25" },
};

const DeviceSpec saturator_spec = {
  .kind = "saturator",
  .label = "Saturator",
  .help =
      "Adds harmonics and rounds peaks like tape, a tube or a clipper; makes thin sounds fuller "
      "and lets bass be heard on small speakers.\n\n"
      "Do not use it for controlling loudness over seconds, a "
      "compressor does that; nor as the last effect of a master, its output can peak between the "
      "samples: a limiter belongs behind it. On a whole mix more than a few dB of drive blur "
      "chords.",
  .version = 1,
  .params = params,
  .n_params = SATURATOR_N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};
