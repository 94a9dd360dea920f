/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters that chorus, flanger, phaser and tremolo share: an oscillation by frequency or in
 * time with the song. Realtime but for init. */
#pragma once

#include "dsp/lfo.h"
#include "dsp/processor.h"

extern const char *const modulation_notes[];
#define MODULATION_NOTE_MOST 10
#define MODULATION_NOTE_QUARTER 5

/* clang-format off */
#define MODULATION_RATE_PARAM(hz, most)                                                            \
  { .name = "rate", .label = "Rate", .help = "How fast it moves, where it is not in time.",        \
    .unit = PARAM_UNIT_HZ, .scale = PARAM_LOG, .min = 0.02, .max = most, .initial = hz,            \
    .smoothing_ms = 50 }
#define MODULATION_SYNC_PARAM                                                                      \
  { .name = "sync", .label = "In time", .help = "Moves with the bars of the song.",                \
    .type = PARAM_BOOL, .max = 1, .rebuild = true }
#define MODULATION_NOTE_PARAM(note)                                                                \
  { .name = "note", .label = "Note", .help = "How long one turn takes when in time.",              \
    .type = PARAM_ENUM, .max = MODULATION_NOTE_MOST, .initial = note,                              \
    .choices = modulation_notes, .rebuild = true }
/* clang-format on */

typedef struct {
  int rate;
  double beats; /* of a turn; 0: by frequency */
  Lfo lfo;
} Modulation;

void modulation_init (Modulation *modulation, int rate, bool sync, double note);
void modulation_set (Modulation *modulation, double hz, bool jump) REALTIME;
void modulation_reset (Modulation *modulation) REALTIME;
/* Before the frames of a call, which is cut at the grid. */
void modulation_begin (Modulation *modulation, const ProcessContext *context) REALTIME;
