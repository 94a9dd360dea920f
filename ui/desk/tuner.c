/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/tuner.h"

#include <glib.h>
#include <math.h>

#define LOWEST 30.0
#define HIGHEST 1500.0
#define SOFTEST 1e-3 /* RMS */
#define CLEAR 0.85 /* likeness of a period to the next, 1: the same */
#define NEAR_BEST 0.93 /* the first peak this near to the highest is the period */

/* How alike the samples and those a lag later are, 1 to -1, over n pairs: the normalized square
 * difference. */
static double
likeness (const float *samples, int n, int lag)
{
  double product = 0, energy = 0;
  for (int i = 0; i < n; i++) {
    const double a = (double) samples[i], b = (double) samples[i + lag];
    product += a * b;
    energy += a * a + b * b;
  }
  return energy > 0 ? 2 * product / energy : 0;
}

/* The top of the parabola through three neighbors. */
static double
top_of (const float *samples, int n, int lag)
{
  const double before = likeness (samples, n, lag - 1), here = likeness (samples, n, lag),
               behind = likeness (samples, n, lag + 1);
  const double bend = before - 2 * here + behind;
  return bend < 0 ? lag + 0.5 * (before - behind) / bend : lag;
}

/* The highest of the lags in a range. */
static int
best_lag (const float *samples, int n, int from, int to)
{
  int best = from;
  double most = -2;
  for (int lag = from; lag <= to; lag++) {
    const double here = likeness (samples, n, lag);
    if (here > most) {
      most = here;
      best = lag;
    }
  }
  return best;
}

/* The first peak, behind the fall from lag 0, that is nearly as high as any; 0: none is clear. */
static int
first_period (const float *samples, int n, int least, int most)
{
  g_autofree double *curve = g_new (double, (gsize) most + 2);
  double highest = 0;
  int lag = 1;

  for (int i = 1; i <= most + 1; i++)
    curve[i] = likeness (samples, n, i);
  while (lag < most && curve[lag] > 0)
    lag++;
  const int first = MAX (lag, least);
  for (int i = first; i <= most; i++)
    if (curve[i] >= curve[i - 1] && curve[i] >= curve[i + 1])
      highest = fmax (highest, curve[i]);
  if (highest < CLEAR)
    return 0;
  for (int i = first; i <= most; i++)
    if (curve[i] >= curve[i - 1] && curve[i] >= curve[i + 1] && curve[i] >= NEAR_BEST * highest)
      return i;
  return 0;
}

bool
tuner_find (const float *samples, int n, int rate, double *hz)
{
  const int longest = (int) (rate / LOWEST) + 2, shortest = (int) (rate / HIGHEST);
  const int pairs = MIN (n / 2, 2 * longest);
  double power = 0;

  if (pairs + longest + 2 > n)
    return false;
  for (int i = 0; i < n; i++)
    power += (double) samples[i] * (double) samples[i];
  if (sqrt (power / n) < SOFTEST)
    return false;
  const int period = first_period (samples, pairs, shortest, longest);
  if (period == 0)
    return false;
  /* Over many periods the same error is a smaller one. */
  const double once = top_of (samples, pairs, period);
  const int times = MAX ((int) (longest / once), 1);
  const int lag = (int) lround (once * times);
  const int reach = MIN (MAX (times / 2, 1), MAX (period / 4, 1));
  const int fine = best_lag (samples, pairs, MAX (lag - reach, 2), MIN (lag + reach, longest));
  *hz = rate * times / top_of (samples, pairs, fine);
  return *hz >= LOWEST && *hz <= HIGHEST * 1.05;
}

int
tuner_note (double hz, double *cents)
{
  const double exact = 69 + 12 * log2 (hz / 440);
  const int note = (int) lround (exact);
  *cents = (exact - note) * 100;
  return note;
}

char *
tuner_note_name (int note)
{
  static const char *const names[] = { "C",  "C♯", "D",  "D♯", "E",  "F",
                                       "F♯", "G",  "G♯", "A",  "A♯", "B" };
  return g_strdup_printf ("%s%d", names[note % 12], note / 12 - 1);
}
