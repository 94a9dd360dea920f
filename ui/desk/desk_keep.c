/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was recorded comes into the project once the disk has all of it. */
#include "edit/takes.h"
#include "live/capture_last.h"
#include "store/take_recovery.h"
#include "ui/desk/desk_private.h"

#define MOST_WAIT_US                                                                               \
  (5 * G_USEC_PER_SEC) /* for the disk, where the next recording begins at once */

/* Parts of one undo step. */
typedef struct {
  LqDesk *desk;
  uint64_t join;
  const char *words;
} Keep;

static bool
run (const Keep *keep, char **lines)
{
  g_autoptr (GError) error = NULL;
  const int n = (int) g_strv_length (lines);
  if (n == 0 || document_run_part (lq_desk_document (keep->desk), (const char *const *) lines, n,
                                   keep->join, keep->words, &error))
    return true;
  lq_desk_say (keep->desk, true, "%s", error->message);
  return false;
}

static void
keep_notes (const Keep *keep)
{
  LqDesk *desk = keep->desk;
  g_auto (GStrv) lines = desk_note_lines (desk);
  if (!lines)
    return;
  Project *before = project_ref (lq_desk_project (desk));
  const bool good = run (keep, lines);
  g_auto (GStrv) heard = take_promote_lines (before, lq_desk_project (desk));
  if (good)
    run (keep, heard);
  project_unref (before);
}

/* Whether it is the first time: a take that was undone is not to come with the next one. */
static bool
is_new (LqDesk *desk, const TakeLeft *left)
{
  if (!desk->placed)
    desk->placed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return g_hash_table_add (
      desk->placed, g_strdup_printf ("%s %" G_GINT64_FORMAT, left->note_path, left->note.date));
}

static int
place_takes (const Keep *keep)
{
  LqDesk *desk = keep->desk;
  g_autoptr (GPtrArray) left = session_left_takes (desk->session);
  int placed = 0;
  for (guint i = 0; i < left->len; i++) {
    g_autoptr (GError) error = NULL;
    if (!is_new (desk, left->pdata[i]))
      continue;
    if (!take_left_repair (left->pdata[i], &error)) {
      lq_desk_say (desk, true, "%s", error->message);
      continue;
    }
    g_auto (GStrv) lines = take_left_commands (left->pdata[i], lq_desk_project (desk), true);
    placed += run (keep, lines);
  }
  return placed;
}

int
lq_desk_recover_takes (LqDesk *desk)
{
  const Keep keep = { desk, ++desk->join, "Recover takes" };
  return place_takes (&keep);
}

void
desk_begin_keeping (LqDesk *desk)
{
  desk->keeping = true;
  live_disarm (desk->live);
}

/* "Record Vox", or of several "Record 4 tracks". */
static char *
words_of (LqDesk *desk)
{
  const Growing *growing = desk->growing;
  const int n = growing ? growing_n (growing) : 0;
  const Track *track =
      n == 1 ? project_find_track (lq_desk_project (desk), growing_take (growing, 0).track) : NULL;
  if (track)
    return g_strdup_printf ("Record %s", text_get (track->name));
  return n > 1 ? g_strdup_printf ("Record %d tracks", n) : g_strdup ("Record");
}

/* What the device or the disk lost, in one sentence: the user can play that bar again now. */
static void
tell_lost (LqDesk *desk)
{
  const GPtrArray *takes = recording_takes (live_recording (desk->live));
  int lost = 0;
  const RecordedTake *first = NULL;
  desk->lost_track = 0;
  for (; desk->n_takes < takes->len; desk->n_takes++) {
    const RecordedTake *take = takes->pdata[desk->n_takes];
    lost += take->n_gaps;
    if (take->n_gaps > 0 && !first)
      first = take;
  }
  const Track *track = first ? project_find_track (lq_desk_project (desk), first->track) : NULL;
  if (!track)
    return;
  const DropoutMark *mark = &g_array_index (first->dropouts, DropoutMark, 0);
  const Units at = frames_to_units (first->song_frame + mark->frame, lq_desk_rate (desk));
  desk->lost_at = at;
  desk->lost_track = first->track;
  g_signal_emit_by_name (
      desk, "lost", lost, text_get (track->name),
      lq_desk_place (desk, (Position){ tempo_map_ticks (desk->map, at), TIME_MUSICAL }));
}

void
desk_keep (LqDesk *desk)
{
  if (!desk->keeping || !recording_is_idle (live_recording (desk->live)) ||
      !live_midi_is_idle (live_midi (desk->live)))
    return;
  g_autofree char *words = words_of (desk);
  const Keep keep = { desk, ++desk->join, words };
  keep_notes (&keep);
  place_takes (&keep);
  desk->keeping = false;
  tell_lost (desk);
  g_clear_pointer (&desk->growing, growing_free);
  desk_changed (desk, DESK_TRANSPORT);
  /* Armed tracks are ready again. */
  desk_set_heard (desk);
}

void
desk_finish_keeping (LqDesk *desk)
{
  const gint64 end = g_get_monotonic_time () + MOST_WAIT_US;
  while (desk->keeping && g_get_monotonic_time () < end) {
    live_poll (desk->live);
    desk_keep (desk);
    if (desk->keeping)
      g_usleep (1000);
  }
}

bool
lq_desk_capture (LqDesk *desk, Units at, GError **error)
{
  const Keep keep = { desk, ++desk->join, "Keep what was played" };
  const Frames from = units_to_frames (at, lq_desk_rate (desk));
  if (!desk->live)
    return false;
  g_auto (GStrv) lines = live_capture_last (desk->live, lq_desk_project (desk), from, NULL, error);
  if (!lines)
    return false;
  Project *before = project_ref (lq_desk_project (desk));
  const bool good = run (&keep, lines);
  g_auto (GStrv) heard = take_promote_lines (before, lq_desk_project (desk));
  if (good)
    run (&keep, heard);
  project_unref (before);
  return good;
}

bool
lq_desk_lost (LqDesk *desk, Id *track, Units *at)
{
  *track = desk->lost_track;
  *at = desk->lost_at;
  return desk->lost_track && project_find_track (lq_desk_project (desk), desk->lost_track);
}
