/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/dynamic_shelf.h"

#include "base/fast_math.h"

void
dynamic_shelf_reset (DynamicShelf *shelf)
{
  svf_tuning_finish (&shelf->tuning);
  shelf->stages[0] = shelf->stages[1] = (StereoSvf){ 0 };
}

/* The fourth root of the gain. */
VECTOR_CLONES static void
find_roots (const float *restrict reduction, float *restrict root, int n)
{
  for (int i = 0; i < n; i++)
    root[i] = fast_db_to_gain (-0.25f * reduction[i]);
}

void
dynamic_shelf_process (DynamicShelf *shelf, float *left, float *right, const float *reduction,
                       int n)
{
  float root[DYNAMIC_SHELF_CHUNK];
  SvfTuning tuning = shelf->tuning;
  StereoSvf first = shelf->stages[0], second = shelf->stages[1];

  find_roots (reduction, root, n);
  for (int i = 0; i < n; i++) {
    const double a = root[i], band = (a - 1.0) * SVF_BUTTERWORTH, high = a * a - 1.0;
    const StereoLanes in = { left[i], right[i] };

    svf_tuning_next (&tuning);
    const StereoSvfOut one = stereo_svf_next (&first, &tuning, in);
    const StereoLanes between = in + band * one.band + high * one.high;
    const StereoSvfOut two = stereo_svf_next (&second, &tuning, between);
    const StereoLanes out = between + band * two.band + high * two.high;
    left[i] = (float) out[0];
    right[i] = (float) out[1];
  }
  shelf->tuning = tuning;
  shelf->stages[0] = first;
  shelf->stages[1] = second;
}
