/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/outcome.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/clip.h"
#include "ui/draw/value_text.h"

static char *
clips_text (LqDesk *desk, const char *one, const char *several, Units at)
{
  const TempoMap *map = lq_desk_map (desk);
  const guint n = lq_desk_clips (desk)->len;
  const Ticks ticks = tempo_map_ticks (map, at);
  g_autofree char *place = tempo_map_units (map, ticks) == at
                               ? value_write_position (map, (Position){ ticks, TIME_MUSICAL })
                               : value_text_clock (at);
  return n > 0 ? g_strdup_printf (n == 1 ? one : several, n, place) : NULL;
}

char *
outcome_text (LqDesk *desk, const Action *action)
{
  const HistoryStep *step = history_current (document_history (lq_desk_document (desk)));
  const Units cursor = tempo_map_position_units (lq_desk_map (desk), lq_desk_cursor (desk)->at);
  const guint n = lq_desk_clips (desk)->len;

  if (!strcmp (action->id, "edit.undo"))
    return step->parent ? g_strdup_printf ("“%s”", step->words) : NULL;
  if (!strcmp (action->id, "clip.split"))
    return clips_text (desk, _ ("%u clip will be split at %s"), _ ("%u clips will be split at %s"),
                       cursor);
  if (!strcmp (action->id, "clip.split-playhead"))
    return clips_text (desk, _ ("%u clip will be split at %s"), _ ("%u clips will be split at %s"),
                       lq_desk_playhead (desk));
  /* The other actions of clips act on those that are selected. */
  if (action->runs && g_str_has_prefix (action->id, "clip.") && n > 0)
    return g_strdup_printf (ngettext ("%u clip", "%u clips", n), n);
  return NULL;
}
