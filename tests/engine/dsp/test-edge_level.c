/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/edge_level.h"

#include "base/hash.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LENGTH 1600
#define FRAMES 512

static void
process (EdgeLevel *edge, float *x, int n, int largest)
{
  for (int at = 0; at < n;) {
    const int room = EDGE_LEVEL_BLOCK - (int) (edge->frame % EDGE_LEVEL_BLOCK);
    const int now = MIN (MIN (n - at, room), 1 + (int) (hash_at (5, at) % (uint64_t) largest));
    edge_level_process (edge, (float *const[]){ x + at, NULL }, 1, now);
    at += now;
  }
}

static double
level_of_tone (double f)
{
  float x[LENGTH];
  EdgeLevel edge;

  edge_level_init (&edge, FRAMES);
  for (int i = 0; i < LENGTH; i++)
    x[i] = (float) cos (2 * G_PI * f * i);
  process (&edge, x, LENGTH, EDGE_LEVEL_BLOCK);
  edge.level = 0; /* of what it began with */
  process (&edge, x, LENGTH, EDGE_LEVEL_BLOCK);
  return edge.level;
}

/* The gain of eight differences in a row, each of which is sin (pi f). */
static void
test_tones (void)
{
  for (double f = 0.1; f <= 0.5; f += 0.05)
    g_assert_cmpfloat (fabs (level_of_tone (f) - pow (sin (G_PI * f), 8)), <, 0.004);
}

static void
test_memory (void)
{
  float x[2 * EDGE_LEVEL_BLOCK] = { 0 };
  EdgeLevel edge;

  edge_level_init (&edge, FRAMES);
  x[3] = 1;
  process (&edge, x, EDGE_LEVEL_BLOCK, EDGE_LEVEL_BLOCK);
  const float click = edge.level;
  g_assert_cmpfloat (fabs (click - 70 / 256.0), <, 1e-6);
  x[3] = 0;
  for (int at = 0; at < FRAMES; at += EDGE_LEVEL_BLOCK) {
    process (&edge, x, EDGE_LEVEL_BLOCK, EDGE_LEVEL_BLOCK);
    g_assert_cmpfloat (edge.level, ==, click);
  }
  process (&edge, x, EDGE_LEVEL_BLOCK, EDGE_LEVEL_BLOCK);
  g_assert_cmpfloat (edge.level, ==, 0);
}

static void
test_cutting (void)
{
  float x[LENGTH];
  EdgeLevel whole, cut;

  for (int i = 0; i < LENGTH; i++)
    x[i] = hash_noise (1, i);
  edge_level_init (&whole, FRAMES);
  edge_level_init (&cut, FRAMES);
  for (int at = 0; at < LENGTH; at += EDGE_LEVEL_BLOCK) {
    process (&whole, x + at, EDGE_LEVEL_BLOCK, EDGE_LEVEL_BLOCK);
    process (&cut, x + at, EDGE_LEVEL_BLOCK, 7);
    g_assert_cmpfloat (whole.level, ==, cut.level);
  }
  edge_level_reset (&cut);
  g_assert_cmpfloat (cut.level, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/edge-level/tones", test_tones);
  g_test_add_func ("/dsp/edge-level/memory", test_memory);
  g_test_add_func ("/dsp/edge-level/cutting", test_cutting);
  return g_test_run ();
}
