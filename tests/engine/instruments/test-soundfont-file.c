/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding SoundFonts, and refusing what is none. */
#include "instruments/soundfont.h"
#include "instruments/soundfont_file.h"

#include "make_sf2.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *
refusal (const char *file)
{
  const DeviceSpec *spec = soundfont_processor.spec;
  double values[32];
  const char *texts[32] = { file }, *message = NULL;
  ProcessorSetup setup = { .rate = 48000, .channels = 2, .values = values, .texts = texts };
  g_autofree void *state = g_malloc0 (soundfont_processor.state_size (&setup));

  for (int i = 0; i < spec->n_params; i++)
    values[i] = spec->params[i].initial;
  const bool ok = soundfont_processor.init (state, &setup, &message);
  if (ok)
    soundfont_processor.clear (state);
  return ok ? NULL : message;
}

static void
test_missing_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("fonts-XXXXXX", NULL);
  g_autofree char *fonts = g_build_filename (folder, "sounds", "sf2", NULL);
  g_autofree char *fake = g_build_filename (fonts, "fake.sf2", NULL);
  g_autofree char *gm = g_build_filename (fonts, "TimGM6mb.sf2", NULL);
  g_autofree char *font = make_sf2 ();
  g_autofree char *bytes = NULL;
  char path[512];
  gsize size;

  g_assert_cmpint (g_mkdir_with_parents (fonts, 0700), ==, 0);
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE);
  g_setenv ("XDG_DATA_DIRS", folder, TRUE);
  g_assert_false (soundfont_find (path, sizeof path));
  g_assert_nonnull (strstr (refusal (NULL), "no General MIDI SoundFont is installed"));
  g_assert_nonnull (strstr (refusal (""), "no General MIDI SoundFont is installed"));
  g_assert_nonnull (strstr (refusal ("/nowhere/x.sf2"), "missing"));
  g_assert_true (g_file_set_contents (fake, "RIFF, but only in name", -1, NULL));
  g_assert_nonnull (strstr (refusal (fake), "is no SoundFont"));

  /* A good head and nothing behind it. */
  g_assert_true (g_file_get_contents (font, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (fake, bytes, 2000, NULL));
  g_assert_nonnull (strstr (refusal (fake), "damaged"));

  g_assert_true (g_file_set_contents (gm, bytes, (gssize) size, NULL));
  g_assert_null (refusal (NULL));
  g_assert_true (soundfont_find (path, sizeof path));
  g_assert_cmpstr (path, ==, gm);
  g_assert_false (soundfont_find (path, 20));

  g_assert_cmpint (g_unlink (font), ==, 0);
  g_assert_cmpint (g_unlink (fake), ==, 0);
  g_assert_cmpint (g_unlink (gm), ==, 0);
  g_assert_cmpint (g_rmdir (fonts), ==, 0);
  *strrchr (fonts, '/') = '\0';
  g_assert_cmpint (g_rmdir (fonts), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/soundfont-file/missing-file", test_missing_file);
  return g_test_run ();
}
