/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/gain.h"

double
gain_audible_at (const Gain *gain, Frames at)
{
  if (gain->muted)
    return 0.0;
  return gain->mute && curve_value (gain->mute, at) >= 0.5 ? 0.0 : 1.0;
}

double
gain_at (const Gain *gain, Frames at)
{
  double value = gain->muted ? 0.0 : gain->fixed;

  if (gain->own)
    value *= curve_value (gain->own, at);
  for (int i = 0; i < gain->n_vcas; i++)
    value *= curve_value (gain->vcas[i], at);
  if (gain->mute && curve_value (gain->mute, at) >= 0.5)
    value = 0.0;
  return value;
}

void
cut_span_init (CutSpan *span, Frames at)
{
  span->from = grid_before (at);
  span->to = grid_after (at);
  span->flat = INT64_MAX;
}

void
cut_span_add (CutSpan *span, const Curve *curve, Frames at)
{
  if (!curve)
    return;
  const Frames last = curve_last_point (curve, at), next = curve_next_point (curve, at);
  const Frames flat = curve_flat_until (curve, at);
  if (last > span->from)
    span->from = last;
  if (next < span->to)
    span->to = next;
  if (flat < span->flat)
    span->flat = flat;
}

void
cut_span_add_gain (CutSpan *span, const Gain *gain, Frames at)
{
  cut_span_add (span, gain->own, at);
  cut_span_add (span, gain->mute, at);
  for (int i = 0; i < gain->n_vcas; i++)
    cut_span_add (span, gain->vcas[i], at);
}
