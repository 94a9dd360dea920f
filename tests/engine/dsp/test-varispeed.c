/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tones at many speeds against theory, changes of speed without a step, speed 1 to the bit. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "dsp/varispeed.h"
#include "rt_guard.h"

#define RATE 48000
#define N 16000

typedef struct {
  Varispeed *varispeed;
  double frequency; /* of the song, over its rate; 0: noise */
  int64_t read; /* frames of the song */
} Tape;

static Tape
tape_new (double frequency)
{
  Tape tape = { g_malloc (varispeed_size (2)), frequency, 0 };
  varispeed_init (tape.varispeed, 2, RATE);
  return tape;
}

static float
song (const Tape *tape, int64_t at)
{
  if (tape->frequency > 0)
    return (float) (0.5 * sin (2 * G_PI * tape->frequency * (double) at));
  return (float) ((at * 7919 + at * at % 1009) % 1000) / 1000.0f - 0.5f;
}

/* n frames in blocks of at most `block`, as whoever plays does it; under the guard. */
static void
run (Tape *tape, float *out, int n, int block)
{
  static float in[2][VARISPEED_BLOCK], unused[N];

  for (int at = 0; at < n;) {
    const int now = MIN (MIN (block, n - at), varispeed_most (tape->varispeed));
    rt_guard_enter ();
    const bool idle = varispeed_is_idle (tape->varispeed);
    const int needs = idle ? now : varispeed_needs (tape->varispeed, now);
    rt_guard_leave ();
    g_assert_cmpint (needs, <=, VARISPEED_BLOCK);
    for (int i = 0; i < needs; i++) {
      in[0][i] = song (tape, tape->read + i);
      in[1][i] = -in[0][i];
    }
    tape->read += needs;
    float *const to[2] = { out + at, unused };
    const float *const from[2] = { in[0], in[1] };
    rt_guard_enter ();
    if (idle)
      varispeed_remember (tape->varispeed, from, now);
    else
      varispeed_process (tape->varispeed, from, needs, to, now);
    rt_guard_leave ();
    g_assert_cmpstr (rt_guard_first (), ==, NULL);
    if (idle)
      memcpy (out + at, in[0], sizeof (float) * (size_t) now);
    else
      for (int i = 0; i < now; i++)
        g_assert_cmpfloat (unused[i], ==, -out[at + i]);
    at += now;
  }
}

/* The amplitude at a frequency, over 0.5, in dB; *rest is what is left beside it, likewise. */
static double
level_db (const float *x, int n, double frequency, double *rest)
{
  double cc = 0, ss = 0, cs = 0, xc = 0, xs = 0, error = 0;

  for (int i = 0; i < n; i++) {
    const double c = cos (2 * G_PI * frequency * i), s = sin (2 * G_PI * frequency * i);
    cc += c * c;
    ss += s * s;
    cs += c * s;
    xc += (double) x[i] * c;
    xs += (double) x[i] * s;
  }
  const double det = cc * ss - cs * cs;
  const double a = (xc * ss - xs * cs) / det, b = (xs * cc - xc * cs) / det;
  for (int i = 0; i < n; i++) {
    const double e =
        (double) x[i] - a * cos (2 * G_PI * frequency * i) - b * sin (2 * G_PI * frequency * i);
    error += e * e;
  }
  *rest = 10 * log10 (error / n / 0.125 + 1e-30);
  return 20 * log10 (sqrt (a * a + b * b) / 0.5 + 1e-30);
}

static const double speeds[] = { 0.25, 0.5, 0.749, 0.95, 1.05, 1.3333, 2.0, 4.0 };

/* Up to 0.8 of the band within 0.1 dB; images and whatever else 80 dB down. */
static void
test_tones (void)
{
  static float out[N];
  double worst = 0, worst_rest = -300;

  for (size_t s = 0; s < G_N_ELEMENTS (speeds); s++)
    for (int k = 0; k < 6; k++) {
      static const double places[] = { 0.005, 0.1, 0.3, 0.5, 0.7, 0.8 };
      const double band = speeds[s] > 1 ? 0.5 / speeds[s] : 0.5;
      Tape tape = tape_new (places[k] * band);
      double rest;
      varispeed_set (tape.varispeed, speeds[s], false);
      run (&tape, out, N, 256);
      const double gain = level_db (out + 4000, 8000, tape.frequency * speeds[s], &rest);
      worst = MAX (worst, fabs (gain));
      worst_rest = MAX (worst_rest, rest);
      g_free (tape.varispeed);
    }
  g_test_message ("passband within %.4f dB, all else below %.1f dB", worst, worst_rest);
  g_assert_cmpfloat (worst, <, 0.1);
  g_assert_cmpfloat (worst_rest, <, -85);
}

/* What a faster tape cannot keep is gone: nothing folds. */
static void
test_aliases (void)
{
  static float out[N];
  double worst = -300;

  for (size_t s = 0; s < G_N_ELEMENTS (speeds); s++)
    for (double place = 1.0; speeds[s] > 1 && place / speeds[s] < 1; place += 0.093) {
      Tape tape = tape_new (0.5 * place / speeds[s]);
      double power = 0;
      varispeed_set (tape.varispeed, speeds[s], false);
      run (&tape, out, N, 256);
      for (int i = 4000; i < N; i++)
        power += (double) out[i] * (double) out[i];
      worst = MAX (worst, 10 * log10 (power / (N - 4000) / 0.125));
      g_free (tape.varispeed);
    }
  g_test_message ("aliases below %.1f dB", worst);
  g_assert_cmpfloat (worst, <, -80);
}

/* A step would show in the second difference. */
static void
test_glide (void)
{
  static float out[6 * N];
  Tape tape = tape_new (997.0 / RATE);
  const double path[] = { 1, 2, 0.5, 4, 0.25, 1 };

  for (int p = 0; p < 6; p++) {
    varispeed_set (tape.varispeed, path[p], false);
    run (&tape, out + p * N, p == 2 ? 700 : N, 128);
    if (p == 2) { /* another change within a glide */
      varispeed_set (tape.varispeed, 0.7, false);
      run (&tape, out + p * N + 700, N - 700, 128);
    }
  }
  g_assert_true (varispeed_is_idle (tape.varispeed));
  const double turn = 2 * G_PI * 997 * 4 / RATE;
  for (int i = 1; i < 6 * N - 1; i++) {
    const double bend = fabs ((double) out[i - 1] - 2 * (double) out[i] + (double) out[i + 1]);
    g_assert_cmpfloat (bend, <, 0.5 * turn * turn * 1.02);
  }
  for (int i = 1; i < N - 1; i++) { /* and where it begins, at the pace of speed 1 to 2 */
    const double bend =
        fabs ((double) out[N + i - 2] - 2 * (double) out[N + i - 1] + (double) out[N + i]);
    g_assert_cmpfloat (bend, <, 0.5 * turn * turn / 4 * 1.02);
  }
  g_free (tape.varispeed);
}

/* At speed 1 every bit is the song's, before and behind, and none is lost in between. */
static void
test_one (void)
{
  static float out[N];
  Tape tape = tape_new (0);

  run (&tape, out, 500, 77);
  for (int i = 0; i < 500; i++)
    g_assert_cmpfloat (out[i], ==, song (&tape, i));
  varispeed_set (tape.varispeed, 1.5, false);
  run (&tape, out, N, 100);
  varispeed_set (tape.varispeed, 1, false);
  run (&tape, out, N, 100);
  g_assert_true (varispeed_is_idle (tape.varispeed));
  for (int i = 5000; i < N; i++)
    g_assert_cmpfloat (out[i], ==, song (&tape, tape.read - N + i));
  g_free (tape.varispeed);
}

/* As fast as asked: the song advances by the speed, to the frame. */
static void
test_pace (void)
{
  static float out[N];

  for (size_t s = 0; s < G_N_ELEMENTS (speeds); s++) {
    Tape tape = tape_new (0.01);
    varispeed_set (tape.varispeed, speeds[s], false);
    run (&tape, out, 4000, 100);
    const int64_t before = tape.read;
    run (&tape, out, N, 100);
    g_assert_cmpfloat (fabs ((double) (tape.read - before) - N * speeds[s]), <=, 2);
    g_free (tape.varispeed);
  }
}

/* No bit depends on the blocks. */
static void
test_blocks (void)
{
  static float whole[N], parts[N];
  Tape a = tape_new (0), b = tape_new (0);

  for (int k = 0; k < 4; k++) {
    static const double to[] = { 1.7, 0.6, 1.0, 3.3 };
    varispeed_set (a.varispeed, to[k], false);
    varispeed_set (b.varispeed, to[k], false);
    run (&a, whole, N, 1000);
    for (int at = 0, size = 1; at < N; size = size * 5 % 37 + 1) {
      run (&b, parts + at, MIN (size, N - at), 1000);
      at += MIN (size, N - at);
    }
    g_assert_cmpmem (whole, sizeof whole, parts, sizeof parts);
  }
  g_free (a.varispeed);
  g_free (b.varispeed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsp/varispeed/tones", test_tones);
  g_test_add_func ("/dsp/varispeed/aliases", test_aliases);
  g_test_add_func ("/dsp/varispeed/glide", test_glide);
  g_test_add_func ("/dsp/varispeed/one", test_one);
  g_test_add_func ("/dsp/varispeed/pace", test_pace);
  g_test_add_func ("/dsp/varispeed/blocks", test_blocks);
  return g_test_run ();
}
