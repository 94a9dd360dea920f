/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values that are held just now, and which strips of the running graph they concern. They
 * outlive graphs: each graph is bound when it comes. Audio thread; a table of fixed size. */
#pragma once

#include "realtime/strip.h"

#define LIVE_VALUES 512

typedef struct {
  int n;
  bool changed; /* what is held is no longer what is bound */
  Frames length; /* of the ramps */
  LiveValue values[LIVE_VALUES];
  int16_t heads[LIVE_VALUES * 2]; /* by hash of the object: first of `values`, chained by next */
} LiveValues;

/* Ramps of 10 ms. */
void live_values_init (LiveValues *values, int rate);

/* The hand is here: the amplitude of a gain, else the parameter's own unit. `adds`: a factor of a
 * gain, else steps on the display scale, on top of what the model says. Without room nothing is
 * done. */
void live_values_touch (LiveValues *values, const LiveTarget *target, double hand, bool adds,
                        Frames clock) REALTIME;
/* Back to the model in so many frames; 0: in one ramp of 10 ms. */
void live_values_release (LiveValues *values, const LiveTarget *target, Frames back,
                          Frames clock) REALTIME;
/* Forgets what was let go and has come back. */
void live_values_expire (LiveValues *values, Frames clock) REALTIME;

/* Points the graph's strips to what is held of them. */
void live_values_bind (LiveValues *values, const StripContext *context) REALTIME;
