/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of a product of faders at a place, and the cuts between which it runs. Audio thread. */
#pragma once

#include "realtime/strip.h"

/* Linear amplitude at a control cut. */
double gain_at (const Gain *gain, Frames at) REALTIME;
/* Mute and solo alone: 0 or 1, for pre taps. */
double gain_audible_at (const Gain *gain, Frames at) REALTIME;

/* The same while something of it is held: gain->touch->any. `clock` is the player's. */
double gain_live_at (const Gain *gain, Frames at, Frames clock) REALTIME;
/* 0..1: a hand mutes in a ramp. */
double gain_live_audible_at (const Gain *gain, Frames at, Frames clock) REALTIME;

/* The control cuts around a place: *from <= at < *to, at the grid and at every point of the curves.
 */
typedef struct {
  Frames from, to;
  Frames flat; /* nothing changes up to here */
} CutSpan;

void cut_span_init (CutSpan *span, Frames at) REALTIME;
void cut_span_add (CutSpan *span, const Curve *curve, Frames at) REALTIME; /* NULL is fine */
void cut_span_add_mutes (CutSpan *span, const Gain *gain, Frames at) REALTIME;
void cut_span_add_gain (CutSpan *span, const Gain *gain, Frames at) REALTIME;
