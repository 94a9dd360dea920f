/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "base/error.h"
#include "store/lock.h"
#include "store/lock_holder.h"
#include "temporary.h"

static ProjectLock *
take (const char *folder)
{
  GError *error = NULL;
  ProjectLock *lock = NULL;
  lock_take (folder, "test", &lock, &error);
  g_assert_no_error (error);
  return lock;
}

static char *
assert_held (const char *folder)
{
  GError *error = NULL;
  ProjectLock *lock = NULL;
  g_assert_false (lock_take (folder, "test", &lock, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_LOCKED);
  char *message = g_strdup (error->message);
  g_error_free (error);
  return message;
}

static void
write_lock (const char *folder, const LockHolder *holder)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  g_autoptr (GString) text = lock_holder_write (holder);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
}

static void
test_one_holder (void)
{
  g_autofree char *folder = temporary_folder_new ();
  LockHolder holder;

  g_assert_false (lock_find_holder (folder, &holder));
  ProjectLock *lock = take (folder);
  g_autofree char *message = assert_held (folder);
  g_autofree char *pid =
      g_strdup_printf ("test, pid %d on %s, since 20", getpid (), g_get_host_name ());
  g_assert_nonnull (strstr (message, pid));
  g_assert_true (lock_find_holder (folder, &holder));
  g_assert_cmpint (holder.pid, ==, getpid ());
  lock_release (lock);
  g_assert_false (lock_find_holder (folder, &holder));
  lock_release (take (folder));
  temporary_folder_remove (folder);
}

/* A process that is killed leaves the file; the next one takes it over. */
static void
test_killed_holder (void)
{
  g_autofree char *folder = temporary_folder_new ();
  int ready[2];
  char byte;

  for (int i = 0; i < 20; i++) {
    g_assert_cmpint (pipe (ready), ==, 0);
    const pid_t child = fork ();
    if (child == 0) {
      take (folder);
      _exit (write (ready[1], "x", 1) == 1 ? (pause (), 0) : 1);
    }
    g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
    g_free (assert_held (folder));
    kill (child, SIGKILL);
    waitpid (child, NULL, 0);
    lock_release (take (folder));
    close (ready[0]);
    close (ready[1]);
  }
  temporary_folder_remove (folder);
}

/* Whether a lock is stale, from what is written in it. */
static void
test_stale (void)
{
  g_autofree char *folder = temporary_folder_new ();
  LockHolder holder;

  /* Its number belongs to a process that began at another time. */
  lock_holder_init (&holder, "test");
  holder.started += 1;
  write_lock (folder, &holder);
  g_assert_false (lock_find_holder (folder, &holder));
  lock_release (take (folder));

  /* The machine has been started anew. */
  lock_holder_init (&holder, "test");
  strcpy (holder.boot, "11111111-2222-3333-4444-555555555555");
  write_lock (folder, &holder);
  lock_release (take (folder));

  /* It lives, though the file is not locked: some file systems cannot. */
  lock_holder_init (&holder, "elsewhere");
  write_lock (folder, &holder);
  g_autofree char *message = assert_held (folder);
  g_assert_nonnull (strstr (message, "elsewhere, pid"));

  /* Another machine is never judged from here, even one of the same name. */
  strcpy (holder.machine, "0123456789abcdef0123456789abcdef");
  holder.pid = 999999999;
  write_lock (folder, &holder);
  LockHolder here;
  lock_holder_init (&here, "");
  if (*here.machine) {
    g_autofree char *same_name = assert_held (folder);
    g_assert_nonnull (strstr (same_name, "if it is not running there any more, delete"));
  }
  strcpy (holder.host, "another-machine");
  *holder.machine = '\0';
  write_lock (folder, &holder);
  g_autofree char *other = assert_held (folder);
  g_assert_nonnull (strstr (other, "pid 999999999 on another-machine"));
  temporary_folder_remove (folder);
}

/* A file that says nothing may be one that is being written, but not for long. */
static void
test_unwritten (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);
  const struct utimbuf old = { 1000000000, 1000000000 };

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_autofree char *message = assert_held (folder);
  g_assert_nonnull (strstr (message, "try again"));
  utime (path, &old);
  lock_release (take (folder));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  temporary_folder_remove (folder);
}

static void
test_text (void)
{
  LockHolder holder, back;

  lock_holder_init (&holder, "a\nb \033[31m");
  g_assert_cmpuint (holder.started, >, 0);
  g_assert_cmpstr (holder.program, ==, "a?b ?[31m");
  g_autoptr (GString) text = lock_holder_write (&holder);
  g_assert_true (lock_holder_read (&back, text->str));
  g_assert_cmpint (back.pid, ==, holder.pid);
  g_assert_cmpuint (back.started, ==, holder.started);
  g_assert_cmpstr (back.host, ==, holder.host);
  g_assert_cmpstr (back.program, ==, holder.program);
  for (gsize n = 0; n < text->len; n++) {
    g_autofree char *cut = g_strndup (text->str, n);
    g_assert_false (lock_holder_read (&back, cut));
  }
}

/* Of many that want it at once, each in turn has it, and never two. */
static void
test_race (void)
{
  g_autofree char *folder = temporary_folder_new ();
  g_autofree char *inside = g_build_filename (folder, "inside", NULL);
  pid_t children[6];

  for (size_t i = 0; i < G_N_ELEMENTS (children); i++) {
    children[i] = fork ();
    if (children[i] != 0)
      continue;
    for (int taken = 0; taken < 20;) {
      ProjectLock *lock = NULL;
      if (!lock_take (folder, "test", &lock, NULL)) {
        g_usleep (200);
        continue;
      }
      if (g_mkdir (inside, 0700) != 0 || g_rmdir (inside) != 0)
        _exit (1);
      lock_release (lock);
      taken++;
    }
    _exit (0);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (children); i++) {
    int status;
    waitpid (children[i], &status, 0);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
  temporary_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/lock/one-holder", test_one_holder);
  g_test_add_func ("/store/lock/killed-holder", test_killed_holder);
  g_test_add_func ("/store/lock/stale", test_stale);
  g_test_add_func ("/store/lock/unwritten", test_unwritten);
  g_test_add_func ("/store/lock/text", test_text);
  g_test_add_func ("/store/lock/race", test_race);
  return g_test_run ();
}
