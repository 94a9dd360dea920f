/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sound beside the song is heard once, whole, whatever the song does, and gives way softly. */
#include <math.h>

#include "live/preview.h"
#include "realtime/player.h"
#include "studio.h"

#define RATE 48000
#define BLOCK 256

static float *
constant (Frames n, float value)
{
  float *samples = g_new (float, n);
  for (Frames i = 0; i < n; i++)
    samples[i] = value;
  return samples;
}

static void
test_whole (void)
{
  Preview *preview = preview_new (RATE);
  const Frames n = 3 * BLOCK + 7;
  float *left = constant (n, 0.25f), *right = constant (n, -0.5f);
  Frames at, heard = 0;

  g_assert_null (preview_process (preview, BLOCK));
  g_assert_false (preview_at (preview, &at));
  preview_play (preview, left, right, n);
  g_assert_true (preview_at (preview, &at));
  for (int b = 0; b < 6; b++) {
    const float *const *sides = preview_process (preview, BLOCK);
    for (int i = 0; sides && i < BLOCK; i++, heard++) {
      g_assert_cmpfloat (sides[0][i], ==, heard < n ? 0.25f : 0);
      g_assert_cmpfloat (sides[1][i], ==, heard < n ? -0.5f : 0);
    }
    if (sides && preview_at (preview, &at))
      g_assert_cmpint (at, ==, heard);
  }
  g_assert_cmpint (heard, ==, 4 * BLOCK);
  g_assert_false (preview_at (preview, &at));
  preview_free (preview);
}

/* The next one begins when the first has faded; silence, too, comes without a click. */
static void
test_gives_way (void)
{
  Preview *preview = preview_new (RATE);
  float *first = constant (RATE, 0.5f), *second = constant (RATE, -0.5f);
  float last = 0.5f;
  bool other = false;
  Frames at;

  preview_play (preview, first, first, RATE);
  preview_process (preview, BLOCK);
  preview_play (preview, second, second, RATE);
  for (int b = 0; b < 2; b++) {
    const float *const *sides = preview_process (preview, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      other |= sides[0][i] < 0;
      if (!other)
        g_assert_cmpfloat (fabsf (sides[0][i] - last), <, 0.01f);
      else
        g_assert_cmpfloat (sides[0][i], ==, -0.5f);
      last = sides[0][i];
    }
  }
  g_assert_true (other);
  preview_play (preview, NULL, NULL, 0);
  for (int b = 0; b < 3; b++)
    preview_process (preview, BLOCK);
  g_assert_null (preview_process (preview, BLOCK));
  g_assert_false (preview_at (preview, &at));
  preview_free (preview);
}

/* Many at once: all come back. */
static void
test_many (void)
{
  Preview *preview = preview_new (RATE);
  Frames at;
  for (int i = 0; i < 500; i++) {
    float *samples = constant (10, 1);
    preview_play (preview, samples, samples, 10);
    if (i % 70 == 69)
      preview_process (preview, BLOCK);
  }
  for (int b = 0; b < 4; b++)
    preview_process (preview, BLOCK);
  preview_poll (preview);
  g_assert_true (preview_process (preview, BLOCK) == NULL);
  g_assert_false (preview_at (preview, &at));
  g_assert_cmpint (at, ==, -1);
  preview_free (preview);
}

/* Under the guard, while the song stands, and into no take of a strip. */
static void
test_live (void)
{
  Studio studio = studio_new ("track.add kind=audio name=Take\n"
                              "track.set track=Take input=1 monitor=off arm=on\n",
                              BLOCK, 2 * BLOCK);
  const Project *project = render_fixture_spec (studio.project).project;
  float *samples = constant (RATE, 0.5f);
  studio_run (&studio, 8 * BLOCK);
  preview_play (live_preview (studio.live), samples, samples, RATE);
  studio_run (&studio, 16 * BLOCK);
  /* The loopback hears what the device was given. */
  g_assert_cmpfloat (
      recording_peak (live_recording (studio.live), list_get (project->tracks, 0)->id), ==, 0.5);
  studio_free (&studio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/whole", test_whole);
  g_test_add_func ("/preview/gives-way", test_gives_way);
  g_test_add_func ("/preview/many", test_many);
  g_test_add_func ("/preview/live", test_live);
  return g_test_run ();
}
