/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/dynamic_band.h"

#include "base/fast_math.h"

#define CHUNK DYNAMIC_BAND_CHUNK

static double
ramp_at (const DynamicBandRamp *ramp, int done)
{
  if (done >= CONTROL_GRID)
    return ramp->to;
  return ramp->from + (ramp->to - ramp->from) * ((double) done / CONTROL_GRID);
}

static void
ramp_aim (DynamicBandRamp *ramp, double to, bool jump)
{
  ramp->from = jump ? to : ramp_at (ramp, ramp->done);
  ramp->to = to;
  ramp->done = ramp->from == to ? CONTROL_GRID : 0;
}

static void
ramp_advance (DynamicBandRamp *ramp, int n)
{
  ramp->done = (int) int64_min (CONTROL_GRID, ramp->done + n);
}

void
dynamic_band_set (DynamicBand *band, double hz, double q, int rate, bool jump)
{
  const double most = 0.45 * rate;

  ramp_aim (&band->g, math_tan (MATH_PI * (hz < most ? hz : most) / rate), jump);
  ramp_aim (&band->damping, 1.0 / q, jump);
}

void
dynamic_band_reset (DynamicBand *band)
{
  band->g.done = band->damping.done = CONTROL_GRID;
  band->filter = band->listener = (StereoSvf){ 0 };
}

/* One frame of a filter whose coefficients are another one's now; v1 and v2 of Simper. */
static inline __attribute__ ((always_inline)) StereoSvfOut
svf_next (StereoSvf *svf, double a1, double a2, double a3, StereoLanes in)
{
  const StereoLanes v3 = in - svf->s2;
  const StereoLanes v1 = a1 * svf->s1 + a2 * v3;
  const StereoLanes v2 = svf->s2 + (a2 * svf->s1 + a3 * v3);

  svf->s1 = 2.0 * v1 - svf->s1;
  svf->s2 = 2.0 * v2 - svf->s2;
  return (StereoSvfOut){ .low = v2, .band = v1 };
}

void
dynamic_band_listen (DynamicBand *band, float *left, float *right, int n)
{
  StereoSvf listener = band->listener;
  double g = band->g.to, k = band->damping.to, a1 = 1.0 / (1.0 + g * (g + k));

  if (band->shape != DYNAMIC_BAND_BELL) {
    k = SVF_BUTTERWORTH;
    a1 = 1.0 / (1.0 + g * (g + k));
  }
  for (int i = 0; i < n; i++) {
    if (band->g.done + i < CONTROL_GRID || band->damping.done + i < CONTROL_GRID) {
      g = ramp_at (&band->g, band->g.done + i + 1);
      if (band->shape == DYNAMIC_BAND_BELL)
        k = ramp_at (&band->damping, band->damping.done + i + 1);
      a1 = 1.0 / (1.0 + g * (g + k));
    }
    const StereoLanes in = { left[i], right[i] };
    const StereoSvfOut out = svf_next (&listener, a1, g * a1, g * g * a1, in);
    const StereoLanes heard = band->shape == DYNAMIC_BAND_BELL  ? k * out.band
                              : band->shape == DYNAMIC_BAND_LOW ? out.low
                                                                : in - k * out.band - out.low;
    left[i] = (float) heard[0];
    right[i] = (float) heard[1];
  }
  band->listener = listener;
}

/* Frame by frame: out = in + band v1 + low v2 + (through - 1) in. */
typedef struct {
  double a1[CHUNK], a2[CHUNK], a3[CHUNK], band[CHUNK], low[CHUNK], through[CHUNK];
} Coefficients;

/* The fourth root of the gain. */
VECTOR_CLONES static void
find_roots (const float *restrict gain_db, float *restrict root, int n)
{
  for (int i = 0; i < n; i++)
    root[i] = fast_db_to_gain (0.25f * gain_db[i]);
}

VECTOR_CLONES static void
solve_bell (Coefficients *restrict c, const double *restrict g, const double *restrict k,
            const float *restrict root, int n)
{
  for (int i = 0; i < n; i++) {
    const double a = (double) root[i] * root[i], damping = k[i] / a;
    c->a1[i] = 1.0 / (1.0 + g[i] * (g[i] + damping));
    c->a2[i] = g[i] * c->a1[i];
    c->a3[i] = g[i] * c->a2[i];
    c->band[i] = damping * (a * a - 1.0);
    c->low[i] = 0.0;
    c->through[i] = 0.0;
  }
}

VECTOR_CLONES static void
solve_low (Coefficients *restrict c, const double *restrict g, const double *restrict k,
           const float *restrict root, int n)
{
  for (int i = 0; i < n; i++) {
    const double a = (double) root[i] * root[i], moved = g[i] / root[i];
    c->a1[i] = 1.0 / (1.0 + moved * (moved + k[i]));
    c->a2[i] = moved * c->a1[i];
    c->a3[i] = moved * c->a2[i];
    c->band[i] = k[i] * (a - 1.0);
    c->low[i] = a * a - 1.0;
    c->through[i] = 0.0;
  }
}

VECTOR_CLONES static void
solve_high (Coefficients *restrict c, const double *restrict g, const double *restrict k,
            const float *restrict root, int n)
{
  for (int i = 0; i < n; i++) {
    const double a = (double) root[i] * root[i], moved = g[i] * root[i];
    c->a1[i] = 1.0 / (1.0 + moved * (moved + k[i]));
    c->a2[i] = moved * c->a1[i];
    c->a3[i] = moved * c->a2[i];
    c->band[i] = k[i] * (1.0 - a) * a;
    c->low[i] = 1.0 - a * a;
    c->through[i] = a * a - 1.0;
  }
}

void
dynamic_band_process (DynamicBand *band, float *left, float *right, const float *gain_db, int n)
{
  double g[CHUNK], k[CHUNK];
  float root[CHUNK];
  Coefficients c;
  StereoSvf filter = band->filter;

  for (int i = 0; i < n; i++) {
    g[i] = ramp_at (&band->g, band->g.done + i + 1);
    k[i] = ramp_at (&band->damping, band->damping.done + i + 1);
  }
  find_roots (gain_db, root, n);
  if (band->shape == DYNAMIC_BAND_BELL)
    solve_bell (&c, g, k, root, n);
  else if (band->shape == DYNAMIC_BAND_LOW)
    solve_low (&c, g, k, root, n);
  else
    solve_high (&c, g, k, root, n);

  for (int i = 0; i < n; i++) {
    const StereoLanes in = { left[i], right[i] };
    const StereoSvfOut v = svf_next (&filter, c.a1[i], c.a2[i], c.a3[i], in);
    const StereoLanes out = in + (c.band[i] * v.band + c.low[i] * v.low + c.through[i] * in);
    left[i] = (float) out[0];
    right[i] = (float) out[1];
  }
  band->filter = filter;
  ramp_advance (&band->g, n);
  ramp_advance (&band->damping, n);
}
