/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media_fixture.h"

#include "base/error.h"
#include "media/import.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static char *
write_bytes (const char *folder, const char *name, char fill, gsize size)
{
  char *path = fixture_path (folder, name);
  char *bytes = g_malloc (size + 1);
  memset (bytes, fill, size);
  FILE *file = fopen (path, "wb"); /* GLib would put letters behind a name of full length */
  g_assert_nonnull (file);
  g_assert_cmpint (fwrite (bytes, 1, size, file), ==, size);
  g_assert_cmpint (fclose (file), ==, 0);
  g_free (bytes);
  return path;
}

static char *
import (const char *from, const char *folder, bool reused)
{
  ImportResult result;
  GError *error = NULL;
  media_import (from, folder, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (result.reused == reused);
  fixture_assert_same_files (from, result.path);
  char *hash = media_hash_file (from, NULL, NULL, NULL, NULL);
  g_assert_cmpstr (result.hash, ==, hash);
  g_free (hash);
  char *name = g_path_get_basename (result.path);
  import_result_clear (&result);
  return name;
}

static void
expect (char *name, const char *expected)
{
  g_assert_cmpstr (name, ==, expected);
  g_free (name);
}

static void
test_names (void)
{
  char *top = fixture_folder (), *audio = g_build_filename (top, "Söng 1", "audio", NULL);
  char *one = write_bytes (top, "kick drum.wav", 'a', 100000);
  expect (import (one, audio, false), "kick drum.wav");
  expect (import (one, audio, true), "kick drum.wav");

  char *two = write_bytes (top, "kick drum.wav", 'b', 100000);
  expect (import (two, audio, false), "kick drum 2.wav");
  char *three = write_bytes (top, "kick drum.wav", 'c', 100000);
  expect (import (three, audio, false), "kick drum 3.wav");
  char *same = write_bytes (top, "another name.wav", 'b', 100000);
  expect (import (same, audio, true), "kick drum 2.wav");
  char *inside = fixture_path (audio, "kick drum 3.wav");
  expect (import (inside, audio, true), "kick drum 3.wav");

  char *empty = write_bytes (top, "no ending", 'x', 0);
  expect (import (empty, audio, false), "no ending");
  char *control = write_bytes (top, "a\nb\xff.wav", 'd', 10);
  expect (import (control, audio, false), "a%0Ab%FF.wav");
  char *hidden = write_bytes (top, ".hidden.wav", 'e', 10);
  expect (import (hidden, audio, false), "_.hidden.wav");
  GString *name = g_string_new (NULL);
  while (name->len < 248)
    g_string_append (name, "é");
  g_string_append (name, ".wav");
  char *lengthy = write_bytes (top, name->str, 'f', 10);
  char *cut = import (lengthy, audio, false);
  g_assert_cmpint (strlen (cut), <=, 230);
  g_assert_true (g_utf8_validate (cut, -1, NULL) && g_str_has_suffix (cut, "é.wav"));

  g_assert_cmpint (fixture_count_files (audio), ==, 7);
  char *const all[] = { one, two, three, same, inside, empty, control, hidden, lengthy, cut };
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (all[i]);
  g_string_free (name, TRUE);
  g_free (audio);
  fixture_remove_folder (top);
}

static gint64 last_progress;

static void
watch_progress (gint64 done, gint64 all, gpointer data)
{
  g_assert_cmpint (done, >=, last_progress);
  g_assert_cmpint (done, <=, all);
  last_progress = done;
  if (data && done > all / 4)
    g_cancellable_cancel (data);
}

static void
test_faults (void)
{
  char *top = fixture_folder (), *audio = fixture_path (top, "audio");
  char *file = write_bytes (top, "a.wav", 'a', 3000000);
  ImportResult result;
  GError *error = NULL;

  g_assert_false (media_import ("/nonexistent", audio, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (media_import (top, audio, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID);
  g_clear_error (&error);

  GCancellable *cancellable = g_cancellable_new ();
  last_progress = 0;
  g_assert_false (
      media_import (file, audio, &result, watch_progress, cancellable, cancellable, &error));
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED);
  g_clear_error (&error);
  g_object_unref (cancellable);

  /* A full disk, played by the limit on file sizes. */
  g_mkdir (audio, 0777);
  struct rlimit before, tight;
  getrlimit (RLIMIT_FSIZE, &before);
  tight = before;
  tight.rlim_cur = 1000000;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &tight);
  const bool good = media_import (file, audio, &result, NULL, NULL, NULL, &error);
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_false (good);
  g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, g_strerror (EFBIG)));
  g_clear_error (&error);
  g_assert_null (result.path);
  g_assert_cmpint (fixture_count_files (audio), ==, 0);

  last_progress = 0;
  g_assert_true (media_import (file, audio, &result, watch_progress, NULL, NULL, &error));
  g_assert_cmpint (last_progress, >=, 3000000);
  import_result_clear (&result);
  g_free (file);
  g_free (audio);
  fixture_remove_folder (top);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/names", test_names);
  g_test_add_func ("/import/faults", test_faults);
  return g_test_run ();
}
