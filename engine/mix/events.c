/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Note clips of a track as events in frames. */
#include <stdlib.h>
#include <string.h>

#include "base/math.h"
#include "mix/build.h"

typedef struct {
  Build *build;
  GArray *events; /* NoteEvent */
  const Clip *clip;
  Ticks start, end;
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

/* One note at a place of the song; cut at the clip's end. */
static void
add_note (Collector *collector, const Note *note, Ticks at)
{
  const Ticks end = int64_min (at + note->length, collector->end);
  Event event = { .type = EVENT_NOTE_ON,
                  .channel = (uint8_t)note->channel,
                  .key = (uint8_t)note->pitch,
                  .value = (float)note->velocity,
                  .note = ++collector->last_note };
  const Frames on = frames_at (collector, at), off = int64_max (frames_at (collector, end), on + 1);

  if (note->mute || at < collector->start || at >= collector->end)
    return;
  add_event (collector, on, event, off);
  event.type = EVENT_NOTE_OFF;
  event.value = (float)note->release;
  add_event (collector, off, event, 0);
}

/* "cc7", "bend", "pressure", "program", with "@10" for a channel. */
static bool
read_controller (const char *param, Event *event)
{
  char *end = NULL;
  const char *at = strchr (param, '@');

  *event = (Event){ 0 };
  if (at)
    event->channel = (uint8_t)((g_ascii_strtoull (at + 1, NULL, 10) - 1) & 15);
  if (g_str_has_prefix (param, "cc")) {
    event->type = EVENT_CONTROL;
    event->key = (uint8_t)(g_ascii_strtoull (param + 2, &end, 10) & 127);
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
  event.value = (float)value;
  if (at < collector->end)
    add_event (collector, frames_at (collector, int64_max (at, collector->start)), event, 0);
}

/* Points are events; what runs between two of them is sent every 1/64 of a quarter. */
static void
add_controllers (Collector *collector, const Envelope *envelope)
{
  const Ticks step = TICKS_PER_QUARTER / 64;
  const Ticks shift = collector->start - collector->clip->offset;
  Event event;

  if (envelope->off || !read_controller (text_get (envelope->param), &event))
    return;
  for (int i = 0; i < run_n (envelope->points); i++) {
    const Point *point = run_point (envelope->points, i);
    const Point *next =
        i + 1 < run_n (envelope->points) ? run_point (envelope->points, i + 1) : NULL;
    add_controller (collector, point->at + shift, event, point->value);
    if (!next || point->shape == POINT_HOLD || next->value == point->value)
      continue;
    for (Ticks at = point->at + step; at < next->at; at += step) {
      double u = (double)(at - point->at) / (double)(next->at - point->at);
      if (point->shape == POINT_CURVE)
        u = math_pow (u, math_exp2 (4.0 * point->tension));
      if (at + shift >= collector->start)
        add_controller (collector, at + shift, event,
                        point->value + (next->value - point->value) * u);
    }
  }
}

static void
add_clip (Collector *collector, const Clip *clip)
{
  const Project *project = collector->build->project;
  const Node *pattern = clip->pattern ? project_find (project, clip->pattern, NULL) : NULL;
  const Clip *content = pattern && pattern->kind == NODE_CLIP ? (const Clip *)pattern : clip;

  collector->clip = clip;
  collector->start = tempo_map_position_ticks (collector->build->map, clip->start);
  collector->end =
      clip->length.base == TIME_MUSICAL
          ? collector->start + clip->length.value
          : tempo_map_ticks (collector->build->map,
                             tempo_map_units (collector->build->map, collector->start) +
                                 clip->length.value);
  for (int e = 0; e < list_n (content->envelopes); e++)
    add_controllers (collector, (const Envelope *)list_get (content->envelopes, e));
  for (int i = 0; i < run_n (content->notes); i++) {
    const Note *note = run_note (content->notes, i);
    if (!clip->loop || clip->loop_length <= 0) {
      add_note (collector, note, collector->start + note->at - clip->offset);
      continue;
    }
    if (note->at < clip->loop_start || note->at >= clip->loop_start + clip->loop_length)
      continue;
    Ticks at = collector->start + note->at - clip->offset;
    while (at < collector->start)
      at += clip->loop_length;
    for (; at < collector->end; at += clip->loop_length)
      add_note (collector, note, at);
  }
}

/* At one frame: offs, programs and controllers (bank selects among them) before programs, then ons.
 */
static int
rank (const Event *event)
{
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

const NoteList *
build_notes (Build *build, const Track *track)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (NoteEvent));
  Collector collector = { .build = build, .events = events };
  NoteList *list = build_alloc (build, sizeof (NoteList));

  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *)list_get (track->clips, i);
    if (clip->kind == CLIP_NOTES && !clip->mute)
      add_clip (&collector, clip);
  }
  g_array_sort (events, compare_events);
  list->n = (int)events->len;
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
