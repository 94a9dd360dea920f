/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/band_limit.h"

/* At rest the loop works on copies, which stay in registers. */
static void
process_resting (BandLimitSide *side, float *left, float *right, int n, bool high_pass)
{
  const SvfTuning tuning = side->tuning;
  StereoSvf filter = side->filter;

  for (int i = 0; i < n; i++) {
    const StereoSvfOut out = stereo_svf_next (&filter, &tuning, (StereoLanes){ left[i], right[i] });
    const StereoLanes cut = high_pass ? out.high : out.low;
    left[i] = (float) cut[0];
    right[i] = (float) cut[1];
  }
  side->filter = filter;
}

static void
process_side (BandLimitSide *side, float *left, float *right, int n, bool high_pass)
{
  if (band_limit_side_is_off (side))
    return;
  int i = 0;
  for (; i < n && !(fade_rests (&side->on) && side->tuning.done == CONTROL_GRID); i++) {
    const StereoLanes out =
        band_limit_side_next (side, (StereoLanes){ left[i], right[i] }, high_pass);
    left[i] = (float) out[0];
    right[i] = (float) out[1];
  }
  if (i < n && !band_limit_side_is_off (side))
    process_resting (side, left + i, right + i, n - i, high_pass);
}

void
band_limit_process (BandLimit *limit, float *left, float *right, int n)
{
  process_side (&limit->low, left, right, n, true);
  process_side (&limit->high, left, right, n, false);
}
