/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixer without its looks: strips, the cell that the cursor is on, and what cells hold. The
 * strip of the cursor is the track of the desk's cursor. No GTK; main thread. */
#pragma once

#include "ui/desk/desk_touch.h"
#include "ui/mixer/strip_layout.h"
#include "ui/mixer/strips.h"

typedef struct {
  LqDesk *desk; /* a reference */
  GArray *strips; /* MixerStrip */
  Cell cell;
  StripWidth width;
  Id spilled; /* a group or VCA; 0: none */
  char *search; /* or NULL */
  bool linked; /* what is set of one selected strip moves them all */
  GArray *held; /* what a hand drags, private; or NULL */
} MixerModel;

MixerModel *mixer_model_new (LqDesk *desk);
void mixer_model_free (MixerModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MixerModel, mixer_model_free)
/* Reads the strips anew: the project or what shows of it has changed. */
void mixer_model_refresh (MixerModel *model);

int mixer_model_at (const MixerModel *model); /* the strip of the cursor; -1: it has none here */
const Track *mixer_model_track (const MixerModel *model); /* or NULL; borrowed */
/* The cursor to a strip, or the nearest; `extend` selects it, too. */
void mixer_model_go (MixerModel *model, int strip, bool extend);
/* To the next that is a group, return, VCA or main in a direction. */
void mixer_model_go_family (MixerModel *model, int direction);
/* The most inserts and sends of a strip, with the empty slot behind them. */
void mixer_model_most (const MixerModel *model, int *inserts, int *sends);

/* The inserts of a strip; of main with the mastering chain behind them. Index is an Effect of it or
 * NULL. Borrowed. */
int mixer_n_inserts (const Track *track);
const Effect *mixer_insert (const Track *track, int index);
const Send *mixer_send (const Track *track, int index);
unsigned mixer_buttons (const Track *track, bool phase); /* StripButtons as bits */

/* Whether a strip has it; the empty slot behind inserts and sends counts. */
bool mixer_has_cell (const Track *track, Cell cell);
/* The nearest cell that it has. */
Cell mixer_nearest_cell (const Track *track, Cell cell);
/* One further, 1 down or -1 up, or the same at the end. */
Cell mixer_next_cell (const Track *track, Cell cell, int direction);

/* The value of a cell; false where it has none that steps. */
bool mixer_target (const Track *track, Cell cell, LiveTarget *target);
bool mixer_button_on (LqDesk *desk, const Track *track, int button);
