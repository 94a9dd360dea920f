/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A listing child that does what PortAudio may do: crash, hang, fail, tell half. The child is this
 * program, and does what LACQUER_TEST_CHILD says. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "device/device_child.h"
#include "device/device_list.h"

static int
misbehave (const char *how)
{
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

int
main (int argc, char **argv)
{
  if (device_child_is_wanted (argc, argv))
    return misbehave (getenv ("LACQUER_TEST_CHILD"));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/device-list/failures", test_failures);
  g_test_add_func ("/device-list/hang", test_hang);
  g_test_add_func ("/device-list/list", test_list);
  return g_test_run ();
}
