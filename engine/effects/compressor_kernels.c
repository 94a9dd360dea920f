/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/compressor_kernels.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/vector.h"

VECTOR_CLONES void
compressor_reduce (const DynamicsCurve *curve, const float *restrict a, const float *restrict b,
                   float *restrict reduction, int n)
{
  const DynamicsCurve c = *curve;
  for (int i = 0; i < n; i++) {
    reduction[i] = dynamics_curve_reduction (&c, fast_gain_to_db (dynamics_level (a[i], b[i])));
  }
}

VECTOR_CLONES void
compressor_apply (float *restrict audio, const float *restrict reduction, const float *restrict dry,
                  const float *restrict wet, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] *= dry[i] + wet[i] * fast_db_to_gain (-reduction[i]);
}

VECTOR_CLONES void
compressor_apply_linked (float *restrict left, float *restrict right,
                         const float *restrict reduction, const float *restrict dry,
                         const float *restrict wet, int n)
{
  for (int i = 0; i < n; i++) {
    const float gain = dry[i] + wet[i] * fast_db_to_gain (-reduction[i]);
    left[i] *= gain;
    right[i] *= gain;
  }
}

VECTOR_CLONES void
compressor_link_reductions (const float *restrict link, const float *restrict linked,
                            float *restrict own, int n)
{
  for (int i = 0; i < n; i++)
    own[i] = own[i] * (1.0f - link[i]) + linked[i] * link[i];
}

static inline __attribute__ ((always_inline)) void
reduce_piece (const DynamicsCurve *curve, const float *a, const float *b, float *reduction)
{
  for (int i = 0; i < COMPRESSOR_PIECE; i++) {
    const float level_a = fabsf (a[i]), level_b = fabsf (b[i]);
    const float level = level_a > level_b ? level_a : level_b;
    reduction[i] = dynamics_curve_reduction (curve, fast_gain_to_db (level));
  }
}

static inline __attribute__ ((always_inline)) void
apply_piece (float *left, float *right, const float *reduction, float dry, float wet)
{
  float gain[COMPRESSOR_PIECE];

  for (int i = 0; i < COMPRESSOR_PIECE; i++)
    gain[i] = dry + wet * fast_db_to_gain (-reduction[i]);
  for (int i = 0; i < COMPRESSOR_PIECE; i += 8) {
    const Vector8 factor = vector8_load (gain + i);
    vector8_store (left + i, vector8_load (left + i) * factor);
    vector8_store (right + i, vector8_load (right + i) * factor);
  }
}

/* The smoother waits for its own last result most of the time; the vectors of the next piece and of
 * the last one, which do not hang on it, fill the gaps. */
VECTOR_CLONES void
compressor_run_resting (const CompressorResting *resting, DynamicsSmoother *smoother, int n_pieces)
{
  const DynamicsCurve curve = *resting->curve;
  const DynamicsTimes times = *resting->times;
  const float *const a = resting->key[0], *const b = resting->key[1];
  float reduction[COMPRESSOR_CHUNK];
  DynamicsSmoother now = *smoother;

  reduce_piece (&curve, a, b, reduction);
  for (int p = 0; p <= n_pieces; p++) {
    const int at = p * COMPRESSOR_PIECE, next = at + COMPRESSOR_PIECE, last = at - COMPRESSOR_PIECE;
    if (p + 1 < n_pieces)
      reduce_piece (&curve, a + next, b + next, reduction + next);
    if (p < n_pieces)
      dynamics_smooth_plain (&now, &times, reduction + at, COMPRESSOR_PIECE);
    if (p > 0)
      apply_piece (resting->audio[0] + last, resting->audio[1] + last, reduction + last,
                   resting->dry, resting->wet);
  }
  *smoother = now;
}
