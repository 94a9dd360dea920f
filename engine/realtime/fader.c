/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/fader.h"

#include <string.h>

#include "base/math.h"
#include "realtime/gain.h"
#include "realtime/mix_kernels.h"
#include "realtime/strip_fade.h"

enum { PAN_LAW_CONSTANT_POWER, PAN_LAW_MINUS_4_5, PAN_LAW_LINEAR };

/* The side factors of the law for a mono source. */
void
fader_pan_law (int law, double pan, double *left, double *right)
{
  const double angle = (pan + 1.0) * (MATH_PI / 4);
  const double linear_left = (1.0 - pan) / 2, linear_right = (1.0 + pan) / 2;

  if (law == PAN_LAW_LINEAR) {
    *left = linear_left;
    *right = linear_right;
  } else {
    *left = pan >= 1.0 ? 0.0 : math_cos (angle);
    *right = pan <= -1.0 ? 0.0 : math_sin (angle);
    if (law == PAN_LAW_MINUS_4_5) {
      *left = sqrt (*left * linear_left);
      *right = sqrt (*right * linear_right);
    }
  }
}

/* Balance: the far side follows the law normalized to 0 dB at the center, the near side stays. */
void
fader_balance (int law, double pan, double *left, double *right)
{
  double center, unused;

  if (pan == 0.0) {
    *left = *right = 1.0;
  } else if (law == PAN_LAW_LINEAR) {
    *left = pan > 0 ? 1.0 - pan : 1.0;
    *right = pan < 0 ? 1.0 + pan : 1.0;
  } else {
    fader_pan_law (law, 0.0, &center, &unused);
    fader_pan_law (law, pan, left, right);
    *left = pan > 0 ? *left / center : 1.0;
    *right = pan < 0 ? *right / center : 1.0;
  }
}

void
strip_pan_matrix (int pan_law, int channels, double pan, double width, double m[4])
{
  double left, right;

  if (channels == 1) {
    fader_pan_law (pan_law, pan, &left, &right);
    m[0] = left;
    m[1] = 0.0;
    m[2] = right;
    m[3] = 0.0;
    return;
  }
  fader_balance (pan_law, pan, &left, &right);
  const double near = (1.0 + width) / 2, far = (1.0 - width) / 2;
  m[0] = left * near;
  m[1] = left * far;
  m[2] = right * far;
  m[3] = right * near;
}

static void
matrix_at (const Strip *strip, Frames at, float m[4])
{
  double pan[4];
  const double gain = gain_at (&strip->gain, at);

  strip_pan_matrix (strip->pan_law, strip->pre_channels,
                    strip->pan_curve ? curve_value (strip->pan_curve, at) : strip->pan,
                    strip->width_curve ? curve_value (strip->width_curve, at) : strip->width, pan);
  for (int i = 0; i < 4; i++)
    m[i] = (float) (gain * pan[i]);
}

static double
held_at (const LiveValue *live, const Curve *curve, double fixed, Frames at, Frames clock)
{
  const double model = curve ? curve_value (curve, at) : fixed;
  return live ? live_value_at (live, clock, model, false) : model;
}

static double
clamp (double x, double low, double high)
{
  return x < low ? low : x > high ? high : x;
}

static void
live_matrix_at (const Strip *strip, Frames at, Frames clock, float m[4])
{
  double matrix[4];
  const double gain =
      strip->gain.touch->any ? gain_live_at (&strip->gain, at, clock) : gain_at (&strip->gain, at);
  const double pan = held_at (strip->touch->pan, strip->pan_curve, strip->pan, at, clock);
  const double width = held_at (strip->touch->width, strip->width_curve, strip->width, at, clock);

  strip_pan_matrix (strip->pan_law, strip->pre_channels, clamp (pan, -1.0, 1.0),
                    clamp (width, 0.0, 2.0), matrix);
  for (int i = 0; i < 4; i++)
    m[i] = (float) (gain * matrix[i]);
}

static void
apply_matrix (const Strip *strip, const float m[4], int n, const float *const *in,
              float *const *out)
{
  if (strip->pre_channels == 1) {
    mix_scale (out[1], in[0], m[2], n); /* the right first: the left may be in place */
    mix_scale (out[0], in[0], m[0], n);
  } else if (m[1] == 0.0f && m[2] == 0.0f) {
    mix_scale (out[0], in[0], m[0], n);
    mix_scale (out[1], in[1], m[3], n);
  } else {
    for (int i = 0; i < n; i++) {
      const float left = in[0][i], right = in[1][i];
      out[0][i] = m[0] * left + m[1] * right;
      out[1][i] = m[2] * left + m[3] * right;
    }
  }
}

static void
apply_matrix_ramp (const Strip *strip, const float a[4], const float b[4], int first, int length,
                   int n, const float *const *in, float *const *out)
{
  const float part = 1.0f / (float) length;

  if (strip->pre_channels == 1) {
    mix_scale_ramp (out[1], in[0], a[2], b[2], first, length, n);
    mix_scale_ramp (out[0], in[0], a[0], b[0], first, length, n);
    return;
  }
  if (a[1] == 0.0f && a[2] == 0.0f && b[1] == 0.0f && b[2] == 0.0f) {
    mix_scale_ramp (out[0], in[0], a[0], b[0], first, length, n);
    mix_scale_ramp (out[1], in[1], a[3], b[3], first, length, n);
    return;
  }
  for (int i = 0; i < n; i++) {
    const float u = (float) (first + i) * part;
    const float left = in[0][i], right = in[1][i];
    out[0][i] = left * (a[0] + (b[0] - a[0]) * u) + right * (a[1] + (b[1] - a[1]) * u);
    out[1][i] = left * (a[2] + (b[2] - a[2]) * u) + right * (a[3] + (b[3] - a[3]) * u);
  }
}

static void
cut_fader (const Strip *strip, Frames place, CutSpan *span)
{
  cut_span_init (span, place);
  cut_span_add_gain (span, &strip->gain, place);
  cut_span_add (span, strip->pan_curve, place);
  cut_span_add (span, strip->width_curve, place);
}

/* While something is held: from where this call begins to the next cut in a line. */
static void
process_live (const Strip *strip, Frames place, Frames clock, int n, const float *const *in,
              float *const *out)
{
  float a[4], b[4];

  live_matrix_at (strip, place, clock, a);
  for (int done = 0; done < n;) {
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    CutSpan span;
    cut_fader (strip, place + done, &span);
    const int now = (int) int64_min (span.to - place - done, n - done);
    live_matrix_at (strip, place + done + now, clock + done + now, b);
    apply_matrix_ramp (strip, a, b, 0, now, now, from, to);
    memcpy (a, b, sizeof a);
    done += now;
  }
}

void
fader_process (const Strip *strip, Frames place, Frames clock, int n, const float *const *in,
               float *const *out)
{
  if (strip->touch && strip->touch->any) {
    process_live (strip, place, clock, n, in, out);
    return;
  }
  for (int done = 0; done < n;) {
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    CutSpan span;
    float a[4], b[4];
    cut_fader (strip, place, &span);
    matrix_at (strip, span.from, a);
    if (span.flat >= place + (n - done)) {
      apply_matrix (strip, a, n - done, from, to);
      return;
    }
    matrix_at (strip, span.to, b);
    const int now = span.to - place < n - done ? (int) (span.to - place) : n - done;
    apply_matrix_ramp (strip, a, b, (int) (place - span.from), (int) (span.to - span.from), now,
                       from, to);
    done += now;
    place += now;
  }
}

static void
any_matrix_at (const Strip *strip, Frames at, Frames clock, float m[4])
{
  if (strip->touch && strip->touch->any)
    live_matrix_at (strip, at, clock, m);
  else
    matrix_at (strip, at, m);
}

static void
fading_matrix_at (const StripContext *context, const Strip *strip, Frames at, Frames time,
                  Frames clock, float m[4])
{
  const double share = strip_fade_share (context, time);
  float old[4];

  any_matrix_at (strip, at, clock, m);
  if (share >= 1.0)
    return;
  any_matrix_at (strip->fade->old, at, clock, old);
  for (int i = 0; i < 4; i++)
    m[i] = (float) (old[i] + ((double) m[i] - old[i]) * share);
}

void
fader_process_fade (const StripContext *context, const Strip *strip, Frames place, Frames time,
                    Frames clock, int n, const float *const *in, float *const *out)
{
  float a[4], b[4];

  fading_matrix_at (context, strip, place, time, clock, a);
  for (int done = 0; done < n;) {
    const float *const from[2] = { in[0] + done, in[1] + done };
    float *const to[2] = { out[0] + done, out[1] + done };
    CutSpan span;
    cut_fader (strip, place + done, &span);
    const int now = strip_fade_straight (context, time + done,
                                         (int) int64_min (span.to - place - done, n - done));
    fading_matrix_at (context, strip, place + done + now, time + done + now, clock + done + now, b);
    apply_matrix_ramp (strip, a, b, 0, now, now, from, to);
    memcpy (a, b, sizeof a);
    done += now;
  }
}
