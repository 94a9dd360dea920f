/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the kernel leaves out must not be missed, and it must leave out most of what cannot matter.
 */
#include "dsp/true_peak.h"

#include <glib.h>

#include "base/hash.h"
#include "base/math.h"

#define FRAMES 6000
#define TILE 32

static const int kernels[][2] = { { 2, 24 }, { 4, 24 }, { 8, 32 }, { 16, 64 } };

/* Noise, tones up to the end of the band, clicks, steps, bursts of alternating signs, and sums. */
static void
fill (float *x, int kind)
{
  for (int i = 0; i < FRAMES; i++) {
    const double noise = hash_noise (hash_key (1, 1, 0), i);
    const double tone = sin (i * 3.1 * kind / 12 + kind);
    switch (kind % 6) {
    case 0:
      x[i] = (float) noise;
      break;
    case 1:
      x[i] = (float) tone;
      break;
    case 2:
      x[i] = (float) (0.3 * tone + (i % 97 == 0 ? noise : 0));
      break;
    case 3:
      x[i] = i / 50 % 2 ? 0.5f : -0.5f;
      break;
    case 4:
      x[i] = (float) ((i / 100 % 7 == 3 ? (i % 2 ? 1 : -1) : 0.1) * sin (i * 0.001));
      break;
    default:
      x[i] = (float) (0.1 * noise + tone * sin (i * 0.0005));
    }
  }
}

static void
test_same (void)
{
  static float x[FRAMES + TRUE_PEAK_MAX_TAPS], peaks[FRAMES];
  for (unsigned k = 0; k < G_N_ELEMENTS (kernels); k++)
    for (int kind = 0; kind < 18; kind++) {
      TruePeakKernel kernel;
      true_peak_kernel_init (&kernel, kernels[k][0], kernels[k][1]);
      const int n = FRAMES - kernel.taps;
      fill (x, kind);
      true_peak_intervals (&kernel, x, peaks, n);
      float largest = 0;
      for (int i = 0; i < n; i++)
        largest = MAX (largest, peaks[i]);
      g_assert_cmpfloat (true_peak_largest (&kernel, x, n, 0), ==, largest);
      g_assert_cmpfloat (true_peak_largest (&kernel, x, n, 0.999f * largest), ==, largest);

      for (int i = 0; i + TILE <= n; i += TILE)
        for (int j = 0; j < TILE; j++)
          g_assert_true (true_peak_can_pass (&kernel, x + i, TILE, peaks[i + j] * 0.99999f));
    }
}

/* Two tones of 200 Hz and 2 kHz at 48 kHz and a level that swells: something like a voice. */
static void
test_leaves_out (void)
{
  static float x[FRAMES];
  TruePeakKernel kernel;
  int passed = 0, tiles = 0;
  true_peak_kernel_init (&kernel, 8, 32);
  for (int i = 0; i < FRAMES; i++)
    x[i] = (float) (sin (i * 0.001) * (0.6 * sin (i * 0.02618) + 0.2 * sin (i * 0.2618)));
  const float largest = true_peak_largest (&kernel, x, FRAMES - 31, 0);
  for (int i = 0; i + TILE + 31 < FRAMES; i += TILE, tiles++)
    passed += true_peak_can_pass (&kernel, x + i, TILE, largest);
  g_assert_cmpint (passed * 20, <, tiles);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  realtime_thread_init ();
  g_test_add_func ("/true-peak-bound/same", test_same);
  g_test_add_func ("/true-peak-bound/leaves-out", test_leaves_out);
  return g_test_run ();
}
