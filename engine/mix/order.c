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
    const Track *vca = project_find_track (build->project, track->vcas->ids[i]);
    if (vca && (vca->solo || soloed_by_vca (build, vca, depth + 1)))
      return true;
  }
  return false;
}

/* The next strip towards main, or the folder around: what a soloed track is heard through. */
static int
outer (const Build *build, int t, bool routing)
{
  const Track *track = build_track (build, t);
  return build_track_index (build,
                            routing ? project_output_of (build->project, track) : track->group);
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
  for (int e = 0; e < list_n (effects); e++)
    add_wait (waits, build_track_index (build, ((const Effect *)list_get (effects, e))->sidechain),
              t);
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
      const int to = build_track_index (build, ((const Send *)list_get (track->sends, s))->to);
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
