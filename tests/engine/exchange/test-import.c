/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/import_run.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "media/encode.h"
#include "store/smf.h"

typedef struct {
  char *folder; /* temporary */
  Session *session; /* of an empty project in it */
} Fixture;

static void
set_up (Fixture *fixture, const void *data)
{
  Project *project = project_new ();
  g_autofree char *song = NULL;
  GError *error = NULL;

  fixture->folder = g_dir_make_tmp ("lacquer-import-XXXXXX", &error);
  g_assert_no_error (error);
  song = g_build_filename (fixture->folder, "Song", NULL);
  fixture->session = session_new (song, project, 1, &error);
  g_assert_no_error (error);
  project_unref (project);
}

static void
remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir)) {
    g_autofree char *inside = g_build_filename (path, name, NULL);
    remove_tree (inside);
  }
  if (dir)
    g_dir_close (dir);
  g_remove (path);
}

static void
tear_down (Fixture *fixture, const void *data)
{
  session_close (fixture->session);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static char *
write_sound (const Fixture *fixture, const char *name, float level)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  const EncodeSpec spec = {
    .path = path, .format = ENCODE_WAV, .rate = 48000, .channels = 1, .bits = ENCODE_24
  };
  float samples[480];
  GError *error = NULL;

  for (int i = 0; i < 480; i++)
    samples[i] = level * (float) (i % 7);
  Encoder *encoder = encoder_open (&spec, &error);
  g_assert_no_error (error);
  g_assert_true (encoder_write (encoder, &(const float *){ samples }, 480, &error));
  g_assert_true (encoder_close (encoder, NULL, &error));
  return path;
}

static int
count_media (const Fixture *fixture)
{
  g_autofree char *audio = g_build_filename (session_folder (fixture->session), "audio", NULL);
  GDir *dir = g_dir_open (audio, 0, NULL);
  int n = 0;
  while (dir && g_dir_read_name (dir))
    n++;
  if (dir)
    g_dir_close (dir);
  return n;
}

static ImportPlan *
plan_of (const char *const *paths, int n)
{
  GError *error = NULL;
  ImportPlan *plan = import_plan_new (paths, n, 48000, &error);
  g_assert_no_error (error);
  return plan;
}

/* Everything that an import did goes with one undo and comes back with one redo. */
static void
test_one_step (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick_96bpm.wav", 0.01f);
  g_autofree char *left = write_sound (fixture, "Keys L_96bpm.wav", 0.02f);
  g_autofree char *right = write_sound (fixture, "Keys R_96bpm.wav", 0.03f);
  const char *const paths[] = { kick, left, right };
  Document *document = session_document (fixture->session);
  ImportReport report;
  GError *error = NULL;

  ImportPlan *plan = plan_of (paths, 3);
  g_assert_cmpint (plan->tracks->len, ==, 2);
  Project *old = project_ref (document_project (document));
  g_assert_true (import_run (fixture->session, plan, &(ImportOptions){ 0 }, &report, &error));
  g_assert_cmpint (report.tracks->len, ==, 2);
  g_assert_cmpfloat (report.tempo, ==, 96);
  Project *next = project_ref (document_project (document));
  g_assert_cmpstr (history_current (document_history (document))->words, ==, "Import 3 files");
  g_assert_cmpint (list_n (next->tracks), ==, 3);
  g_assert_cmpint (list_n (next->sources), ==, 2);

  g_assert_true (document_undo (document));
  g_assert_true (document_project (document) == old);
  g_assert_false (document_undo (document));
  g_assert_true (document_redo (document));
  g_assert_true (document_project (document) == next);
  project_unref (old);
  project_unref (next);
  import_report_clear (&report);
  import_plan_free (plan);
}

static void
check_failure (Fixture *fixture, ImportPlan *plan, const ImportOptions *options, int code)
{
  const Project *before = session_project (fixture->session);
  const int n_media = count_media (fixture);
  g_autofree char *cache = g_build_filename (session_folder (fixture->session), "cache", NULL);
  ImportReport report;
  GError *error = NULL;

  g_assert_false (import_run (fixture->session, plan, options, &report, &error));
  g_assert_error (error, ENGINE_ERROR, code);
  g_error_free (error);
  g_assert_true (session_project (fixture->session) == before);
  g_assert_cmpint (count_media (fixture), ==, n_media);
  g_assert_cmpint (g_rmdir (cache), <=, 0);
  g_assert_null (report.tracks);
}

/* A file that is gone when its turn comes: those before it leave nothing. */
static void
test_failure_leaves_nothing (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick.wav", 0.01f);
  g_autofree char *left = write_sound (fixture, "Keys L.wav", 0.02f);
  g_autofree char *right = write_sound (fixture, "Keys R.wav", 0.03f);
  g_autofree char *vox = write_sound (fixture, "Vox.wav", 0.04f);
  const char *const paths[] = { kick, left, right, vox };
  ImportPlan *plan = plan_of (paths, 4);

  g_remove (vox);
  check_failure (fixture, plan, &(ImportOptions){ 0 }, ENGINE_ERROR_FAILED);
  import_plan_free (plan);
}

/* While the second of two files is read. */
static void
cancel_late (double done, void *data)
{
  if (done > 0.5)
    g_cancellable_cancel (data);
}

static void
test_cancelling_leaves_nothing (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick.wav", 0.01f);
  g_autofree char *vox = write_sound (fixture, "Vox.wav", 0.02f);
  const char *const paths[] = { kick, vox };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const ImportOptions options = { .progress = cancel_late,
                                  .progress_data = cancellable,
                                  .cancellable = cancellable };
  ImportPlan *plan = plan_of (paths, 2);

  check_failure (fixture, plan, &options, ENGINE_ERROR_CANCELLED);
  import_plan_free (plan);
}

/* A media file that was there already is not taken away by a failure. */
static void
test_failure_keeps_what_was_there (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick.wav", 0.01f);
  g_autofree char *vox = write_sound (fixture, "Vox.wav", 0.02f);
  const char *const paths[] = { kick, vox };
  ImportReport report;
  GError *error = NULL;
  ImportPlan *first = plan_of (paths, 1), *second = plan_of (paths, 2);

  g_assert_true (import_run (fixture->session, first, &(ImportOptions){ 0 }, &report, &error));
  import_report_clear (&report);
  g_remove (vox);
  check_failure (fixture, second, &(ImportOptions){ 0 }, ENGINE_ERROR_FAILED);
  g_assert_cmpint (count_media (fixture), ==, 1);
  import_plan_free (first);
  import_plan_free (second);
}

static double furthest;

static void
remember (double done, void *data)
{
  g_assert_cmpfloat (done, >=, 0);
  g_assert_cmpfloat (done, <=, 1);
  g_assert_cmpfloat (done, >=, furthest);
  furthest = done;
}

static void
test_progress (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick.wav", 0.01f);
  g_autofree char *vox = write_sound (fixture, "Vox.wav", 0.02f);
  const char *const paths[] = { kick, vox };
  ImportPlan *plan = plan_of (paths, 2);
  ImportReport report;
  GError *error = NULL;

  furthest = 0;
  g_assert_true (import_run (fixture->session, plan, &(ImportOptions){ .progress = remember },
                             &report, &error));
  g_assert_cmpfloat (furthest, ==, 1);
  import_report_clear (&report);
  import_plan_free (plan);
}

typedef struct {
  const char *folder;
  const ImportPlan *plan;
} Bringing;

static gpointer
bring (gpointer data)
{
  const Bringing *bringing = data;
  GError *error = NULL;
  ImportMedia *media =
      import_media_new (bringing->folder, bringing->plan, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return media;
}

/* Another thread brings the media, and the project changes afterwards, without reading a file. What
 * is not taken leaves nothing. */
static void
test_media_of_another_thread (Fixture *fixture, const void *data)
{
  g_autofree char *kick = write_sound (fixture, "Kick.wav", 0.01f);
  g_autofree char *left = write_sound (fixture, "Keys L.wav", 0.02f);
  g_autofree char *right = write_sound (fixture, "Keys R.wav", 0.03f);
  const char *const paths[] = { kick, left, right };
  ImportPlan *plan = plan_of (paths, 3);
  Bringing bringing = { session_folder (fixture->session), plan };
  ImportReport report;
  GError *error = NULL;

  import_media_free (g_thread_join (g_thread_new ("bring", bring, &bringing)));
  g_assert_cmpint (count_media (fixture), ==, 0);

  const ImportOptions options = { .media =
                                      g_thread_join (g_thread_new ("bring", bring, &bringing)) };
  g_assert_cmpint (count_media (fixture), ==, 2);
  g_remove (kick);
  g_remove (left);
  g_assert_true (import_run (fixture->session, plan, &options, &report, &error));
  import_media_free (options.media);
  g_assert_cmpint (count_media (fixture), ==, 2);
  g_assert_cmpint (report.tracks->len, ==, 2);
  g_assert_cmpint (list_n (session_project (fixture->session)->sources), ==, 2);
  g_assert_true (document_undo (session_document (fixture->session)));
  g_assert_cmpint (list_n (session_project (fixture->session)->sources), ==, 0);
  import_report_clear (&report);
  import_plan_free (plan);
}

/* A value as a whole is one step; one with a fault is refused. */
static void
test_replace (Fixture *fixture, const void *data)
{
  Document *document = session_document (fixture->session);
  Project *old = project_ref (document_project (document));
  Project *next = project_edit (old), *wrong = project_edit (old);
  GError *error = NULL;

  text_set (&next->name, "Other");
  g_assert_true (document_replace (document, next, "Rename", &error));
  g_assert_true (document_project (document) == next);
  list_remove (&wrong->tracks, 0);
  g_assert_false (document_replace (document, wrong, "Spoil", &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_error_free (error);
  g_assert_true (document_project (document) == next);
  g_assert_true (document_undo (document));
  g_assert_true (document_project (document) == old);
  project_unref (old);
  project_unref (next);
  project_unref (wrong);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/exchange/import/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-step", test_one_step);
  ADD ("failure-leaves-nothing", test_failure_leaves_nothing);
  ADD ("failure-keeps-what-was-there", test_failure_keeps_what_was_there);
  ADD ("cancelling-leaves-nothing", test_cancelling_leaves_nothing);
  ADD ("progress", test_progress);
  ADD ("media-of-another-thread", test_media_of_another_thread);
  ADD ("replace", test_replace);
  return g_test_run ();
}
