/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/automation_trace.h"

#include <math.h>

#include "base/math.h"

#define RAMP_MS 10 /* as in realtime/live_values.c */
#define MODEL_STEP 480 /* frames between two looks at the model where only that moves */

void
trace_stretch_free (TraceStretch *stretch)
{
  if (!stretch)
    return;
  g_array_unref (stretch->points);
  g_free (stretch);
}

/* --- The value
 * -------------------------------------------------------------------------------------------- */

/* An effect smooths its steps on the display scale, on the control grid. */
static Frames
ramp_length (const AutomationModel *model, int rate)
{
  if (!model->spec || model->steps)
    return (Frames) rate * RAMP_MS / 1000;
  const double cells = ceil (model->spec->smoothing_ms * rate / 1000.0 / CONTROL_GRID);
  return (Frames) MAX (cells, 1) * CONTROL_GRID;
}

static double
model_y (const AutomationModel *model, Frames song)
{
  return automation_model_to_scale (model, automation_model_at (model, song));
}

/* On the display scale, of what adds the offset. */
static double
y_at (const TraceState *state, const AutomationModel *model, Frames clock, Frames song)
{
  const LiveValue *value = &state->value;

  if (!state->held)
    return model_y (model, song);
  if (model->steps)
    return value->weight.to != 0.0 ? value->value.to : automation_model_at (model, song);
  const double hand = live_ramp_at (&value->value, value->length, clock);
  const double weight = live_value_weight (value, clock);
  if (value->adds && model->gain)
    return automation_model_to_scale (model, 1.0 + (hand - 1.0) * weight);
  if (value->adds)
    return hand * weight;
  if (model->spec) {
    const double there = model_y (model, song);
    return there + (hand - there) * weight;
  }
  const double there = automation_model_at (model, song);
  return automation_model_to_scale (model, live_value_at (value, clock, there, model->gain));
}

static void
touch (TraceState *state, const AutomationModel *model, const TraceEvent *event, Frames song,
       int rate)
{
  const bool fresh = !state->held;
  const Frames length = ramp_length (model, rate);
  double hand = event->hand;

  if (model->spec && !model->steps && !event->adds)
    hand = automation_model_to_scale (model, hand);
  if (model->spec && (fresh || state->value.weight.to == 0.0)) {
    const double here = !event->adds ? y_at (state, model, event->clock, song)
                        : fresh      ? 0
                                     : y_at (state, model, event->clock, song);
    state->value.value = (LiveRamp){ here, here, event->clock };
    state->value.weight = (LiveRamp){ 1.0, 1.0, event->clock };
  } else if (fresh) {
    state->value.value = (LiveRamp){ hand, hand, event->clock };
    state->value.weight = (LiveRamp){ 0.0, 1.0, event->clock };
  }
  if (fresh)
    state->value.length = state->value.back = length;
  state->held = true;
  live_value_touch (&state->value, hand, event->adds, event->clock);
  if (event->begins) {
    state->value.value.from = hand;
    state->value.weight.from = 1.0;
  }
}

void
trace_apply (TraceState *state, const AutomationModel *model, const TraceEvent *event, Frames song,
             int rate)
{
  if (state->held && live_value_is_over (&state->value, event->clock))
    state->held = false;
  if (event->kind == TRACE_TOUCH)
    touch (state, model, event, song, rate);
  else if (event->kind == TRACE_DROP || model->steps)
    state->held = false;
  else if (state->held)
    live_value_let_go (&state->value, event->back > 0 ? event->back : ramp_length (model, rate),
                       event->clock);
}

/* --- Points
 * -----------------------------------------------------------------------------------------------
 */

typedef struct {
  const AutomationModel *model;
  const TracePass *pass;
  GPtrArray *stretches;
  TraceStretch *open; /* or NULL */
  double tolerance;
  Frames next; /* of an effect: the clock of the next look */
  bool rests; /* likewise: the last look found it where the hand is */
  /* Points of the open stretch that one straight line from its last can stand for. */
  bool waits;
  TracePoint waiting;
  double least, most; /* slopes that do */
} Drawing;

static Frames
song_at (const Drawing *drawing, Frames clock)
{
  return drawing->pass->song + (clock - drawing->pass->from);
}

static void
keep (Drawing *drawing, TracePoint point)
{
  g_array_append_val (drawing->open->points, point);
  drawing->waits = false;
  drawing->least = -INFINITY;
  drawing->most = INFINITY;
}

static double
slope (const TracePoint *from, const TracePoint *to, double off)
{
  return (to->y + off - from->y) / (double) (to->song - from->song);
}

static void
draw (Drawing *drawing, Frames song, double y)
{
  GArray *points = drawing->open->points;
  const TracePoint point = { song, y };
  TracePoint *last = points->len ? &g_array_index (points, TracePoint, points->len - 1) : NULL;

  if (last && !drawing->waits && last->song >= song) {
    last->y = y;
    return;
  }
  if (drawing->waits && drawing->waiting.song >= song)
    return;
  if (!last || drawing->model->steps) {
    keep (drawing, point);
    return;
  }
  const double direct = slope (last, &point, 0);
  if (drawing->waits && (direct < drawing->least || direct > drawing->most)) {
    keep (drawing, drawing->waiting);
    last = &g_array_index (points, TracePoint, points->len - 1);
  }
  drawing->least = fmax (drawing->least, slope (last, &point, -drawing->tolerance));
  drawing->most = fmin (drawing->most, slope (last, &point, drawing->tolerance));
  drawing->waiting = point;
  drawing->waits = true;
}

static void
open_stretch (Drawing *drawing, const TraceState *state, Frames song)
{
  drawing->open = g_new0 (TraceStretch, 1);
  drawing->open->from = song;
  drawing->open->trims = state->value.adds && !drawing->model->steps;
  drawing->open->points = g_array_new (FALSE, FALSE, sizeof (TracePoint));
  drawing->waits = false;
}

static void
close_stretch (Drawing *drawing, Frames song)
{
  TraceStretch *open = drawing->open;

  if (drawing->waits)
    keep (drawing, drawing->waiting);
  open->to = MAX (song, open->from + 1);
  g_ptr_array_add (drawing->stretches, g_steal_pointer (&drawing->open));
}

/* An effect follows lines that take as long as its smoothing as they are, and smooths shorter ones
 * once more. What was heard was smoothed already, so it is looked at as rarely as that. */
static Frames
effect_step (const AutomationModel *model, int rate)
{
  return ramp_length (model, rate) + CONTROL_GRID;
}

/* Where it has come to rest no look is needed until it is moved. */
static void
sample_effect (Drawing *drawing, TraceState *state, Frames to)
{
  const LiveValue *value = &state->value;

  while (drawing->open && !drawing->rests && drawing->next < to) {
    const Frames clock = drawing->next, song = song_at (drawing, clock);
    draw (drawing, song, y_at (state, drawing->model, clock, song));
    drawing->next += effect_step (drawing->model, drawing->pass->rate);
    drawing->rests = value->weight.to != 0.0 && clock >= value->value.since + value->length;
    if (live_value_is_over (value, clock)) {
      close_stretch (drawing, song);
      state->held = false;
    }
  }
}

/* From here on it moves another way: a line that takes as long as the smoothing begins here. On the
 * way back to the model, which is slow, that is in place of a look that is too near. */
static void
turn (Drawing *drawing, const TraceState *state, Frames clock)
{
  const Frames song = song_at (drawing, clock);
  const TracePoint here = { song, y_at (state, drawing->model, clock, song) };

  if (!drawing->open || !(drawing->rests || state->value.weight.to == 0.0))
    return;
  if (clock >= drawing->next || drawing->rests)
    draw (drawing, here.song, here.y);
  else if (drawing->waits)
    drawing->waiting = here;
  else
    return;
  drawing->rests = false;
  drawing->next = clock + effect_step (drawing->model, drawing->pass->rate);
}

/* Whether an event is more than the same value once more. */
static bool
moves (const TraceState *state, const AutomationModel *model, const TraceEvent *event)
{
  return !state->held || event->kind != TRACE_TOUCH || state->value.weight.to == 0.0 ||
         state->value.adds != event->adds ||
         state->value.value.to !=
             (event->adds ? event->hand : automation_model_to_scale (model, event->hand));
}

/* From one event to the next, or to where the model is reached. */
static void
sample (Drawing *drawing, TraceState *state, Frames from, Frames to)
{
  const LiveValue *value = &state->value;
  const AutomationModel *model = drawing->model;

  if (!drawing->open || model->steps)
    return;
  if (model->spec) {
    sample_effect (drawing, state, to);
    return;
  }
  const Frames settled =
      MAX (value->value.since + value->length, value->weight.since + live_value_takes (value));
  const bool ends = value->weight.to == 0.0 && value->weight.since + value->back <= to;
  const Frames end = ends ? MAX (value->weight.since + value->back, from) : to;
  for (Frames clock = from;;) {
    draw (drawing, song_at (drawing, clock), y_at (state, model, clock, song_at (drawing, clock)));
    if (clock >= end)
      break;
    const bool follows = value->weight.to == 0.0 && !value->adds;
    Frames next = clock < settled ? MIN (clock + CONTROL_GRID, settled)
                  : follows       ? clock + MODEL_STEP
                                  : end;
    clock = MIN (next, end);
  }
  if (ends) {
    close_stretch (drawing, song_at (drawing, end));
    state->held = false;
  }
}

static void
take (Drawing *drawing, TraceState *state, const TraceEvent *event)
{
  const Frames song = song_at (drawing, event->clock);

  if (event->kind == TRACE_DROP && drawing->open) {
    trace_stretch_free (g_steal_pointer (&drawing->open));
    drawing->waits = false;
  }
  if (drawing->model->spec && !drawing->model->steps && moves (state, drawing->model, event)) {
    turn (drawing, state, event->clock);
    drawing->rests = false;
  }
  const double before = y_at (state, drawing->model, event->clock, song);
  const bool was_held = state->held;
  trace_apply (state, drawing->model, event, song, drawing->pass->rate);
  if (event->kind == TRACE_TOUCH && !drawing->open) {
    open_stretch (drawing, state, song);
    drawing->next = event->clock + effect_step (drawing->model, drawing->pass->rate);
    if (!drawing->model->steps)
      draw (drawing, song, drawing->open->trims ? (was_held ? before : 0) : before);
  }
  if (drawing->open && drawing->model->steps) {
    draw (drawing, song, y_at (state, drawing->model, event->clock, song));
    if (!state->held)
      close_stretch (drawing, song);
  }
}

/* What is held already begins with the pass; a ramp leads to it where the model is elsewhere. */
static void
begin (Drawing *drawing, const TraceState *state)
{
  const TracePass *pass = drawing->pass;
  const Frames ramp = drawing->model->spec ? effect_step (drawing->model, pass->rate)
                                           : ramp_length (drawing->model, pass->rate);
  const Frames lead = drawing->model->steps ? pass->song : MAX (pass->song - ramp, 0);

  if (!state->held)
    return;
  open_stretch (drawing, state, MIN (lead, pass->song));
  if (lead < pass->song)
    draw (drawing, lead, drawing->open->trims ? 0 : model_y (drawing->model, lead));
  draw (drawing, pass->song, y_at (state, drawing->model, pass->from, pass->song));
  drawing->next = pass->from + ramp;
}

/* What is held still goes back behind the pass, on paper. */
static void
end (Drawing *drawing, const TraceState *state)
{
  const TracePass *pass = drawing->pass;
  TraceState back = *state;

  if (!drawing->open)
    return;
  if (drawing->model->steps) {
    const Frames song = song_at (drawing, pass->to);
    draw (drawing, song, automation_model_at (drawing->model, song));
    close_stretch (drawing, song);
    return;
  }
  if (drawing->model->spec)
    turn (drawing, &back, pass->to);
  drawing->rests = false;
  live_value_let_go (&back.value, pass->glide, pass->to);
  sample (drawing, &back, pass->to, INT64_MAX);
}

static double
tolerance_of (const AutomationModel *model)
{
  if (model->gain || (model->spec && model->spec->unit == PARAM_UNIT_DB))
    return 0.02;
  if (!model->spec)
    return 0.001;
  return (automation_model_to_scale (model, model->spec->max) -
          automation_model_to_scale (model, model->spec->min)) /
         1000;
}

guint
trace_pass (TraceState *state, const AutomationModel *model, const TraceEvent *events, guint n,
            const TracePass *pass, GPtrArray *stretches)
{
  Drawing drawing = {
    .model = model, .pass = pass, .stretches = stretches, .tolerance = tolerance_of (model)
  };
  Frames clock = pass->from;
  guint i = 0;

  for (; i < n && events[i].clock < pass->from; i++)
    trace_apply (state, model, &events[i], pass->song, pass->rate);
  if (state->held && live_value_is_over (&state->value, pass->from))
    state->held = false;
  begin (&drawing, state);
  for (; i < n && events[i].clock < pass->to; i++) {
    sample (&drawing, state, clock, events[i].clock);
    clock = events[i].clock;
    take (&drawing, state, &events[i]);
  }
  sample (&drawing, state, clock, pass->to);
  end (&drawing, state);
  return i;
}
