/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/edit_ways.h"

#define KEY "edit-ways"

EditWays *
edit_ways (LqDesk *desk)
{
  EditWays *ways = g_object_get_data (G_OBJECT (desk), KEY);
  if (!ways) {
    ways = g_new0 (EditWays, 1);
    g_object_set_data_full (G_OBJECT (desk), KEY, ways, g_free);
  }
  return ways;
}

const char *
edit_ways_overlap (LqDesk *desk)
{
  return edit_ways (desk)->overlap_fades ? " crossfade=on" : "";
}

const char *
edit_ways_split (LqDesk *desk)
{
  EditWays *ways = edit_ways (desk);
  if (ways->split_fade <= 0)
    return "";
  g_snprintf (ways->split_text, sizeof ways->split_text, " fade=%dms", ways->split_fade);
  return ways->split_text;
}
