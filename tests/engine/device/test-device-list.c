/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listing child that does what PortAudio may do: crash, hang, fail, tell half. The child is this
 * program, and does what LACQUER_TEST_CHILD says. */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"
#include "device/device_child.h"
#include "device/device_list.h"

#define DATABASE "LACQUER_TEST_DATABASE" /* the file that stands for JACK's database */

/* Like libjack where a program that was killed held a lock of the database. */
static void
wait_for_database (void)
{
  const int fd = open (getenv (DATABASE), O_RDWR);

  if (fd < 0)
    return;
  int *lock = mmap (NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall (SYS_futex, lock, FUTEX_WAIT, *lock, NULL, NULL, 0);
}

static int
misbehave (const char *how)
{
  if (strcmp (how, "locked") == 0) {
    wait_for_database ();
    how = "one";
  }
  if (strcmp (how, "crash") == 0)
    abort ();
  if (strcmp (how, "hang") == 0)
    sleep (60);
  if (strcmp (how, "fail") == 0)
    printf ("the driver is on fire");
  if (strcmp (how, "half") == 0)
    printf ("[0]\nname=ALSA: one\nho");
  if (strcmp (how, "nest") == 0)
    return device_list (NULL) ? 0 : 3;
  if (strcmp (how, "one") == 0) {
    fprintf (stderr, "ALSA lib confmisc.c:855: cannot find card\n");
    printf ("[0]\nname=ALSA: one\nhost=ALSA\ninputs=2\noutputs=4\n"
            "rates=true;true;false;false;false;false;\ndefault_rate=44100\n");
  }
  return strcmp (how, "fail") == 0;
}

static void
check_failure (const char *how, const char *sentence)
{
  GError *error = NULL;

  g_setenv ("LACQUER_TEST_CHILD", how, TRUE);
  g_assert_null (device_list (&error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  if (!g_str_has_prefix (error->message, sentence))
    g_error ("%s: %s", how, error->message);
  g_error_free (error);
}

static void
test_failures (void)
{
  check_failure ("crash", "cannot list audio devices: PortAudio crashed (Aborted); the settings of "
                          "ALSA may be at fault");
  check_failure ("fail", "cannot list audio devices: the driver is on fire");
  check_failure ("half", "cannot list audio devices: ");
  check_failure ("nest", "cannot list audio devices: the listing process failed");
}

static void
test_hang (void)
{
  GError *error = NULL;
  const gint64 begin = g_get_monotonic_time ();

  g_setenv ("LACQUER_TEST_CHILD", "hang", TRUE);
  DeviceSearch *search = device_search_begin (true, &error);
  g_assert_no_error (error);
  device_search_limit (search, 0.3);
  g_assert_false (device_search_is_done (search));
  g_assert_null (device_search_finish (search, &error));
  g_assert_cmpstr (error->message, ==,
                   "cannot list audio devices: the sound system does not answer");
  g_clear_error (&error);
  search = device_search_begin (false, &error);
  g_assert_false (device_search_is_done (search));
  device_search_cancel (search);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, 10 * G_USEC_PER_SEC);
}

static void
test_list (void)
{
  GError *error = NULL;

  g_setenv ("LACQUER_TEST_CHILD", "one", TRUE);
  g_autoptr (GPtrArray) list = device_list (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  const DeviceInfo *one = device_info_find (list, "one", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->n_outputs, ==, 4);
  g_assert_true (one->has_rate[1] && !one->has_rate[2]);
  const DeviceInfo *null = device_info_find (list, "null", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (null->host, ==, "built-in");
}

static void
test_locked_database (void)
{
  GError *error = NULL;
  g_autofree char *top = g_dir_make_tmp ("lacquer-test-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *folder = g_build_filename (top, "jack_db-0", NULL);
  g_autofree char *file = g_build_filename (folder, "__db.002", NULL);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents (file, "locked", -1, NULL));
  g_setenv ("LACQUER_TEST_CHILD", "locked", TRUE);
  g_setenv (DATABASE, file, TRUE);
  g_autoptr (GPtrArray) list = device_list (&error);
  g_assert_no_error (error);
  g_assert_nonnull (device_info_find (list, "one", &error));
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_rmdir (top);
}

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return misbehave (getenv ("LACQUER_TEST_CHILD"));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-list/failures", test_failures);
  g_test_add_func ("/device-list/hang", test_hang);
  g_test_add_func ("/device-list/list", test_list);
  g_test_add_func ("/device-list/locked-database", test_locked_database);
  return g_test_run ();
}
