/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/dither.h"

#include "base/hash.h"
#include "base/math.h"

#include <string.h>

#define DITHER_NODE                                                                                \
  UINT64_C (0x646974686572) /* its own stream, apart from every node of a project */
#define DESIGN_POINTS 1024
#define DESIGN_RANGE_DB 40.0
#define ROUND_MAGIC 6755399441055744.0 /* 1.5 * 2^52: adding it leaves no bits below 1 */
#define QUARTERS_TO_STEPS 1.52587890625e-5 /* 2^-16 */
#define BLOCK 512

typedef double double2 __attribute__ ((vector_size (16)));

/* Terhardt's threshold in quiet, dB SPL; f in Hz. Below 500 Hz it is held: a filter of this order
 * cannot follow its rise there. */
static double
threshold_in_quiet (double f)
{
  const double khz = (f < 500.0 ? 500.0 : f) / 1000.0;
  const double bump = khz - 3.3;
  return 3.64 * math_pow (khz, -0.8) - 6.5 * math_exp (-0.6 * bump * bump) +
         1e-3 * khz * khz * khz * khz;
}

void
dither_design (double taps[DITHER_ORDER], int rate)
{
  double correlation[DITHER_ORDER + 1] = { 0 };
  const double ceiling = threshold_in_quiet (3300.0) + DESIGN_RANGE_DB;
  for (int i = 0; i < DESIGN_POINTS; i++) {
    const double angle = MATH_PI * (i + 0.5) / DESIGN_POINTS;
    const double level = threshold_in_quiet (angle / (2 * MATH_PI) * rate);
    const double gain = db_to_gain (-(level < ceiling ? level : ceiling));
    for (int k = 0; k <= DITHER_ORDER; k++)
      correlation[k] += gain * gain * math_cos (angle * k);
  }

  double filter[DITHER_ORDER + 1] = { 1.0 };
  double error = correlation[0];
  for (int m = 1; m <= DITHER_ORDER; m++) {
    double sum = correlation[m];
    for (int j = 1; j < m; j++)
      sum += filter[j] * correlation[m - j];
    const double reflection = -sum / error;

    double next[DITHER_ORDER + 1];
    for (int j = 1; j < m; j++)
      next[j] = filter[j] + reflection * filter[m - j];
    memcpy (filter + 1, next + 1, (m - 1) * sizeof (double));
    filter[m] = reflection;
    error *= 1.0 - reflection * reflection;
  }
  for (int k = 0; k < DITHER_ORDER; k++)
    taps[k] = -filter[k + 1];
}

void
dither_init (Dither *dither, DitherKind kind, int bits, int rate, uint64_t seed, int channel)
{
  *dither = (Dither){ .kind = kind,
                      .scale = (double) (INT64_C (1) << (bits - 1)),
                      .keys = { hash_key (seed, DITHER_NODE, (unsigned) channel),
                                hash_key (seed, DITHER_NODE, (unsigned) channel + 1) } };
  if (kind == DITHER_SHAPED)
    dither_design (dither->taps, rate);
}

/* Two uniform numbers of +-1/2 a step, 16 bits each, make a triangular one; one hash serves two
 * frames. The 2^-16 puts the mean of the sum to zero. */
VECTOR_CLONES static void
draw (double *noise, uint64_t key, Frames at, int n)
{
  uint64_t bits[BLOCK / 2 + 1];
  const int64_t first = at >> 1;
  const int pairs = (int) (((at + n + 1) >> 1) - first);
  for (int i = 0; i < pairs; i++)
    bits[i] = hash_at (key, first + i);

  uint32_t words[BLOCK + 2];
  for (int i = 0; i < pairs; i++) {
    words[2 * i] = (uint32_t) bits[i];
    words[2 * i + 1] = (uint32_t) (bits[i] >> 32);
  }
  const uint32_t *word = words + (at & 1);
  for (int i = 0; i < n; i++) {
    const int32_t sum = ((int32_t) (word[i] << 16) >> 16) + ((int32_t) word[i] >> 16);
    noise[i] = (double) (sum + 1) * QUARTERS_TO_STEPS;
  }
}

/* In steps; NaN is silence, and what is far outside stays small enough to convert. */
static inline double
to_steps (float in, double scale)
{
  const double x = (double) in;
  double y = (x == x ? x : 0.0) * scale;
  y = y > 2.0 * scale ? 2.0 * scale : y;
  return y < -2.0 * scale ? -2.0 * scale : y;
}

static inline double
round_steps (double y)
{
  return (y + ROUND_MAGIC) - ROUND_MAGIC;
}

static inline double
clamp_steps (double y, double scale)
{
  y = y > scale - 1.0 ? scale - 1.0 : y;
  return y < -scale ? -scale : y;
}

VECTOR_CLONES static int64_t
quantize (const float *restrict in, const double *restrict noise, double scale,
          int32_t *restrict out, int n)
{
  int64_t clamped = 0;
  for (int i = 0; i < n; i++) {
    const double y = round_steps (to_steps (in[i], scale) + noise[i]);
    const double z = clamp_steps (y, scale);
    clamped += y != z;
    out[i] = (int32_t) z;
  }
  return clamped;
}

/* y = v + e with v = x - sum taps e: the error that is fed back is taken before clamping, so the
 * feedback is a finite impulse response of a bounded error and cannot run away. Only the newest
 * error is on the critical path: the sum over the others stands ready before it is known. The two
 * channels are the lanes. */
static void
shape (Dither *dither, const double2 *steps, const double2 *noise, double2 *rounded, int n)
{
  double2 errors[BLOCK + DITHER_ORDER];
  double2 taps[DITHER_ORDER];

  for (int k = 0; k < DITHER_ORDER; k++) {
    errors[DITHER_ORDER - 1 - k] = (double2){ dither->errors[k][0], dither->errors[k][1] };
    taps[k] = (double2){ dither->taps[k], dither->taps[k] };
  }
  double2 newest = errors[DITHER_ORDER - 1];
  for (int i = 0; i < n; i++) {
    const double2 *last = errors + i + DITHER_ORDER - 1;
    double2 older = taps[DITHER_ORDER - 1] * last[1 - DITHER_ORDER];
    for (int k = DITHER_ORDER - 2; k >= 1; k--)
      older += taps[k] * last[-k];
    const double2 base = steps[i] - older;
    const double2 feedback = taps[0] * newest;
    const double2 y = (((base + noise[i]) - feedback) + ROUND_MAGIC) - ROUND_MAGIC;
    newest = y - (base - feedback);
    errors[i + DITHER_ORDER] = newest;
    rounded[i] = y;
  }
  for (int k = 0; k < DITHER_ORDER; k++)
    for (int c = 0; c < 2; c++)
      dither->errors[k][c] = errors[n + DITHER_ORDER - 1 - k][c];
}

static int64_t
quantize_shaped (Dither *dither, const float *const in[2], double noise[2][BLOCK],
                 int32_t *const out[2], int n)
{
  double2 steps[BLOCK], lanes[BLOCK], rounded[BLOCK];
  const double scale = dither->scale;
  int64_t clamped = 0;

  for (int i = 0; i < n; i++) {
    steps[i] = (double2){ to_steps (in[0][i], scale), in[1] ? to_steps (in[1][i], scale) : 0.0 };
    lanes[i] = (double2){ noise[0][i], noise[1][i] };
  }
  shape (dither, steps, lanes, rounded, n);
  for (int c = 0; c < (in[1] ? 2 : 1); c++)
    for (int i = 0; i < n; i++) {
      const double z = clamp_steps (rounded[i][c], scale);
      clamped += rounded[i][c] != z;
      out[c][i] = (int32_t) z;
    }
  return clamped;
}

int64_t
dither_process (Dither *dither, Frames at, const float *const in[2], int32_t *const out[2], int n)
{
  const int channels = in[1] ? 2 : 1;
  double noise[2][BLOCK] = { 0 };
  int64_t clamped = 0;

  for (int done = 0; done < n; done += BLOCK) {
    const int count = (int) int64_min (n - done, BLOCK);
    const float *from[2] = { in[0] + done, in[1] ? in[1] + done : NULL };
    int32_t *to[2] = { out[0] + done, in[1] ? out[1] + done : NULL };
    for (int c = 0; c < channels && dither->kind != DITHER_NONE; c++)
      draw (noise[c], dither->keys[c], at + done, count);
    if (dither->kind == DITHER_SHAPED)
      clamped += quantize_shaped (dither, from, noise, to, count);
    else
      for (int c = 0; c < channels; c++)
        clamped += quantize (from[c], noise[c], dither->scale, to[c], count);
  }
  return clamped;
}
