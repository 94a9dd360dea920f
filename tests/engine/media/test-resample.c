/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offline grade: flat within 0.01 dB to 20 kHz, images and aliases at most -140 dB, impulses
 * kept within 0.01 frame, lengths exact. */
#include "media_fixture.h"

#include "media/resample.h"

#include <math.h>
#include <string.h>

/* Converts one channel in blocks of `block`; *out_frames says how much came out. */
static float *
convert (int in_rate, int out_rate, const float *in, int n, int block, int *out_frames)
{
  Resampler *resampler = resampler_new (in_rate, out_rate, 1, NULL);
  const int room = (int) resample_length (n, in_rate, out_rate) + 1000;
  float *out = g_new (float, room);
  int given = 0;
  for (int at = 0, got = 1; at < n || got > 0;) {
    const bool ended = at == n;
    int used = 0;
    const float *from[] = { in + at };
    float *to[] = { out + given };
    got = resampler_process (resampler, at < n ? from : NULL, MIN (block, n - at), &used, to,
                             MIN (block, room - given), NULL);
    g_assert_cmpint (got, >=, 0);
    at += used;
    given += got;
    if (!ended)
      got = 1;
  }
  resampler_free (resampler);
  *out_frames = given;
  return out;
}

static const int rates[][2] = { { 96000, 44100 }, { 48000, 44100 }, { 44100, 48000 },
                                { 44100, 96000 }, { 88200, 48000 }, { 192000, 44100 },
                                { 22050, 48000 }, { 8000, 44100 },  { 48000, 48000 } };

static void
test_length (void)
{
  static const int lengths[] = { 0, 1, 2, 3, 100, 1023, 44100, 48001 };
  float *in = g_new0 (float, 48001);
  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++)
    for (size_t i = 0; i < G_N_ELEMENTS (lengths); i++) {
      int n;
      g_free (convert (rates[r][0], rates[r][1], in, lengths[i], 4096, &n));
      const double exact = (double) lengths[i] * rates[r][1] / rates[r][0];
      g_assert_cmpint (n, ==, (int) ceil (exact - 1e-9));
    }
  g_assert_cmpint (resample_length (INT64_C (160) << 40, 48000, 44100), ==, INT64_C (147) << 40);
  g_assert_null (resampler_new (0, 48000, 2, NULL));
  g_free (in);
}

static float *
tone (double frequency, int rate, int n)
{
  float *x = g_new (float, n);
  for (int i = 0; i < n; i++)
    x[i] = (float) (0.5 * sin (2 * G_PI * frequency * i / rate));
  return x;
}

static void
test_passband (void)
{
  static const double frequencies[] = { 20, 100, 1000, 5000, 10000, 15000, 18000, 19000, 20000 };
  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++)
    for (size_t f = 0; f < G_N_ELEMENTS (frequencies); f++) {
      enum { N = 96000 };
      const int lower = MIN (rates[r][0], rates[r][1]);
      const double frequency = MIN (frequencies[f], 0.45 * lower);
      float *in = tone (frequency, rates[r][0], N);
      int n;
      float *out = convert (rates[r][0], rates[r][1], in, N, 65536, &n);
      /* The middle, away from where the sine begins and ends. */
      const int cut = n / 8;
      const double level = fixture_level (out + cut, 1, n - 2 * cut, frequency, rates[r][1]) / 0.5;
      g_assert_cmpfloat (fabs (20 * log10 (level)), <, 0.01);
      g_free (in);
      g_free (out);
    }
}

/* What is left of the middle of x once the sine of `frequency` is taken away, in dB of a full one
 * of amplitude 0.5; Blackman-Harris, so that the sine's own skirt is under -150 dB. */
static double
worst_other (const float *x, int n, double frequency, int rate)
{
  enum { SIZE = 8192 };
  const float *middle = x + (n - SIZE) / 2;
  double worst = 0, sum = 0;
  double *windowed = g_new (double, SIZE);
  for (int i = 0; i < SIZE; i++) {
    const double a = 2 * G_PI * (i + 0.5) / SIZE;
    const double window = 0.2712203606 - 0.4334446123 * cos (a) + 0.21800412 * cos (2 * a) -
                          0.0657853433 * cos (3 * a) + 0.0107618673 * cos (4 * a) -
                          0.0007700127 * cos (5 * a) + 0.0000136808 * cos (6 * a);
    windowed[i] = middle[i] * window;
    sum += window;
  }
  const double near = 9.0 * rate / SIZE;
  for (int k = 1; k < SIZE / 2; k += 3) {
    const double f = (double) k * rate / SIZE;
    if (fabs (f - frequency) < near)
      continue;
    double re = 0, im = 0;
    const double c = cos (2 * G_PI * k / SIZE), s = sin (2 * G_PI * k / SIZE);
    double wr = 1, wi = 0;
    for (int i = 0; i < SIZE; i++) {
      re += windowed[i] * wr;
      im += windowed[i] * wi;
      const double t = wr * c - wi * s;
      wi = wr * s + wi * c;
      wr = t;
    }
    worst = fmax (worst, 2 * hypot (re, im) / sum);
  }
  g_free (windowed);
  return 20 * log10 (worst / 0.5 + 1e-20);
}

/* Tones above the new half rate vanish; tones below leave nothing at other frequencies. Floats
 * carry -150 dB: the noise of 24 bits, spread over the bins of the spectrum. */
static void
test_images (void)
{
  static const struct {
    int in_rate, out_rate;
    double frequency;
  } cases[] = {
    { 96000, 44100, 22100 }, { 96000, 44100, 24000 }, { 96000, 44100, 30000 },
    { 96000, 44100, 47000 }, { 96000, 44100, 1000 },  { 48000, 44100, 22500 },
    { 48000, 44100, 23900 }, { 48000, 44100, 19000 }, { 44100, 48000, 19000 },
    { 44100, 96000, 19000 }, { 44100, 96000, 1000 },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    enum { N = 48000 };
    float *in = tone (cases[i].frequency, cases[i].in_rate, N);
    int n;
    float *out = convert (cases[i].in_rate, cases[i].out_rate, in, N, 65536, &n);
    const bool gone = cases[i].frequency > cases[i].out_rate / 2.0;
    const double worst = worst_other (out, n, gone ? -1e6 : cases[i].frequency, cases[i].out_rate);
    g_test_message ("%d to %d, %.0f Hz: %.1f dB", cases[i].in_rate, cases[i].out_rate,
                    cases[i].frequency, worst);
    g_assert_cmpfloat (worst, <, -140.0);
    g_free (in);
    g_free (out);
  }
}

/* An impulse's center of gravity of its square, that is where it is heard. */
static void
test_impulse (void)
{
  for (size_t r = 0; r < G_N_ELEMENTS (rates); r++) {
    enum { N = 20000, AT = 9600 };
    float *in = g_new0 (float, N);
    in[AT] = 1.0f;
    int n;
    float *out = convert (rates[r][0], rates[r][1], in, N, 4096, &n);
    double moment = 0, power = 0, sum = 0;
    for (int i = 0; i < n; i++) {
      moment += (double) i * out[i] * out[i];
      power += (double) out[i] * out[i];
      sum += out[i];
    }
    const double expected = (double) AT * rates[r][1] / rates[r][0];
    g_assert_cmpfloat_with_epsilon (moment / power, expected, 0.01);
    g_assert_cmpfloat_with_epsilon (sum, (double) rates[r][1] / rates[r][0], 1e-3);
    g_free (in);
    g_free (out);
  }
}

/* The cutting of the input is not heard, the end is not cut off. */
static void
test_blocks (void)
{
  enum { N = 30000 };
  float *in = tone (997, 48000, N);
  int whole_n, n;
  float *whole = convert (48000, 44100, in, N, 1 << 20, &whole_n);
  for (int block = 100; block < 10000; block *= 7) {
    float *out = convert (48000, 44100, in, N, block, &n);
    g_assert_cmpmem (out, n * sizeof (float), whole, whole_n * sizeof (float));
    g_free (out);
  }
  for (int i = whole_n - 100; i < whole_n - 20; i++)
    g_assert_cmpfloat_with_epsilon (whole[i], 0.5 * sin (2 * G_PI * 997 * i / 44100.0), 0.05);
  g_free (whole);
  g_free (in);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resample/length", test_length);
  g_test_add_func ("/resample/passband", test_passband);
  g_test_add_func ("/resample/images", test_images);
  g_test_add_func ("/resample/impulse", test_impulse);
  g_test_add_func ("/resample/blocks", test_blocks);
  return g_test_run ();
}
