/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value that a hand holds: it stands in for what the model and its envelope say, from the first
 * touch to the release. Functions of the player's clock alone, so that every strip that asks gets
 * the same answer, in whatever order. Audio thread.
 *
 * Two straight ramps of 10 ms: `value` to where the hand is, and `weight` from the model (0) to the
 * hand (1) and back, which may take longer. Gains are blended as amplitudes. */
#pragma once

#include "base/realtime.h"
#include "base/types.h"

/* Parameters of a strip and, as far as it has them, of a send; of an effect it is an index of its
 * table. */
enum { LIVE_GAIN, LIVE_PAN, LIVE_WIDTH, LIVE_MUTE };

/* What is held. */
typedef struct {
  Id strip; /* the track */
  Id object; /* 0: the strip itself; else a send, effect or instrument of it */
  int param;
} LiveTarget;

static inline bool
live_target_same (const LiveTarget *a, const LiveTarget *b)
{
  return a->strip == b->strip && a->object == b->object && a->param == b->param;
}

typedef struct {
  double from, to;
  Frames since; /* of the clock */
} LiveRamp;

typedef struct {
  LiveTarget target;
  LiveRamp value; /* gains as amplitudes */
  LiveRamp weight; /* to == 0: let go */
  bool adds; /* on top of the model: gains multiply, all else adds on the display scale */
  Frames length; /* of both ramps */
  Frames back; /* of the weight's, once it was let go */
  int next; /* of the same object; see live_values.c */
} LiveValue;

static inline double
live_ramp_at (const LiveRamp *ramp, Frames length, Frames clock)
{
  const Frames gone = clock - ramp->since;
  return gone >= length ? ramp->to
                        : ramp->from + (ramp->to - ramp->from) *
                                           ((double) (gone > 0 ? gone : 0) / (double) length);
}

static inline void
live_ramp_to (LiveRamp *ramp, double to, Frames length, Frames clock)
{
  *ramp = (LiveRamp){ live_ramp_at (ramp, length, clock), to, clock };
}

/* How long the ramp of the weight takes that is under way. */
static inline Frames
live_value_takes (const LiveValue *live)
{
  return live->weight.to != 0.0 ? live->length : live->back;
}

static inline double
live_value_weight (const LiveValue *live, Frames clock)
{
  return live_ramp_at (&live->weight, live_value_takes (live), clock);
}

/* The hand comes: where nothing was held, from the model. */
static inline void
live_value_touch (LiveValue *live, double hand, bool adds, Frames clock)
{
  live->adds = adds;
  if (live->value.to != hand) /* said again it is no reason to take longer */
    live_ramp_to (&live->value, hand, live->length, clock);
  if (live->weight.to != 1.0)
    live->weight = (LiveRamp){ live_value_weight (live, clock), 1.0, clock };
}

/* Back to the model in so many frames. */
static inline void
live_value_let_go (LiveValue *live, Frames back, Frames clock)
{
  if (live->weight.to == 0.0)
    return;
  live_ramp_to (&live->weight, 0.0, live->length, clock);
  live->back = back;
}

/* It was let go and has come back. */
static inline bool
live_value_is_over (const LiveValue *live, Frames clock)
{
  return live->weight.to == 0.0 && clock - live->weight.since >= live->back;
}

/* `model`: what is there without the hand, of a gain as an amplitude. */
static inline double
live_value_at (const LiveValue *live, Frames clock, double model, bool gain)
{
  const double hand = live_ramp_at (&live->value, live->length, clock);
  const double weight = live_value_weight (live, clock);

  if (live->adds)
    return gain ? model * (1.0 + (hand - 1.0) * weight) : model + hand * weight;
  return weight >= 1.0 ? hand : model + (hand - model) * weight;
}

/* Who holds what of a graph: filled in by live_values_bind (), read by strips. Each lies outside
 * the structs of the graph, which several threads read. NULL pointers where nobody does. */

typedef struct {
  const LiveValue *gain, *mute;
} GainHold;

typedef struct {
  bool any, mutes;
  GainHold parts[]; /* as Gain.parts */
} GainTouch;

typedef struct {
  bool any; /* the gain, the pan, or what mutes a pre tap */
  const LiveValue *pan;
} EdgeTouch;

typedef struct {
  bool any; /* the gain, the pan or the width */
  bool inserts; /* something of an effect or the instrument */
  const LiveValue *pan, *width;
} StripTouch;

typedef struct {
  bool any;
  Frames ahead; /* the player's clock less the song position of the call under way */
  const LiveValue *values[]; /* one a parameter */
} InsertTouch;
