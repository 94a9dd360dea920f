/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which clips and tracks of a desk are selected: one by one, or by the range over them. */
#include "edit/lane.h"
#include "model/clip.h"
#include "ui/desk/desk_private.h"
#include "ui/desk/target.h"

static int
find (const GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return (int) i;
  return -1;
}

/* A range may hold thousands, and every clip in sight asks. */
static GHashTable *
clip_set (LqDesk *desk)
{
  if (!desk->clip_set) {
    desk->clip_set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
    for (guint i = 0; i < desk->clips->len; i++)
      g_hash_table_add (desk->clip_set,
                        g_memdup2 (&g_array_index (desk->clips, Id, i), sizeof (Id)));
  }
  return desk->clip_set;
}

void
desk_selection_changed (LqDesk *desk)
{
  g_clear_pointer (&desk->clip_set, g_hash_table_unref);
}

static void
tell (LqDesk *desk)
{
  desk_selection_changed (desk);
  desk_changed (desk, DESK_SELECTION);
}

static void
add_group (LqDesk *desk, Id id)
{
  const Project *project = lq_desk_project (desk);
  const Clip *clip = project_find_clip (project, id, NULL, NULL);

  for (int t = 0; clip && clip->grouped && t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int i = 0; i < list_n (track->clips); i++) {
      const Clip *one = (const Clip *) list_get (track->clips, i);
      if (one->grouped == clip->grouped && find (desk->clips, one->node.id) < 0)
        g_array_append_val (desk->clips, one->node.id);
    }
  }
}

static void
toggle (GArray *ids, Id id, bool add)
{
  const int at = find (ids, id);
  if (!add)
    g_array_set_size (ids, 0);
  if (add && at >= 0)
    g_array_remove_index (ids, (guint) at);
  else
    g_array_append_val (ids, id);
}

bool
lq_desk_clip_is_selected (LqDesk *desk, Id clip)
{
  return desk->clips->len > 0 && g_hash_table_contains (clip_set (desk), &clip);
}

bool
lq_desk_track_is_selected (LqDesk *desk, Id track)
{
  return find (desk->tracks, track) >= 0;
}

void
lq_desk_select_clip (LqDesk *desk, Id clip, bool add)
{
  desk_remember_moves (desk);
  desk->ranged_clips = false;
  toggle (desk->clips, clip, add);
  if (find (desk->clips, clip) >= 0)
    add_group (desk, clip);
  tell (desk);
}

void
lq_desk_select_track (LqDesk *desk, Id track, bool add)
{
  desk_remember_moves (desk);
  toggle (desk->tracks, track, add);
  tell (desk);
}

static void
take (GArray *ids, const Id *chosen, guint n)
{
  g_array_set_size (ids, 0);
  g_array_append_vals (ids, chosen, n);
}

void
lq_desk_select_clips (LqDesk *desk, const Id *clips, guint n)
{
  desk_remember_moves (desk);
  desk->ranged_clips = false;
  take (desk->clips, clips, n);
  tell (desk);
}

void
lq_desk_select_tracks (LqDesk *desk, const Id *tracks, guint n)
{
  desk_remember_moves (desk);
  take (desk->tracks, tracks, n);
  tell (desk);
}

void
lq_desk_select_none (LqDesk *desk)
{
  if (desk->clips->len == 0 && desk->tracks->len == 0)
    return;
  desk_remember_moves (desk);
  desk->ranged_clips = false;
  g_array_set_size (desk->clips, 0);
  g_array_set_size (desk->tracks, 0);
  tell (desk);
}

void
lq_desk_put_selection (LqDesk *desk, const GArray *clips, const GArray *tracks)
{
  desk->ranged_clips = false;
  take (desk->clips, (const Id *) clips->data, clips->len);
  take (desk->tracks, (const Id *) tracks->data, tracks->len);
  tell (desk);
}

void
lq_desk_keep_clips (LqDesk *desk)
{
  desk->ranged_clips = false;
}

const GArray *
lq_desk_clips (LqDesk *desk)
{
  return desk->clips;
}

GArray *
lq_desk_tracks (LqDesk *desk)
{
  GArray *tracks = g_array_new (FALSE, FALSE, sizeof (Id));
  const Project *project = lq_desk_project (desk);
  const Id cursor = lq_desk_cursor_track (desk);

  for (int i = 0; i < list_n (project->tracks); i++) {
    const Id id = list_get (project->tracks, i)->id;
    if (desk->tracks->len > 0 ? find (desk->tracks, id) >= 0 : id == cursor)
      g_array_append_val (tracks, id);
  }
  return tracks;
}

static void
add_inside (LqDesk *desk, int row, Units from, Units to, GArray *ids)
{
  const List *clips = desk_row_clips (desk, row);
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (desk->map, clip) >= from - EDGE_TOLERANCE &&
        clip_end_units (desk->map, clip) <= to + EDGE_TOLERANCE)
      g_array_append_val (ids, clip->node.id);
  }
}

static bool
same_ids (const GArray *a, const GArray *b)
{
  bool same = a->len == b->len;
  for (guint i = 0; same && i < a->len; i++)
    same = g_array_index (a, Id, i) == g_array_index (b, Id, i);
  return same;
}

guint
desk_select_range (LqDesk *desk)
{
  Units from, to;
  int first, last;
  g_autoptr (GArray) inside = g_array_new (FALSE, FALSE, sizeof (Id));

  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    for (int row = first; row <= last; row++)
      add_inside (desk, row, from, to, inside);
    desk->ranged_clips = true;
  } else if (!desk->ranged_clips)
    return 0;
  else
    desk->ranged_clips = false;
  if (same_ids (inside, desk->clips))
    return 0;
  take (desk->clips, (const Id *) inside->data, inside->len);
  desk_selection_changed (desk);
  return DESK_SELECTION;
}
