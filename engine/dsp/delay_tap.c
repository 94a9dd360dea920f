/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/delay_tap.h"

#include "base/math.h"
#include "dsp/kaiser.h"

#include <string.h>

#define HALF (DELAY_TAP_LENGTH / 2)
#define KAISER_BETA 8.96 /* side lobes 90 dB down */
#define WHOLE_ENOUGH 1e-3

void
delay_tap_set (DelayTap *tap, double delay)
{
  const double whole = floor (delay + WHOLE_ENOUGH);
  const double fraction = delay - whole;
  double taps[DELAY_TAP_LENGTH], sum = 0;

  tap->delay = delay;
  tap->whole = (int) whole;
  tap->exact = fraction < WHOLE_ENOUGH;
  if (tap->exact)
    return;

  for (int k = 0; k < DELAY_TAP_LENGTH; k++) {
    taps[k] = kaiser_sinc (k - HALF + fraction, HALF, KAISER_BETA);
    sum += taps[k];
  }
  for (int k = 0; k < DELAY_TAP_LENGTH; k++)
    tap->taps[k] = (float) (taps[k] / sum);
}

/* n frames of the ring from `from` on, around its end. */
static void
copy_out (const float *ring, int size, int from, float *out, int n)
{
  const int first = n < size - from ? n : size - from;
  memcpy (out, ring + from, (size_t) first * sizeof (float));
  memcpy (out + first, ring, (size_t) (n - first) * sizeof (float));
}

/* Always a whole chunk, so that the loops have a known length. */
VECTOR_CLONES static void
interpolate (const float *restrict taps, const float *restrict window, float *restrict out)
{
  float sum[DELAY_TAP_CHUNK] = { 0 };
  for (int k = 0; k < DELAY_TAP_LENGTH; k++)
    for (int i = 0; i < DELAY_TAP_CHUNK; i++)
      sum[i] += taps[k] * window[i + k];
  memcpy (out, sum, sizeof sum);
}

void
delay_tap_read (const DelayTap *tap, const float *ring, int size, int at, float *out, int n)
{
  float window[DELAY_TAP_CHUNK + DELAY_TAP_LENGTH] = { 0 };
  int from = at - tap->whole;

  if (!tap->exact)
    from -= HALF;
  if (from < 0)
    from += size;
  if (tap->exact) {
    copy_out (ring, size, from, out, n);
  } else {
    copy_out (ring, size, from, window, n + DELAY_TAP_LENGTH - 1);
    interpolate (tap->taps, window, out);
  }
}
