/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/deeds/deed.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "ui/deeds/deed_private.h"

/* clang-format off */
static const DeedRow *const tables[] = {
  deeds_clip,
  deeds_clip_edges,
  deeds_clip_sound, deeds_clip_points,
  deeds_range,
  deeds_move,
  deeds_tempo,
  deeds_automation,
  deeds_comp,
  deeds_ruler,
  deeds_track,
  deeds_items,
  deeds_transients,
  deeds_audio,
  deeds_audio_level,
  deeds_mixer,
};
/* clang-format on */

static GPtrArray *
all_rows (void)
{
  static GPtrArray *rows;
  if (!rows) {
    rows = g_ptr_array_new ();
    for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
      for (const DeedRow *row = tables[i]; row->id; row++)
        g_ptr_array_add (rows, (gpointer) row);
  }
  return rows;
}

const DeedRow *const *
deeds_all (int *n)
{
  *n = (int) all_rows ()->len;
  return (const DeedRow *const *) all_rows ()->pdata;
}

const DeedRow *
deed_find (const char *id)
{
  int n;
  const DeedRow *const *rows = deeds_all (&n);
  for (int i = 0; i < n; i++)
    if (!strcmp (rows[i]->id, id))
      return rows[i];
  return NULL;
}

void
deed_clear (Deed *deed)
{
  g_clear_pointer (&deed->lines, g_ptr_array_unref);
  g_clear_pointer (&deed->words, g_free);
  g_clear_pointer (&deed->problem, g_free);
  g_clear_pointer (&deed->told, g_free);
}

bool
deed_plan (const DeedRow *row, LqDesk *desk, Place place, const char *text, Deed *deed)
{
  *deed = (Deed){
    .desk = desk, .place = place, .text = text, .lines = g_ptr_array_new_with_free_func (g_free)
  };
  return row->plan (deed, row->arg);
}

static void
select_made (LqDesk *desk, const GArray *made)
{
  lq_desk_select_none (desk);
  for (guint i = 0; i < made->len; i++) {
    const Id id = g_array_index (made, Id, i);
    if (project_find_clip (lq_desk_project (desk), id, NULL, NULL) &&
        !lq_desk_clip_is_selected (desk, id))
      lq_desk_select_clip (desk, id, true);
  }
}

static void
follow (const Deed *deed, const GArray *made)
{
  LqDesk *desk = deed->desk;
  const DeskCursor cursor = *lq_desk_cursor (desk);
  const int row = deed->track ? rows_find (lq_desk_rows (desk), ROW_TRACK, deed->track, 0) : -1;

  lq_desk_begin_move (desk);
  if (deed->selects)
    select_made (desk, made);
  if (deed->ranges)
    lq_desk_set_range (desk, deed->from, deed->to, cursor.ranged ? cursor.anchor_row : cursor.row,
                       cursor.row);
  else if (deed->moves)
    lq_desk_set_cursor (desk, deed->at, row < 0 ? cursor.row : row, false);
  lq_desk_end_move (desk);
  if (deed->ranges || deed->moves)
    lq_desk_reveal (desk);
}

bool
deed_do (const DeedRow *row, LqDesk *desk, Place place, const char *text, char **told,
         GError **error)
{
  g_auto (Deed) deed = { 0 };
  g_autoptr (GArray) made = g_array_new (FALSE, FALSE, sizeof (Id));

  *told = NULL;
  if (!deed_plan (row, desk, place, text, &deed)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "%s", deed.problem);
    return false;
  }
  if (deed.lines->len > 0 &&
      !document_run_step (lq_desk_document (desk), (const char *const *) deed.lines->pdata,
                          (int) deed.lines->len, deed.words, deed.join, made, error))
    return false;
  follow (&deed, made);
  *told = g_steal_pointer (&deed.told);
  return true;
}

void
deed_line (Deed *deed, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (deed->lines, g_strdup_vprintf (format, args));
  va_end (args);
}

bool
deed_fail (Deed *deed, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_free (deed->problem);
  deed->problem = g_strdup_vprintf (format, args);
  va_end (args);
  return false;
}

char *
deed_number (double value, int decimals)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE], format[8];
  g_snprintf (format, sizeof format, "%%.%df", decimals);
  g_ascii_formatd (number, sizeof number, format, value);
  if (strchr (number, '.')) {
    char *end = number + strlen (number) - 1;
    while (*end == '0')
      *end-- = '\0';
    if (*end == '.')
      *end = '\0';
  }
  return g_strdup (strcmp (number, "-0") == 0 ? "0" : number);
}

GArray *
deed_clips (Deed *deed)
{
  GArray *clips = desk_target_clips (deed->desk);
  Units from, to;
  int first, last;
  if (clips->len == 0)
    deed_fail (deed, "%s",
               lq_desk_range (deed->desk, &from, &to, &first, &last)
                   ? _ ("No clip lies in the range.")
                   : _ ("No clip lies under the cursor."));
  return clips;
}

const Clip *
deed_clip (const Deed *deed, const GArray *clips, guint index)
{
  return project_find_clip (lq_desk_project (deed->desk), g_array_index (clips, Id, index), NULL,
                            NULL);
}

char *
deed_length (const Deed *deed, Units length)
{
  const int rate = lq_desk_rate (deed->desk);
  return g_strdup_printf ("%" G_GINT64_FORMAT "f", length < 0 ? -units_to_frames (-length, rate)
                                                              : units_to_frames (length, rate));
}

char *
deed_step (const Deed *deed, Position from, int direction)
{
  LqDesk *desk = deed->desk;
  const TempoMap *map = lq_desk_map (desk);

  if (lq_desk_grid (desk)->snap) {
    const Ticks at = tempo_map_position_ticks (map, from);
    return g_strdup_printf ("%s%" G_GINT64_FORMAT "t", direction < 0 ? "-" : "",
                            lq_desk_grid_step (desk, at));
  }
  const Units middle = UNITS_PER_SECOND * 3600; /* where no step leads before the song */
  const Position next = lq_desk_step (desk, (Position){ middle, TIME_ABSOLUTE }, direction);
  return deed_length (deed, tempo_map_position_units (map, next) - middle);
}
