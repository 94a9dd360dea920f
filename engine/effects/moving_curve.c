/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/moving_curve.h"

#include "base/fast_math.h"
#include "effects/compressor_kernels.h"

#include <string.h>

void
moving_curve_settle (MovingCurve *moving)
{
  moving->from = moving->to;
  moving->done = CONTROL_GRID;
}

static DynamicsCurve
curve_at (const MovingCurve *moving, int done)
{
  return dynamics_curve_between (&moving->from, &moving->to, (float) done / CONTROL_GRID);
}

void
moving_curve_set (MovingCurve *moving, DynamicsCurve curve, bool jump)
{
  if (jump) {
    moving->to = curve;
    moving_curve_settle (moving);
  } else if (memcmp (&curve, &moving->to, sizeof curve) != 0) {
    moving->from = curve_at (moving, moving->done);
    moving->to = curve;
    moving->done = 0;
  }
}

/* How many of the next n frames come before it rests. */
static int
frames_moving (const MovingCurve *moving, int n)
{
  const int left = CONTROL_GRID - moving->done;
  return left < n ? left : n;
}

void
moving_curve_reduce (const MovingCurve *moving, const float *a, const float *b, float *reduction,
                     int n)
{
  const int way = frames_moving (moving, n);

  for (int i = 0; i < way; i++) {
    const DynamicsCurve c = curve_at (moving, moving->done + i + 1);
    reduction[i] = dynamics_curve_reduction (&c, fast_gain_to_db (dynamics_level (a[i], b[i])));
  }
  if (way < n)
    compressor_reduce (&moving->to, a + way, b + way, reduction + way, n - way);
}

VECTOR_CLONES static void
reduce_levels (const DynamicsCurve *curve, float *levels, int n)
{
  const DynamicsCurve c = *curve;
  for (int i = 0; i < n; i++)
    levels[i] = dynamics_curve_reduction (&c, levels[i]);
}

void
moving_curve_reduce_levels (const MovingCurve *moving, float *levels, int n)
{
  const int way = frames_moving (moving, n);

  for (int i = 0; i < way; i++) {
    const DynamicsCurve c = curve_at (moving, moving->done + i + 1);
    levels[i] = dynamics_curve_reduction (&c, levels[i]);
  }
  if (way < n)
    reduce_levels (&moving->to, levels + way, n - way);
}

void
moving_curve_advance (MovingCurve *moving, int n)
{
  moving->done = (int) int64_min (CONTROL_GRID, moving->done + n);
}
