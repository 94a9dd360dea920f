/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/dynamics.h"

#include "base/math.h"

DynamicsCurve
dynamics_curve (double threshold_db, double ratio, double knee_db)
{
  const double slope = 1.0 - 1.0 / ratio;
  return (DynamicsCurve){
    .knee_start = (float) (threshold_db - knee_db / 2),
    .knee = (float) knee_db,
    .knee_scale = knee_db > 0 ? (float) (slope / (2 * knee_db)) : 0.0f,
    .slope = (float) slope,
  };
}

double
dynamics_pole (double tau_seconds, int rate)
{
  return tau_seconds > 0 ? math_exp (-1.0 / (tau_seconds * rate)) : 0.0;
}

void
dynamics_smooth (DynamicsSmoother *smoother, const DynamicsTimes *times, float *reduction, int n)
{
  if (times->slow <= 0) {
    dynamics_smooth_plain (smoother, times, reduction, n);
    return;
  }
  const double attack = times->attack, in_attack = 1.0 - attack;
  const double release = times->release, in_release = 1.0 - release;
  const double in_slow = 1.0 - times->slow;
  double held = smoother->held, smooth = smoother->smooth, slow = smoother->slow;

  for (int i = 0; i < n; i++) {
    const double in = reduction[i];
    held = dynamics_larger (in, release * held + in_release * in);
    slow = times->slow * slow + in_slow * held;
    smooth = attack * smooth + in_attack * dynamics_larger (held, slow);
    reduction[i] = (float) smooth;
  }
  *smoother = (DynamicsSmoother){ .held = held, .slow = slow, .smooth = smooth };
}

VECTOR_CLONES static void
square_roots (float *audio, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] = sqrtf (audio[i]);
}

void
dynamics_rms (StereoLanes *mean_squares, double pole, float *left, float *right, int n)
{
  const double in_pole = 1.0 - pole;
  StereoLanes means = *mean_squares;

  for (int i = 0; i < n; i++) {
    const StereoLanes in = { left[i], right[i] };
    means = pole * means + in_pole * (in * in);
    left[i] = (float) means[0];
    right[i] = (float) means[1];
  }
  *mean_squares = means;
  square_roots (left, n);
  square_roots (right, n);
}
