/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/biquad.h"

#include "base/math.h"

double
biquad_power (const Biquad *s, double tan2)
{
  const double n = s->b0 - s->b2 * tan2;
  const double d = 1.0 - s->a2 * tan2;

  return (n * n + s->b1 * s->b1 * tan2) / (d * d + s->a1 * s->a1 * tan2);
}

bool
biquad_is_identity (const Biquad *s)
{
  return s->b2 == s->a2 && s->b1 == s->a1 && s->b0 == 1.0;
}

void
biquad_coefficients (const Biquad *section, BiquadCoefficients *to)
{
  const double g = 1.0 / sqrt (section->a2);
  const double k = section->a1 * g;
  const double n2 = section->b2 * g * g;
  const double n1 = section->b1 * g;
  const double n0 = section->b0;
  const double a1 = 1.0 / (1.0 + g * (g + k));
  const double a2 = g * a1;
  const double a3 = g * a2;
  const double band = n1 - k * n2;
  const double low = n0 - n2;

  to->r = 2.0 * a1 - 1.0;
  to->p = 2.0 * a2;
  to->q = 2.0 * a3;
  if (biquad_is_identity (section)) {
    to->d = 1.0;
    to->c1 = to->c2 = 0.0;
    return;
  }
  to->d = n0;
  to->c1 = band * a1 + low * a2;
  to->c2 = band * a2 - low * ((1.0 + g * k) * a1);
}
