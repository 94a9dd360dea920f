/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "dsp/fft.h"

#include <glib.h>
#include <math.h>

#define SIZE 240 /* not a power of two */

static void
test_definition (void)
{
  const Fft *fft = fft_get (SIZE);
  float x[SIZE], back[SIZE];
  fftwf_complex bins[SIZE / 2 + 1];

  for (int i = 0; i < SIZE; i++)
    x[i] = hash_noise (1, i);
  fft_forward (fft, x, bins);
  for (int k = 0; k <= SIZE / 2; k++) {
    double re = 0, im = 0;
    for (int i = 0; i < SIZE; i++) {
      re += x[i] * cos (2 * G_PI * k * i / SIZE);
      im -= x[i] * sin (2 * G_PI * k * i / SIZE);
    }
    g_assert_cmpfloat (hypot (bins[k][0] - re, bins[k][1] - im), <, 1e-5);
  }
  fft_inverse (fft, bins, back);
  for (int i = 0; i < SIZE; i++)
    g_assert_cmpfloat (fabs (back[i] / SIZE - x[i]), <, 1e-6);
}

static void
test_multiply_add (void)
{
  enum { N = 37, STRIDE = 40 };
  fftwf_complex a[N], b[N], sum[N];
  float split[3][2 * STRIDE];

  for (int i = 0; i < N; i++) {
    a[i][0] = hash_noise (1, i), a[i][1] = hash_noise (2, i);
    b[i][0] = hash_noise (3, i), b[i][1] = hash_noise (4, i);
    sum[i][0] = 1, sum[i][1] = 2;
  }
  fft_split (a, split[0], STRIDE, N);
  fft_split (b, split[1], STRIDE, N);
  fft_split (sum, split[2], STRIDE, N);
  fft_multiply_add (split[2], split[0], split[1], STRIDE, N);
  fft_join (split[2], STRIDE, sum, N);
  for (int i = 0; i < N; i++) {
    const double re = 1.0 + (double) a[i][0] * b[i][0] - (double) a[i][1] * b[i][1];
    const double im = 2.0 + (double) a[i][0] * b[i][1] + (double) a[i][1] * b[i][0];
    g_assert_cmpfloat (fabs (sum[i][0] - re) + fabs (sum[i][1] - im), <, 1e-6);
  }
}

static gpointer
get_many (gpointer data)
{
  for (int size = 2; size <= 512; size *= 2)
    if (fft_size (fft_get (size)) != size)
      return GINT_TO_POINTER (1);
  return (gpointer) fft_get (512);
}

static void
test_shared (void)
{
  GThread *threads[4];

  for (int i = 0; i < 4; i++)
    threads[i] = g_thread_new ("fft", get_many, NULL);
  for (int i = 0; i < 4; i++)
    g_assert_true (g_thread_join (threads[i]) == fft_get (512));
  g_assert_null (fft_get (0));
  g_assert_null (fft_get (7));
  g_assert_null (fft_get ((1 << 24) + 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fft/definition", test_definition);
  g_test_add_func ("/fft/multiply-add", test_multiply_add);
  g_test_add_func ("/fft/shared", test_shared);
  return g_test_run ();
}
