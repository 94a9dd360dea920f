/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "sample_project.h"
#include "store/autosave.h"
#include "store/recovery.h"
#include "temporary.h"

typedef struct {
  char *parent;
  ProjectFolder *folder;
  Project *project;
} Fixture;

static void
fixture_init (Fixture *fixture)
{
  GError *error = NULL;
  fixture->parent = temporary_folder_new ();
  g_autofree char *path = g_build_filename (fixture->parent, "S\303\266ng 1", NULL);
  fixture->folder = project_folder_new (path, &error);
  g_assert_no_error (error);
  fixture->project = sample_song ();
  g_assert_true (project_save (fixture->folder, fixture->project, &error));
}

static void
fixture_clear (Fixture *fixture)
{
  project_unref (fixture->project);
  project_folder_free (fixture->folder);
  temporary_folder_remove (fixture->parent);
  g_free (fixture->parent);
}

static Project *
edited (const Project *project, int n)
{
  Project *next = project_edit (project);
  g_autofree char *note = g_strdup_printf ("edit %d", n);
  text_set (&next->note, note);
  return next;
}

static guint
count (const Fixture *fixture)
{
  g_autoptr (GPtrArray) entries = recovery_list (fixture->folder);
  return entries->len;
}

static void
assert_newest (const Fixture *fixture, const Project *expected)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) entries = recovery_list (fixture->folder);
  g_assert_cmpuint (entries->len, >, 0);
  const RecoveryEntry *entry = entries->pdata[0];
  Project *back = recovery_load (entry, &error);
  g_assert_no_error (error);
  g_assert_true (node_equal (&back->node, &expected->node));
  g_assert_cmpint (entry->size, >, 1000);
  project_unref (back);
}

typedef struct {
  int written, failed; /* atomic */
} Reports;

static void
report (const char *path, const GError *error, void *data)
{
  Reports *reports = data;
  g_assert_true ((path != NULL) == (error == NULL));
  g_atomic_int_inc (path ? &reports->written : &reports->failed);
}

/* What differs from the newest file is written, once it is quiet, and nothing else. */
static void
test_autosave (void)
{
  Fixture fixture;
  Reports reports = { 0 };

  fixture_init (&fixture);
  Autosave *autosave = autosave_new (fixture.folder, fixture.project, 0.05, report, &reports);
  autosave_edit (autosave, fixture.project);
  autosave_flush (autosave);
  g_assert_cmpuint (count (&fixture), ==, 0);

  Project *last = NULL;
  for (int i = 0; i < 50; i++) {
    g_clear_pointer (&last, project_unref);
    last = edited (fixture.project, i);
    autosave_edit (autosave, last);
  }
  g_assert_cmpint (g_atomic_int_get (&reports.written), ==, 0);
  for (int i = 0; i < 300 && g_atomic_int_get (&reports.written) == 0; i++)
    g_usleep (10000); /* of itself, without a flush */
  g_assert_cmpint (reports.written, ==, 1);
  assert_newest (&fixture, last);

  /* An equal value made anew is no reason to write; going back to what is saved is. */
  Project *equal = edited (fixture.project, 49);
  autosave_edit (autosave, equal);
  autosave_flush (autosave);
  g_assert_cmpuint (count (&fixture), ==, 1);
  autosave_edit (autosave, fixture.project);
  autosave_flush (autosave);
  g_assert_cmpuint (count (&fixture), ==, 2);
  assert_newest (&fixture, fixture.project);

  /* Closing writes what is waiting, or forgets it. */
  autosave_edit (autosave, last);
  autosave_free (autosave, true);
  g_assert_cmpuint (count (&fixture), ==, 3);
  assert_newest (&fixture, last);
  autosave = autosave_new (fixture.folder, fixture.project, 10, report, &reports);
  autosave_edit (autosave, last);
  autosave_free (autosave, false);
  g_assert_cmpuint (count (&fixture), ==, 3);
  project_unref (equal);
  project_unref (last);
  fixture_clear (&fixture);
}

/* Someone who never stops editing is saved all the same. */
static void
test_never_quiet (void)
{
  Fixture fixture;
  Reports reports = { 0 };
  Project *next;

  fixture_init (&fixture);
  next = edited (fixture.project, 1);
  Autosave *autosave = autosave_new (fixture.folder, fixture.project, 0.1, report, &reports);
  const int64_t start = g_get_monotonic_time ();
  while (g_atomic_int_get (&reports.written) == 0 && g_get_monotonic_time () - start < 3000000) {
    autosave_edit (autosave, next);
    g_usleep (2000);
  }
  g_assert_cmpint (reports.written, ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 390000);
  autosave_free (autosave, false);
  project_unref (next);
  fixture_clear (&fixture);
}

static void
fail_in_child (Fixture *fixture)
{
  const struct rlimit small = { 4096, RLIM_INFINITY }, all = { RLIM_INFINITY, RLIM_INFINITY };
  Reports reports = { 0 };
  Autosave *autosave = autosave_new (fixture->folder, fixture->project, 10, report, &reports);

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &small);
  Project *next = edited (fixture->project, 1);
  autosave_edit (autosave, next);
  autosave_flush (autosave);
  if (reports.failed != 1 || reports.written != 0)
    _exit (1);
  /* The next edit tries again. */
  setrlimit (RLIMIT_FSIZE, &all);
  autosave_edit (autosave, next);
  autosave_flush (autosave);
  _exit (reports.failed == 1 && reports.written == 1 ? 0 : 2);
}

static void
test_full_disk (void)
{
  Fixture fixture;
  int status;

  fixture_init (&fixture);
  const pid_t child = fork ();
  if (child == 0)
    fail_in_child (&fixture);
  waitpid (child, &status, 0);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  g_assert_cmpuint (count (&fixture), ==, 1);
  fixture_clear (&fixture);
}

/* An empty autosave of that time, as far as names go. */
static void
make_entry (const Fixture *fixture, int64_t time, const char *behind)
{
  g_autofree char *recovery = project_folder_sub (fixture->folder, FOLDER_RECOVERY, NULL);
  g_autofree char *stem = project_folder_stem (fixture->folder);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%d %H-%M-%S UTC");
  g_autofree char *name = g_strdup_printf ("%s %s%s.lacquer", stem, text, behind);
  g_autofree char *path = g_build_filename (recovery, name, NULL);
  const struct utimbuf times = { time, time };
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  utime (path, &times);
}

static void
test_list (void)
{
  Fixture fixture;
  const int64_t noon = 1795348800; /* 2026-11-22 12:00:00 UTC */

  fixture_init (&fixture);
  make_entry (&fixture, noon, "");
  make_entry (&fixture, noon, " 2");
  make_entry (&fixture, noon - 60, "");
  make_entry (&fixture, noon, " x");
  make_entry (&fixture, noon, " 1");
  make_entry (&fixture, g_get_real_time () / 1000000 + 3600, "");
  g_autofree char *recovery = project_folder_sub (fixture.folder, FOLDER_RECOVERY, NULL);
  static const char *const others[] = { "S\303\266ng 1.lacquer", "notes.txt",
                                        "S\303\266ng 1 2026-13-22 12-00-00 UTC.lacquer",
                                        "Song 2026-11-22 12-00-00 UTC.lacquer" };
  for (size_t i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autofree char *path = g_build_filename (recovery, others[i], NULL);
    g_file_set_contents (path, "x", 1, NULL);
  }
  g_autoptr (GPtrArray) entries = recovery_list (fixture.folder);
  g_assert_cmpuint (entries->len, ==, 4);
  const RecoveryEntry *const *entry = (const RecoveryEntry *const *) entries->pdata;
  g_assert_true (entry[0]->newer);
  g_assert_cmpint (entry[1]->time, ==, noon);
  g_assert_cmpint (entry[1]->ordinal, ==, 2);
  g_assert_false (entry[1]->newer);
  g_assert_cmpstr (entry[2]->name, ==, "S\303\266ng 1 2026-11-22 12-00-00 UTC.lacquer");
  g_assert_cmpint (entry[3]->time, ==, noon - 60);
  /* What is older than the project stays, and so do files of other names. */
  g_assert_true (recovery_discard_newer (fixture.folder, NULL));
  g_assert_cmpuint (count (&fixture), ==, 3);
  fixture_clear (&fixture);
}

/* Three days of an autosave a minute, and a hundred days of one a day. */
static void
test_prune (void)
{
  Fixture fixture;
  const int64_t hour = 3600, day = 24 * hour, now = 1795348800 + 30;
  int in_day = 0, in_month = 0, older = 0;

  fixture_init (&fixture);
  for (int64_t age = 30; age < 3 * day; age += 600)
    make_entry (&fixture, now - age, "");
  for (int64_t age = 3 * day; age < 100 * day; age += day)
    make_entry (&fixture, now - age, "");
  make_entry (&fixture, now + 5, "");
  make_entry (&fixture, now + 5, " 2");
  const guint before = count (&fixture);
  const int removed = recovery_prune (fixture.folder, now);
  g_autoptr (GPtrArray) left = recovery_list (fixture.folder);
  g_assert_cmpuint (left->len + (guint) removed, ==, before);
  g_assert_cmpint (((RecoveryEntry *) left->pdata[0])->time, ==, now + 5);
  g_assert_cmpint (((RecoveryEntry *) left->pdata[1])->time, ==, now + 5);
  for (guint i = 2; i < left->len; i++) {
    const int64_t age = now - ((RecoveryEntry *) left->pdata[i])->time;
    in_day += age < day;
    in_month += age >= day && age < 31 * day;
    older += age >= 31 * day;
  }
  g_assert_cmpint (in_day, >=, 24);
  g_assert_cmpint (in_day, <=, 26);
  g_assert_cmpint (in_month, >=, 29);
  g_assert_cmpint (in_month, <=, 31);
  g_assert_cmpint (older, ==, 0);
  g_assert_cmpuint (left->len, <=, RECOVERY_MAX + 2);
  g_assert_cmpint (recovery_prune (fixture.folder, now), ==, 0);
  fixture_clear (&fixture);

  /* However old, the newest of all stays. */
  fixture_init (&fixture);
  make_entry (&fixture, now - 400 * day, "");
  make_entry (&fixture, now - 401 * day, "");
  g_assert_cmpint (recovery_prune (fixture.folder, now), ==, 1);
  g_assert_cmpuint (count (&fixture), ==, 1);
  fixture_clear (&fixture);
}

/* Saving on purpose takes what is waiting off the list and prunes. */
static void
test_saved (void)
{
  Fixture fixture;
  Reports reports = { 0 };

  fixture_init (&fixture);
  make_entry (&fixture, 1000000000, "");
  make_entry (&fixture, 1000000001, "");
  Autosave *autosave = autosave_new (fixture.folder, fixture.project, 10, report, &reports);
  Project *next = edited (fixture.project, 1);
  autosave_edit (autosave, next);
  g_assert_true (project_save (fixture.folder, next, NULL));
  autosave_saved (autosave, next);
  autosave_flush (autosave);
  g_assert_cmpint (reports.written, ==, 0);
  g_assert_cmpuint (count (&fixture), ==, 1);
  autosave_free (autosave, true);
  project_unref (next);
  fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/recovery/autosave", test_autosave);
  g_test_add_func ("/store/recovery/never-quiet", test_never_quiet);
  g_test_add_func ("/store/recovery/full-disk", test_full_disk);
  g_test_add_func ("/store/recovery/list", test_list);
  g_test_add_func ("/store/recovery/prune", test_prune);
  g_test_add_func ("/store/recovery/saved", test_saved);
  return g_test_run ();
}
