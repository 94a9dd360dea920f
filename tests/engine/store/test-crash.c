/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A program that edits and saves is killed at any moment, some two hundred times. What it had said
 * was saved is there, whole, and nothing piles up. */
#include <glib/gstdio.h>
#include <poll.h>
#include <stdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "sample_project.h"
#include "store/autosave.h"
#include "store/lock.h"
#include "store/recovery.h"
#include "store/xml_write.h"
#include "temporary.h"

#define KILLS 200
#define FEWEST_KILLS 40 /* however slow the disk is */
#define ENOUGH_SECONDS 3.0

/* State n of the song: everything else follows from n. */
static Project *
state (const Project *song, int64_t n)
{
  Project *next = project_edit (song);
  next->seed = n;
  g_autofree char *note = g_strnfill ((gsize) (n * 977 % 20000), (char) ('a' + n % 26));
  text_set (&next->note, note);
  return next;
}

/* Ends the child; the parent says with what. */
static void
give_up (int code, const GError *error)
{
  fprintf (stderr, "%s\n", error ? error->message : "a pipe broke");
  _exit (code);
}

static void
tell (int to, int64_t n)
{
  if (write (to, &n, sizeof n) != sizeof n)
    give_up (4, NULL);
}

/* The program: says each number once that state is saved, until it is killed. */
static void
edit_and_save (const char *path, int to)
{
  ProjectFolder *folder = NULL;
  ProjectLock *lock = NULL;
  GError *error = NULL;

  if (!lock_take (path, "test", &lock, &error))
    give_up (2, error);
  Project *project = project_load (path, &folder, &error);
  if (!project)
    give_up (3, error);
  Autosave *autosave = autosave_new (folder, project, 0.001, NULL, NULL);
  for (;;) {
    Project *next = state (project, project->seed + 1);
    autosave_edit (autosave, next);
    if (next->seed % 3 != 0) {
      if (!project_save (folder, next, &error))
        give_up (5, error);
      tell (to, next->seed);
      autosave_saved (autosave, next);
    }
    project_unref (project);
    project = next;
  }
}

static int64_t
read_last (int from, int64_t last)
{
  int64_t n;
  struct pollfd ready = { from, POLLIN, 0 };
  while (poll (&ready, 1, 0) > 0 && read (from, &n, sizeof n) == sizeof n)
    last = n;
  return last;
}

static int
count_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  int n = 0;
  while (dir && g_dir_read_name (dir))
    n++;
  return n;
}

/* Every autosave is whole too, whatever was being written. */
static void
check_autosaves (const ProjectFolder *folder, const Project *song)
{
  g_autoptr (GPtrArray) entries = recovery_list (folder);
  for (guint i = 0; i < MIN (entries->len, 3); i++) {
    GError *error = NULL;
    Project *project = recovery_load (entries->pdata[i], &error);
    g_assert_no_error (error);
    Project *expected = state (song, project->seed);
    g_assert_true (node_equal (&project->node, &expected->node));
    project_unref (expected);
    project_unref (project);
  }
}

/* Microseconds that a save takes on this disk. */
static int64_t
time_a_save (ProjectFolder *folder, const Project *project)
{
  const int64_t start = g_get_monotonic_time ();
  for (int i = 0; i < 3; i++)
    g_assert_true (project_save (folder, project, NULL));
  return (g_get_monotonic_time () - start) / 3;
}

static void
test_killed (void)
{
  g_autofree char *parent = temporary_folder_new ();
  g_autofree char *path = g_build_filename (parent, "Song", NULL);
  g_autofree char *recovery = g_build_filename (path, "recovery", NULL);
  GError *error = NULL;
  ProjectFolder *folder = project_folder_new (path, &error);
  Project *song = sample_song (), *first = state (song, 1);
  int64_t saved = 1;
  int rounds_with_saves = 0;

  g_test_timer_start ();

  g_assert_true (project_save (folder, first, &error));
  const uint64_t longest = (uint64_t) time_a_save (folder, first) * 6 + 2000;
  int kills = 0;
  for (; kills < KILLS && (kills < FEWEST_KILLS || g_test_timer_elapsed () < ENOUGH_SECONDS);
       kills++) {
    int ends[2];
    g_assert_cmpint (pipe (ends), ==, 0);
    const pid_t child = fork ();
    if (child == 0) {
      close (ends[0]);
      edit_and_save (path, ends[1]);
    }
    close (ends[1]);
    g_usleep (1 + hash_at (1, kills) % longest);
    kill (child, SIGKILL);
    int status;
    waitpid (child, &status, 0);
    if (!WIFSIGNALED (status))
      g_error ("the program ended with %d", WEXITSTATUS (status));
    const int64_t told = read_last (ends[0], saved);
    close (ends[0]);

    ProjectFolder *loaded;
    Project *project = project_load (path, &loaded, &error);
    g_assert_no_error (error);
    /* The one under way may have come in, or not; no state between two is one more. */
    g_assert_cmpint (project->seed, >=, told);
    g_assert_cmpint (project->seed, <=, told + 2);
    Project *expected = state (song, project->seed);
    g_assert_true (node_equal (&project->node, &expected->node));
    if (kills % 10 == 0)
      check_autosaves (loaded, song);
    rounds_with_saves += told > saved;
    saved = project->seed;
    project_unref (expected);
    project_unref (project);
    project_folder_free (loaded);
    /* The project, the lock, recovery/ and what one save leaves when it is cut off. */
    g_assert_cmpint (count_files (path), <=, 4);
  }
  g_test_message ("%d kills, %d of them after a save, %" G_GINT64_FORMAT " states", kills,
                  rounds_with_saves, saved);
  /* How many depends on how busy the machine is; with none the test would have shown nothing. */
  g_assert_cmpint (rounds_with_saves, >, 0);
  g_autoptr (GPtrArray) entries = recovery_list (folder);
  g_assert_cmpint (count_files (recovery), <=, (int) entries->len + 1);
  /* Saving once more clears away what is not needed. */
  Project *last = state (song, saved);
  ProjectFolder *again;
  Project *project = project_load (path, &again, &error);
  g_assert_no_error (error);
  g_assert_true (project_save (again, last, &error));
  g_assert_cmpint (count_files (path), <=, 3);
  project_unref (project);
  project_folder_free (again);
  project_unref (last);
  project_unref (first);
  project_unref (song);
  project_folder_free (folder);
  temporary_folder_remove (parent);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/crash/killed", test_killed);
  return g_test_run ();
}
