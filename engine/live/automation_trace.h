/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was heard of a held control, reckoned once more: the ramps of realtime/live_value.h from the
 * touches and the clock, as points over the song. Main thread. */
#pragma once

#include <glib.h>

#include "live/automation_model.h"

typedef enum {
  TRACE_TOUCH, /* the hand is at `hand` */
  TRACE_RELEASE, /* back to the model in `back` frames */
  TRACE_DROP, /* likewise, and what the hand did since it came does not count */
} TraceEventKind;

typedef struct {
  Frames clock; /* of the player */
  TraceEventKind kind;
  double hand; /* amplitude of a gain, else its unit; what `adds`: as in PlayerRequest */
  bool adds;
  bool begins; /* it is there when the pass begins, whatever ramp is still under way */
  Frames back;
} TraceEvent;

/* Where the hand is; all zeros at first. */
typedef struct {
  bool held; /* or on its way back */
  LiveValue value; /* of effects on the display scale */
} TraceState;

/* One pass: clocks [from, to) are the song from `song` on, as the control sees it. */
typedef struct {
  Frames from, to, song;
  int rate;
  Frames glide; /* how long the way back takes where the hand is still there at the end */
} TracePass;

typedef struct {
  Frames song;
  double y; /* on the display scale, see automation_model_to_scale () */
} TracePoint;

/* A stretch in which the control was held, from the touch to where the model is reached again. */
typedef struct {
  Frames from, to; /* song positions, to > from */
  bool trims; /* points are offsets */
  GArray *points; /* TracePoint, rising, no more than straight lines need */
} TraceStretch;

void trace_stretch_free (TraceStretch *stretch);

/* An event outside of a pass. */
void trace_apply (TraceState *state, const AutomationModel *model, const TraceEvent *event,
                  Frames song, int rate);
/* The events of a pass, in order; those before it count, those behind it stay for later and are not
 * looked at. Adds the TraceStretches. Returns how many events are done with. */
guint trace_pass (TraceState *state, const AutomationModel *model, const TraceEvent *events,
                  guint n, const TracePass *pass, GPtrArray *stretches);
