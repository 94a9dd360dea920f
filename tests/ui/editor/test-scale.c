/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys as projects write them, which pitches belong to them, and what these are called. */
#include "ui/editor/scale.h"

#include <glib.h>

static void
test_read (void)
{
  const Scale minor = scale_read ("F#m"), major = scale_read ("Bb"), none = scale_read ("");
  g_assert_cmpint (minor.tonic, ==, 6);
  g_assert_cmpint (minor.kind, ==, SCALE_MINOR);
  g_assert_false (minor.flats);
  g_assert_cmpint (major.tonic, ==, 10);
  g_assert_cmpint (major.kind, ==, SCALE_MAJOR);
  g_assert_true (major.flats);
  g_assert_cmpint (scale_read ("D dorian").kind, ==, SCALE_DORIAN);
  g_assert_true (scale_read ("Dm").flats);
  g_assert_false (scale_read ("D").flats);
  g_assert_cmpint (none.kind, ==, SCALE_CHROMATIC);
  g_assert_true (scale_has (&none, 61));
}

static void
test_pitches (void)
{
  static const int in[] = { 66, 68, 69, 71, 73, 74, 76, 78 };
  const Scale scale = scale_read ("F#m");
  for (int i = 1; i < (int) G_N_ELEMENTS (in); i++) {
    g_assert_true (scale_has (&scale, in[i]));
    g_assert_cmpint (scale_step (&scale, in[i - 1], 1), ==, in[i]);
    g_assert_cmpint (scale_step (&scale, in[i], -1), ==, in[i - 1]);
  }
  g_assert_false (scale_has (&scale, 67));
  g_assert_cmpint (scale_nearest (&scale, 67), ==, 66);
  g_assert_cmpint (scale_nearest (&scale, 66), ==, 66);
  g_assert_cmpint (scale_step (&scale, 66, 7), ==, 78);
  g_assert_cmpint (scale_step (&scale, 127, 4), <=, 127);
}

static void
test_names (void)
{
  const Scale sharp = scale_read ("F#m"), flat = scale_read ("Eb");
  char text[16];
  g_assert_cmpstr (scale_pitch_name (&sharp, 66, text), ==, "F♯4");
  g_assert_cmpstr (scale_pitch_name (&flat, 70, text), ==, "B♭4");
  g_assert_cmpstr (scale_pitch_name (&flat, 0, text), ==, "C-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/scale/read", test_read);
  g_test_add_func ("/ui/scale/pitches", test_pitches);
  g_test_add_func ("/ui/scale/names", test_names);
  return g_test_run ();
}
