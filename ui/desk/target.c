/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/target.h"

#include "model/clip.h"

const Row *
desk_cursor_row (LqDesk *desk)
{
  const Rows *rows = lq_desk_rows (desk);
  const int row = lq_desk_cursor (desk)->row;
  return row >= 0 && row < rows->n ? &rows->rows[row] : NULL;
}

const Track *
desk_cursor_track (LqDesk *desk)
{
  const Row *row = desk_cursor_row (desk);
  return row ? row->node : NULL;
}

Units
desk_cursor_units (LqDesk *desk)
{
  return tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at);
}

Position
desk_position (LqDesk *desk, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks ticks = tempo_map_ticks (map, at);
  if (tempo_map_units (map, ticks) == at)
    return (Position){ ticks, TIME_MUSICAL };
  return (Position){ at, TIME_ABSOLUTE };
}

const char *
desk_place (LqDesk *desk, Units at)
{
  return lq_desk_place (desk, desk_position (desk, at));
}

const List *
desk_row_clips (LqDesk *desk, int index)
{
  const Rows *rows = lq_desk_rows (desk);
  if (index < 0 || index >= rows->n)
    return NULL;
  const Row *row = &rows->rows[index];
  if (row->kind == ROW_TRACK)
    return row->node->clips;
  const int lane = row->kind == ROW_TAKE ? list_find (row->node->lanes, row->item) : -1;
  return lane < 0 ? NULL : ((const Lane *) list_get (row->node->lanes, lane))->clips;
}

const Clip *
desk_clip_at_cursor (LqDesk *desk)
{
  const List *clips = desk_row_clips (desk, lq_desk_cursor (desk)->row);
  const TempoMap *map = lq_desk_map (desk);
  const Units at = desk_cursor_units (desk);
  const Clip *found = NULL;

  /* In a crossfade, the one that begins there. */
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (map, clip) <= at && at < clip_end_units (map, clip))
      found = clip;
  }
  return found;
}

static void
add_once (GArray *ids, Id id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_array_index (ids, Id, i) == id)
      return;
  g_array_append_val (ids, id);
}

static void
add_touched (LqDesk *desk, GArray *ids, int row, Units from, Units to)
{
  const List *clips = desk_row_clips (desk, row);
  const TempoMap *map = lq_desk_map (desk);

  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (map, clip) < to && clip_end_units (map, clip) > from)
      add_once (ids, clip->node.id);
  }
}

static void
add_group (LqDesk *desk, GArray *ids, Id group)
{
  const Project *project = lq_desk_project (desk);

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    for (int i = 0; i < list_n (track->clips); i++) {
      const Clip *clip = (const Clip *) list_get (track->clips, i);
      if (clip->grouped == group)
        add_once (ids, clip->node.id);
    }
  }
}

void
desk_add_grouped (LqDesk *desk, GArray *ids)
{
  for (guint i = 0, n = ids->len; i < n; i++) {
    const Clip *clip =
        project_find_clip (lq_desk_project (desk), g_array_index (ids, Id, i), NULL, NULL);
    if (clip && clip->grouped)
      add_group (desk, ids, clip->grouped);
  }
}

GArray *
desk_target_clips (LqDesk *desk)
{
  const GArray *selected = lq_desk_clips (desk);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (Id));
  Units from, to;
  int first, last;

  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    for (int row = first; row <= last; row++)
      add_touched (desk, ids, row, from, to);
    return ids;
  }
  if (selected->len > 0)
    g_array_append_vals (ids, selected->data, selected->len);
  else if (desk_clip_at_cursor (desk))
    g_array_append_val (ids, desk_clip_at_cursor (desk)->node.id);
  desk_add_grouped (desk, ids);
  return ids;
}

bool
desk_clips_span (LqDesk *desk, const GArray *clips, Units *from, Units *to)
{
  *from = INT64_MAX;
  *to = 0;
  for (guint i = 0; i < clips->len; i++) {
    const Clip *clip =
        project_find_clip (lq_desk_project (desk), g_array_index (clips, Id, i), NULL, NULL);
    *from = int64_min (*from, clip_start_units (lq_desk_map (desk), clip));
    *to = int64_max (*to, clip_end_units (lq_desk_map (desk), clip));
  }
  return *from < *to;
}

bool
desk_selected_span (LqDesk *desk, Units *from, Units *to)
{
  int first, last;
  return lq_desk_range (desk, from, to, &first, &last) ||
         desk_clips_span (desk, lq_desk_clips (desk), from, to);
}

bool
desk_target_span (LqDesk *desk, Units *from, Units *to)
{
  g_autoptr (GArray) clips = NULL;
  if (desk_selected_span (desk, from, to))
    return true;
  clips = desk_target_clips (desk);
  return desk_clips_span (desk, clips, from, to);
}

GArray *
desk_target_tracks (LqDesk *desk)
{
  const Rows *rows = lq_desk_rows (desk);
  const Project *project = lq_desk_project (desk);
  const GArray *clips = lq_desk_clips (desk);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (Id));
  Units from, to;
  int first = lq_desk_cursor (desk)->row, last = first;

  if (!lq_desk_range (desk, &from, &to, &first, &last) && clips->len > 0) {
    g_autoptr (GHashTable) owners = g_hash_table_new (NULL, NULL);
    for (guint i = 0; i < clips->len; i++) {
      Track *track;
      if (project_find_clip (project, g_array_index (clips, Id, i), &track, NULL))
        g_hash_table_add (owners, track);
    }
    for (int i = 0; i < list_n (project->tracks); i++)
      if (g_hash_table_contains (owners, list_get (project->tracks, i)))
        add_once (ids, list_get (project->tracks, i)->id);
    return ids;
  }
  for (int i = MAX (first, 0); i <= last && i < rows->n; i++)
    add_once (ids, rows->rows[i].track);
  return ids;
}

char *
desk_ids_text (LqDesk *desk, const GArray *ids)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < ids->len; i++) {
    char id[ID_TEXT_SIZE];
    g_string_append_printf (text, "%s%s", i ? "," : "", id_write (id, g_array_index (ids, Id, i)));
  }
  return g_string_free (text, FALSE);
}
