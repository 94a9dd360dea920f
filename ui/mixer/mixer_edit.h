/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys and the pointer do to cells: command lines and values that a hand holds. Where strips
 * are linked, what is done to a selected one is done to all that are. No GTK; main thread. */
#pragma once

#include "ui/mixer/mixer_model.h"

/* So many natural steps: 1 dB, 5 of pan and width, one step of the main parameter of an insert.
 * Steps within 600 ms are one of undo. False where the cell has no value. */
bool mixer_step (MixerModel *model, const Track *track, Cell cell, double steps);
/* As a hand drags it: `by` is its way up, 1 for the whole range. */
void mixer_drag_begin (MixerModel *model, const Track *track, Cell cell);
void mixer_drag (MixerModel *model, double by);
void mixer_drag_end (MixerModel *model, bool keep);
/* To the default: 0 dB, middle, as it is. */
bool mixer_reset (MixerModel *model, const Track *track, Cell cell);
/* What was typed: "-6", "-inf", "L30", "+1.5" on what is there. NULL, or a sentence to be freed. */
char *mixer_type (MixerModel *model, const Track *track, Cell cell, const char *text);

void mixer_switch (MixerModel *model, const Track *track, int button);
/* An insert bypassed or not, a send silent or not. False where the cell is neither. */
bool mixer_bypass (MixerModel *model, const Track *track, Cell cell);
bool mixer_bypass_all (MixerModel *model, const Track *track);
bool mixer_send_pre (MixerModel *model, const Track *track, Cell cell);
bool mixer_remove (MixerModel *model, const Track *track, Cell cell);
/* An insert to another place, of another strip where `into` is one; the cell goes along where it
 * stays in its strip. */
bool mixer_move_insert (MixerModel *model, const Track *track, int from, const Track *into, int to);

/* What a cell holds: "−1.5 dB", "R30", "80 %"; to be freed. "" where it holds nothing. */
char *mixer_value_text (LqDesk *desk, const Track *track, Cell cell);
