/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_tape.h"

#include "realtime/mix_kernels.h"

static bool
is_recorded_over (const StripContext *context, const Strip *strip)
{
  return context->records && (strip->records_strip || (strip->n_live > 0 && !strip->live_always));
}

TapePhase
strip_tape_phase (const StripContext *context, Strip *strip, bool stands)
{
  const bool over = is_recorded_over (context, strip);
  const int end = over ? region_seam (context->rate) : 0;
  StripState *state = strip->state;

  if (stands || !state->tape_known) {
    state->tape_known = true;
    state->tape = end;
  }
  if (state->tape != end)
    return TAPE_FADES;
  return over ? TAPE_SILENT : TAPE_PLAYS;
}

void
strip_tape_fade (const StripContext *context, Strip *strip, int n, float *const *work)
{
  const bool over = is_recorded_over (context, strip);
  const int length = region_seam (context->rate);
  const int first = over ? strip->state->tape : length - strip->state->tape;
  const int now = length - first < n ? length - first : n;

  for (int c = 0; c < strip->channels; c++) {
    mix_scale_ramp (work[c], work[c], over ? 1.0f : 0.0f, over ? 0.0f : 1.0f, first, length, now);
    if (over)
      mix_zero (work[c] + now, n - now);
    const int channel = strip->n_live > 0 ? strip->live[c < strip->n_live ? c : 0] : INT32_MAX;
    if (!context->inputs || channel >= context->n_inputs)
      continue;
    for (int i = 0; i < n; i++) {
      const float done = i < now ? (float) (first + i) / (float) length : 1.0f;
      const float gain = strip->live_always ? 1.0f : over ? done : 1.0f - done;
      work[c][i] += context->inputs[channel][i] * gain;
    }
    mix_contain (work[c], n);
  }
  strip->state->tape = over ? first + now : length - first - now;
}
