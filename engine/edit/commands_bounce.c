/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bouncing: a track as audio, on a track of its own or in its own place. */
#include <string.h>

#include "edit/commands.h"
#include "edit/forget.h"
#include "edit/sources.h"
#include "edit/takes.h"

enum { TAP_OF_SOURCE, TAP_OF_INSERTS, TAP_OF_FADER };
enum { MODE_NEW, MODE_REPLACE };
static const char *const bounce_taps[] = { "source", "pre", "post", NULL };
static const char *const modes[] = { "new", "replace", NULL };

static const ArgSpec bounce_args[] = {
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "tap", ARG_CHOICE,
    .help = "source: before its inserts, which stay; pre: behind them; post: behind fader and pan",
    .choices = bounce_taps, .initial = "pre" },
  { "mode", ARG_CHOICE,
    .help = "new: a track behind it, and it is muted; replace: the track itself becomes audio, its "
            "clips are kept as a take",
    .choices = modes, .initial = "new" },
  { "from", ARG_POSITION, .help = "a range of it on a new track; it stays unmuted" },
  { "to", ARG_POSITION, .help = "the end of the range" },
  { "name", ARG_NAME, .help = "of the new track", .initial = "the name and (bounce)" },
};

/* --- What of the strip is in the sound already -------------------------------------------------
 */

static bool
keeps_envelope (const Track *track, const Envelope *envelope)
{
  return envelope->device == 0 || list_find (track->effects, envelope->device) >= 0 ||
         list_find (track->sends, envelope->device) >= 0;
}

/* Takes out of a track, which the caller may write, what works up to a tap. */
static void
strip_to (Track *track, int tap)
{
  if (track->instrument)
    node_unref (&track->instrument->node);
  track->instrument = NULL;
  track->delay = 0;
  track->phase = PHASE_NORMAL;
  if (tap >= TAP_OF_INSERTS)
    g_clear_pointer (&track->effects, list_unref);
  if (tap == TAP_OF_FADER) {
    track->gain_db = track->pan = 0;
    track->width = 1;
    g_clear_pointer (&track->vcas, id_set_unref);
  }
  for (int i = list_n (track->envelopes) - 1; i >= 0; i--) {
    const Envelope *envelope = (const Envelope *) list_get (track->envelopes, i);
    if (!keeps_envelope (track, envelope) || (tap == TAP_OF_FADER && envelope->device == 0))
      list_remove (&track->envelopes, i);
  }
}

/* Of a track that plays what was bounced. */
static void
make_audio (Track *track)
{
  track->kind = TRACK_AUDIO;
  track->arm = track->fold = false;
  track->monitor = MONITOR_OFF;
  text_set (&track->input, NULL);
  track->midi_channel = 0;
  track->frozen = track->active_comp = 0;
  text_set (&track->frozen_key, NULL);
}

/* --- The sound ---------------------------------------------------------------------------------
 */

/* A clip of what the tap gives; NULL with an error. The caller's. */
static Clip *
render_tap (Edit *edit, const Args *args, Id id, int tap, GError **error)
{
  const int rate = (int) edit->project->rate;
  const TempoMap *map = edit_tempo_map (edit);
  const char *track_name = text_get (project_find_track (edit->project, id)->name);
  g_autofree char *name = g_strdup_printf ("%s (bounce)", track_name);
  Bounce bounce = { .track = id, .post = tap == TAP_OF_FADER, .name = name };
  Frames start;

  if (arg_given (args, "to")) {
    const Units from = tempo_map_position_units (map, arg_position (args, "from"));
    const Units to = tempo_map_position_units (map, arg_position (args, "to"));
    bounce.from = units_to_frames (from, rate);
    bounce.to = units_to_frames (to, rate);
    if (bounce.to <= bounce.from) {
      edit_fail (error, "the end of the range must lie behind its start");
      return NULL;
    }
  }
  Project *song = project_edit (edit->project);
  Track *track = project_edit_track (song, id);
  track->mute = false;
  if (tap == TAP_OF_SOURCE)
    g_clear_pointer (&track->effects, list_unref);
  Source *source = edit->host->bounce_track (edit->host->data, song, &bounce, &start, error);
  project_unref (song);
  if (!source)
    return NULL;
  Clip *clip = edit_new_node (edit, NODE_CLIP, false);
  clip->kind = CLIP_AUDIO;
  clip->start = (Position){ frames_to_units (start, rate), TIME_ABSOLUTE };
  clip->length = (Position){ frames_to_units (source->frames, rate), TIME_ABSOLUTE };
  text_set (&clip->name, name);
  clip->source = sources_add (edit, source);
  return clip;
}

/* --- Where it goes -----------------------------------------------------------------------------
 */

static bool
stands_in (const Project *project, const Track *track, Id group)
{
  for (const Track *in = track; in && in->group; in = project_find_track (project, in->group))
    if (in->group == group)
      return true;
  return false;
}

/* Behind the track and, of a group, its members. */
static int
place_behind (const Project *project, Id id)
{
  int place = list_find (project->tracks, id) + 1;

  for (int i = place; i < list_n (project->tracks); i++)
    if (stands_in (project, (const Track *) list_get (project->tracks, i), id))
      place = i + 1;
  return place;
}

typedef struct {
  Id track;
  GArray *effects; /* Id */
} Listeners;

static bool
add_listener (const Node *node, const Node *parent, void *data)
{
  Listeners *listeners = data;

  if (node->kind == NODE_EFFECT && ((const Effect *) node)->sidechain == listeners->track)
    g_array_append_val (listeners->effects, node->id);
  return true;
}

/* What listens to the old track, which falls silent, listens to the new one. */
static void
move_sidechains (Edit *edit, Id old, Id fresh)
{
  g_autoptr (GArray) effects = g_array_new (FALSE, FALSE, sizeof (Id));
  Listeners listeners = { old, effects };

  for (int i = 0; i < list_n (edit->project->tracks); i++)
    node_walk (list_get (edit->project->tracks, i), NULL, add_listener, &listeners);
  for (guint i = 0; i < effects->len; i++) {
    Effect *effect = project_edit_effect (edit->project, g_array_index (effects, Id, i));
    if (effect)
      effect->sidechain = fresh;
  }
}

static void
add_track (Edit *edit, const Args *args, Id id, int tap, Clip *clip)
{
  const Track *old = project_find_track (edit->project, id);
  const int place = place_behind (edit->project, id);
  const bool whole = !arg_given (args, "to");
  Track *track = (Track *) node_copy (&old->node);
  g_autofree char *name = g_strdup_printf ("%s (bounce)", text_get (old->name));

  strip_to (track, tap);
  make_audio (track);
  List **lists[] = { &track->clips, &track->lanes, &track->comps };
  for (size_t i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], list_unref);
  edit_renew_ids (edit, &track->node);
  text_set (&track->name, arg_given (args, "name") ? arg_text (args, "name") : name);
  list_insert (&track->clips, -1, &clip->node);
  g_array_append_val (edit->created, track->node.id);
  g_array_append_val (edit->created, clip->node.id);
  list_insert (&edit->project->tracks, place, &track->node);
  if (!whole)
    return;
  Track *muted = project_edit_track (edit->project, id);
  const Id fresh = track->node.id;
  muted->solo = false;
  if (!muted->mute)
    move_sidechains (edit, id, fresh);
  project_edit_track (edit->project, id)->mute = true;
}

static void
replace_track (Edit *edit, const Args *args, Id id, int tap, Clip *clip)
{
  Track *track = project_edit_track (edit->project, id);
  Track *before = (Track *) node_copy (&track->node);
  g_autofree char *name = g_strdup_printf ("%s (parts)", text_get (track->name));
  List *parts = g_steal_pointer (&track->clips);

  strip_to (track, tap);
  make_audio (track);
  list_insert (&track->clips, -1, &clip->node);
  g_array_append_val (edit->created, clip->node.id);
  if (list_n (parts) > 0) {
    Lane *lane = take_lane_add (edit, track, name);
    lane->clips = parts;
    take_lane_fit (edit, lane);
  }
  if (arg_given (args, "name"))
    text_set (&track->name, arg_text (args, "name"));
  if (before->instrument)
    edit_forget_tree (edit, &before->instrument->node);
  for (int i = 0; i < list_n (before->effects) && tap >= TAP_OF_INSERTS; i++)
    edit_forget_tree (edit, list_get (before->effects, i));
  node_unref (&before->node);
}

static bool
check (Edit *edit, const Args *args, const Track *track, GError **error)
{
  const char *name = text_get (track->name);

  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER ||
      track->kind == TRACK_MIDI)
    return edit_fail (error, "'%s' has no sound to bounce", name);
  if (arg_given (args, "from") != arg_given (args, "to"))
    return edit_fail (error, "a range has a start and an end: name from= and to=");
  if (arg_choice (args, "mode") == MODE_REPLACE) {
    if (arg_given (args, "to"))
      return edit_fail (error, "a range goes onto a new track: leave out mode=replace");
    if (track->kind == TRACK_GROUP || track->kind == TRACK_RETURN)
      return edit_fail (error, "'%s' sums other tracks: bounce it onto a new track", name);
  }
  if (!edit->host || !edit->host->bounce_track)
    return edit_fail (error, "tracks cannot be bounced here");
  return true;
}

static bool
apply_bounce (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "track");
  const Track *track = project_find_track (edit->project, id);
  const int tap = arg_given (args, "tap") ? arg_choice (args, "tap") : TAP_OF_INSERTS;

  if (!check (edit, args, track, error))
    return false;
  edit_describe (edit, "Bounce %s", text_get (track->name));
  Clip *clip = render_tap (edit, args, id, tap, error);
  if (!clip)
    return false;
  if (arg_choice (args, "mode") == MODE_REPLACE)
    replace_track (edit, args, id, tap, clip);
  else
    add_track (edit, args, id, tap, clip);
  return true;
}

const CommandSpec command_track_bounce = {
  "track.bounce",
  "Render a track to audio that sounds the same: its fader, pan and sends go on working unless "
  "tap=post",
  bounce_args, G_N_ELEMENTS (bounce_args), .run = apply_bounce
};
