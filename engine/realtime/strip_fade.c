/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/strip_fade.h"

#include <string.h>

#include "realtime/fader.h"
#include "realtime/mix_kernels.h"

/* Frames up to `begin` are before the fade, those from `end` on behind it. */
typedef struct {
  Frames first; /* frames of the fade that are over at the first */
  int begin, end;
  float length;
} Span;

static int
within (Frames x, int n)
{
  return x < 0 ? 0 : x > n ? n : (int) x;
}

static Span
span_of (const StripContext *context, Frames time, Frames wait, int n)
{
  const Frames first = time - context->fade_at - wait;
  const int begin = within (-first, n);
  const int end = within (context->fade_length - 1 - first, n);

  return (Span){ first, begin, end > begin ? end : begin, (float) context->fade_length };
}

static float
share (const Span *span, int i)
{
  return (float) (span->first + i + 1) / span->length;
}

double
strip_fade_share (const StripContext *context, Frames time)
{
  const Frames done = time - context->fade_at;

  if (done <= 0)
    return 0.0;
  return done >= context->fade_length ? 1.0 : (double) done / context->fade_length;
}

int
strip_fade_straight (const StripContext *context, Frames time, int n)
{
  const Frames left = context->fade_at + context->fade_length - time;

  return left > 0 && left < n ? (int) left : n;
}

void
strip_fade_in (const StripContext *context, Frames time, Frames wait, int channels, int n,
               float *const *audio)
{
  const Span span = span_of (context, time, wait, n);

  for (int c = 0; c < channels; c++) {
    mix_zero (audio[c], span.begin);
    for (int i = span.begin; i < span.end; i++)
      audio[c][i] *= share (&span, i);
  }
}

void
strip_fade_out (const StripContext *context, Frames time, int channels, int n, float *const *audio)
{
  const Span span = span_of (context, time, 0, n);

  for (int c = 0; c < channels; c++) {
    for (int i = span.begin; i < span.end; i++)
      audio[c][i] *= 1.0f - share (&span, i);
    mix_zero (audio[c] + span.end, n - span.end);
  }
}

void
strip_fade_over (const StripContext *context, Frames time, Frames wait, int channels, int n,
                 const float *const *old, float *const *audio)
{
  const Span span = span_of (context, time, wait, n);

  for (int c = 0; c < channels; c++) {
    memcpy (audio[c], old[c], sizeof (float) * (size_t) span.begin);
    /* What is the same in both stays the same to the bit. */
    for (int i = span.begin; i < span.end; i++)
      audio[c][i] = old[c][i] + (audio[c][i] - old[c][i]) * share (&span, i);
  }
}

void
strip_fade_flip (const StripContext *context, Frames time, int n, float *audio)
{
  const Span span = span_of (context, time, 0, n);

  mix_negate (audio, span.begin);
  for (int i = span.begin; i < span.end; i++)
    audio[i] *= 2.0f * share (&span, i) - 1.0f;
}

bool
strip_pre_is_stereo (const Strip *strip)
{
  return strip->pre_channels > 1 ||
         (strip->fade && strip->fade->apart && strip->fade->old->pre_channels > 1);
}

/* Mono on two channels, as loud as a reader of the mono tap makes it. */
static void
widen (const Strip *strip, float *const *audio, int n)
{
  double center, unused;

  fader_pan_law (strip->pan_law, 0.0, &center, &unused);
  mix_scale (audio[1], audio[0], (float) center, n);
  mix_scale (audio[0], audio[0], (float) center, n);
}

void
strip_fade_taps (const StripContext *context, const Strip *strip, Frames time, int n, int slot,
                 float *const *work, float *const *post)
{
  const StripFade *fade = strip->fade;
  const size_t at = (size_t) slot * (size_t) context->block;
  float *const to[2] = { strip->post[0] + at, strip->post[1] + at };

  strip_fade_over (context, time, fade->wait, 2, n, (const float *const *) post, to);
  if (!strip->pre[0])
    return;
  float *const pre[2] = { strip->pre[0] + at, strip->pre[1] + at };
  const bool stereo = strip_pre_is_stereo (strip);
  if (stereo && strip->pre_channels == 1)
    widen (strip, pre, n);
  if (stereo && fade->old->pre_channels == 1)
    widen (strip, work, n);
  strip_fade_over (context, time, fade->wait, stereo ? 2 : 1, n, (const float *const *) work, pre);
}
