/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recorded comes into the project once the disk has all of it. */
#include "edit/takes.h"
#include "ui/desk/desk_private.h"

static void
keep_notes (LqDesk *desk)
{
  Document *document = lq_desk_document (desk);
  g_auto (GStrv) lines = live_midi_commands (live_midi (desk->live), lq_desk_project (desk), NULL);
  g_autoptr (GError) error = NULL;
  if (!lines)
    return;
  Project *before = project_ref (lq_desk_project (desk));
  bool good = document_run (document, (const char *const *) lines, (int) g_strv_length (lines),
                            NULL, &error);
  g_auto (GStrv) heard = take_promote_lines (before, lq_desk_project (desk));
  if (good && heard[0])
    good = document_run (document, (const char *const *) heard, (int) g_strv_length (heard), NULL,
                         &error);
  if (!good)
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
  g_clear_pointer (&desk->growing, growing_free);
  desk_changed (desk, DESK_TRANSPORT);
  /* Armed tracks are ready again. */
  desk_set_heard (desk);
}
