/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/rows.h"

#define AUTOMATION_HEIGHT 32
#define TAKE_HEIGHT 20

RowLook
row_look (const RowLooks *looks, Id track)
{
  const RowLook *look = g_hash_table_lookup (looks->looks, &track);
  return look ? *look : (RowLook){ 0 };
}

RowLook *
row_look_edit (RowLooks *looks, Id track)
{
  RowLook *look = g_hash_table_lookup (looks->looks, &track);
  if (!look) {
    look = g_new0 (RowLook, 1);
    g_hash_table_insert (looks->looks, g_memdup2 (&track, sizeof track), look);
  }
  return look;
}

/* How deep a track stands in groups; -1 where one of them is folded or hidden. */
static int
depth_of (const Project *project, const RowLooks *looks, const Track *track)
{
  int depth = 0;
  for (Id id = track->group; id;) {
    const Track *group = project_find_track (project, id);
    if (!group || depth > 64)
      break;
    if (group->fold || row_look (looks, id).hidden)
      return -1;
    depth++;
    id = group->group;
  }
  return depth;
}

static int
default_height (const Track *track)
{
  return track->kind == TRACK_AUDIO || track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI
             ? HEIGHT_M
             : HEIGHT_S;
}

static int
lane_height (const RowLooks *looks, Id lane, int initial)
{
  const int height = row_look (looks, lane).height;
  return height ? height : initial;
}

static void
add (GArray *rows, int *y, Row row, int height)
{
  row.y = *y;
  row.height = height;
  *y += height;
  g_array_append_val (rows, row);
}

Rows *
rows_new (const Project *project, const RowLooks *looks, int (*px) (double))
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  int y = 0;

  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    const RowLook look = row_look (looks, track->node.id);
    const int depth = depth_of (project, looks, track);
    if (depth < 0 || look.hidden)
      continue;
    Row row = { .track = track->node.id, .depth = depth, .number = i + 1, .node = track };
    add (rows, &y, row, px (look.height ? look.height : default_height (track)));
    for (int k = 0; look.automation && k < list_n (track->envelopes); k++) {
      row.kind = ROW_AUTOMATION;
      row.item = list_get (track->envelopes, k)->id;
      add (rows, &y, row, px (lane_height (looks, row.item, AUTOMATION_HEIGHT)));
    }
    /* The newest take stands at the track. */
    for (int k = list_n (track->lanes) - 1; look.takes && k >= 0; k--) {
      row.kind = ROW_TAKE;
      row.item = list_get (track->lanes, k)->id;
      add (rows, &y, row, px (lane_height (looks, row.item, TAKE_HEIGHT)));
    }
  }

  Rows *made = g_new (Rows, 1);
  *made = (Rows){ .n = (int) rows->len, .height = y, .rows = (Row *) g_array_free (rows, FALSE) };
  return made;
}

void
rows_free (Rows *rows)
{
  if (!rows)
    return;
  g_free (rows->rows);
  g_free (rows);
}

int
rows_at (const Rows *rows, int64_t y)
{
  int low = 0, high = rows->n;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (rows->rows[middle].y + rows->rows[middle].height <= y)
      low = middle + 1;
    else
      high = middle;
  }
  return low < rows->n ? low : rows->n - 1;
}

int
rows_find (const Rows *rows, RowKind kind, Id track, Id item)
{
  for (int i = 0; i < rows->n; i++)
    if (rows->rows[i].kind == kind && rows->rows[i].track == track && rows->rows[i].item == item)
      return i;
  return -1;
}
