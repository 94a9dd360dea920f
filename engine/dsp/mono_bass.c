/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/mono_bass.h"

void
mono_bass_set (MonoBass *bass, double hz, int rate, bool jump)
{
  const bool on = hz >= MONO_BASS_LEAST_HZ;
  const bool was_off = fade_is_off (&bass->mono);

  if (was_off)
    bass->mid_side = bass->side = (StereoSvf){ 0 };
  if (on)
    svf_tuning_set (&bass->crossover, hz, rate, jump || was_off);
  else if (was_off || jump)
    svf_tuning_set (&bass->crossover, MONO_BASS_LEAST_HZ, rate, true);
  fade_set (&bass->mono, on ? 1.0f : 0.0f, rate / 50, jump);
}

void
mono_bass_reset (MonoBass *bass)
{
  fade_set (&bass->mono, bass->mono.to, 0, true);
  svf_tuning_finish (&bass->crossover);
  bass->mid_side = bass->side = (StereoSvf){ 0 };
}

void
mono_bass_process (MonoBass *bass, float *left, float *right, int n)
{
  if (fade_is_off (&bass->mono))
    return;

  /* Copies stay in registers. */
  SvfTuning crossover = bass->crossover;
  StereoSvf mid_side = bass->mid_side, side = bass->side;
  Fade fade = bass->mono;
  for (int i = 0; i < n && !fade_is_off (&fade); i++) {
    svf_tuning_next (&crossover);
    const double l = left[i], r = right[i];
    const StereoSvfOut first =
        stereo_svf_next (&mid_side, &crossover, (StereoLanes){ (l + r) / 2, (l - r) / 2 });
    const StereoLanes all_pass = first.low - SVF_BUTTERWORTH * first.band + first.high;
    const StereoSvfOut second =
        stereo_svf_next (&side, &crossover, (StereoLanes){ 0, first.high[1] });
    const double new_mid = all_pass[0], new_side = second.high[1];
    const double amount = fade_next (&fade);
    left[i] = (float) (l + ((new_mid + new_side) - l) * amount);
    right[i] = (float) (r + ((new_mid - new_side) - r) * amount);
  }
  bass->crossover = crossover;
  bass->mid_side = mid_side;
  bass->side = side;
  bass->mono = fade;
}
