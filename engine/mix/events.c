/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Note clips of a track as events in frames. */
#include <stdlib.h>
#include <string.h>

#include "base/math.h"
#include "dsp/note_expression.h"
#include "mix/build.h"

#define CONTROLLER_STEP (TICKS_PER_QUARTER / 64)

typedef struct {
  Build *build;
  GArray *events; /* NoteEvent */
  uint32_t last_note; /* numbers pair ons and offs */
} Collector;

static Frames
frames_at (const Collector *collector, Ticks ticks)
{
  return build_frames (collector->build, (Position){ ticks, TIME_MUSICAL });
}

static void
add_event (Collector *collector, Frames at, Event event, Frames end)
{
  const NoteEvent entry = { at, event, end };
  g_array_append_val (collector->events, entry);
}

/* One note at a place of the song; cut where its pass ends. Returns its on. */
static NoteEvent
add_note (Collector *collector, const Note *note, Ticks at, Ticks limit)
{
  const Ticks end = int64_min (at + note->length, limit);
  Event event = { .type = EVENT_NOTE_ON,
                  .channel = (uint8_t) note->channel,
                  .key = (uint8_t) note->pitch,
                  .value = (float) note->velocity,
                  .note = ++collector->last_note };
  const Frames on = frames_at (collector, at), off = int64_max (frames_at (collector, end), on + 1);

  const NoteEvent begin = { on, event, off };

  g_array_append_val (collector->events, begin);
  event.type = EVENT_NOTE_OFF;
  event.value = (float) note->release;
  add_event (collector, off, event, 0);
  return begin;
}

/* "cc7", "bend", "pressure", "program", with "@10" for a channel. */
static bool
read_controller (const char *param, Event *event)
{
  char *end = NULL;
  const char *at = strchr (param, '@');

  *event = (Event){ 0 };
  if (at)
    event->channel = (uint8_t) ((g_ascii_strtoull (at + 1, NULL, 10) - 1) & 15);
  if (g_str_has_prefix (param, "cc")) {
    event->type = EVENT_CONTROL;
    event->key = (uint8_t) (g_ascii_strtoull (param + 2, &end, 10) & 127);
    return end != param + 2;
  }
  event->type = g_str_has_prefix (param, "bend")       ? EVENT_BEND
                : g_str_has_prefix (param, "pressure") ? EVENT_PRESSURE
                                                       : EVENT_PROGRAM;
  return event->type != EVENT_PROGRAM || g_str_has_prefix (param, "program");
}

static void
add_controller (Collector *collector, Ticks at, Event event, double value)
{
  if (event.type == EVENT_CONTROL || event.type == EVENT_PRESSURE)
    value /= 127.0; /* written as MIDI writes them */
  event.value = (float) value;
  add_event (collector, frames_at (collector, at), event, 0);
}

/* Content [from, to) as it is heard once, from song tick `at` on. */
typedef struct {
  Ticks from, to, at;
} Pass;

static double
value_between (const Point *point, const Point *next, Ticks at)
{
  double u = (double) (at - point->at) / (double) (next->at - point->at);
  if (point->shape == POINT_CURVE)
    u = math_pow (u, math_exp2 (4.0 * point->tension));
  return point->value + (next->value - point->value) * u;
}

/* Pitch, pressure or timbre of one note, up to `until` of it, as events of it: a bend and a
 * controller that have the number of a note are that note's alone. */
static void
add_expression (Collector *collector, const Expression *expression, const NoteEvent *on, Ticks at,
                Ticks until)
{
  const int n = run_n (expression->points);
  const char *param = text_get (expression->param);
  const bool pitch = !strcmp (param, "pitch"), timbre = !strcmp (param, "timbre");
  Event event = on->event;

  event.type = pitch ? EVENT_BEND : timbre ? EVENT_CONTROL : EVENT_NOTE_PRESSURE;
  if (timbre)
    event.key = NOTE_TIMBRE;
  for (int i = 0; i < n; i++) {
    const Point *point = run_point (expression->points, i);
    const Point *next = i + 1 < n ? run_point (expression->points, i + 1) : NULL;
    const bool moves = next && point->shape != POINT_HOLD && next->value != point->value;
    const Ticks end = next ? int64_min (next->at, until) : until;
    for (Ticks place = point->at; place < (moves ? end : int64_min (end, point->at + 1));
         place += CONTROLLER_STEP) {
      const double value = moves ? value_between (point, next, place) : point->value;
      event.value = (float) (value / (pitch ? NOTE_BEND_RANGE : 127.0));
      add_event (collector, frames_at (collector, at + place), event, on->end);
    }
  }
}

/* Points are events; what runs between two of them is sent every 1/64 of a quarter. What holds
 * where the pass begins is sent there. */
static void
add_controllers (Collector *collector, const Envelope *envelope, const Pass *pass)
{
  const Ticks shift = pass->at - pass->from;
  const int n = run_n (envelope->points);
  Event event;

  if (envelope->off || !read_controller (text_get (envelope->param), &event))
    return;
  for (int i = MAX (run_lower_bound (envelope->points, pass->from) - 1, 0); i < n; i++) {
    const Point *point = run_point (envelope->points, i);
    const Point *next = i + 1 < n ? run_point (envelope->points, i + 1) : NULL;
    const bool moves = next && point->shape != POINT_HOLD && next->value != point->value;
    if (point->at >= pass->to)
      break;
    if (next && next->at <= pass->from)
      continue;
    if (point->at >= pass->from)
      add_controller (collector, point->at + shift, event, point->value);
    else
      add_controller (collector, pass->at, event,
                      moves ? value_between (point, next, pass->from) : point->value);
    if (!moves)
      continue;
    Ticks at = point->at + CONTROLLER_STEP;
    if (at <= pass->from)
      at += (pass->from - at) / CONTROLLER_STEP * CONTROLLER_STEP + CONTROLLER_STEP;
    for (; at < int64_min (next->at, pass->to); at += CONTROLLER_STEP)
      add_controller (collector, at + shift, event, value_between (point, next, at));
  }
}

static bool
is_played (const Expression *expression)
{
  const char *param = text_get (expression->param);
  return !strcmp (param, "pressure") || !strcmp (param, "pitch") || !strcmp (param, "timbre");
}

/* By the notes' ids: the first of the expressions that clips hold of each. NULL: there are none. */
static GHashTable *
expressed_in (const Clip *content)
{
  GHashTable *all = NULL;

  for (int i = 0; i < list_n (content->expressions); i++) {
    Expression *expression = (Expression *) list_get (content->expressions, i);
    if (!is_played (expression))
      continue;
    if (!all)
      all = g_hash_table_new (g_int64_hash, g_int64_equal);
    if (!g_hash_table_contains (all, &expression->note))
      g_hash_table_insert (all, &expression->note, GINT_TO_POINTER (i + 1));
  }
  return all;
}

static void
add_expressions (Collector *collector, const Clip *content, int first, const NoteEvent *on,
                 const Note *note, Ticks at, Ticks until)
{
  for (int i = first; i < list_n (content->expressions); i++) {
    const Expression *expression = (const Expression *) list_get (content->expressions, i);
    if (expression->note == note->id && is_played (expression))
      add_expression (collector, expression, on, at, until);
  }
}

static void
add_pass (Collector *collector, const Clip *content, const Pass *pass, GHashTable *expressed)
{
  const int n = run_n (content->notes);
  const Ticks limit = pass->at + pass->to - pass->from;

  for (int e = 0; e < list_n (content->envelopes); e++)
    add_controllers (collector, (const Envelope *) list_get (content->envelopes, e), pass);
  for (int i = run_lower_bound (content->notes, pass->from); i < n; i++) {
    const Note *note = run_note (content->notes, i);
    if (note->at >= pass->to)
      break;
    if (note->mute)
      continue;
    const Ticks at = pass->at + note->at - pass->from;
    const NoteEvent on = add_note (collector, note, at, limit);
    const int first =
        expressed ? GPOINTER_TO_INT (g_hash_table_lookup (expressed, &note->id)) - 1 : -1;
    if (first >= 0)
      add_expressions (collector, content, first, &on, note, at,
                       int64_min (note->length, limit - at));
  }
}

static void
add_clip (Collector *collector, const Clip *clip)
{
  const Build *build = collector->build;
  const Node *pattern = clip->pattern ? project_find (build->project, clip->pattern, NULL) : NULL;
  const Clip *content = pattern && pattern->kind == NODE_CLIP ? (const Clip *) pattern : clip;
  const Ticks start = tempo_map_position_ticks (build->map, clip->start);
  const Ticks end =
      clip->length.base == TIME_MUSICAL
          ? start + clip->length.value
          : tempo_map_ticks (build->map, tempo_map_units (build->map, start) + clip->length.value);
  Pass pass = { .from = clip->offset, .to = clip->offset + end - start, .at = start };

  g_autoptr (GHashTable) expressed = expressed_in (content);
  if (!clip->loop || clip->loop_length <= 0) {
    add_pass (collector, content, &pass, expressed);
    return;
  }
  /* As audio loops: from the offset to the loop's end, then the loop over and over. */
  const Ticks length = int64_max (clip->loop_length, CONTROLLER_STEP);
  const Ticks loop_end = clip->loop_start + length;
  if (pass.from >= loop_end)
    pass.from = clip->loop_start + (pass.from - clip->loop_start) % length;
  while (pass.at < end) {
    pass.to = int64_min (loop_end, pass.from + end - pass.at);
    add_pass (collector, content, &pass, expressed);
    pass.at += pass.to - pass.from;
    pass.from = clip->loop_start;
  }
}

/* At one frame: offs, programs and controllers (bank selects among them) before programs, then ons,
 * then what expresses them. */
static int
rank (const Event *event)
{
  if (is_note_expression (event))
    return 4;
  switch (event->type) {
  case EVENT_NOTE_OFF:
    return 0;
  case EVENT_CONTROL:
    return 1;
  case EVENT_NOTE_ON:
    return 3;
  default:
    return 2;
  }
}

static int
compare_events (const void *a, const void *b)
{
  const NoteEvent *p = a, *q = b;
  if (p->at != q->at)
    return p->at < q->at ? -1 : 1;
  if (rank (&p->event) != rank (&q->event))
    return rank (&p->event) - rank (&q->event);
  return p->event.note < q->event.note ? -1 : p->event.note > q->event.note;
}

static const NoteList *
make_notes (Build *build, const Track *track, bool *own)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (NoteEvent));
  Collector collector = { .build = build, .events = events };
  NoteList *list = build_alloc (build, sizeof (NoteList));

  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    *own &= !clip->pattern;
    if (clip->kind == CLIP_NOTES && !clip->mute)
      add_clip (&collector, clip);
  }
  g_array_sort (events, compare_events);
  list->n = (int) events->len;
  NoteEvent *kept = build_alloc (build, (events->len + 1) * sizeof (NoteEvent));
  Frames *latest = build_alloc (build, (events->len + 1) * sizeof (Frames));
  for (guint i = 0; i < events->len; i++) {
    kept[i] = g_array_index (events, NoteEvent, i);
    latest[i] = i > 0 ? int64_max (latest[i - 1], kept[i].end) : kept[i].end;
  }
  list->events = kept;
  list->latest_end = latest;
  return list;
}

const NoteList *
build_notes (Build *build, const Track *track)
{
  const void *notes;
  bool own = true; /* and no other track's */

  if (build_part_find (build, &track->node, PART_NOTES, &notes))
    return notes;
  build_part_begin (build);
  notes = make_notes (build, track, &own);
  build_part_end (build, &track->node, PART_NOTES, notes, own);
  return notes;
}
