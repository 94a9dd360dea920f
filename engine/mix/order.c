/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sounds while others are soloed, and in which order strips are computed. */
#include "base/error.h"
#include "mix/build.h"
#include "model/check.h"

static bool
has_strip (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT ||
         track->kind == TRACK_GROUP || track->kind == TRACK_RETURN || track->kind == TRACK_MAIN;
}

static bool
soloed_by_vca (const Build *build, const Track *track, int depth)
{
  for (int i = 0; track->vcas && i < track->vcas->n && depth < 16; i++) {
    const int index = build_track_index (build, track->vcas->ids[i]);
    const Track *vca = index >= 0 ? build_track (build, index) : NULL;
    if (vca && (vca->solo || soloed_by_vca (build, vca, depth + 1)))
      return true;
  }
  return false;
}

/* The next strip towards main, or the folder around: what a soloed track is heard through. */
static int
outer (const Build *build, int t, bool routing)
{
  return routing ? build->output_of[t] : build_track_index (build, build_track (build, t)->group);
}

/* As project_output_of, by index: that one searches the list. */
static int
find_output (const Build *build, const Track *track)
{
  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return -1;
  const int named = build_track_index (build, track->output);
  if (named >= 0)
    return named;
  int group = build_track_index (build, track->group);
  for (int depth = 0; group >= 0 && depth < build->n_tracks; depth++) {
    if (build_track (build, group)->kind == TRACK_GROUP)
      return group;
    group = build_track_index (build, build_track (build, group)->group);
  }
  const Track *main_track = project_main (build->project);
  return main_track ? build_track_index (build, main_track->node.id) : -1;
}

/* Once for each track that feeds it, in the order of the tracks. */
static void
add_feed (Build *build, int from, int to)
{
  if (to < 0 || to == from)
    return;
  GArray **feeds = &build->feeds[to];
  if (!*feeds)
    *feeds = g_array_new (FALSE, FALSE, sizeof (int));
  if ((*feeds)->len == 0 || g_array_index (*feeds, int, (*feeds)->len - 1) != from)
    g_array_append_val (*feeds, from);
}

int
build_send_target (const Build *build, const Send *send)
{
  return build_track_index (build, send->to);
}

void
build_routing (Build *build)
{
  build->index_of = g_hash_table_new (g_int64_hash, g_int64_equal);
  build->output_of = g_new0 (int, build->n_tracks + 1);
  build->feeds = g_new0 (GArray *, build->n_tracks + 1);
  for (int t = 0; t < build->n_tracks; t++)
    g_hash_table_insert (build->index_of, &build_track (build, t)->node.id,
                         GINT_TO_POINTER (t + 1));
  for (int t = 0; t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    build->output_of[t] = find_output (build, track);
    if (!has_strip (track))
      continue;
    add_feed (build, t, build->output_of[t]);
    for (int s = 0; s < list_n (track->sends); s++)
      add_feed (build, t, build_send_target (build, (const Send *) list_get (track->sends, s)));
  }
}

bool
build_is_heard (const Build *build, int from, int to, bool send)
{
  if (build->sounds[from] || build->sends_only[to])
    return true;
  if (send && build->soloed[to] && build_track (build, to)->kind == TRACK_RETURN)
    return true;
  return build->listened[to] && !build->sounds[to];
}

/* What a soloed return is sent is wanted, and so is what those senders are made of. */
static void
mark_senders (Build *build, int to)
{
  const GArray *feeds = build->feeds[to];

  for (guint i = 0; feeds && i < feeds->len; i++) {
    const int from = g_array_index (feeds, int, i);
    if (build->sounds[from] || build->sends_only[from])
      continue;
    build->sends_only[from] = true;
    mark_senders (build, from);
  }
}

void
build_solo (Build *build)
{
  for (int t = 0; t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    build->soloed[t] = track->kind != TRACK_VCA && (track->solo || soloed_by_vca (build, track, 0));
    build->any_solo |= build->soloed[t];
  }
  for (int t = 0; t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    if (!build->any_solo || track->kind == TRACK_MAIN || track->solo_safe)
      build->sounds[t] = true;
    /* A descendant of a soloed one sounds, and so do the ancestors of a soloed one. */
    for (int way = 0; way < 2 && build->any_solo; way++)
      for (int at = t, depth = 0; at >= 0 && depth <= build->n_tracks; depth++) {
        if (build->soloed[at])
          build->sounds[t] = true;
        if (build->soloed[t])
          build->sounds[at] = true;
        at = outer (build, at, way == 0);
      }
  }
  for (int t = 0; t < build->n_tracks; t++)
    if (build->soloed[t] && build_track (build, t)->kind == TRACK_RETURN)
      mark_senders (build, t);
}

/* Where solo silences what is listened to, so it does what that is made of. */
static void
mark_listened (Build *build, int t)
{
  const GArray *feeds = build->feeds[t];

  if (build->listened[t])
    return;
  build->listened[t] = true;
  for (guint i = 0; feeds && i < feeds->len && !build->sounds[t] && !build->sends_only[t]; i++)
    mark_listened (build, g_array_index (feeds, int, i));
}

void
build_listened (Build *build)
{
  for (int i = 0; build->request->live && i < build->request->n_listen; i++) {
    const MixListen *listen = &build->request->listen[i];
    const int t = build_track_index (build, listen->track);
    if (t >= 0 && listen->pre)
      mark_listened (build, t);
  }
}

static void
add_wait (GArray **waits, int on, int t)
{
  if (on < 0)
    return;
  if (!waits[t])
    waits[t] = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (waits[t], on);
}

static void
add_sidechains (Build *build, GArray **waits, int t, const List *effects)
{
  for (int e = 0; e < list_n (effects); e++) {
    const Effect *effect = (const Effect *) list_get (effects, e);
    add_wait (waits, build_track_index (build, effect->sidechain), t);
    for (int c = 0; c < list_n (effect->chains); c++)
      add_sidechains (build, waits, t, ((const Chain *) list_get (effect->chains, c))->effects);
  }
}

/* Depth first in project order: what a strip waits for goes before it. */
static bool
visit (Build *build, GArray **waits, int t, char *state, int *order, int *n)
{
  state[t] = 1;
  for (guint i = 0; waits[t] && i < waits[t]->len; i++) {
    const int on = g_array_index (waits[t], int, i);
    if (state[on] == 1 || (state[on] == 0 && !visit (build, waits, on, state, order, n)))
      return false;
  }
  state[t] = 2;
  if (has_strip (build_track (build, t)))
    order[(*n)++] = t;
  return true;
}

int *
build_order (Build *build, int *n, GError **error)
{
  g_autofree GArray **waits = g_new0 (GArray *, build->n_tracks + 1);
  g_autofree char *state = g_new0 (char, build->n_tracks + 1);
  int *order = g_new0 (int, build->n_tracks + 1);
  bool good = true;

  *n = 0;
  for (int t = 0; t < build->n_tracks; t++) {
    const Track *track = build_track (build, t);
    if (!has_strip (track))
      continue;
    const int output = outer (build, t, true);
    if (output >= 0)
      add_wait (waits, t, output);
    for (int s = 0; s < list_n (track->sends); s++) {
      const int to = build_track_index (build, ((const Send *) list_get (track->sends, s))->to);
      if (to >= 0)
        add_wait (waits, t, to);
    }
    add_sidechains (build, waits, t, track->effects);
    add_sidechains (build, waits, t, track->master);
  }
  for (int t = 0; t < build->n_tracks && good; t++)
    if (state[t] == 0)
      good = visit (build, waits, t, state, order, n);
  for (int t = 0; t < build->n_tracks; t++)
    if (waits[t])
      g_array_unref (waits[t]);
  if (good)
    return order;
  g_autofree char *cycle = project_find_cycle (build->project);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "the routing runs in a circle: %s",
               cycle ? cycle : "a track feeds itself");
  g_free (order);
  return NULL;
}

void
build_say_solo (Build *build)
{
  GString *names = g_string_new (NULL);
  for (int t = 0; t < build->n_tracks; t++)
    if (build->soloed[t])
      g_string_append_printf (names, "%s%s", names->len ? ", " : "",
                              text_get (build_track (build, t)->name));
  build_note (build, "solo is on: only %s and what belongs to it is heard", names->str);
  g_string_free (names, TRUE);
}
