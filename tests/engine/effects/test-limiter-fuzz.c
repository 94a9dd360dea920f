/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random signals of many kinds through the limiter at random settings, judged by the reference
 * meter. More of them than the suite runs:
 *   test-effects-limiter-fuzz [SIGNALS [FIRST]] */
#include "effects/limiter.h"

#include "base/hash.h"
#include "base/math.h"
#include "peak_reference.h"
#include "processor_check.h"

#include <stdlib.h>
#include <string.h>

#define LENGTH 3000
#define SUITE_SIGNALS 500
#define PROMISE 0.1 /* dB */
#define NEAR_MISS 0.05

typedef struct {
  uint64_t key;
  int64_t drawn;
} Dice;

static double
uniform (Dice *dice, double from, double to)
{
  return from + (to - from) * 0.5 * (1 + hash_noise (dice->key, dice->drawn++));
}

static int
choose (Dice *dice, int n)
{
  return (int) (hash_at (dice->key, dice->drawn++) % (uint64_t) n);
}

/* Logarithmic. */
static double
between (Dice *dice, double from, double to)
{
  return exp (uniform (dice, log (from), log (to)));
}

static double
gauss (Dice *dice)
{
  double sum = 0;
  for (int k = 0; k < 12; k++)
    sum += uniform (dice, -0.5, 0.5);
  return sum;
}

/* The frequency of most kinds: in a third of all cases close to half the rate. */
static double
frequency (Dice *dice)
{
  const int where = choose (dice, 6);
  return where == 0   ? uniform (dice, 0.45, 0.5)
         : where == 1 ? 0.5 - between (dice, 1e-5, 0.05)
         : where == 2 ? uniform (dice, 0.2, 0.5)
                      : between (dice, 0.0005, 0.5);
}

static void
tone (Dice *dice, float *x, bool square)
{
  const double f = frequency (dice), start = uniform (dice, 0, 1);
  for (int i = 0; i < LENGTH; i++) {
    const double value = sin (2 * G_PI * (f * i + start));
    x[i] = (float) (square ? (value > 0 ? 1 : -1) : value);
  }
}

static void
tone_that_jumps (Dice *dice, float *x)
{
  const bool turn = choose (dice, 2), change = choose (dice, 2), level = choose (dice, 2);
  const double often = between (dice, 0.0005, 0.05);
  double f = frequency (dice), phase = uniform (dice, 0, 1), gain = 1;
  for (int i = 0; i < LENGTH; i++) {
    if (uniform (dice, 0, 1) < often) {
      phase += turn ? uniform (dice, 0, 1) : 0.5;
      f = change ? frequency (dice) : f;
      gain = level ? uniform (dice, 0, 1) : gain;
    }
    x[i] = (float) (gain * sin (2 * G_PI * phase));
    phase += f;
  }
}

static void
tones (Dice *dice, float *x)
{
  const int n = 2 + choose (dice, 8);
  memset (x, 0, sizeof (float) * LENGTH);
  for (int k = 0; k < n; k++) {
    const double f = frequency (dice), start = uniform (dice, 0, 1);
    for (int i = 0; i < LENGTH; i++)
      x[i] += (float) (sin (2 * G_PI * (f * i + start)) / sqrt (n));
  }
}

/* Samples of alternating sign, which now and then keep it: the worst that lies between samples. */
static void
alternating (Dice *dice, float *x)
{
  const double often = between (dice, 0.001, 0.2), rough = choose (dice, 2) ? 0 : 0.5;
  double sign = 1;
  for (int i = 0; i < LENGTH; i++) {
    sign = uniform (dice, 0, 1) < often ? sign : -sign;
    x[i] = (float) (sign * (1 - rough * uniform (dice, 0, 1)));
  }
}

/* The same with even spaces, each at a level of its own: turned-over tones at half the rate. */
static void
turning (Dice *dice, float *x)
{
  const int space = (int) between (dice, 10, 1000), steady = choose (dice, 2);
  double level = 1;
  for (int i = 0; i < LENGTH; i++) {
    if (i % space == 0)
      level = steady ? -level : uniform (dice, -1, 1);
    x[i] = (float) (i & 1 ? -level : level);
  }
}

static void
noise (Dice *dice, float *x)
{
  const int kind = choose (dice, 5);
  const double often = between (dice, 0.002, 0.5);
  for (int i = 0; i < LENGTH; i++) {
    const double value = gauss (dice);
    x[i] = (float) (kind == 0   ? 0.3 * value
                    : kind == 1 ? uniform (dice, -1, 1)
                    : kind == 2 ? (value > 0 ? 1 : -1)
                    : kind == 3 ? CLAMP (value, -1, 1)
                                : (uniform (dice, 0, 1) < often ? value : 0));
  }
}

/* Noise around a frequency: of two poles. */
static void
band_noise (Dice *dice, float *x)
{
  const double f = frequency (dice), radius = 1 - between (dice, 0.001, 0.5);
  double one = 0, two = 0, largest = 1e-9;
  for (int i = 0; i < LENGTH; i++) {
    const double now = gauss (dice) + 2 * radius * cos (2 * G_PI * f) * one - radius * radius * two;
    two = one;
    one = now;
    x[i] = (float) now;
    largest = fmax (largest, fabs (now));
  }
  for (int i = 0; i < LENGTH; i++)
    x[i] /= (float) largest;
}

static void
sweep (Dice *dice, float *x)
{
  const double from = frequency (dice), to = frequency (dice);
  double phase = uniform (dice, 0, 1);
  for (int i = 0; i < LENGTH; i++) {
    phase += from + (to - from) * i / LENGTH;
    x[i] = (float) sin (2 * G_PI * phase);
  }
}

static void
clicks (Dice *dice, float *x)
{
  const double often = between (dice, 0.001, 0.1);
  memset (x, 0, sizeof (float) * LENGTH);
  for (int i = 0; i < LENGTH; i++)
    if (uniform (dice, 0, 1) < often) {
      const int length = 1 + choose (dice, 12), alternate = choose (dice, 2);
      const double level = uniform (dice, -1, 1);
      for (int k = i; k < i + length && k < LENGTH; k++)
        x[k] = (float) (alternate && k & 1 ? -level : level);
    }
}

static void
drums (Dice *dice, float *x)
{
  double decay = 0, pitch = 0, hiss = 0;
  int hit = 0;
  for (int i = 0; i < LENGTH; i++, hit++) {
    if (i == 0 || uniform (dice, 0, 1) < 0.002) {
      hit = 0;
      decay = between (dice, 30, 3000);
      pitch = between (dice, 0.001, 0.2);
      hiss = uniform (dice, 0, 1);
    }
    const double body = sin (2 * G_PI * pitch * hit);
    x[i] = (float) CLAMP (2 * exp (-hit / decay) * (body + hiss * (gauss (dice) - body)), -1, 1);
  }
}

/* Switched on and off, or turned up and down. */
static void
gate (Dice *dice, float *x)
{
  const int kind = choose (dice, 4);
  const double often = between (dice, 0.001, 0.02), f = between (dice, 0.0005, 0.1);
  double gain = 1;
  for (int i = 0; i < LENGTH; i++) {
    if (uniform (dice, 0, 1) < often)
      gain = choose (dice, 2) ? uniform (dice, 0, 1) : choose (dice, 2);
    x[i] *= (float) (kind == 0 ? gain : kind == 1 ? 0.5 + 0.5 * sin (2 * G_PI * f * i) : 1);
  }
}

static const char *
fill (Dice *dice, float *x)
{
  static const char *const names[] = { "tone",   "square", "jumping tone", "tones",
                                       "signs",  "noise",  "band noise",   "sweep",
                                       "clicks", "drums",  "turning" };
  const int kind = choose (dice, (int) G_N_ELEMENTS (names));

  switch (kind) {
  case 0:
  case 1:
    tone (dice, x, kind == 1);
    break;
  case 2:
    tone_that_jumps (dice, x);
    break;
  case 3:
    tones (dice, x);
    break;
  case 4:
    alternating (dice, x);
    break;
  case 5:
    noise (dice, x);
    break;
  case 6:
    band_noise (dice, x);
    break;
  case 7:
    sweep (dice, x);
    break;
  case 8:
    clicks (dice, x);
    break;
  case 9:
    drums (dice, x);
    break;
  default:
    turning (dice, x);
    break;
  }
  gate (dice, x);
  return names[kind];
}

/* Returns by how many dB signal `which` passes the ceiling. */
static double
passes_by (int which)
{
  static const int rates[] = { 44100, 48000, 96000, 192000 };
  static const char *const styles[] = { "transparent", "punchy", "loud" };
  Dice dice = { .key = hash_key (77, (Id) which, 0) };
  const int rate = rates[choose (&dice, 6) % 4];
  const double gain = uniform (&dice, 0, 24);
  const double ceiling = choose (&dice, 2) ? -1 : uniform (&dice, -12, 0);
  const double lookahead = choose (&dice, 2) ? 2 : between (&dice, 0.5, 10);
  const double release = between (&dice, 5, 1000);
  const int style = choose (&dice, 3), automatic = choose (&dice, 2);
  const int channels = choose (&dice, 4) ? 1 : 2, link = 50 * choose (&dice, 3);
  g_autofree char *settings = g_strdup_printf (
      "gain=%g ceiling=%g style=%s lookahead=%g release=%g auto_release=%d link=%d", gain, ceiling,
      styles[style], lookahead, release, automatic, link);

  Rig *rig = rig_new (&limiter_processor, rate, channels, settings);
  const int total = LENGTH + rig_latency (rig);
  g_autofree float *left = g_new0 (float, total), *right = g_new0 (float, total);
  const char *name = fill (&dice, left);
  if (channels == 2)
    fill (&dice, right);
  rig_process (rig, (float *const[]){ left, right }, NULL, total);
  rig_free (rig);
  const double peak = fmax (peak_reference (left, total), peak_reference (right, total));
  const double over = 20 * log10 (peak) - ceiling;
  if (over >= NEAR_MISS)
    g_test_message ("%d: %s at %d, %s: %+.3f dB", which, name, rate, settings, over);
  return over;
}

static int n_signals = SUITE_SIGNALS, first_signal;

static void
test_fuzz (void)
{
  double worst = -1000;
  int bad = 0, at_ceiling = 0;

  for (int i = first_signal; i < first_signal + n_signals; i++) {
    const double over = passes_by (i);
    worst = fmax (worst, over);
    bad += over >= PROMISE;
    at_ceiling += over > -0.3;
  }
  g_test_message (
      "%d signals: worst %+.3f dB, %d by 0.1 dB and more; %d within 0.3 dB of the ceiling",
      n_signals, worst, bad, at_ceiling);
  g_assert_cmpint (bad, ==, 0);
  /* Nearly all are driven into it, and none gives much away. */
  g_assert_cmpint (at_ceiling, >, n_signals * 0.98);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    n_signals = atoi (argv[1]);
  if (argc > 2)
    first_signal = atoi (argv[2]);
  realtime_thread_init ();
  g_test_add_func ("/effects/limiter/fuzz", test_fuzz);
  return g_test_run ();
}
