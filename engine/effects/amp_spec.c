/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/amp_spec.h"

static const char *const models[] = { "clean", "crunch", "lead", "bass", NULL };
static const char *const cabinets[] = { "open", "closed", "bass", "file", "none", NULL };

#define KNOB_PARAM(kind, text, words)                                                              \
  {                                                                                                \
    .name = kind, .label = text, .help = words, .unit = PARAM_UNIT_PERCENT, .max = 100,            \
    .initial = 50, .smoothing_ms = 50                                                              \
  }

static const ParamSpec params[AMP_N_PARAMS] = {
  [AMP_MODEL] = { .name = "model",
                  .label = "Model",
                  .help =
                      "How much gain it has and where; clean and bass have the tone stack of an "
                      "American amplifier of 1959, crunch and lead that of a British one.",
                  .type = PARAM_ENUM,
                  .max = AMP_MODELS - 1,
                  .initial = AMP_CRUNCH,
                  .choices = models,
                  .rebuild = true },
  [AMP_GAIN] = { .name = "gain",
                 .label = "Gain",
                 .help = "How hard its first valve is played.",
                 .unit = PARAM_UNIT_DB,
                 .min = -12,
                 .max = 36,
                 .initial = 12,
                 .smoothing_ms = 50 },
  [AMP_BASS] = KNOB_PARAM ("bass", "Bass", "Bass knob of the tone stack, which all three share."),
  [AMP_MIDDLE] = KNOB_PARAM ("middle", "Middle", "Middle knob; at 0 % the middle is gone."),
  [AMP_TREBLE] = KNOB_PARAM ("treble", "Treble", "Treble knob; it moves the middle, too."),
  [AMP_POWER] = { .name = "power",
                  .label = "Power",
                  .help = "How hard its power valves are played.",
                  .unit = PARAM_UNIT_DB,
                  .min = -18,
                  .max = 18,
                  .smoothing_ms = 50 },
  [AMP_SAG] = { .name = "sag",
                .label = "Sag",
                .help = "How far its supply gives in when it is loud: notes bloom.",
                .unit = PARAM_UNIT_PERCENT,
                .max = 100,
                .initial = 30,
                .smoothing_ms = 50 },
  [AMP_CABINET] = { .name = "cabinet",
                    .label = "Cabinet",
                    .help = "What it plays through: a cabinet by formula, the impulse response of "
                            "a file, or nothing.",
                    .type = PARAM_ENUM,
                    .max = AMP_CABINET_NONE,
                    .choices = cabinets,
                    .rebuild = true },
  [AMP_POSITION] = { .name = "position",
                     .label = "Mic position",
                     .help = "From the middle of the cone, which is bright, to its rim; not of "
                             "files.",
                     .unit = PARAM_UNIT_PERCENT,
                     .max = 100,
                     .initial = 25,
                     .rebuild = true },
  [AMP_DISTANCE] = { .name = "distance",
                     .label = "Distance (cm)",
                     .help = "Of the microphone from the speaker: far off, the floor is heard; not "
                             "of files.",
                     .scale = PARAM_LOG,
                     .min = 2,
                     .max = 200,
                     .initial = 5,
                     .rebuild = true },
  [AMP_FILE] = { .name = "file",
                 .label = "Impulse file",
                 .help = "Any audio file, whose first second is the impulse response of the "
                         "cabinet 'file'.",
                 .type = PARAM_FILE },
  [AMP_OUTPUT] = { .name = "output",
                   .label = "Output",
                   .help = "Gain behind it.",
                   .unit = PARAM_UNIT_DB,
                   .min = -24,
                   .max = 24,
                   .smoothing_ms = 30 },
  [AMP_MIX] = { .name = "mix",
                .label = "Mix",
                .help = "Amplified against untouched sound; a bass keeps its bottom at half.",
                .unit = PARAM_UNIT_PERCENT,
                .max = 100,
                .initial = 100,
                .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Guitar: clean and warm", "model=clean gain=6 bass=45 middle=45 treble=60 cabinet=open" },
  { "Guitar: clean, at its edge", "model=clean gain=18 bass=40 treble=65 power=3 sag=45" },
  { "Guitar: jazz, rolled off",
    "model=clean gain=3 bass=55 middle=70 treble=20 position=80 distance=15" },
  { "Guitar: crunch rhythm", "model=crunch gain=14 bass=50 middle=65 treble=60 cabinet=closed" },
  { "Guitar: classic rock", "model=crunch gain=22 middle=75 treble=65 power=6 cabinet=closed" },
  { "Guitar: blues that sags", "model=clean gain=24 power=9 sag=80 middle=60 cabinet=open" },
  { "Guitar: singing lead", "model=lead gain=16 middle=80 treble=55 sag=40 cabinet=closed" },
  { "Guitar: tight metal",
    "model=lead gain=20 bass=35 middle=35 treble=70 sag=5 cabinet=closed position=15" },
  { "Guitar: from across the room", "model=crunch gain=14 distance=150 cabinet=open" },
  { "Bass: round and even", "model=bass gain=6 bass=60 middle=50 treble=40 cabinet=bass" },
  { "Bass: grit over the bottom", "model=bass gain=28 treble=60 cabinet=bass mix=55" },
  { "Keys: electric piano in a combo", "model=clean gain=12 cabinet=open middle=60 position=50" },
  { "Drums: crushed in a small amp", "model=lead gain=6 power=9 cabinet=open mix=25" },
};

const DeviceSpec amp_spec = {
  .kind = "amp",
  .label = "Amp and cabinet",
  .help =
      "An amplifier for guitar and bass with its loudspeaker: two valve stages, a tone stack, a "
      "power stage whose supply gives in, and a cabinet before a microphone. Oversampled, so that "
      "what it adds are harmonics.\n\n"
      "Do not use it on a guitar that was recorded from a loudspeaker: two cabinets in a row sound "
      "like a telephone; choose the cabinet 'none', or the saturator. It wants the level of an "
      "instrument, peaks at about -12 dBFS. Hum is amplified with the rest: a gate belongs in "
      "front.",
  .version = 1,
  .params = params,
  .n_params = AMP_N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};
