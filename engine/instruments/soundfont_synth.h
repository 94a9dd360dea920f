/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One FluidSynth with one SoundFont, set up to be used on one thread at a time without allocating,
 * and to be the same after a reset as when it was new. Opening and closing: any thread but audio.
 */
#pragma once

#include <fluidsynth.h>
#include <stdbool.h>

#include "base/realtime.h"

#define SOUNDFONT_BLOCK 64 /* frames that FluidSynth renders at a time, whatever it is told */
#define SOUNDFONT_HIGHEST_RATE 96000

typedef struct {
  fluid_settings_t *settings;
  fluid_synth_t *synth;
  fluid_sample_t *silence; /* what wipes a voice */
  int polyphony;
  int n_used; /* voices that sounded at once since the last reset, at most */
} SoundfontSynth;

/* False with a static sentence in *message, and nothing to close. */
bool soundfont_synth_open (SoundfontSynth *synth, const char *file, int rate, int polyphony,
                           const char **message);
void soundfont_synth_close (SoundfontSynth *synth);

/* All voices, controllers and programs as when it was new. Takes about 10 us for each voice used.
 */
void soundfont_synth_reset (SoundfontSynth *synth) REALTIME;
/* The next SOUNDFONT_BLOCK frames, in which all that was played so far takes effect. */
void soundfont_synth_render (SoundfontSynth *synth, float *left, float *right) REALTIME;
