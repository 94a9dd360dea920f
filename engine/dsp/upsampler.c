/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/upsampler.h"

/* A halfband filter as two allpass branches, of order 17 and with a transition of 1/12 of the
 * higher rate (R. A. Valenzuela, A. G. Constantinides, "Digital signal processing schemes for
 * efficient interpolation and decimation", IEE Proc. G 130 (6), 1983). The branch of the even
 * frames has the 1st, 3rd .. coefficient, the branch of the odd frames the others. */
static const double coefficients[2][UPSAMPLER_SECTIONS] = {
  { 0.02611300971756304, 0.20979108281105302, 0.48216249324592136, 0.768689960392822 },
  { 0.09993523917595591, 0.3413244706873354, 0.6249742104540957, 0.9188258714486294 },
};

void
upsampler_process (Upsampler *upsampler, const float *in, float *out, int n)
{
  for (int branch = 0; branch < 2; branch++) {
    double *state = upsampler->state[branch];
    for (int i = 0; i < n; i++) {
      double x = in[i];
      for (int k = 0; k < UPSAMPLER_SECTIONS; k++) {
        const double y = state[k] + coefficients[branch][k] * (x - state[k + 1]);
        state[k] = x;
        x = y;
      }
      state[UPSAMPLER_SECTIONS] = x;
      out[2 * i + branch] = (float) x;
    }
  }
}
