/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/tone_stack.h"

#include "base/math.h"

#include <string.h>

typedef struct {
  double r1, r2, r3, r4; /* treble, bass and middle knob, slope; ohms */
  double c1, c2, c3; /* farads */
} Parts;

static const Parts circuits[] = {
  [TONE_STACK_BASSMAN] = { 250e3, 1e6, 25e3, 56e3, 250e-12, 20e-9, 20e-9 },
  [TONE_STACK_LEAD] = { 220e3, 1e6, 22e3, 33e3, 470e-12, 22e-9, 22e-9 },
};

/* Their equations 1 and 2, powers of s from 0 to 3. */
static void
analog (const Parts *p, double l, double m, double t, double b[4], double a[4])
{
  const double r1 = p->r1, r2 = p->r2, r3 = p->r3, r4 = p->r4, c1 = p->c1, c2 = p->c2, c3 = p->c3;
  const double ccc = c1 * c2 * c3, both = c1 * c3 + c2 * c3;

  b[0] = 0;
  b[1] = t * c1 * r1 + m * c3 * r3 + l * (c1 + c2) * r2 + (c1 + c2) * r3;
  b[2] = t * (c1 * c2 + c1 * c3) * r1 * r4 - m * m * both * r3 * r3 +
         m * (c1 * c3 * r1 * r3 + both * r3 * r3) +
         l * (c1 * c2 * r1 * r2 + c1 * c2 * r2 * r4 + c1 * c3 * r2 * r4) + l * m * both * r2 * r3 +
         (c1 * c2 * r1 * r3 + c1 * c2 * r3 * r4 + c1 * c3 * r3 * r4);
  b[3] =
      ccc * (l * m * (r1 + r4) * r2 * r3 - m * m * (r1 + r4) * r3 * r3 + m * (r1 + r4) * r3 * r3 +
             t * r1 * r3 * r4 - t * m * r1 * r3 * r4 + t * l * r1 * r2 * r4);
  a[0] = 1;
  a[1] = (c1 * r1 + c1 * r3 + c2 * r3 + c2 * r4 + c3 * r4) + m * c3 * r3 + l * (c1 + c2) * r2;
  a[2] = m * (c1 * c3 * r1 * r3 - c2 * c3 * r3 * r4 + both * r3 * r3) + l * m * both * r2 * r3 -
         m * m * both * r3 * r3 +
         l * (c1 * c2 * r2 * r4 + c1 * c2 * r1 * r2 + c1 * c3 * r2 * r4 + c2 * c3 * r2 * r4) +
         (c1 * c2 * r1 * r4 + c1 * c3 * r1 * r4 + c1 * c2 * r3 * r4 + c1 * c2 * r1 * r3 +
          c1 * c3 * r3 * r4 + c2 * c3 * r3 * r4);
  a[3] = ccc * (l * m * (r1 + r4) * r2 * r3 - m * m * (r1 + r4) * r3 * r3 +
                m * (r3 * r3 * r4 + r1 * r3 * r3 - r1 * r3 * r4) + l * r1 * r2 * r4 + r1 * r3 * r4);
}

/* s = k (1 - z^-1) / (1 + z^-1) */
static void
bilinear (const double s[4], double k, double z[4])
{
  const double s1 = s[1] * k, s2 = s[2] * k * k, s3 = s[3] * k * k * k;

  z[0] = s[0] + s1 + s2 + s3;
  z[1] = 3 * s[0] + s1 - s2 - 3 * s3;
  z[2] = 3 * s[0] - s1 - s2 + 3 * s3;
  z[3] = s[0] - s1 + s2 - s3;
}

static ToneStackCoefficients
between (const ToneStack *stack, int done)
{
  const double u = (double) done / CONTROL_GRID;
  ToneStackCoefficients c = stack->to;

  for (int k = 0; k < 4 && done < CONTROL_GRID; k++) {
    c.b[k] = stack->from.b[k] + (stack->to.b[k] - stack->from.b[k]) * u;
    c.a[k] = stack->from.a[k] + (stack->to.a[k] - stack->from.a[k]) * u;
  }
  return c;
}

void
tone_stack_finish (ToneStack *stack)
{
  stack->from = stack->to;
  stack->done = CONTROL_GRID;
}

void
tone_stack_set (ToneStack *stack, ToneStackCircuit circuit, double bass, double middle,
                double treble, int rate, bool jump)
{
  double b[4], a[4];
  ToneStackCoefficients to;

  analog (&circuits[circuit], math_exp (3.4 * (bass - 1.0)), middle, treble, b, a);
  bilinear (b, 2.0 * rate, to.b);
  bilinear (a, 2.0 * rate, to.a);
  for (int k = 3; k >= 0; k--) {
    to.b[k] /= to.a[0];
    to.a[k] /= to.a[0];
  }
  if (!jump && memcmp (&to, &stack->to, sizeof to) == 0)
    return;
  stack->from = between (stack, stack->done);
  stack->to = to;
  stack->done = 0;
  if (jump)
    tone_stack_finish (stack);
}

void
tone_stack_process (const ToneStack *stack, ToneStackChannel *channel, float *audio, int n)
{
  ToneStackChannel s = *channel;
  ToneStackCoefficients c = stack->to;

  for (int i = 0; i < n; i++) {
    if (stack->done < CONTROL_GRID)
      c = between (stack, (int) int64_min (stack->done + i + 1, CONTROL_GRID));
    const double x = audio[i];
    const double y = (c.b[0] * x + c.b[1] * s.x[0] + c.b[2] * s.x[1] + c.b[3] * s.x[2]) -
                     (c.a[1] * s.y[0] + c.a[2] * s.y[1] + c.a[3] * s.y[2]);
    s.x[2] = s.x[1];
    s.x[1] = s.x[0];
    s.x[0] = x;
    s.y[2] = s.y[1];
    s.y[1] = s.y[0];
    s.y[0] = y;
    audio[i] = (float) y;
  }
  *channel = s;
}

void
tone_stack_advance (ToneStack *stack, int n)
{
  stack->done = (int) int64_min (CONTROL_GRID, stack->done + n);
}
