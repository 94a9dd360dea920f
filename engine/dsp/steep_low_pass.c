/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/steep_low_pass.h"

#include <string.h>

/* 2 cos ((2 i + 1) pi / 24): the damping of each pair of poles, the least first, so that none of
 * them gets far above what comes in. */
static const double damping[STEEP_SECTIONS] = {
  1.98288972274762, 1.84775906502257, 1.58670668058247,
  1.21752285801744, 0.76536686473018, 0.26105238444010,
};

void
steep_low_pass_set (SteepLowPass *filter, double hz, int rate, bool jump)
{
  const double now =
      filter->from + (filter->to - filter->from) * ((double) filter->done / CONTROL_GRID);
  const double limit = 0.49 * rate;

  filter->to = math_tan (MATH_PI * (hz < limit ? hz : limit) / rate);
  filter->from = jump ? filter->to : now;
  filter->done = filter->from == filter->to ? CONTROL_GRID : 0;
}

void
steep_low_pass_reset (SteepLowPass *filter)
{
  filter->from = filter->to;
  filter->done = CONTROL_GRID;
  memset (filter->sections, 0, sizeof filter->sections);
}

/* n frames for which the frequency stands. */
static void
run (SteepLowPass *filter, double g, float *left, float *right, int n)
{
  for (int s = 0; s < STEEP_SECTIONS; s++) {
    const double a1 = 1.0 / (1.0 + g * (g + damping[s])), a2 = g * a1, a3 = g * a2;
    StereoLanes s1 = filter->sections[s].s1, s2 = filter->sections[s].s2;

    for (int i = 0; i < n; i++) {
      const StereoLanes v3 = (StereoLanes){ left[i], right[i] } - s2;
      const StereoLanes v1 = a1 * s1 + a2 * v3, v2 = s2 + a2 * s1 + a3 * v3;
      s1 = 2.0 * v1 - s1;
      s2 = 2.0 * v2 - s2;
      left[i] = (float) v2[0];
      right[i] = (float) v2[1];
    }
    filter->sections[s].s1 = s1;
    filter->sections[s].s2 = s2;
  }
}

void
steep_low_pass_process (SteepLowPass *filter, float *left, float *right, int n)
{
  int i = 0;

  for (; i < n && filter->done < CONTROL_GRID; i++) {
    if (++filter->done == CONTROL_GRID)
      filter->from = filter->to;
    const double g =
        filter->from + (filter->to - filter->from) * ((double) filter->done / CONTROL_GRID);
    run (filter, g, left + i, right + i, 1);
  }
  if (i < n)
    run (filter, filter->to, left + i, right + i, n - i);
}
