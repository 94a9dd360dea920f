/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/soundfont_spec.h"

static const char *const interpolations[] = { "linear", "cubic", "high", NULL };

static const ParamSpec params[N_SOUNDFONT_PARAMS] = {
  [SOUNDFONT_FILE] = { .name = "file",
                       .label = "SoundFont",
                       .help =
                           "The SF2 or SF3 file; empty is the General MIDI bank of this machine.",
                       .type = PARAM_FILE,
                       .rebuild = true },
  [SOUNDFONT_BANK] = { .name = "bank",
                       .label = "Bank",
                       .help = "Which bank the program is taken from; 128 holds the drum kits.",
                       .type = PARAM_INT,
                       .max = 16383 },
  [SOUNDFONT_PROGRAM] = { .name = "program",
                          .label = "Program",
                          .help = "The sound, until the notes bring a program change of their own.",
                          .type = PARAM_INT,
                          .max = 127 },
  [SOUNDFONT_GAIN] = { .name = "gain",
                       .label = "Gain",
                       .help = "Level of the whole instrument.",
                       .unit = PARAM_UNIT_DB,
                       .min = -60,
                       .max = 24,
                       .smoothing_ms = 20 },
  [SOUNDFONT_TUNE] = { .name = "tune",
                       .label = "Tune",
                       .help = "Shifts the pitch of all notes, those that sound too.",
                       .unit = PARAM_UNIT_CENTS,
                       .min = -100,
                       .max = 100 },
  [SOUNDFONT_BEND_RANGE] = { .name = "bend_range",
                             .label = "Bend range",
                             .help = "How far the pitch wheel bends at its ends.",
                             .type = PARAM_INT,
                             .unit = PARAM_UNIT_SEMITONES,
                             .max = 48,
                             .initial = 2 },
  [SOUNDFONT_POLYPHONY] = { .name = "polyphony",
                            .label = "Polyphony",
                            .help = "Voices at most; a note often takes two or more.",
                            .type = PARAM_INT,
                            .min = 8,
                            .max = 1024,
                            .initial = 256,
                            .rebuild = true },
  [SOUNDFONT_INTERPOLATION] = { .name = "interpolation",
                                .label = "Interpolation",
                                .help = "How samples are read between their points; high keeps "
                                        "transposed "
                                        "notes cleanest.",
                                .type = PARAM_ENUM,
                                .max = 2,
                                .initial = 2,
                                .choices = interpolations,
                                .rebuild = true },
};

static const ParamPreset presets[] = {
  { "Grand piano", "program=0" },       { "Electric piano", "program=4" },
  { "Nylon guitar", "program=24" },     { "Finger bass", "program=33" },
  { "Strings", "program=48" },          { "Choir", "program=52" },
  { "Brass section", "program=61" },    { "Flute", "program=73" },
  { "Drum kit", "bank=128 program=0" },
};

const DeviceSpec soundfont_spec = {
  .kind = "soundfont",
  .label = "SoundFont player",
  .help = "Plays sampled instruments from a SoundFont file; channel 10 plays drums.",
  .version = 1,
  .params = params,
  .n_params = N_SOUNDFONT_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};
