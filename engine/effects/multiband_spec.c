/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/multiband_spec.h"

static const char *const detectors[] = { "peak", "rms", NULL };

/* clang-format off */
#define BAND(n, attack, release)                                                                   \
  { "band" n ".on", "On", "Lets band " n " be compressed; off, it passes as it is.", PARAM_BOOL,   \
    .max = 1, .initial = 1 },                                                                      \
  { "band" n ".solo", "Solo", "Lets only the bands with solo be heard.", PARAM_BOOL, .max = 1 },   \
  { "band" n ".threshold", "Threshold", "Level in band " n " above which it is turned down.",      \
    PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -60, 0, -20, 20 },                                   \
  { "band" n ".ratio", "Ratio", "How many dB above the threshold come out as one.",                \
    PARAM_FLOAT, PARAM_UNIT_RATIO, PARAM_LOG, 1, 100, 2, 20 },                                     \
  { "band" n ".attack", "Attack", "Time to do 63 % of a turn down.",                               \
    PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LOG, 0.1, 300, attack },                                     \
  { "band" n ".release", "Release", "Time to take back 63 % of the reduction.",                    \
    PARAM_FLOAT, PARAM_UNIT_MS, PARAM_LOG, 5, 3000, release },                                     \
  { "band" n ".gain", "Gain", "Gain of band " n " after its compression.",                         \
    PARAM_FLOAT, PARAM_UNIT_DB, PARAM_LINEAR, -24, 24, 0, 30 }
/* clang-format on */

static const ParamSpec params[MULTIBAND_N_VALUES] = {
  BAND ("1", 30, 200),
  BAND ("2", 20, 150),
  BAND ("3", 10, 120),
  BAND ("4", 5, 80),
  [MULTIBAND_LOW] = { .name = "low_freq",
                      .label = "Low crossover",
                      .help = "Where band 1 ends and band 2 begins.",
                      .unit = PARAM_UNIT_HZ,
                      .scale = PARAM_LOG,
                      .min = 30,
                      .max = 1000,
                      .initial = 120,
                      .smoothing_ms = 40 },
  [MULTIBAND_MIDDLE] = { .name = "mid_freq",
                         .label = "Mid crossover",
                         .help = "Where band 2 ends and band 3 begins; at least a tenth above the "
                                 "low crossover.",
                         .unit = PARAM_UNIT_HZ,
                         .scale = PARAM_LOG,
                         .min = 100,
                         .max = 8000,
                         .initial = 900,
                         .smoothing_ms = 40 },
  [MULTIBAND_HIGH] = { .name = "high_freq",
                       .label = "High crossover",
                       .help = "Where band 3 ends and band 4 begins; at least a tenth above the "
                               "mid crossover.",
                       .unit = PARAM_UNIT_HZ,
                       .scale = PARAM_LOG,
                       .min = 500,
                       .max = 18000,
                       .initial = 5000,
                       .smoothing_ms = 40 },
  [MULTIBAND_KNEE] = { .name = "knee",
                       .label = "Knee",
                       .help = "Range around the thresholds over which the ratios set in.",
                       .unit = PARAM_UNIT_DB,
                       .max = 24,
                       .initial = 6,
                       .smoothing_ms = 20 },
  [MULTIBAND_DETECTOR] = { .name = "detector",
                           .label = "Detector",
                           .help = "Peak catches every crest; RMS follows loudness over 10 ms.",
                           .type = PARAM_ENUM,
                           .max = 1,
                           .choices = detectors },
  [MULTIBAND_LOOKAHEAD] = { .name = "lookahead",
                            .label = "Look-ahead",
                            .help = "Delays the sound, not the detectors, so that the gains are "
                                    "down in time.",
                            .unit = PARAM_UNIT_MS,
                            .max = 20,
                            .rebuild = true },
  [MULTIBAND_OUTPUT] = { .name = "output",
                         .label = "Output",
                         .help = "Gain behind all bands.",
                         .unit = PARAM_UNIT_DB,
                         .min = -24,
                         .max = 24,
                         .smoothing_ms = 30 },
  [MULTIBAND_MIX] = { .name = "mix",
                      .label = "Mix",
                      .help = "Compressed against untouched bands: under 100 % is parallel "
                              "compression.",
                      .unit = PARAM_UNIT_PERCENT,
                      .max = 100,
                      .initial = 100,
                      .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Master: hold together", "band1.threshold=-22 band1.ratio=2 band2.threshold=-22 "
                             "band2.ratio=1.5 band3.threshold=-24 band3.ratio=1.5 "
                             "band4.threshold=-28 band4.ratio=1.7 knee=10 detector=rms" },
  { "Master: bass that stays", "band1.threshold=-24 band1.ratio=3 band1.attack=40 "
                               "band1.release=250 band2.on=off band3.on=off band4.on=off" },
  { "Master: tame the harsh range",
    "low_freq=150 mid_freq=2000 high_freq=6000 band1.on=off band2.on=off band3.threshold=-28 "
    "band3.ratio=2.5 band3.attack=5 band4.on=off" },
  { "Master: broadcast density",
    "band1.threshold=-30 band1.ratio=3 band1.gain=3 band2.threshold=-30 band2.ratio=2.5 "
    "band2.gain=3 band3.threshold=-32 band3.ratio=3 band3.gain=3.5 band4.threshold=-36 "
    "band4.ratio=3 band4.gain=4 output=-1" },
  { "Vocal: boom and bite", "low_freq=220 mid_freq=2200 high_freq=6500 band1.threshold=-28 "
                            "band1.ratio=3 band2.on=off band3.threshold=-30 band3.ratio=2 "
                            "band4.threshold=-34 band4.ratio=3 band4.attack=1" },
  { "Speech: even and close",
    "low_freq=180 mid_freq=1500 high_freq=5000 band1.threshold=-32 band1.ratio=3 "
    "band2.threshold=-28 band2.ratio=2.5 band2.gain=2 band3.threshold=-32 band3.ratio=2.5 "
    "band3.gain=2 band4.threshold=-38 band4.ratio=4 band4.attack=1 detector=rms" },
  { "Drums: tight low end",
    "low_freq=90 mid_freq=600 high_freq=6000 band1.threshold=-20 band1.ratio=4 band1.attack=15 "
    "band1.release=90 band2.threshold=-22 band2.ratio=3 band3.on=off band4.threshold=-28 "
    "band4.ratio=2" },
  { "Drums: parallel weight",
    "band1.threshold=-36 band1.ratio=8 band1.gain=10 band2.threshold=-38 band2.ratio=8 "
    "band2.gain=8 band3.threshold=-40 band3.ratio=6 band3.gain=6 band4.on=off mix=35" },
  { "Bass: steady bottom, free top",
    "low_freq=100 mid_freq=700 high_freq=3000 band1.threshold=-24 band1.ratio=6 band1.attack=12 "
    "band2.threshold=-24 band2.ratio=2.5 band3.on=off band4.on=off detector=rms" },
  { "Guitar: palm mutes", "low_freq=90 mid_freq=260 high_freq=4000 band1.on=off "
                          "band2.threshold=-30 band2.ratio=4 band2.attack=3 band2.release=80 "
                          "band3.on=off band4.on=off" },
  { "Ducking: room for the kick (external sidechain)",
    "low_freq=140 band1.threshold=-34 band1.ratio=5 band1.attack=1 band1.release=120 band2.on=off "
    "band3.on=off band4.on=off" },
};

const DeviceSpec multiband_spec = {
  .kind = "multiband",
  .label = "Multiband compressor",
  .help =
      "Four compressors for four ranges, so that the bass does not turn down the voices. The "
      "bands add up to a flat response; the crossovers turn the phase as three all-passes do, "
      "also where nothing is compressed.\n\n"
      "Do not use it where one compressor or a cut of the equalizer does: four ranges that move "
      "on their own take a mix apart as easily as they hold it together. If one range only is "
      "wrong, the dynamic equalizer is closer to it and turns no phase elsewhere. Do not put it "
      "on one of two microphones of the same source, nor in a path beside the untouched sound: "
      "use its mix instead.",
  .version = 1,
  .params = params,
  .n_params = MULTIBAND_N_VALUES,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};
