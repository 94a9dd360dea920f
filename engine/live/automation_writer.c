/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/automation_writer.h"

#include <string.h>

#include "base/math.h"
#include "live/automation_limit.h"
#include "live/automation_lines.h"
#include "model/tempo_map.h"

/* What was sent, until a block tells when it was heard. */
typedef struct {
  LiveTarget target;
  TraceEvent event;
  uint32_t serial;
  bool begins; /* see Touch */
} Waiting;

/* A control that writes. */
typedef struct {
  LiveTarget target;
  TraceState state;
  GArray *events; /* TraceEvent */
} Control;

struct AutomationWriter {
  HeardStamps stamps;
  int rate;
  GArray *waiting; /* Waiting */
  GPtrArray *controls; /* Control */
  bool rolls;
  HeardStamp first; /* of the pass under way */
  Frames length; /* of the pass */
  bool records; /* what plays is recorded, and */
  bool punches; /* was at some time of the pass */
  Frames lead; /* of the next start, not to be written */
  Frames writes_from; /* graph time of the start that was heard last */
  unsigned start; /* its number */
  uint32_t serial; /* of the last touch that was heard and is no later start's */
  GQueue finished; /* char **: lines of a pass; their words: in `words` */
  GQueue words; /* GPtrArray * */
};

static void
control_free (gpointer data)
{
  Control *control = data;
  g_array_unref (control->events);
  g_free (control);
}

AutomationWriter *
automation_writer_new (int rate)
{
  AutomationWriter *writer = g_aligned_alloc0 (1, sizeof (AutomationWriter), 64);

  heard_stamps_init (&writer->stamps);
  writer->rate = rate;
  writer->start = UINT_MAX;
  writer->waiting = g_array_new (FALSE, FALSE, sizeof (Waiting));
  writer->controls = g_ptr_array_new_with_free_func (control_free);
  return writer;
}

void
automation_writer_free (AutomationWriter *writer)
{
  if (!writer)
    return;
  heard_stamps_clear (&writer->stamps);
  g_array_unref (writer->waiting);
  g_ptr_array_unref (writer->controls);
  g_queue_clear_full (&writer->finished, (GDestroyNotify) g_strfreev);
  g_queue_clear_full (&writer->words, (GDestroyNotify) g_ptr_array_unref);
  g_aligned_free (writer);
}

HeardStamps *
automation_writer_stamps (AutomationWriter *writer)
{
  return &writer->stamps;
}

/* --- Modes
 * ------------------------------------------------------------------------------------------------
 */

static const Envelope *
find_envelope (const Track *track, Id device, const char *param)
{
  for (int e = 0; e < list_n (track->envelopes); e++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, e);
    if (envelope->device == device && strcmp (text_get (envelope->param), param) == 0)
      return envelope;
  }
  return NULL;
}

AutomationMode
automation_writer_mode (const Project *project, const Graph *graph, const LiveTarget *target)
{
  const Track *track = project_find_track (project, target->strip);
  AutomationModel model;

  if (!track || track->automation <= AUTOMATION_READ || !graph ||
      !automation_model_find (graph, target, &model))
    return AUTOMATION_READ;
  const Envelope *envelope =
      find_envelope (track, target->object, automation_param (target, &model));
  if (envelope && envelope->off)
    return AUTOMATION_READ;
  /* There is nothing to add to a switch. */
  return track->automation == AUTOMATION_TRIM && model.steps ? AUTOMATION_TOUCH
                                                             : (AutomationMode) track->automation;
}

static void
prepare_track (const Track *track, const Graph *graph, Frames from, Touches *touches)
{
  for (int e = 0; e < list_n (track->envelopes); e++) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, e);
    Touch touch = { .writes = true, .begins = true, .latched = true };
    const Touch *there;
    AutomationModel model;
    if (envelope->off || run_n (envelope->points) == 0 ||
        !automation_target_of (graph, track, envelope, &touch.target) ||
        ((there = touches_find (touches, &touch.target)) && !there->latched) ||
        !automation_model_find (graph, &touch.target, &model))
      continue;
    touch.value = automation_model_at (&model, from);
    if (model.gain)
      touch.value = gain_to_db (touch.value);
    touches_hold (touches, &touch);
  }
}

void
automation_writer_prepare (const Project *project, const Graph *graph, Frames from,
                           Touches *touches)
{
  for (int t = 0; graph && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    if (track->automation == AUTOMATION_WRITE)
      prepare_track (track, graph, from, touches);
  }
}

/* --- What was sent
 * ---------------------------------------------------------------------------------------- */

static Control *
find_control (AutomationWriter *writer, const LiveTarget *target, bool make)
{
  for (guint i = 0; i < writer->controls->len; i++) {
    Control *control = writer->controls->pdata[i];
    if (live_target_same (&control->target, target))
      return control;
  }
  if (!make)
    return NULL;
  Control *control = g_new0 (Control, 1);
  control->target = *target;
  control->events = g_array_new (FALSE, FALSE, sizeof (TraceEvent));
  g_ptr_array_add (writer->controls, control);
  return control;
}

/* A control that does not write any more lets go of what it wrote. */
static void
take_sent (AutomationWriter *writer, Touches *touches)
{
  for (guint i = 0; i < touches->sent->len; i++) {
    const TouchSent *sent = &g_array_index (touches->sent, TouchSent, i);
    const PlayerRequest *request = &sent->request;
    if (!find_control (writer, &request->target, sent->writes && request->kind == PLAYER_TOUCH))
      continue;
    const bool touches_it = request->kind == PLAYER_TOUCH && sent->writes;
    const Waiting waiting = { .target = request->target,
                              .serial = request->serial,
                              .begins = sent->begins,
                              .event = { .kind = touches_it      ? TRACE_TOUCH
                                                 : sent->dropped ? TRACE_DROP
                                                                 : TRACE_RELEASE,
                                         .hand = request->value,
                                         .adds = request->adds,
                                         .begins = sent->begins,
                                         .back = request->back } };
    g_array_append_val (writer->waiting, waiting);
  }
  g_array_set_size (touches->sent, 0);
}

/* The last of several touches in one block is what was heard. */
static void
add_event (Control *control, const TraceEvent *event)
{
  TraceEvent *last = control->events->len
                         ? &g_array_index (control->events, TraceEvent, control->events->len - 1)
                         : NULL;

  if (last && last->clock == event->clock && last->kind == TRACE_TOUCH &&
      event->kind == TRACE_TOUCH)
    *last = *event;
  else
    g_array_append_val (control->events, *event);
}

static void
stamp_events (AutomationWriter *writer, const HeardStamp *stamp)
{
  guint n = 0;

  while (n < writer->waiting->len) {
    Waiting *waiting = &g_array_index (writer->waiting, Waiting, n);
    if ((int32_t) (stamp->serial - waiting->serial) < 0 || (waiting->begins && writer->rolls))
      break;
    writer->serial = waiting->serial;
    Control *control = find_control (writer, &waiting->target, waiting->event.kind == TRACE_TOUCH);
    n++;
    if (!control)
      continue;
    waiting->event.clock = stamp->block;
    add_event (control, &waiting->event);
  }
  if (n > 0)
    g_array_remove_range (writer->waiting, 0, n);
}

/* --- Passes
 * -----------------------------------------------------------------------------------------------
 */

typedef struct {
  Frames from, to; /* song positions that may be written */
} Limits;

typedef struct {
  const Project *project;
  const Graph *graph;
  Limits limits;
  GStrvBuilder *lines;
  GPtrArray *words;
  int n;
} Written;

void
automation_writer_record (AutomationWriter *writer, bool on)
{
  writer->records = on;
  writer->punches |= on;
}

void
automation_writer_lead (AutomationWriter *writer, Frames lead)
{
  writer->lead = lead;
}

static void
begin_pass (AutomationWriter *writer, const HeardStamp *stamp)
{
  writer->first = *stamp;
  writer->length = stamp->n;
  writer->rolls = true;
  writer->punches = writer->records;
  if (stamp->start == writer->start)
    return; /* a loop, with what is left of the pre-roll */
  writer->start = stamp->start;
  writer->writes_from = stamp->time + writer->lead;
}

static Limits
limits_of (const AutomationWriter *writer, const Project *project)
{
  const Frames early = writer->writes_from - writer->first.time;
  Limits limits = { INT64_MIN, INT64_MAX };

  if (early > 0)
    limits.from = writer->first.song + early;
  if (!writer->punches || !project->punch)
    return limits;
  TempoMap *map = tempo_map_new (project);
  const Units from = tempo_map_position_units (map, project->punch_from);
  const Units to = tempo_map_position_units (map, project->punch_to);
  tempo_map_free (map);
  if (from < to) {
    limits.from = MAX (limits.from, units_to_frames (from, writer->rate));
    limits.to = units_to_frames (to, writer->rate);
  }
  return limits;
}

static void
write_control (AutomationWriter *writer, Control *control, Written *written)
{
  g_autoptr (GPtrArray) stretches =
      g_ptr_array_new_with_free_func ((GDestroyNotify) trace_stretch_free);
  const Track *track = project_find_track (written->project, control->target.strip);
  AutomationModel model;

  if (!track || !written->graph ||
      !automation_model_find (written->graph, &control->target, &model)) {
    g_array_set_size (control->events, 0);
    control->state.held = false;
    return;
  }
  const HeardStamp *first = &writer->first;
  const TracePass pass = { .from = first->clock - model.ahead,
                           .to = first->clock + writer->length - model.ahead,
                           .song = first->song,
                           .rate = writer->rate,
                           .glide = (Frames) writer->rate * AUTOMATION_GLIDE_MS / 1000 };
  const guint done =
      trace_pass (&control->state, &model, (const TraceEvent *) (void *) control->events->data,
                  control->events->len, &pass, stretches);
  if (done > 0)
    g_array_remove_range (control->events, 0, done);
  automation_limit (stretches, &model, written->limits.from, written->limits.to, writer->rate);
  for (guint i = 0; i < stretches->len; i++) {
    g_autofree char *line = automation_line (&control->target, &model, stretches->pdata[i]);
    g_strv_builder_add (written->lines, line);
    written->n++;
  }
  if (stretches->len > 0)
    g_ptr_array_add (written->words, g_strdup_printf ("%s %s", text_get (track->name),
                                                      automation_param (&control->target, &model)));
}

static void
end_pass (AutomationWriter *writer, const Touches *touches, const Project *project,
          const Graph *graph)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  Written written = { .project = project,
                      .graph = graph,
                      .limits = limits_of (writer, project),
                      .lines = lines,
                      .words = g_ptr_array_new_with_free_func (g_free) };

  for (guint i = 0; i < writer->controls->len; i++)
    write_control (writer, writer->controls->pdata[i], &written);
  if (written.n > 0) {
    g_queue_push_tail (&writer->finished, g_strv_builder_end (lines));
    g_queue_push_tail (&writer->words, written.words);
  } else
    g_ptr_array_unref (written.words);
  /* What no hand holds any more is not written on behind a jump. */
  for (guint i = writer->controls->len; i-- > 0;) {
    const Control *control = writer->controls->pdata[i];
    const Touch *touch = touches_find (touches, &control->target);
    if (touch && touch_is_left (touch, writer->serial))
      g_ptr_array_remove_index (writer->controls, i);
  }
  writer->rolls = false;
}

static bool
goes_on (const AutomationWriter *writer, const HeardStamp *stamp)
{
  const HeardStamp *first = &writer->first;

  return stamp->n > 0 && stamp->start == first->start &&
         stamp->clock == first->clock + writer->length &&
         stamp->song == first->song + writer->length;
}

/* While the song stands, hands come and go unwritten. */
static void
forget (AutomationWriter *writer, const Graph *graph, Frames clock)
{
  for (guint i = writer->controls->len; i-- > 0;) {
    Control *control = writer->controls->pdata[i];
    AutomationModel model;
    const bool known = graph && automation_model_find (graph, &control->target, &model);
    for (guint k = 0; known && k < control->events->len; k++)
      trace_apply (&control->state, &model, &g_array_index (control->events, TraceEvent, k), 0,
                   writer->rate);
    g_array_set_size (control->events, 0);
    if (!known || !control->state.held || live_value_is_over (&control->state.value, clock))
      g_ptr_array_remove_index (writer->controls, i);
  }
}

bool
automation_writer_poll (AutomationWriter *writer, Touches *touches, const Project *project,
                        const Graph *graph, uint32_t *serial)
{
  bool ended = false;
  HeardStamp stamp;

  take_sent (writer, touches);
  while (ring_read (&writer->stamps.ring, &stamp)) {
    if (writer->rolls && !goes_on (writer, &stamp)) {
      end_pass (writer, touches, project, graph);
      ended = true;
      *serial = writer->serial;
    }
    stamp_events (writer, &stamp);
    if (writer->rolls)
      writer->length += stamp.n;
    else if (stamp.n > 0)
      begin_pass (writer, &stamp);
    else
      forget (writer, graph, stamp.clock);
  }
  return ended;
}

bool
automation_writer_is_idle (const AutomationWriter *writer)
{
  return !writer->rolls;
}

bool
automation_writer_has_lines (const AutomationWriter *writer)
{
  return !g_queue_is_empty ((GQueue *) &writer->finished);
}

char **
automation_writer_lines (AutomationWriter *writer, GPtrArray *words)
{
  char **lines = g_queue_pop_head (&writer->finished);
  g_autoptr (GPtrArray) names = g_queue_pop_head (&writer->words);

  for (guint i = 0; words && names && i < names->len; i++)
    g_ptr_array_add (words, g_strdup (names->pdata[i]));
  return lines;
}
