/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mix/feed.h"

#include <string.h>

/* What of a track is wanted; each holds those before it. */
typedef enum { WANT_NOTHING, WANT_VCA, WANT_PRE, WANT_POST } Want;

typedef struct {
  const Project *project;
  int n;
  Want *want; /* by position in the list of tracks */
  bool *sums; /* what it gives at its output is wanted */
  GArray *waiting; /* int: tracks whose own inputs are still to be found */
} Feed;

static const Track *
track_at (const Feed *feed, int index)
{
  return (const Track *) list_get (feed->project->tracks, index);
}

static void
want (Feed *feed, Id id, Want want)
{
  const int index = id ? list_find (feed->project->tracks, id) : -1;

  if (index < 0 || feed->want[index] >= want)
    return;
  feed->want[index] = want;
  g_array_append_val (feed->waiting, index);
}

static bool
want_sidechain (const Node *node, const Node *parent, void *data)
{
  const Effect *effect = (const Effect *) node;

  if (node->kind == NODE_EFFECT && effect->sidechain)
    want (data, effect->sidechain, effect->sidechain_tap == TAP_PRE ? WANT_PRE : WANT_POST);
  return true;
}

static void
want_inputs (Feed *feed, int index)
{
  const Track *track = track_at (feed, index);
  const bool sums = track->kind == TRACK_GROUP || track->kind == TRACK_RETURN;

  for (int i = 0; sums && i < feed->n; i++) {
    const Track *from = track_at (feed, i);
    if (i == index || from->kind == TRACK_MIDI)
      continue;
    if (project_output_of (feed->project, from) == track->node.id) {
      feed->sums[i] = true;
      want (feed, from->node.id, WANT_POST);
    }
    for (int s = 0; s < list_n (from->sends); s++) {
      const Send *send = (const Send *) list_get (from->sends, s);
      if (send->to == track->node.id)
        want (feed, from->node.id, send->tap == TAP_PRE ? WANT_PRE : WANT_POST);
    }
  }
  if (track->instrument)
    node_walk (&track->instrument->node, NULL, want_sidechain, feed);
  for (int i = 0; i < list_n (track->effects); i++)
    node_walk (list_get (track->effects, i), NULL, want_sidechain, feed);
}

static void
want_vcas (Feed *feed, const Track *track)
{
  for (int i = 0; track->vcas && i < track->vcas->n; i++)
    want (feed, track->vcas->ids[i], WANT_VCA);
}

static void
feed_init (Feed *feed, const Project *project, Id track, bool post)
{
  const int n = list_n (project->tracks);

  *feed = (Feed){ .project = project,
                  .n = n,
                  .want = g_new0 (Want, n + 1),
                  .sums = g_new0 (bool, n + 1),
                  .waiting = g_array_new (FALSE, FALSE, sizeof (int)) };
  want (feed, track, post ? WANT_POST : WANT_PRE);
  while (feed->waiting->len > 0) {
    const int index = g_array_index (feed->waiting, int, feed->waiting->len - 1);
    g_array_set_size (feed->waiting, feed->waiting->len - 1);
    /* The pre tap of the track itself has no fader behind it. */
    if (post || track_at (feed, index)->node.id != track)
      want_vcas (feed, track_at (feed, index));
    if (feed->want[index] > WANT_VCA)
      want_inputs (feed, index);
  }
}

static void
feed_clear (Feed *feed)
{
  g_array_unref (feed->waiting);
  g_free (feed->want);
  g_free (feed->sums);
}

void
feed_mark (const Project *project, Id track, bool *fed)
{
  Feed feed;

  feed_init (&feed, project, track, false);
  for (int i = 0; i < feed.n; i++)
    fed[i] = feed.want[i] > WANT_VCA && track_at (&feed, i)->node.id != track;
  feed_clear (&feed);
}

/* --- The tracks as they are wanted -------------------------------------------------------------
 */

static bool
is_wanted (const Feed *feed, Id id)
{
  const int index = id ? list_find (feed->project->tracks, id) : -1;
  return index >= 0 && feed->want[index] > WANT_VCA;
}

static bool
has_effect (const List *effects, Id id)
{
  return list_find (effects, id) >= 0;
}

/* Of the fader: with `level` gain, pan and width count, with `audible` mute does. */
static bool
keeps_envelope (const Track *track, const Envelope *envelope, bool level, bool audible)
{
  const Id device = envelope->device;

  if (device == 0)
    return strcmp (text_get (envelope->param), "mute") == 0 ? audible : level;
  return (track->instrument && track->instrument->node.id == device) ||
         has_effect (track->effects, device) || list_find (track->sends, device) >= 0;
}

static void
keep_lanes (Track *track)
{
  const int comp = track->active_comp ? list_find (track->comps, track->active_comp) : -1;

  if (comp < 0) {
    track->active_comp = 0;
    g_clear_pointer (&track->lanes, list_unref);
  }
  for (int i = list_n (track->comps) - 1; i >= 0; i--)
    if (i != comp)
      list_remove (&track->comps, i);
  const Comp *active = list_n (track->comps) > 0 ? (const Comp *) list_get (track->comps, 0) : NULL;
  for (int i = list_n (track->lanes) - 1; i >= 0; i--) {
    bool used = false;
    for (int p = 0; active && p < list_n (active->parts); p++)
      used |= ((const Part *) list_get (active->parts, p))->lane == list_get (track->lanes, i)->id;
    if (!used)
      list_remove (&track->lanes, i);
  }
}

/* A clip whose notes stand elsewhere gets them, for elsewhere is not taken along. */
static void
keep_notes (const Project *project, Track *track)
{
  for (int i = 0; i < list_n (track->clips); i++) {
    const Id pattern = ((const Clip *) list_get (track->clips, i))->pattern;
    const Node *node = pattern ? project_find (project, pattern, NULL) : NULL;
    if (!node || node->kind != NODE_CLIP)
      continue;
    const Clip *content = (const Clip *) node;
    Clip *clip = (Clip *) list_edit (&track->clips, i);
    run_unref (clip->notes);
    list_unref (clip->envelopes);
    clip->notes = run_ref (content->notes);
    clip->envelopes = list_ref (content->envelopes);
    clip->pattern = 0;
  }
}

static Track *
make_track (const Feed *feed, int index, Id tapped, bool post)
{
  const Track *old = track_at (feed, index);
  Track *track = (Track *) node_copy (&old->node);
  const bool itself = old->node.id == tapped;
  const bool level = feed->want[index] != WANT_PRE, audible = !itself || post;

  track->group = 0;
  track->output = feed->sums[index] && !itself ? project_output_of (feed->project, old) : 0;
  track->frozen = 0;
  text_set (&track->frozen_key, NULL);
  track->solo = false;
  if (track->automation == AUTOMATION_OFF)
    g_clear_pointer (&track->envelopes, list_unref);
  track->automation = AUTOMATION_READ;
  if (!level) {
    track->gain_db = track->pan = 0;
    track->width = 1;
  }
  if (!audible) {
    track->mute = false;
    g_clear_pointer (&track->vcas, id_set_unref);
  }
  g_clear_pointer (&track->master, list_unref);
  for (int i = list_n (track->sends) - 1; i >= 0; i--)
    if (itself || !is_wanted (feed, ((const Send *) list_get (track->sends, i))->to))
      list_remove (&track->sends, i);
  for (int i = list_n (track->envelopes) - 1; i >= 0; i--)
    if (!keeps_envelope (track, (const Envelope *) list_get (track->envelopes, i), level, audible))
      list_remove (&track->envelopes, i);
  keep_lanes (track);
  keep_notes (feed->project, track);
  return track;
}

static void
mark_sources (const List *clips, GHashTable *used)
{
  for (int i = 0; i < list_n (clips); i++)
    g_hash_table_add (used, &((Clip *) list_get (clips, i))->source);
}

static void
keep_sources (const Project *project, Project *kept)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (int t = 0; t < list_n (kept->tracks); t++) {
    const Track *track = (const Track *) list_get (kept->tracks, t);
    mark_sources (track->clips, used);
    for (int l = 0; l < list_n (track->lanes); l++)
      mark_sources (((const Lane *) list_get (track->lanes, l))->clips, used);
  }
  for (int i = 0; i < list_n (project->sources); i++) {
    Node *source = list_get (project->sources, i);
    if (g_hash_table_contains (used, &source->id))
      list_insert (&kept->sources, -1, node_ref (source));
  }
}

Project *
feed_project (const Project *project, Id track, bool post)
{
  Project *kept = (Project *) node_new (NODE_PROJECT);
  Feed feed;

  feed_init (&feed, project, track, post);
  kept->node.id = project->node.id;
  kept->rate = project->rate;
  kept->seed = project->seed;
  kept->pan_law = project->pan_law;
  kept->tempos = list_ref (project->tempos);
  for (int i = 0; i < feed.n; i++)
    if (feed.want[i] != WANT_NOTHING && track_at (&feed, i)->kind != TRACK_MAIN)
      list_insert (&kept->tracks, -1, &make_track (&feed, i, track, post)->node);
  Track *main_track = (Track *) node_new (NODE_TRACK);
  const Track *old_main = project_main (project);
  main_track->node.id = old_main ? old_main->node.id : 1;
  main_track->kind = TRACK_MAIN;
  list_insert (&kept->tracks, -1, &main_track->node);
  keep_sources (project, kept);
  feed_clear (&feed);
  return kept;
}

/* --- Without what cannot be heard ---------------------------------------------------------------
 */

static void
bare_clips (List **clips)
{
  for (int i = 0; i < list_n (*clips); i++) {
    Clip *clip = (Clip *) list_edit (clips, i);
    text_set (&clip->name, NULL);
    text_set (&clip->color, NULL);
    text_set (&clip->note, NULL);
    clip->rating = 0;
    clip->linked = clip->grouped = 0;
  }
}

static void
bare_effect (Effect *effect)
{
  text_set (&effect->name, NULL);
  text_set (&effect->preset, NULL);
}

static void
bare_track (Track *track)
{
  text_set (&track->name, NULL);
  text_set (&track->color, NULL);
  text_set (&track->note, NULL);
  text_set (&track->input, NULL);
  text_set (&track->direct_out, NULL);
  track->rating = track->midi_channel = 0;
  track->monitor = MONITOR_OFF;
  track->arm = track->fold = track->solo_safe = false;
  if (track->instrument)
    bare_effect ((Effect *) node_edit ((Node **) &track->instrument));
  for (int i = 0; i < list_n (track->effects); i++)
    bare_effect ((Effect *) list_edit (&track->effects, i));
  bare_clips (&track->clips);
  for (int i = 0; i < list_n (track->lanes); i++) {
    Lane *lane = (Lane *) list_edit (&track->lanes, i);
    text_set (&lane->name, NULL);
    text_set (&lane->color, NULL);
    lane->rating = 0;
    bare_clips (&lane->clips);
  }
  for (int i = 0; i < list_n (track->comps); i++)
    text_set (&((Comp *) list_edit (&track->comps, i))->name, NULL);
}

static void
bare_source (Source *source)
{
  text_set (&source->name, NULL);
  text_set (&source->made_by, NULL);
  if (source->hash)
    text_set (&source->file, NULL);
  source->timestamp = source->root_pitch = -1;
  source->bpm = 0;
  source->loop_start = source->loop_length = 0;
}

Project *
feed_bare (const Project *feed)
{
  Project *bare = project_edit (feed);

  for (int i = 0; i < list_n (bare->tracks); i++)
    bare_track ((Track *) list_edit (&bare->tracks, i));
  for (int i = 0; i < list_n (bare->sources); i++)
    bare_source ((Source *) list_edit (&bare->sources, i));
  return bare;
}
