/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip.h"

#include <string.h>

#include "base/math.h"
#include "realtime/gain.h"
#include "realtime/mix_kernels.h"

#define QUIET 1e-8f /* -160 dBFS */

enum { PAN_LAW_CONSTANT_POWER, PAN_LAW_MINUS_4_5, PAN_LAW_LINEAR };

/* The side factors of the law for a mono source. */
static void
law_factors (int law, double pan, double *left, double *right)
{
  const double angle = (pan + 1.0) * (MATH_PI / 4);
  const double linear_left = (1.0 - pan) / 2, linear_right = (1.0 + pan) / 2;

  if (law == PAN_LAW_LINEAR) {
    *left = linear_left;
    *right = linear_right;
  } else {
    *left = pan >= 1.0 ? 0.0 : math_cos (angle);
    *right = pan <= -1.0 ? 0.0 : math_sin (angle);
    if (law == PAN_LAW_MINUS_4_5) {
      *left = sqrt (*left * linear_left);
      *right = sqrt (*right * linear_right);
    }
  }
}

/* Balance: the far side follows the law normalized to 0 dB at the center, the near side stays. */
static void
balance_factors (int law, double pan, double *left, double *right)
{
  double center, unused;

  if (pan == 0.0) {
    *left = *right = 1.0;
  } else if (law == PAN_LAW_LINEAR) {
    *left = pan > 0 ? 1.0 - pan : 1.0;
    *right = pan < 0 ? 1.0 + pan : 1.0;
  } else {
    law_factors (law, 0.0, &center, &unused);
    law_factors (law, pan, left, right);
    *left = pan > 0 ? *left / center : 1.0;
    *right = pan < 0 ? *right / center : 1.0;
  }
}

void
strip_pan_matrix (int pan_law, int channels, double pan, double width, double m[4])
{
  double left, right;

  if (channels == 1) {
    law_factors (pan_law, pan, &left, &right);
    m[0] = left;
    m[1] = 0.0;
    m[2] = right;
    m[3] = 0.0;
    return;
  }
  balance_factors (pan_law, pan, &left, &right);
  const double near = (1.0 + width) / 2, far = (1.0 - width) / 2;
  m[0] = left * near;
  m[1] = left * far;
  m[2] = right * far;
  m[3] = right * near;
}

/* --- Edges
 * -------------------------------------------------------------------------------------------- */

static void
edge_factors (const Edge *edge, const Strip *from, Frames at, float factors[2])
{
  double gain = 1.0, left = 1.0, right = 1.0;

  if (edge->kind == EDGE_SEND) {
    gain = gain_at (&edge->gain, at);
    const double pan = edge->pan_curve ? curve_value (edge->pan_curve, at) : edge->pan;
    balance_factors (from->pan_law, pan, &left, &right);
  }
  if (edge->mute_of)
    gain *= gain_audible_at (edge->mute_of, at);
  if (edge->tap == STRIP_TAP_PRE && from->pre_channels == 1 && edge->kind != EDGE_SIDECHAIN) {
    double center, unused;
    law_factors (from->pan_law, 0.0, &center, &unused);
    gain *= center;
  }
  factors[0] = (float)(gain * left);
  factors[1] = (float)(gain * right);
}

/* Writes the edge's signal with its gain to out; false when that is all zeros (out untouched). */
static bool
edge_tap (const StripContext *context, const Edge *edge, Frames position, int offset, int n,
          int slot, float *const *out)
{
  const Strip *from = &context->strips[edge->from];
  const bool pre = edge->tap == STRIP_TAP_PRE;
  const size_t at = (size_t)slot * (size_t)context->block + (size_t)offset;
  const float *in[2];

  if (from->silent || (!pre && from->zero[slot]))
    return false;
  in[0] = (pre ? from->pre[0] : from->post[0]) + at;
  in[1] = pre && from->pre_channels == 1 ? in[0] : (pre ? from->pre[1] : from->post[1]) + at;

  Frames place = position + offset - (pre ? from->pre_latency : from->out_latency);
  for (int done = 0; done < n;) {
    CutSpan span;
    float a[2], b[2];
    cut_span_init (&span, place);
    if (edge->kind == EDGE_SEND) {
      cut_span_add_gain (&span, &edge->gain, place);
      cut_span_add (&span, edge->pan_curve, place);
    }
    if (edge->mute_of)
      cut_span_add_mutes (&span, edge->mute_of, place);
    edge_factors (edge, from, span.from, a);
    if (span.flat >= place + (n - done)) {
      for (int c = 0; c < 2; c++)
        mix_scale (out[c] + done, in[c] + done, a[c], n - done);
      return true;
    }
    edge_factors (edge, from, span.to, b);
    const int now = span.to - place < n - done ? (int)(span.to - place) : n - done;
    for (int c = 0; c < 2; c++)
      mix_scale_ramp (out[c] + done, in[c] + done, a[c], b[c], (int)(place - span.from),
                      (int)(span.to - span.from), now);
    done += now;
    place += now;
  }
  return true;
}

/* What an edge gives at graph positions [position + offset, ...), through its delay, into out:
 * false when it is all zeros (out untouched). */
static bool
edge_read (const StripContext *context, const Edge *edge, Frames position, int offset, int n,
           int slot, float *const *out)
{
  const bool sounds = edge_tap (context, edge, position, offset, n, slot, out);

  if (!edge->delay)
    return sounds;
  if (!sounds) {
    if (delay_line_is_empty (edge->delay))
      return false;
    mix_zero (out[0], n);
    mix_zero (out[1], n);
  }
  delay_line_process (edge->delay, (const float *const *)out, out, n);
  return true;
}

static bool
is_plain (const Edge *edge)
{
  return edge->kind == EDGE_SUM && !edge->delay && !edge->mute_of && edge->tap == STRIP_TAP_POST;
}

/* Sums all inputs into work over the whole block; false when there is nothing but zeros. */
static bool
sum_edges (const StripContext *context, Strip *strip, Frames position, int n, int slot,
           float *const *work, float *scratch)
{
  float *const temp[2] = { scratch, scratch + context->block };
  const size_t at = (size_t)slot * (size_t)context->block;
  bool sounds = false;

  for (int e = 0; e < strip->n_edges; e++) {
    const Edge *edge = &strip->edges[e];
    const Strip *from = &context->strips[edge->from];
    const float *in[2] = { temp[0], temp[1] };
    bool here;
    if (edge->kind == EDGE_SIDECHAIN)
      continue;
    if (is_plain (edge)) {
      here = !from->silent && !from->zero[slot];
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

/* --- Source
 * --------------------------------------------------------------------------------------------- */

/* The instrument over [place, place + n), with its events at their frames. */
static void
play_notes (const StripContext *context, Strip *strip, Frames place, int n, float *const *work)
{
  const NoteList *notes = strip->notes;
  Insert *instrument = strip->instrument;
  const Frames end = place + n;

  /* Fresh, at a start, and where it wakes: sleep has cleared its controllers. */
  if (insert_prepare (instrument, place))
    note_list_chase (notes, place, instrument->processor, instrument->memory);
  int next = note_list_find (notes, place);
  for (Frames at = place; at < end;) {
    while (next < notes->n && notes->events[next].at <= at) {
      instrument->processor->event (instrument->memory, &notes->events[next++].event);
    }
    const Frames stop =
        next < notes->n && notes->events[next].at < end ? notes->events[next].at : end;
    float *const part[2] = { work[0] + (at - place), work[1] + (at - place) };
    insert_process (instrument, part, (int)(stop - at), at, context->rate, NULL, context->tempo);
    at = stop;
  }
}

/* Fills work with what comes in at graph positions [position, + n); false when it is all zeros. */
static bool
fill_source (const StripContext *context, Strip *strip, Frames position, int n, int slot,
             float *const *work, float *scratch)
{
  const Frames place = position - strip->in_latency - strip->shift;
  float *const temp[2] = { scratch, scratch + context->block };
  bool sounds;

  if (strip->regions) {
    sounds = region_list_read (strip->regions, place, n, work, temp);
    if (sounds && strip->channels == 2 && strip->regions->channels == 1)
      memcpy (work[1], work[0], sizeof (float) * (size_t)n);
  } else {
    sounds = sum_edges (context, strip, position, n, slot, work, scratch);
    if (!sounds) {
      mix_zero (work[0], n);
      mix_zero (work[1], n);
    }
    if (strip->late && (sounds || !delay_line_is_empty (strip->late))) {
      delay_line_process (strip->late, (const float *const *)work, work, n);
      sounds = true;
    }
  }
  return sounds;
}

/* --- Inserts and sleep
 * ---------------------------------------------------------------------------------- */

static void
run_chain (const StripContext *context, Strip *strip, Insert *chain, int n_chain, Frames place,
           Frames position, int offset, int n, int slot, float *const *work, float *scratch)
{
  float *const side[2] = { scratch, scratch + context->block };

  for (int i = 0; i < n_chain; i++) {
    bool listens = false;
    for (int e = 0; e < strip->n_edges; e++) {
      const Edge *edge = &strip->edges[e];
      if (edge->kind != EDGE_SIDECHAIN || &chain[i] != strip_insert (strip, edge->insert))
        continue;
      if (!edge_read (context, edge, position, offset, n, slot, side)) {
        mix_zero (side[0], n);
        mix_zero (side[1], n);
      }
      listens = true;
    }
    insert_process (&chain[i], work, n, place, context->rate,
                    listens ? (const float *const *)side : NULL, context->tempo);
    place -= chain[i].latency;
  }
}

static void
fall_asleep (Strip *strip)
{
  for (int i = 0; i < strip->n_inserts; i++)
    insert_reset (&strip->inserts[i]);
  for (int i = 0; i < strip->n_master; i++)
    insert_reset (&strip->master[i]);
  if (strip->instrument)
    insert_reset (strip->instrument);
  strip->state->asleep = true;
}

static void fade_and_pan (const Strip *strip, Frames place, int n, const float *const *in,
                          float *const *out);

/* One part of the block that no sleep check cuts. `offset` counts from the block's start. */
static void
process_part (const StripContext *context, Strip *strip, Frames position, int offset, int n,
              int slot, float *const *work, float *const *post, float *scratch)
{
  const Frames place = position + offset - strip->in_latency;
  float *const part[2] = { work[0] + offset, work[1] + offset };
  float *const out[2] = { post[0] + offset, post[1] + offset };

  if (strip->instrument)
    play_notes (context, strip, place - strip->shift, n, part);
  if (strip->invert & 1)
    mix_negate (part[0], n);
  if ((strip->invert & 2) && strip->channels > 1)
    mix_negate (part[1], n);
  run_chain (context, strip, strip->inserts, strip->n_inserts, place, position, offset, n, slot,
             part, scratch);
  /* One broken effect may cost its strip, not the mix. By samples, so that no cutting is heard. */
  for (int c = 0; c < strip->pre_channels && (strip->n_inserts > 0 || strip->instrument); c++)
    mix_contain (part[c], n);
  const Frames tap = position + offset - strip->pre_latency;
  fade_and_pan (strip, tap, n, (const float *const *)part, out);
  run_chain (context, strip, strip->master, strip->n_master, tap, position, offset, n, slot, out,
             scratch);
  /* The output: sums may overflow, and a zero has one sign however the blocks fall. */
  for (int c = 0; c < 2 && strip->is_output; c++)
    mix_contain (out[c], n);

  const bool master = strip->n_master > 0;
  const float *a = master ? out[0] : part[0];
  const float *b = master ? out[1] : strip->pre_channels > 1 ? part[1] : NULL;
  const int below = mix_trailing_below (a, b, QUIET, n);
  strip->state->quiet = below == n ? strip->state->quiet + n : below;
}

/* Frames at the start of the part in which a sleeping strip has nothing to do. */
static int
asleep_frames (const Strip *strip, Frames place, int n, const float *const *work)
{
  if (strip->instrument) {
    const int next = note_list_find (strip->notes, place - strip->shift);
    const Frames wait =
        next < strip->notes->n ? strip->notes->events[next].at + strip->shift - place : n;
    return wait < n ? (int)wait : n;
  }
  return mix_leading_zeros (work[0], strip->channels > 1 ? work[1] : NULL, n);
}

static bool
may_sleep (const Strip *strip, Frames place)
{
  if (strip->state->quiet < strip->tail)
    return false;
  if (!strip->instrument)
    return strip->state->zeros >= strip->tail;
  const int last = note_list_find (strip->notes, place - strip->shift) - 1;
  return last < 0 || strip->notes->latest_end[last] <= place - strip->shift;
}

/* The block in parts: a strip falls asleep only at multiples of the sleep grid of its own position,
 * and wakes at the first frame that is not zero, so that the cutting of blocks cannot be heard. */
static bool
process_sleeping (const StripContext *context, Strip *strip, Frames position, int n, int slot,
                  float *const *work, float *const *post, float *scratch)
{
  bool sounds = false;

  for (int done = 0; done < n;) {
    const Frames place = position + done - strip->in_latency;
    const Frames grid = place & ~(Frames)(STRIP_SLEEP_GRID - 1);
    int now = grid + STRIP_SLEEP_GRID - place < n - done ? (int)(grid + STRIP_SLEEP_GRID - place)
                                                         : n - done;
    const float *const in[2] = { work[0] + done, work[1] + done };
    if (place == grid && !strip->state->asleep && may_sleep (strip, place))
      fall_asleep (strip);
    if (strip->state->asleep) {
      const int rest = asleep_frames (strip, place, now, in);
      for (int c = 0; c < 2; c++) {
        mix_zero (work[c] + done, rest);
        mix_zero (post[c] + done, rest);
      }
      done += rest;
      now -= rest;
      if (now == 0)
        continue;
      strip->state->asleep = false;
      strip->state->zeros = strip->state->quiet = 0;
      continue;
    }
    if (!strip->instrument) {
      const int zeros = mix_trailing_below (in[0], strip->channels > 1 ? in[1] : NULL, 0.0f, now);
      strip->state->zeros = zeros == now ? strip->state->zeros + now : zeros;
    }
    process_part (context, strip, position, done, now, slot, work, post, scratch);
    sounds = true;
    done += now;
  }
  return sounds;
}

/* --- Fader
 * ---------------------------------------------------------------------------------------------- */

static void
matrix_at (const Strip *strip, Frames at, float m[4])
{
  double pan[4];
  const double gain = gain_at (&strip->gain, at);

  strip_pan_matrix (strip->pan_law, strip->pre_channels,
                    strip->pan_curve ? curve_value (strip->pan_curve, at) : strip->pan,
                    strip->width_curve ? curve_value (strip->width_curve, at) : strip->width, pan);
  for (int i = 0; i < 4; i++)
    m[i] = (float)(gain * pan[i]);
}

static void
apply_matrix (const Strip *strip, const float m[4], int n, const float *const *in,
              float *const *out)
{
  if (strip->pre_channels == 1) {
    mix_scale (out[1], in[0], m[2], n); /* the right first: the left may be in place */
    mix_scale (out[0], in[0], m[0], n);
  } else if (m[1] == 0.0f && m[2] == 0.0f) {
    mix_scale (out[0], in[0], m[0], n);
    mix_scale (out[1], in[1], m[3], n);
  } else {
    for (int i = 0; i < n; i++) {
      const float left = in[0][i], right = in[1][i];
      out[0][i] = m[0] * left + m[1] * right;
      out[1][i] = m[2] * left + m[3] * right;
    }
  }
}

static void
apply_matrix_ramp (const Strip *strip, const float a[4], const float b[4], int first, int length,
                   int n, const float *const *in, float *const *out)
{
  const float part = 1.0f / (float)length;

  if (strip->pre_channels == 1) {
    mix_scale_ramp (out[1], in[0], a[2], b[2], first, length, n);
    mix_scale_ramp (out[0], in[0], a[0], b[0], first, length, n);
    return;
  }
  if (a[1] == 0.0f && a[2] == 0.0f && b[1] == 0.0f && b[2] == 0.0f) {
    mix_scale_ramp (out[0], in[0], a[0], b[0], first, length, n);
    mix_scale_ramp (out[1], in[1], a[3], b[3], first, length, n);
    return;
  }
  for (int i = 0; i < n; i++) {
    const float u = (float)(first + i) * part;
    const float left = in[0][i], right = in[1][i];
    out[0][i] = left * (a[0] + (b[0] - a[0]) * u) + right * (a[1] + (b[1] - a[1]) * u);
    out[1][i] = left * (a[2] + (b[2] - a[2]) * u) + right * (a[3] + (b[3] - a[3]) * u);
  }
}

/* `place` is the song position at the pre tap. */
static void
fade_and_pan (const Strip *strip, Frames place, int n, const float *const *in, float *const *out)
{
  for (int done = 0; done < n;) {
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    CutSpan span;
    float a[4], b[4];
    cut_span_init (&span, place);
    cut_span_add_gain (&span, &strip->gain, place);
    cut_span_add (&span, strip->pan_curve, place);
    cut_span_add (&span, strip->width_curve, place);
    matrix_at (strip, span.from, a);
    if (span.flat >= place + (n - done)) {
      apply_matrix (strip, a, n - done, from, to);
      return;
    }
    matrix_at (strip, span.to, b);
    const int now = span.to - place < n - done ? (int)(span.to - place) : n - done;
    apply_matrix_ramp (strip, a, b, (int)(place - span.from), (int)(span.to - span.from), now, from,
                       to);
    done += now;
    place += now;
  }
}

/* --- The strip
 * ------------------------------------------------------------------------------------------ */

static void
meter_silence (const StripContext *context, Strip *strip, int n, int slot)
{
  const size_t at = (size_t)slot * (size_t)context->block;
  float *const post[2] = { strip->post[0] + at, strip->post[1] + at };

  mix_zero (post[0], n);
  mix_zero (post[1], n);
  strip_meter_process (strip->meter, (const float *const *)post, n);
}

void
strip_process (const StripContext *context, Strip *strip, Frames position, int n, int slot,
               float *scratch)
{
  const size_t at = (size_t)slot * (size_t)context->block;
  float *const post[2] = { strip->post[0] + at, strip->post[1] + at };
  float *const work[2] = { strip->pre[0] ? strip->pre[0] + at : post[0],
                           strip->pre[1] ? strip->pre[1] + at : post[1] };
  bool sounds;

  if (strip->silent) {
    strip->zero[slot] = true;
    if (strip->meter)
      meter_silence (context, strip, n, slot);
    return;
  }
  sounds =
      strip->instrument ? false : fill_source (context, strip, position, n, slot, work, scratch);
  for (int c = 0; strip->input[0] && c < 2; c++)
    memcpy (strip->input[c] + at, work[c], sizeof (float) * (size_t)n);

  if (strip->sleeps)
    sounds = process_sleeping (context, strip, position, n, slot, work, post, scratch);
  else if (sounds || strip->instrument || strip->n_inserts + strip->n_master > 0) {
    process_part (context, strip, position, 0, n, slot, work, post, scratch);
    sounds = true;
  } else if (work[0] != post[0]) {
    mix_zero (post[0], n);
    mix_zero (post[1], n);
  }
  strip->zero[slot] = !sounds;
  if (strip->meter)
    strip_meter_process (strip->meter, (const float *const *)post, n);
}
