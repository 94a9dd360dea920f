/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/edge.h"

#include <string.h>

#include "realtime/fader.h"
#include "realtime/gain.h"
#include "realtime/mix_kernels.h"
#include "realtime/strip_fade.h"

/* `held`: something of it is, and `clock` says how far. */
static void
model_factors (const Edge *edge, const Strip *from, Frames at, bool held, Frames clock,
               float factors[2])
{
  double gain = 1.0, left = 1.0, right = 1.0;

  if (edge->kind == EDGE_SEND) {
    double pan = edge->pan_curve ? curve_value (edge->pan_curve, at) : edge->pan;
    gain = held ? gain_live_at (&edge->gain, at, clock) : gain_at (&edge->gain, at);
    if (held && edge->touch->pan)
      pan = live_value_at (edge->touch->pan, clock, pan, false);
    fader_balance (from->pan_law, pan < -1.0 ? -1.0 : pan > 1.0 ? 1.0 : pan, &left, &right);
  }
  if (edge->mute_of)
    gain *= held ? gain_live_audible_at (edge->mute_of, at, clock)
                 : gain_audible_at (edge->mute_of, at);
  if (edge->tap == STRIP_TAP_PRE && !strip_pre_is_stereo (from) && edge->kind != EDGE_SIDECHAIN) {
    double center, unused;
    fader_pan_law (from->pan_law, 0.0, &center, &unused);
    gain *= center;
  }
  factors[0] = (float) (gain * left);
  factors[1] = (float) (gain * right);
}

static bool
is_there (const Edge *edge, const Strip *from)
{
  return !strip_is_silent (from) || (edge->overhears && from->listened);
}

static bool
is_held (const Edge *edge)
{
  return edge->touch && edge->touch->any;
}

/* At graph time `time`, on the way from what the edge was. */
static void
edge_factors (const StripContext *context, const Edge *edge, const Strip *from, Frames at,
              Frames time, Frames clock, float factors[2])
{
  const double share = edge->before ? strip_fade_share (context, time) : 1.0;
  float old[2];

  model_factors (edge, from, at, is_held (edge), clock, factors);
  if (share >= 1.0)
    return;
  model_factors (edge->before, from, at, is_held (edge->before), clock, old);
  for (int c = 0; c < 2; c++)
    factors[c] = (float) (old[c] + ((double) factors[c] - old[c]) * share);
}

/* Writes the edge's signal with its gain to out; false when that is all zeros (out untouched). */
static bool
edge_tap (const StripContext *context, const Edge *edge, Frames position, int offset, int n,
          int slot, float *const *out)
{
  const Strip *from = &context->strips[edge->from];
  const bool pre = edge->tap == STRIP_TAP_PRE, moves = is_held (edge) || edge->before;
  const size_t at = (size_t) slot * (size_t) context->block + (size_t) offset;
  const float *in[2];

  if (!is_there (edge, from) || (!pre && from->zero[slot]))
    return false;
  in[0] = (pre ? from->pre[0] : from->post[0]) + at;
  in[1] = pre && !strip_pre_is_stereo (from) ? in[0] : (pre ? from->pre[1] : from->post[1]) + at;

  const Frames time = position + offset - (pre ? from->pre_latency : from->out_latency);
  for (int done = 0; done < n;) {
    const TimelinePart part = timeline_part (context->timeline, time + done, n - done);
    const Frames place = part.song;
    CutSpan span;
    float a[2], b[2];
    cut_span_init (&span, place);
    if (edge->kind == EDGE_SEND) {
      cut_span_add_gain (&span, &edge->gain, place);
      cut_span_add (&span, edge->pan_curve, place);
    }
    if (edge->mute_of)
      cut_span_add_mutes (&span, edge->mute_of, place);
    const Frames clock = context->clock + offset + done;
    if (moves) { /* from here to the next cut in a line */
      span.from = place;
      span.flat = place;
    }
    edge_factors (context, edge, from, span.from, position + offset + done, clock, a);
    if (span.flat >= place + part.n) {
      for (int c = 0; c < 2; c++)
        mix_scale (out[c] + done, in[c] + done, a[c], part.n);
      done += part.n;
      continue;
    }
    int now = span.to - place < part.n ? (int) (span.to - place) : part.n;
    if (edge->before)
      now = strip_fade_straight (context, position + offset + done, now);
    if (moves)
      span.to = place + now;
    edge_factors (context, edge, from, span.to, position + offset + done + now, clock + now, b);
    for (int c = 0; c < 2; c++)
      mix_scale_ramp (out[c] + done, in[c] + done, a[c], b[c], (int) (place - span.from),
                      (int) (span.to - span.from), now);
    done += now;
  }
  return true;
}

bool
edge_read (const StripContext *context, const Edge *edge, Frames position, int offset, int n,
           int slot, float *const *out)
{
  bool sounds = edge_tap (context, edge, position, offset, n, slot, out);

  if (sounds && edge->fade == EDGE_ENTERS)
    strip_fade_in (context, position + offset, 0, 2, n, out);
  if (edge->delay && (sounds || !delay_line_is_empty (edge->delay))) {
    if (!sounds) {
      mix_zero (out[0], n);
      mix_zero (out[1], n);
    }
    delay_line_process (edge->delay, (const float *const *) out, out, n);
    sounds = true;
  }
  if (sounds && edge->fade == EDGE_LEAVES)
    strip_fade_out (context, position + offset, 2, n, out);
  return sounds;
}

static bool
is_plain (const Edge *edge)
{
  return edge->kind == EDGE_SUM && !edge->delay && !edge->mute_of && edge->tap == STRIP_TAP_POST &&
         edge->fade == EDGE_STAYS && !edge->before;
}

bool
edges_sum (const StripContext *context, Strip *strip, Frames position, int n, int slot,
           float *const *work, float *scratch)
{
  float *const temp[2] = { scratch, scratch + context->block };
  const size_t at = (size_t) slot * (size_t) context->block;
  bool sounds = false;

  for (int e = 0; e < strip->n_edges; e++) {
    const Edge *edge = &strip->edges[e];
    const Strip *from = &context->strips[edge->from];
    const float *in[2] = { temp[0], temp[1] };
    bool here;
    if (edge->kind == EDGE_SIDECHAIN)
      continue;
    if (is_plain (edge)) {
      here = is_there (edge, from) && !from->zero[slot];
      in[0] = from->post[0] + at;
      in[1] = from->post[1] + at;
    } else {
      here = edge_read (context, edge, position, 0, n, slot, temp);
    }
    for (int c = 0; c < 2; c++) {
      if (here && sounds)
        mix_add (work[c], in[c], n);
      else if (here)
        mix_copy (work[c], in[c], n);
      if (edge->capture[c] && here)
        mix_copy (edge->capture[c] + at, in[c], n);
      else if (edge->capture[c])
        mix_zero (edge->capture[c] + at, n);
    }
    sounds |= here;
  }
  return sounds;
}
