/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/spectral_envelope.h"

#include "base/fast_math.h"
#include "dsp/control_math.h"

#define PASSES 5
#define HIGHEST_VOICE_HZ 500.0 /* the harmonics of higher ones are taken for formants */
#define LEAST_POWER 1e-6f /* of the highest */

/* Fades to nothing from half of `most` on with half a Hann window, so that it rings little. */
static void
smooth (const Fft *fft, int most, const float *from, float *to, float *cepstrum,
        fftwf_complex *lines)
{
  const int size = fft_size (fft), bins = size / 2 + 1;

  for (int k = 0; k < bins; k++) {
    lines[k][0] = from[k] / (float) size;
    lines[k][1] = 0;
  }
  fft_inverse (fft, lines, cepstrum);
  for (int i = 1; i <= size / 2; i++) {
    const float turn = 0.75f - (float) i / (float) most; /* a quarter at most / 2 */
    cepstrum[i] *= 0.5f + 0.5f * control_sine (turn > 0.25f    ? 0.25f
                                               : turn < -0.25f ? -0.25f
                                                               : turn);
    cepstrum[size - i] = cepstrum[i];
  }
  fft_forward (fft, cepstrum, lines);
  for (int k = 0; k < bins; k++)
    to[k] = lines[k][0];
}

void
spectral_envelope (const Fft *fft, int rate, float *levels, float *envelope, float *cepstrum,
                   fftwf_complex *lines)
{
  const int bins = fft_size (fft) / 2 + 1, most = (int) (rate / HIGHEST_VOICE_HZ);
  float highest = 1e-30f;

  for (int k = 0; k < bins; k++)
    highest = levels[k] > highest ? levels[k] : highest;
  for (int k = 0; k < bins; k++) {
    const float least = highest * LEAST_POWER;
    levels[k] = 0.5f * fast_log2 (levels[k] > least ? levels[k] : least);
  }
  for (int pass = 0; pass < PASSES; pass++) {
    smooth (fft, most, levels, envelope, cepstrum, lines);
    for (int k = 0; k < bins; k++)
      levels[k] = envelope[k] > levels[k] ? envelope[k] : levels[k];
  }
}
