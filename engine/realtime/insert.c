/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/insert.h"

#include <string.h>

#include "base/math.h"

static double
to_scale (const ParamSpec *param, double value)
{
  return param->scale == PARAM_LOG ? math_log2 (value) : value;
}

static double
from_scale (const ParamSpec *param, double scaled)
{
  return param->scale == PARAM_LOG ? math_exp2 (scaled) : scaled;
}

/* What a hand holds of it; NULL where none does, also behind a release. */
static const LiveValue *
hold_of (const Insert *insert, int p)
{
  const LiveValue *hold = insert->touch && insert->touch->any ? insert->touch->values[p] : NULL;
  return hold && hold->weight.to != 0.0 ? hold : NULL;
}

/* What is on a long way back to the model, or NULL. A usual release is smoothed like any step. */
static const LiveValue *
gliding (const Insert *insert, int p, Frames position)
{
  const LiveValue *hold = insert->touch && insert->touch->any ? insert->touch->values[p] : NULL;

  return hold && hold->weight.to == 0.0 && hold->back > hold->length &&
                 insert->processor->spec->params[p].type == PARAM_FLOAT &&
                 !live_value_is_over (hold, position + insert->touch->ahead)
             ? hold
             : NULL;
}

static double
target_at (const Insert *insert, int p, Frames position)
{
  const ParamSpec *param = &insert->processor->spec->params[p];
  const Curve *curve = insert->automated ? insert->curves[p] : NULL;
  const LiveValue *hold = hold_of (insert, p), *glide = gliding (insert, p, position);
  double value =
      curve && !(hold && !hold->adds) ? curve_value (curve, position) : insert->targets[p];

  if (glide) {
    const double there = to_scale (param, value);
    const double hand = glide->adds ? there + glide->value.to : to_scale (param, glide->value.to);
    const double weight = live_value_weight (glide, position + insert->touch->ahead);
    value = from_scale (param, there + (hand - there) * weight);
  }
  if (hold && hold->adds)
    value = from_scale (param, to_scale (param, value) + hold->value.to);
  else if (hold)
    value = hold->value.to;

  if (value < param->min)
    value = param->min;
  if (value > param->max)
    value = param->max;
  if ((curve || hold) && param->type != PARAM_FLOAT)
    value = floor (value + 0.5);
  return value;
}

static void
start (Insert *insert, Frames position)
{
  InsertState *state = insert->state;
  const int n = state->n;
  double *targets = state->values + n, *cells = state->values + 4 * n;

  for (int p = 0; p < n; p++) {
    state->values[p] = targets[p] = target_at (insert, p, position);
    cells[p] = 0;
  }
  state->started = true;
  state->moving = false;
  state->seen = 0;
  insert->processor->set (insert->memory, state->values, true);
}

/* Whether a new target is to be reached in a ramp. Automation that moves by itself is followed as
 * it is: to smooth it again would make it late. */
static bool
needs_ramp (const Insert *insert, int p, Frames position, int rate)
{
  const ParamSpec *param = &insert->processor->spec->params[p];
  const Curve *curve = insert->automated ? insert->curves[p] : NULL;

  if (param->smoothing_ms <= 0 || param->rebuild)
    return false;
  /* Touched or let go: the model is not where the hand was. */
  if (gliding (insert, p, position))
    return false;
  if (insert->touch && insert->touch->any && insert->touch->values[p])
    return insert->state->values[4 * insert->state->n + p] <= 0 || hold_of (insert, p);
  return !curve ||
         !curve_glides (curve, position, (Frames) ceil (param->smoothing_ms * rate / 1000.0));
}

/* One control cut: new targets are noticed, ramps on the display scale go one cell on at grid
 * places. A ramp whose target moves on arrives with it. */
static void
cut (Insert *insert, Frames position, int rate)
{
  InsertState *state = insert->state;
  const int n = state->n;
  double *values = state->values, *targets = values + n, *scaled = values + 2 * n;
  double *steps = values + 3 * n, *cells = values + 4 * n;
  const bool on_grid = position % CONTROL_GRID == 0;
  bool changed = false, moving = false;

  for (int p = 0; p < n; p++) {
    const ParamSpec *param = &insert->processor->spec->params[p];
    const double target = target_at (insert, p, position);
    if (target != targets[p]) {
      targets[p] = target;
      state->seen = 0;
      const bool ramp = needs_ramp (insert, p, position, rate);
      if (ramp || cells[p] > 0) {
        if (ramp)
          cells[p] = ceil (param->smoothing_ms * rate / 1000.0 / CONTROL_GRID);
        scaled[p] = to_scale (param, values[p]);
        steps[p] = (to_scale (param, target) - scaled[p]) / cells[p];
      } else {
        values[p] = target;
        changed = true;
      }
    }
    if (cells[p] > 0 && on_grid) {
      cells[p] -= 1;
      scaled[p] += steps[p];
      values[p] = cells[p] > 0 ? from_scale (param, scaled[p]) : target;
      changed = true;
    }
    moving |= cells[p] > 0;
  }
  state->moving = moving;
  if (changed)
    insert->processor->set (insert->memory, values, false);
}

static bool
targets_differ (const Insert *insert)
{
  InsertState *state = insert->state;
  const double *seen = state->values + state->n;
  const bool touched = insert->touch && insert->touch->any;

  /* Asked twice a block, of effects with dozens of parameters: hardly ever one has moved. */
  if (!insert->automated && !touched) {
    if (insert->targets_key != 0 && state->seen == insert->targets_key)
      return false;
    if (memcmp (insert->targets, seen, sizeof (double) * (size_t) state->n) == 0) {
      state->seen = insert->targets_key;
      return false;
    }
  }
  for (int p = 0; p < state->n; p++)
    if (touched && insert->touch->values[p]) {
      if (target_at (insert, p, state->expected) != seen[p])
        return true;
    } else if (!(insert->automated && insert->curves[p]) && insert->targets[p] != seen[p])
      return true;
  return false;
}

/* The next place behind `position` where values may change, up to `end`. */
static Frames
next_cut (const Insert *insert, Frames position, Frames end)
{
  Frames next = grid_after (position);

  for (int p = 0; insert->automated && p < insert->state->n; p++)
    if (insert->curves[p]) {
      const Frames point = curve_next_point (insert->curves[p], position);
      next = point < next ? point : next;
    }
  return next < end ? next : end;
}

static bool
curves_are_flat (const Insert *insert, Frames from, Frames to)
{
  for (int p = 0; insert->automated && p < insert->state->n; p++)
    if (insert->curves[p] && curve_flat_until (insert->curves[p], from) < to)
      return false;
  return true;
}

/* Whether a cut lies exactly here: on the grid or at a point. */
static bool
is_cut (const Insert *insert, Frames position)
{
  if (position % CONTROL_GRID == 0)
    return true;
  for (int p = 0; insert->automated && p < insert->state->n; p++)
    if (insert->curves[p] && curve_next_point (insert->curves[p], position - 1) == position)
      return true;
  return false;
}

typedef struct {
  Insert *insert;
  const TempoTrack *tempo;
  const float *const *sidechain;
} Call;

static void
run (const Call *call, float *const *audio, int offset, int n, Frames position)
{
  Insert *insert = call->insert;
  float *const part[2] = { audio[0] + offset, audio[1] ? audio[1] + offset : NULL };
  ProcessContext context = { .position = position };

  if (call->sidechain) {
    context.sidechain[0] = call->sidechain[0] + offset;
    context.sidechain[1] = call->sidechain[1] + offset;
  }
  if (insert->processor->grid)
    tempo_track_at (call->tempo, position, &context.bpm, &context.beat);
  insert->processor->process (insert->memory, part, n, &context);
}

/* The processor over n frames with its values moved at every cut. */
static void
run_with_cuts (const Call *call, float *const *audio, int n, Frames position, int rate)
{
  Insert *insert = call->insert;
  const Frames end = position + n;
  bool still = false;

  if (!insert->state->started)
    start (insert, position);
  else if (position != insert->state->expected)
    cut (insert, position, rate); /* the song has jumped */
  insert->state->expected = end;
  for (Frames at = position; at < end;) {
    if (!still && is_cut (insert, at)) {
      if (insert->state->moving || targets_differ (insert) || insert->automated)
        cut (insert, at, rate);
    }
    still = !insert->state->moving && !targets_differ (insert) && curves_are_flat (insert, at, end);
    /* At rest the whole rest goes in one call, unless the processor follows the song. */
    const Frames next = still && !insert->processor->grid ? end : next_cut (insert, at, end);
    run (call, audio, (int) (at - position), (int) (next - at), at);
    at = next;
  }
}

static void
encode (float *const *audio, int n)
{
  for (int i = 0; i < n; i++) {
    const float left = audio[0][i], right = audio[1][i];
    audio[0][i] = 0.5f * (left + right);
    audio[1][i] = 0.5f * (left - right);
  }
}

static void
decode (float *const *audio, int n)
{
  for (int i = 0; i < n; i++) {
    const float mid = audio[0][i], side = audio[1][i];
    audio[0][i] = mid + side;
    audio[1][i] = mid - side;
  }
}

void
insert_process (Insert *insert, float *const *audio, int n, Frames position, int rate,
                const float *const *sidechain, const TempoTrack *tempo)
{
  const Call call = { insert, tempo, sidechain };

  if (insert->bypass) {
    if (insert->channels_out > insert->channels_in)
      memcpy (audio[1], audio[0], sizeof (float) * (size_t) n);
    if (insert->dry)
      delay_line_process (insert->dry, (const float *const *) audio, audio, n);
    return;
  }
  if (insert->dry)
    delay_line_feed (insert->dry, (const float *const *) audio, n);
  if (insert->mode == INSERT_STEREO) {
    run_with_cuts (&call, audio, n, position, rate);
    return;
  }
  /* One side through the effect, the other delayed to keep step. */
  const bool matrix = insert->mode == INSERT_MID || insert->mode == INSERT_SIDE;
  const bool second = insert->mode == INSERT_SIDE || insert->mode == INSERT_RIGHT;
  float *const worked[2] = { audio[second], NULL };
  float *const other[1] = { audio[!second] };
  if (matrix)
    encode (audio, n);
  if (insert->other)
    delay_line_process (insert->other, (const float *const *) other, other, n);
  run_with_cuts (&call, worked, n, position, rate);
  if (matrix)
    decode (audio, n);
}

bool
insert_prepare (Insert *insert, Frames position)
{
  const bool fresh = !insert->state->started;

  if (fresh)
    start (insert, position);
  return fresh;
}

void
insert_reset (Insert *insert)
{
  insert->processor->reset (insert->memory);
  if (insert->dry)
    delay_line_clear (insert->dry);
  if (insert->other)
    delay_line_clear (insert->other);
  insert->state->started = false;
}

void
insert_wake (Insert *insert, Frames position, int rate, const TempoTrack *tempo, float *scratch,
             int block)
{
  const bool matrix = insert->mode == INSERT_MID || insert->mode == INSERT_SIDE;
  const bool second = insert->mode == INSERT_SIDE || insert->mode == INSERT_RIGHT;
  const int latency = insert->dry ? insert->dry->length : 0;
  const Call call = { insert, tempo, NULL };
  float *const audio[2] = { scratch, scratch + block };
  float *const worked[2] = { audio[second], NULL };
  float *const other[1] = { audio[!second] };

  insert->processor->reset (insert->memory);
  insert->state->started = false;
  for (int done = 0; done < latency;) {
    const int now = latency - done < block ? latency - done : block;
    delay_line_peek (insert->dry, done, now, audio);
    if (matrix)
      encode (audio, now);
    if (insert->other)
      delay_line_feed (insert->other, (const float *const *) other, now);
    run_with_cuts (&call, insert->mode == INSERT_STEREO ? audio : worked, now,
                   position - latency + done, rate);
    done += now;
  }
}
