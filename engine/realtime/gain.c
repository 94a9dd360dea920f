/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/gain.h"

double
gain_audible_at (const Gain *gain, Frames at)
{
  if (gain->muted)
    return 0.0;
  for (int i = 0; i < gain->n_mutes; i++)
    if (curve_value (gain->mutes[i], at) >= 0.5)
      return 0.0;
  return 1.0;
}

double
gain_at (const Gain *gain, Frames at)
{
  double value = gain->fixed;

  if (gain_audible_at (gain, at) == 0.0)
    return 0.0;
  if (gain->own)
    value *= curve_value (gain->own, at);
  for (int i = 0; i < gain->n_vcas; i++)
    value *= curve_value (gain->vcas[i], at);
  return value;
}

static double
part_audible_at (const GainPart *part, const GainHold *hold, Frames at, Frames clock)
{
  const bool muted = part->mute ? curve_value (part->mute, at) >= 0.5 : part->muted;
  return 1.0 - (hold->mute ? live_value_at (hold->mute, clock, muted, false) : muted);
}

double
gain_live_audible_at (const Gain *gain, Frames at, Frames clock)
{
  double audible = 1.0;

  for (int i = 0; i < gain->n_parts; i++)
    audible *= part_audible_at (&gain->parts[i], &gain->touch->parts[i], at, clock);
  return audible;
}

double
gain_live_at (const Gain *gain, Frames at, Frames clock)
{
  double value = gain_live_audible_at (gain, at, clock);

  for (int i = 0; i < gain->n_parts; i++) {
    const GainPart *part = &gain->parts[i];
    const LiveValue *hold = gain->touch->parts[i].gain;
    const double model = part->gain ? curve_value (part->gain, at) : part->fixed;
    value *= hold ? live_value_at (hold, clock, model, true) : model;
  }
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
cut_span_add_mutes (CutSpan *span, const Gain *gain, Frames at)
{
  for (int i = 0; i < gain->n_mutes; i++)
    cut_span_add (span, gain->mutes[i], at);
}

void
cut_span_add_gain (CutSpan *span, const Gain *gain, Frames at)
{
  cut_span_add (span, gain->own, at);
  cut_span_add_mutes (span, gain, at);
  for (int i = 0; i < gain->n_vcas; i++)
    cut_span_add (span, gain->vcas[i], at);
}
