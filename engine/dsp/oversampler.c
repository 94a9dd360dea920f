/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/oversampler.h"

#include "dsp/kaiser.h"
#include "dsp/lanes.h"

/* The most frames at the lower rate of the highest stage. */
#define STAGE_FRAMES (OVERSAMPLER_BLOCK * OVERSAMPLER_MAX_FACTOR / 2)

void
oversampler_init (Oversampler *oversampler, int factor, OversamplerQuality quality,
                  int inner_latency)
{
  const double passband = quality == OVERSAMPLER_HQ ? 0.4535 : 0.41;
  const double attenuation_db = quality == OVERSAMPLER_HQ ? 112.0 : 82.0;
  int latency = inner_latency;

  memset (oversampler, 0, sizeof *oversampler);
  oversampler->factor = factor;
  while (1 << oversampler->n_stages < factor)
    oversampler->n_stages++;

  for (int s = oversampler->n_stages - 1; s >= 0; s--) {
    OversamplerStage *stage = &oversampler->stages[s];
    const double edge = passband / (2 << s);
    /* Kaiser's estimate is short for few taps. */
    const double stage_db = attenuation_db + (s > 0 ? 10.0 : 0.0);
    const int half = kaiser_half_band_side (edge, stage_db);
    stage->side = 2 * half;
    kaiser_half_band (stage->taps, half, stage_db);
    stage->delay = latency & 1;
    latency = (latency + stage->delay) / 2 + 2 * half - 1;
  }
  oversampler->latency = latency;
}

/* out[i] = the sum over k < half of taps[k] (x[i + k] + x[i + 2 half - 1 - k]). */
LANES_INLINE void
mirrored_tile (const float *taps, int half, const float *x, float *out)
{
  Lanes sum = { 0 };
  for (int k = 0; k < half; k++)
    sum += (lanes_load (x + k) + lanes_load (x + 2 * half - 1 - k)) * taps[k];
  lanes_store (out, sum);
}

/* Two tiles at once hide the latency of the additions. */
LANES_INLINE void
mirrored_tiles (const float *taps, int half, const float *x, float *out)
{
  Lanes a = { 0 }, b = { 0 };
  for (int k = 0; k < half; k++) {
    const float *left = x + k, *right = x + 2 * half - 1 - k;
    a += (lanes_load (left) + lanes_load (right)) * taps[k];
    b += (lanes_load (left + LANES) + lanes_load (right + LANES)) * taps[k];
  }
  lanes_store (out, a);
  lanes_store (out + LANES, b);
}

/* x and out have room for n rounded up to LANES. */
VECTOR_CLONES static void
mirrored_fir (const float *taps, int half, const float *x, float *out, int n)
{
  int i = 0;
  for (; i + 2 * LANES <= n; i += 2 * LANES)
    mirrored_tiles (taps, half, x + i, out + i);
  for (; i < n; i += LANES)
    mirrored_tile (taps, half, x + i, out + i);
}

VECTOR_CLONES static void
interleave (const float *even, const float *odd, float *out, int n)
{
  for (int i = 0; i < n; i++) {
    out[2 * i] = even[i] * 2.0f;
    out[2 * i + 1] = odd[i];
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
add_half (float *out, const float *in, int n)
{
  for (int i = 0; i < n; i++)
    out[i] += 0.5f * in[i];
}

static void
stage_up (const OversamplerStage *stage, float *past, const float *in, float *out, int n)
{
  const int half = stage->side / 2, before = stage->side - 1;
  float x[OVERSAMPLER_MAX_SIDE + STAGE_FRAMES + LANES], even[STAGE_FRAMES + LANES];

  memcpy (x, past, sizeof (float) * (size_t) before);
  memcpy (x + before, in, sizeof (float) * (size_t) n);
  memset (x + before + n, 0, sizeof (float) * LANES);
  mirrored_fir (stage->taps, half, x, even, n);
  interleave (even, x + half, out, n);
  memcpy (past, x + n, sizeof (float) * (size_t) before);
}

static void
stage_down (const OversamplerStage *stage, OversamplerChannel *channel, int s, const float *in,
            float *out, int n)
{
  const int half = stage->side / 2, before = stage->side - 1;
  float even[OVERSAMPLER_MAX_SIDE + STAGE_FRAMES + LANES];
  float odd[OVERSAMPLER_MAX_SIDE / 2 + STAGE_FRAMES], sum[STAGE_FRAMES + LANES];

  memcpy (even, channel->down_even[s], sizeof (float) * (size_t) before);
  memcpy (odd, channel->down_odd[s], sizeof (float) * (size_t) half);
  if (stage->delay) {
    /* One frame later, the odd frames before come to the even places. */
    float late[STAGE_FRAMES + 1];
    late[0] = channel->delayed[s];
    deinterleave (in, odd + half, late + 1, n);
    channel->delayed[s] = late[n];
    memcpy (even + before, late, sizeof (float) * (size_t) n);
  } else {
    deinterleave (in, even + before, odd + half, n);
  }
  memset (even + before + n, 0, sizeof (float) * LANES);
  mirrored_fir (stage->taps, half, even, sum, n);
  add_half (sum, odd, n);
  memcpy (out, sum, sizeof (float) * (size_t) n);
  memcpy (channel->down_even[s], even + n, sizeof (float) * (size_t) before);
  memcpy (channel->down_odd[s], odd + n, sizeof (float) * (size_t) half);
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
