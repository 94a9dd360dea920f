/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/target.h"

#include <glib/gi18n.h>

#include "ui/draw/value_text.h"

static char *
place_text (LqDesk *desk, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks ticks = tempo_map_ticks (map, at);
  return tempo_map_units (map, ticks) == at
             ? value_write_position (map, (Position){ ticks, TIME_MUSICAL })
             : value_text_clock (at);
}

static char *
clips_text (LqDesk *desk, const GArray *clips)
{
  const Project *project = lq_desk_project (desk);
  const guint n = clips->len;
  Track *first, *last;
  const Clip *clip = project_find_clip (project, g_array_index (clips, Id, 0), &first, NULL);
  project_find_clip (project, g_array_index (clips, Id, n - 1), &last, NULL);
  if (n == 1)
    return g_strdup_printf (_ ("%s on %s"), text_get (clip->name), text_get (first->name));
  if (first == last)
    return g_strdup_printf (ngettext ("%u clip on %s", "%u clips on %s", n), n,
                            text_get (first->name));
  return g_strdup_printf (n == 2 ? _ ("%u clips, %s and %s") : _ ("%u clips, %s to %s"), n,
                          text_get (first->name), text_get (last->name));
}

char *
target_text (LqDesk *desk)
{
  const GArray *clips = lq_desk_clips (desk);
  Units from, to;
  int first, last;
  if (lq_desk_range (desk, &from, &to, &first, &last)) {
    g_autofree char *a = place_text (desk, from), *b = place_text (desk, to);
    return g_strdup_printf (_ ("Range %s – %s"), a, b);
  }
  if (clips->len > 0)
    return clips_text (desk, clips);
  g_autoptr (GArray) tracks = lq_desk_tracks (desk);
  if (tracks->len > 1)
    return g_strdup_printf (ngettext ("%u track", "%u tracks", tracks->len), tracks->len);
  if (tracks->len == 0)
    return g_strdup (_ ("nothing"));
  const List *all = lq_desk_project (desk)->tracks;
  const int index = list_find (all, g_array_index (tracks, Id, 0));
  return g_strdup_printf (_ ("Track %d, %s"), index + 1, node_name (list_get (all, index)));
}
