/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A low cut and a high cut of 12 dB per octave on two channels, for detectors and feedback paths.
 * Each goes out of the way entirely when it is off, and fades there in 20 ms. Realtime. */
#pragma once

#include "dsp/fade.h"
#include "dsp/stereo_svf.h"

typedef struct {
  SvfTuning tuning;
  StereoSvf filter;
  Fade on;
} BandLimitSide;

typedef struct {
  BandLimitSide low, high;
} BandLimit;

static inline void
band_limit_set_side (BandLimitSide *side, double hz, bool on, int rate, bool jump)
{
  if (fade_is_off (&side->on)) {
    side->filter = (StereoSvf){ 0 };
    svf_tuning_set (&side->tuning, hz, rate, true);
  } else {
    svf_tuning_set (&side->tuning, hz, rate, jump);
  }
  fade_set (&side->on, on ? 1.0f : 0.0f, rate / 50, jump);
}

/* Cuts below low_hz and above high_hz. */
static inline void
band_limit_set (BandLimit *limit, double low_hz, bool low_on, double high_hz, bool high_on,
                int rate, bool jump)
{
  band_limit_set_side (&limit->low, low_hz, low_on, rate, jump);
  band_limit_set_side (&limit->high, high_hz, high_on, rate, jump);
}

static inline void
band_limit_reset_side (BandLimitSide *side)
{
  svf_tuning_finish (&side->tuning);
  fade_set (&side->on, side->on.to, 0, true);
  side->filter = (StereoSvf){ 0 };
}

static inline void
band_limit_reset (BandLimit *limit)
{
  band_limit_reset_side (&limit->low);
  band_limit_reset_side (&limit->high);
}

static inline bool
band_limit_side_is_off (const BandLimitSide *side)
{
  return fade_is_off (&side->on);
}

static inline bool
band_limit_is_off (const BandLimit *limit)
{
  return band_limit_side_is_off (&limit->low) && band_limit_side_is_off (&limit->high);
}

static inline StereoLanes
band_limit_side_next (BandLimitSide *side, StereoLanes in, bool high_pass)
{
  if (band_limit_side_is_off (side))
    return in;
  svf_tuning_next (&side->tuning);
  const StereoSvfOut out = stereo_svf_next (&side->filter, &side->tuning, in);
  const StereoLanes cut = high_pass ? out.high : out.low;
  if (fade_rests (&side->on))
    return cut;
  return in + (double) fade_next (&side->on) * (cut - in);
}

static inline StereoLanes
band_limit_next (BandLimit *limit, StereoLanes in)
{
  return band_limit_side_next (&limit->high, band_limit_side_next (&limit->low, in, true), false);
}

/* n frames of two channels, in place. */
void band_limit_process (BandLimit *limit, float *left, float *right, int n) REALTIME;
