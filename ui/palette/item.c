/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/item.h"

PaletteItem *
item_new (ItemKind kind, double score)
{
  PaletteItem *item = g_new0 (PaletteItem, 1);
  item->kind = kind;
  item->score = score;
  return item;
}

void
item_free (PaletteItem *item)
{
  g_free (item->title);
  g_free (item->subtitle);
  g_free (item->outcome);
  g_free (item->refused);
  g_free (item->fill);
  g_free (item->setting);
  g_clear_pointer (&item->lines, g_ptr_array_unref);
  g_clear_pointer (&item->value, g_variant_unref);
  g_free (item);
}

void
item_set_texts (PaletteItem *item, char *title, char *subtitle, char *outcome)
{
  item->title = title;
  item->subtitle = subtitle;
  item->outcome = outcome;
}

void
item_add_line (PaletteItem *item, char *line)
{
  if (!item->lines)
    item->lines = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (item->lines, line);
}

int
item_compare (const PaletteItem *a, const PaletteItem *b)
{
  if (a->also != b->also)
    return a->also ? 1 : -1;
  if (!a->refused != !b->refused)
    return a->refused ? 1 : -1;
  return a->score > b->score ? -1 : a->score < b->score;
}

static void
go (const PaletteItem *item, LqDesk *desk)
{
  const DeskCursor *cursor = lq_desk_cursor (desk);
  int row = cursor->row;
  if (item->track) {
    const int there = rows_find (lq_desk_rows (desk), ROW_TRACK, item->track, 0);
    row = there >= 0 ? there : row;
  }
  const Position at = item->goes ? item->at : cursor->at;
  lq_desk_set_cursor (desk, at, row, false);
  if (item->clip) {
    lq_desk_select_none (desk);
    lq_desk_select_clip (desk, item->clip, false);
  } else if (item->kind == ITEM_TRACK) {
    lq_desk_select_track (desk, item->track, false);
  }
  lq_desk_reveal (desk);
  if (item->kind == ITEM_PLACE)
    lq_desk_locate (desk, tempo_map_position_units (lq_desk_map (desk), at));
}

bool
item_run (const PaletteItem *item, LqDesk *desk, GSettings *settings, GError **error)
{
  if (item->refused || item->kind == ITEM_PROBLEM) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                         item->refused ? item->refused : item->title);
    return false;
  }
  if (item->lines)
    return lq_desk_run_lines (desk, item->lines, NULL, error);
  if (item->goes || item->track || item->clip)
    go (item, desk);
  if (item->setting)
    g_settings_set_value (settings, item->setting, item->value);
  return true;
}
