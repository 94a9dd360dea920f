/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/desk_notes.h"

#include <string.h>

#include "ui/desk/desk_private.h"

RecordMode
lq_desk_note_mode (LqDesk *desk)
{
  return desk->note_mode;
}

const char *
lq_desk_note_grid (LqDesk *desk)
{
  return desk->note_grid;
}

void
lq_desk_set_note_mode (LqDesk *desk, RecordMode mode)
{
  desk->note_mode = mode;
  lq_desk_state_changed (desk);
}

/* "1/4" to "1/64", each with t where it is of triplets. */
static bool
is_grid (const char *text)
{
  for (int part = 1; part <= 64; part *= 2) {
    g_autofree char *grid = g_strdup_printf ("1/%d", part);
    const size_t n = strlen (grid);
    if (!strncmp (text, grid, n) && (!text[n] || !strcmp (text + n, "t")))
      return true;
  }
  return false;
}

void
lq_desk_set_note_grid (LqDesk *desk, const char *grid)
{
  g_strlcpy (desk->note_grid, is_grid (grid) ? grid : "", sizeof desk->note_grid);
  lq_desk_state_changed (desk);
}

char **
desk_note_lines (LqDesk *desk)
{
  LiveMidi *midi = live_midi (desk->live);
  if (!midi)
    return NULL;
  live_midi_record_mode (midi, desk->note_mode);
  char **lines = live_midi_commands (midi, lq_desk_project (desk), NULL);
  for (int i = 0; lines && lines[i] && *desk->note_grid; i++)
    if (g_str_has_prefix (lines[i], "notes.record ")) {
      char *with = g_strdup_printf ("%s grid=%s", lines[i], desk->note_grid);
      g_free (lines[i]);
      lines[i] = with;
    }
  return lines;
}
