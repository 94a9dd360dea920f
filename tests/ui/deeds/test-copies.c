/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project as another one, a template, a preset of tracks; one take heard alone; where sounds
 * begin in media. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "deeds_fixture.h"
#include "exchange/template.h"
#include "media/transients.h"
#include "temporary.h"
#include "ui/deeds/deed.h"
#include "ui/desk/desk_copy.h"
#include "ui/desk/desk_private.h"

static char *holder, *song;

static LqDesk *
open_song (void)
{
  g_autoptr (GError) error = NULL;
  LqDesk *desk = lq_desk_open (song, &error);
  g_assert_no_error (error);
  return desk;
}

static void
close_desk (LqDesk *desk)
{
  lq_desk_close (desk);
  g_object_unref (desk);
}

static void
test_version (void)
{
  g_autoptr (GError) error = NULL;
  LqDesk *desk = open_song ();
  g_autofree char *path = desk_version_path (desk);
  g_autofree char *media = g_build_filename (path, "audio", "hits.wav", NULL);

  g_assert_true (g_str_has_suffix (path, "/Song 2"));
  g_assert_true (lq_desk_run (desk, NULL, "track.set track=Bass name=Low"));
  g_assert_true (desk_copy (desk, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (media, G_FILE_TEST_IS_REGULAR));
  close_desk (desk);
  /* It has what was not saved; the song on disk does not. */
  desk = lq_desk_open (path, &error);
  g_assert_no_error (error);
  deeds_fixture_track (desk, "Low");
  g_autofree char *next = desk_version_path (desk);
  g_assert_true (g_str_has_suffix (next, "/Song 3"));
  g_assert_false (desk_copy (desk, path, &error));
  g_assert_nonnull (error);
  close_desk (desk);
  desk = open_song ();
  deeds_fixture_track (desk, "Bass");
  close_desk (desk);
}

static void
test_template (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL, *words = NULL;
  LqDesk *desk = open_song ();

  g_assert_false (desk_save_template (desk, "a/b", &error));
  g_clear_error (&error);
  g_assert_true (desk_save_template (desk, "My band", &error));
  g_assert_no_error (error);
  g_auto (GStrv) names = template_names ();
  g_assert_true (g_strv_contains ((const char *const *) names, "My band"));
  g_assert_true (template_describe ("My band", &title, &words));
  g_assert_cmpstr (title, ==, "My band");
  Project *project = template_project ("My band", &error);
  g_assert_no_error (error);
  g_assert_cmpint (list_n (project->tracks), ==, list_n (lq_desk_project (desk)->tracks));
  const Track *vox = (const Track *) list_get (project->tracks, 2);
  g_assert_cmpstr (text_get (vox->name), ==, "Vox");
  g_assert_cmpint (list_n (vox->sends), ==, 1);
  g_assert_cmpint (list_n (vox->clips) + list_n (vox->lanes) + list_n (vox->comps), ==, 0);
  g_assert_cmpint (list_n (project->sources), ==, 0);
  project_unref (project);
  close_desk (desk);
}

static void
test_preset (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) tracks = g_array_new (FALSE, FALSE, sizeof (Id));
  LqDesk *desk = open_song ();

  g_assert_true (lq_desk_run (desk, NULL, "effect.add track=Vox kind=compressor threshold=-21"));
  g_array_append_val (tracks, deeds_fixture_track (desk, "Vox")->node.id);
  g_assert_null (desk_tracks_preset ("Lead"));
  g_assert_true (desk_save_tracks (desk, tracks, "Lead", &error));
  g_assert_no_error (error);
  g_autofree char *path = desk_tracks_preset ("Lead");
  g_autofree char *quoted = g_shell_quote (path);
  g_assert_nonnull (path);
  const int before = list_n (lq_desk_project (desk)->tracks);
  lq_desk_run (desk, &error, "track.import project=%s", quoted);
  g_assert_no_error (error);
  g_assert_cmpint (list_n (lq_desk_project (desk)->tracks), ==, before + 1);
  const Track *made = (const Track *) list_get (lq_desk_project (desk)->tracks, before - 1);
  g_assert_cmpint (list_n (made->effects), ==, 1);
  g_assert_cmpint (list_n (made->clips), ==, 0);
  close_desk (desk);
}

/* A take is heard alone, and the project knows nothing of it. */
static void
test_audition (void)
{
  g_autofree char *told = NULL, *again = NULL;
  g_autoptr (GError) error = NULL;
  LqDesk *desk = open_song ();
  const Project *project = lq_desk_project (desk);
  const Track *vox = deeds_fixture_track (desk, "Vox");
  const Id lane = list_get (vox->lanes, 2)->id;

  deeds_fixture_go (desk, "Vox", ROW_TAKE, 2, "1");
  g_assert_true (deed_do (deed_find ("track.solo"), desk, PLACE_TAKE_LANE, NULL, &told, &error));
  g_assert_cmpint (lq_desk_auditioned (desk), ==, lane);
  Project *heard = desk_heard (desk, project);
  const Track *plays = project_find_track (heard, vox->node.id);
  const int index = list_find (plays->comps, plays->active_comp);
  const Comp *comp = (const Comp *) list_get (plays->comps, index);
  g_assert_cmpint (list_n (comp->parts), ==, 1);
  g_assert_cmpint (((const Part *) list_get (comp->parts, 0))->lane, ==, lane);
  g_assert_cmpint (((const Part *) list_get (comp->parts, 0))->to.value, ==, 4 * UNITS_PER_SECOND);
  g_assert_true (lq_desk_project (desk) == project);
  project_unref (heard);
  g_assert_true (deed_do (deed_find ("track.solo"), desk, PLACE_TAKE_LANE, NULL, &again, &error));
  heard = desk_heard (desk, project);
  g_assert_true (heard == project);
  project_unref (heard);
  close_desk (desk);
}

/* Hits stand 0.02 s and each half second behind; the tone begins once. */
static void
test_transients (void)
{
  g_autofree char *hits = g_build_filename (holder, "hits.wav", NULL);
  g_autoptr (GError) error = NULL;
  PcmFile *file = pcm_open (hits, &error);

  g_assert_no_error (error);
  g_autoptr (GArray) found = transients_find (file, 0, 4 * 48000, 0, 1);
  g_assert_cmpuint (found->len, >=, 8);
  int near = 0;
  for (guint i = 0; i < found->len; i++) {
    const double at = (double) g_array_index (found, int64_t, i) / 48000;
    const double off = remainder (at - 0.02, 0.5);
    near += fabs (off) < 0.003;
  }
  g_assert_cmpint (near, ==, 8);
  g_assert_cmpuint (found->len, <=, 9); /* and where the file begins in the middle of a hit */
  pcm_unref (file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  holder = temporary_folder_new ();
  g_autofree char *data = g_build_filename (holder, "data", NULL);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  song = deeds_fixture_make (holder);
  g_test_add_func ("/ui/copies/version", test_version);
  g_test_add_func ("/ui/copies/template", test_template);
  g_test_add_func ("/ui/copies/preset", test_preset);
  g_test_add_func ("/ui/copies/audition", test_audition);
  g_test_add_func ("/ui/copies/transients", test_transients);
  const int result = g_test_run ();
  temporary_folder_remove (holder);
  g_free (holder);
  g_free (song);
  return result;
}
