/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is recorded at the desk stands in the project when the transport has stopped. */
#include <glib.h>
#include <glib/gstdio.h>

#include "temporary.h"
#include "ui/desk/desk.h"

#define PATIENCE (60 * G_USEC_PER_SEC)

static void
poll_until (LqDesk *desk, bool (*done) (LqDesk *desk))
{
  const gint64 end = g_get_monotonic_time () + PATIENCE;
  while (!done (desk)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    lq_desk_poll (desk);
    g_usleep (5000);
  }
}

static const Track *
first_track (LqDesk *desk)
{
  return (const Track *) list_get (lq_desk_project (desk)->tracks, 0);
}

static bool
has_played (LqDesk *desk)
{
  return lq_desk_playhead (desk) > UNITS_PER_SECOND / 2;
}

static bool
has_clip (LqDesk *desk)
{
  return list_n (first_track (desk)->clips) > 0;
}

static void
test_take (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, &error);

  g_assert_no_error (error);
  project_unref (project);
  g_assert_true (lq_desk_run (desk, NULL, "track.add kind=audio name=Vox"));
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Vox input=1 arm=on"));
  g_assert_true (lq_desk_start_sound (desk, "null", 0, 256, &why));
  lq_desk_set_recording (desk, true);
  lq_desk_play (desk, 0, INT64_MAX);
  poll_until (desk, has_played);
  lq_desk_stop (desk, false);
  poll_until (desk, has_clip);
  const Clip *clip = (const Clip *) list_get (first_track (desk)->clips, 0);
  g_assert_cmpint (clip->start.value, ==, 0);
  g_assert_cmpint (clip->length.value, >, UNITS_PER_SECOND / 4);
  g_assert_cmpint (list_n (first_track (desk)->lanes), ==, 1);
  /* One step takes it away again, and nothing of it is lost. */
  g_assert_true (document_undo (lq_desk_document (desk)));
  g_assert_cmpint (list_n (first_track (desk)->clips), ==, 0);
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

static bool
has_all (LqDesk *desk)
{
  const List *tracks = lq_desk_project (desk)->tracks;
  return list_n (((const Track *) list_get (tracks, 0))->lanes) == 2 &&
         list_n (((const Track *) list_get (tracks, 1))->lanes) == 2;
}

static bool
has_grown (LqDesk *desk)
{
  const Growing *growing = lq_desk_growing (desk);
  for (int i = 0; growing && i < growing_n (growing); i++)
    if (growing_take (growing, i).columns->len < 20)
      return false;
  return growing && growing_n (growing) > 0;
}

static void
record_a_little (LqDesk *desk)
{
  lq_desk_set_recording (desk, true);
  lq_desk_play (desk, 0, INT64_MAX);
  poll_until (desk, has_grown);
  lq_desk_stop (desk, false);
}

static void
assert_source (LqDesk *desk, int track, int lane, const char *name)
{
  const Track *one = (const Track *) list_get (lq_desk_project (desk)->tracks, track);
  const Lane *take = (const Lane *) list_get (one->lanes, lane);
  const Clip *clip = (const Clip *) list_get (take->clips, 0);
  g_autofree char *base = g_path_get_basename (
      text_get (project_find_source (lq_desk_project (desk), clip->source)->file));
  g_assert_cmpstr (base, ==, name);
}

/* An edit right behind the stop, and the next recording right behind that: both takes of both
 * tracks stand, and their files have their numbers. */
static void
test_at_once (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  g_autofree char *why = NULL;
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, NULL);

  project_unref (project);
  g_assert_true (lq_desk_run (desk, NULL, "track.add kind=audio name=Kick"));
  g_assert_true (lq_desk_run (desk, NULL, "track.add kind=audio name=Snare"));
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Kick input=1 arm=on"));
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Snare input=2 arm=on"));
  g_assert_true (lq_desk_start_sound (desk, "null", 0, 256, &why));
  record_a_little (desk);
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Kick gain=-3"));
  record_a_little (desk);
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Kick gain=-4"));
  poll_until (desk, has_all);
  assert_source (desk, 0, 0, "Kick 1.wav");
  assert_source (desk, 0, 1, "Kick 2.wav");
  assert_source (desk, 1, 0, "Snare 1.wav");
  assert_source (desk, 1, 1, "Snare 2.wav");
  /* What is undone does not come back with the next recording. */
  g_assert_true (document_undo (lq_desk_document (desk)));
  g_assert_true (document_undo (lq_desk_document (desk)));
  record_a_little (desk);
  poll_until (desk, has_all);
  assert_source (desk, 0, 1, "Kick 3.wav");
  assert_source (desk, 1, 1, "Snare 3.wav");
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

/* The program ends while it records: the next start has the take. */
static void
test_interrupted (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, "Song", NULL);
  g_autofree char *why = NULL;
  Project *project = project_new ();
  LqDesk *desk = lq_desk_make (path, project, NULL);

  project_unref (project);
  g_assert_true (lq_desk_run (desk, NULL, "track.add kind=audio name=Vox"));
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Vox input=1 arm=on"));
  g_assert_true (lq_desk_save (desk, NULL));
  g_assert_cmpint (lq_desk_recover_takes (desk), ==, 0);
  g_assert_true (lq_desk_start_sound (desk, "null", 0, 256, &why));
  lq_desk_set_recording (desk, true);
  lq_desk_play (desk, 0, INT64_MAX);
  poll_until (desk, has_played);
  g_object_unref (desk);

  desk = lq_desk_open (path, NULL);
  g_assert_nonnull (desk);
  g_assert_cmpint (lq_desk_recover_takes (desk), ==, 1);
  g_assert_true (has_clip (desk));
  g_assert_cmpint (lq_desk_recover_takes (desk), ==, 0);
  g_object_unref (desk);
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/record", test_take);
  g_test_add_func ("/desk/at-once", test_at_once);
  g_test_add_func ("/desk/interrupted", test_interrupted);
  return g_test_run ();
}
