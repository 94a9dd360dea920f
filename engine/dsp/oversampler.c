/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/oversampler.h"

#include "dsp/kaiser.h"
#include "dsp/lanes.h"

/* The most frames at the lower rate of the highest stage. */
#define STAGE_FRAMES (OVERSAMPLER_BLOCK * OVERSAMPLER_MAX_FACTOR / 2)

/* Kaiser's estimate is short for few taps. */
#define ATTENUATION_DB 100.0
#define SHORT_DB 122.0

/* The low-pass of 4 half - 1 taps with its edges at passband / 2 and 1 / 4 of the higher rate. */
static void
design_sharp (OversamplerStage *stage, double passband)
{
  const double cutoff = 0.5 * (passband + 0.5); /* sinc's own: half its zeros a frame */
  const int half = kaiser_half_band_side (0.125 + 0.25 * passband, ATTENUATION_DB);
  const double beta = kaiser_beta (ATTENUATION_DB), width = cutoff * 2 * half;
  double even = 0.0, odd = 0.0;

  stage->side = 2 * half;
  stage->center = half;
  for (int pass = 0; pass < 2; pass++)
    for (int k = 0; k < half; k++) {
      const double even_tap = kaiser_sinc (cutoff * (2 * (half - k) - 1), width, beta);
      const double odd_tap =
          kaiser_sinc (cutoff * 2 * (half - 1 - k), width, beta) * (k == half - 1 ? 0.5 : 1.0);
      if (pass == 0) {
        even += even_tap;
        odd += odd_tap;
      } else {
        stage->even_taps[k] = (float) (0.25 * even_tap / even);
        stage->odd_taps[k] = (float) (0.25 * odd_tap / odd);
      }
    }
}

static void
design_half_band (OversamplerStage *stage, double passband)
{
  const int half = kaiser_half_band_side (passband, SHORT_DB);

  stage->side = 2 * half;
  stage->center = 1;
  kaiser_half_band (stage->even_taps, half, SHORT_DB);
  stage->odd_taps[0] = 0.25f;
}

void
oversampler_init (Oversampler *oversampler, int factor, double passband, int inner_latency)
{
  int latency = inner_latency;

  memset (oversampler, 0, sizeof *oversampler);
  oversampler->factor = factor;
  while (1 << oversampler->n_stages < factor)
    oversampler->n_stages++;

  for (int s = oversampler->n_stages - 1; s >= 0; s--) {
    OversamplerStage *stage = &oversampler->stages[s];
    if (s == 0)
      design_sharp (stage, passband);
    else
      design_half_band (stage, 0.5 / (2 << s));
    stage->delay = latency & 1;
    latency = (latency + stage->delay) / 2 + stage->side - 1;
  }
  oversampler->latency = latency;
}

/* TILES times LANES frames of out[i] = the sum over k < pairs of
 * taps[k] (x[i + k] + x[i + length - 1 - k]). Several tiles at once hide the latency of the
 * additions. */
#define MIRRORED_TILES(TILES)                                                                      \
  LANES_INLINE void mirrored_##TILES (const float *taps, int pairs, int length, const float *x,    \
                                      float *out)                                                  \
  {                                                                                                \
    Lanes sum[TILES] = { 0 };                                                                      \
    for (int k = 0; k < pairs; k++)                                                                \
      for (int t = 0; t < TILES; t++)                                                              \
        sum[t] += (lanes_load (x + k + t * LANES) + lanes_load (x + length - 1 - k + t * LANES)) * \
                  taps[k];                                                                         \
    for (int t = 0; t < TILES; t++)                                                                \
      lanes_store (out + t * LANES, sum[t]);                                                       \
  }

MIRRORED_TILES (1)
MIRRORED_TILES (4)

/* x and out have room for n rounded up to LANES. */
VECTOR_CLONES static void
mirrored_fir (const float *taps, int pairs, int length, const float *x, float *out, int n)
{
  int i = 0;
  for (; i + 4 * LANES <= n; i += 4 * LANES)
    mirrored_4 (taps, pairs, length, x + i, out + i);
  for (; i < n; i += LANES)
    mirrored_1 (taps, pairs, length, x + i, out + i);
}

VECTOR_CLONES static void
interleave (const float *even, const float *odd, float *out, int n)
{
  for (int i = 0; i < n; i++) {
    out[2 * i] = even[i] * 2.0f;
    out[2 * i + 1] = odd[i] * 2.0f;
  }
}

VECTOR_CLONES static void
deinterleave (const float *in, float *even, float *odd, int n)
{
  for (int i = 0; i < n; i++) {
    even[i] = in[2 * i];
    odd[i] = in[2 * i + 1];
  }
}

VECTOR_CLONES static void
add (float *out, const float *in, int n)
{
  for (int i = 0; i < n; i++)
    out[i] += in[i];
}

/* What the taps on the odd places make of the frames around x[i + side / 2 - 1]. */
static void
odd_fir (const OversamplerStage *stage, const float *x, float *out, int n)
{
  mirrored_fir (stage->odd_taps, stage->center, 2 * stage->center - 1,
                x + stage->side / 2 - stage->center, out, n);
}

static void
stage_up (const OversamplerStage *stage, float *past, const float *in, float *out, int n)
{
  const int before = stage->side - 1;
  float x[OVERSAMPLER_MAX_SIDE + STAGE_FRAMES + LANES];
  float even[STAGE_FRAMES + LANES], odd[STAGE_FRAMES + LANES];

  memcpy (x, past, sizeof (float) * (size_t) before);
  memcpy (x + before, in, sizeof (float) * (size_t) n);
  memset (x + before + n, 0, sizeof (float) * LANES);
  mirrored_fir (stage->even_taps, stage->side / 2, stage->side, x, even, n);
  odd_fir (stage, x + 1, odd, n);
  interleave (even, odd, out, n);
  memcpy (past, x + n, sizeof (float) * (size_t) before);
}

static void
stage_down (const OversamplerStage *stage, OversamplerChannel *channel, int s, const float *in,
            float *out, int n)
{
  const int before = stage->side - 1;
  float even[OVERSAMPLER_MAX_SIDE + STAGE_FRAMES + LANES];
  float odd[OVERSAMPLER_MAX_SIDE + STAGE_FRAMES + LANES];
  float even_sum[STAGE_FRAMES + LANES], odd_sum[STAGE_FRAMES + LANES];

  memcpy (even, channel->down_even[s], sizeof (float) * (size_t) before);
  memcpy (odd, channel->down_odd[s], sizeof (float) * (size_t) before);
  if (stage->delay) {
    /* One frame later, the odd frames before come to the even places. */
    float late[STAGE_FRAMES + 1];
    late[0] = channel->delayed[s];
    deinterleave (in, odd + before, late + 1, n);
    channel->delayed[s] = late[n];
    memcpy (even + before, late, sizeof (float) * (size_t) n);
  } else {
    deinterleave (in, even + before, odd + before, n);
  }
  memset (even + before + n, 0, sizeof (float) * LANES);
  memset (odd + before + n, 0, sizeof (float) * LANES);
  mirrored_fir (stage->even_taps, stage->side / 2, stage->side, even, even_sum, n);
  odd_fir (stage, odd, odd_sum, n);
  add (even_sum, odd_sum, n);
  memcpy (out, even_sum, sizeof (float) * (size_t) n);
  memcpy (channel->down_even[s], even + n, sizeof (float) * (size_t) before);
  memcpy (channel->down_odd[s], odd + n, sizeof (float) * (size_t) before);
}

void
oversampler_up (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                float *out, int n)
{
  float between[STAGE_FRAMES];

  if (oversampler->n_stages == 0)
    memcpy (out, in, sizeof (float) * (size_t) n);
  /* The stages take turns between two buffers so that the last one ends in out. */
  for (int s = 0; s < oversampler->n_stages; s++) {
    float *to = (oversampler->n_stages - s) & 1 ? out : between;
    stage_up (&oversampler->stages[s], channel->up[s], in, to, n << s);
    in = to;
  }
}

void
oversampler_down (const Oversampler *oversampler, OversamplerChannel *channel, const float *in,
                  float *out, int n)
{
  float between[2][STAGE_FRAMES];

  if (oversampler->n_stages == 0)
    memcpy (out, in, sizeof (float) * (size_t) n);
  for (int s = oversampler->n_stages - 1; s >= 0; s--) {
    float *to = s == 0 ? out : between[s & 1];
    stage_down (&oversampler->stages[s], channel, s, in, to, n << s);
    in = to;
  }
}
