/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_guard.h"

#include "realtime/mix_kernels.h"

#define FADE_MS 10

/* One event is all that goes wrong less than a second apart. */
static void
note_break (const StripContext *context, StripState *state)
{
  if (state->calm == 0) {
    state->unsaid = true;
    if (context->breaks)
      atomic_fetch_add_explicit (context->breaks, 1, memory_order_relaxed);
  }
  state->calm = context->rate;
}

static void
fade_in (const StripContext *context, StripState *state, float *const *audio, int channels, int n)
{
  const int length = context->rate * FADE_MS / 1000;
  const int now = state->fade < n ? state->fade : n;

  for (int c = 0; c < channels; c++)
    for (int i = 0; i < now; i++)
      audio[c][i] *= (float) (length - state->fade + i) / (float) length;
  state->fade -= now;
}

int
strip_guard (const StripContext *context, const Strip *strip, float *const *audio, int channels,
             int n, int good, bool last)
{
  StripState *state = strip->state;
  bool finite = true;

  for (int c = 0; c < channels; c++)
    finite &= mix_unsign_zeros (audio[c], n);
  for (int c = 0; c < channels && !finite; c++) {
    const int leading = mix_leading_finite (audio[c], n);
    good = leading < good ? leading : good;
  }
  if (!finite) {
    state->broken = true;
    note_break (context, state);
  } else if (last && state->calm > 0) {
    state->calm = int64_max (state->calm - n, 0);
  }
  for (int c = 0; c < channels && good < n; c++)
    mix_zero (audio[c] + good, n - good);
  if (last && state->fade > 0)
    fade_in (context, state, audio, channels, good);
  return good;
}

void
strip_guard_samples (const StripContext *context, const Strip *strip, float *const *audio,
                     int channels, int n)
{
  StripState *state = strip->state;

  if (state->calm > 0)
    state->calm = int64_max (state->calm - n, 0);
  for (int c = 0; c < channels; c++)
    if (!mix_unsign_zeros (audio[c], n)) {
      mix_contain (audio[c], n);
      note_break (context, state);
    }
}

void
strip_guard_recover (const StripContext *context, Strip *strip)
{
  strip->state->broken = false;
  strip->state->fade = context->rate * FADE_MS / 1000;
}
