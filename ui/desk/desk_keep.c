/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recorded comes into the project once the disk has all of it. */
#include "ui/desk/desk_private.h"

/* The lanes that a track has more than before are what it plays now, the last of them on top. */
static void
hear_new_lanes (LqDesk *desk, const Project *before)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (int t = 0; t < list_n (tracks); t++) {
    const Track *track = (const Track *) list_get (tracks, t);
    const Track *old = project_find_track (before, track->node.id);
    for (int l = old ? list_n (old->lanes) : 0; l < list_n (track->lanes); l++)
      g_ptr_array_add (lines, g_strdup_printf ("take.promote track=%s lane=%s",
                                               lq_desk_id (desk, track->node.id),
                                               lq_desk_id (desk, list_get (track->lanes, l)->id)));
  }
  if (lines->len > 0)
    lq_desk_run_lines (desk, lines, NULL, NULL);
}

static void
keep_notes (LqDesk *desk)
{
  g_auto (GStrv) lines = live_midi_commands (live_midi (desk->live), lq_desk_project (desk), NULL);
  g_autoptr (GError) error = NULL;
  if (!lines)
    return;
  Project *before = project_ref (lq_desk_project (desk));
  if (document_run (lq_desk_document (desk), (const char *const *) lines,
                    (int) g_strv_length (lines), NULL, &error))
    hear_new_lanes (desk, before);
  else
    lq_desk_say (desk, true, "%s", error->message);
  project_unref (before);
}

int
lq_desk_recover_takes (LqDesk *desk)
{
  g_autoptr (GPtrArray) left = session_left_takes (desk->session);
  int placed = 0;
  for (guint i = 0; i < left->len; i++) {
    g_autoptr (GError) error = NULL;
    if (session_place_take (desk->session, left->pdata[i], true, &error))
      placed++;
    else
      lq_desk_say (desk, true, "%s", error->message);
  }
  return placed;
}

void
desk_begin_keeping (LqDesk *desk)
{
  desk->keeping = true;
  live_disarm (desk->live);
}

void
desk_keep (LqDesk *desk)
{
  if (!desk->keeping || !recording_is_idle (live_recording (desk->live)) ||
      !live_midi_is_idle (live_midi (desk->live)))
    return;
  desk->keeping = false;
  keep_notes (desk);
  lq_desk_recover_takes (desk);
  /* Armed tracks are ready again. */
  live_set_project (desk->live, lq_desk_project (desk));
}
