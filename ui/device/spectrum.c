/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/spectrum.h"

#include <math.h>

#include "dsp/fft.h"

#define LEAST_HZ 20.0
#define OCTAVES 9.965784 /* up to 20 kHz */
#define PIVOT_HZ 1000.0
#define STRONG 18.0 /* dB below the loudest */
#define HALF_WIDTH (1 / 48.0) /* octaves */

void
spectrum_clear (Spectrum *spectrum)
{
  for (int i = 0; i < SPECTRUM_POINTS; i++)
    spectrum->db[i] = SPECTRUM_FLOOR;
  spectrum->silent = true;
}

double
spectrum_hz (int point)
{
  return LEAST_HZ * pow (2, OCTAVES * point / (SPECTRUM_POINTS - 1));
}

/* Power between two places of the spectrum, in bins; where they are closer than one bin it is read
 * between its neighbors. */
static double
power_between (const double *power, double from, double to)
{
  const int n = SPECTRUM_FRAMES / 2;
  if (to - from < 1) {
    const double at = fmin ((from + to) / 2, n - 1);
    const int low = (int) at;
    return power[low] + (power[low + 1] - power[low]) * (at - low);
  }
  double sum = 0;
  int bins = 0;
  for (int k = (int) ceil (from); k <= (int) floor (to) && k <= n; k++, bins++)
    sum += power[k];
  return bins ? sum / bins : 0;
}

void
spectrum_step (Spectrum *spectrum, const float *frames, int rate, double tilt, double fall)
{
  static float window[SPECTRUM_FRAMES];
  static double power[SPECTRUM_FRAMES / 2 + 1];
  float input[SPECTRUM_FRAMES];
  static fftwf_complex bins[SPECTRUM_FRAMES / 2 + 1];
  const Fft *fft = fft_get (SPECTRUM_FRAMES);
  if (!fft)
    return;
  if (window[SPECTRUM_FRAMES / 2] == 0)
    for (int i = 0; i < SPECTRUM_FRAMES; i++)
      window[i] = (float) (0.5 - 0.5 * cos (2 * M_PI * i / SPECTRUM_FRAMES));
  for (int i = 0; i < SPECTRUM_FRAMES; i++)
    input[i] = frames[i] * window[i];
  fft_forward (fft, input, bins);
  /* A sine of full scale reads 0 dB: its peak is a quarter of the size under this window. */
  const double scale = 4.0 / SPECTRUM_FRAMES;
  for (int k = 0; k <= SPECTRUM_FRAMES / 2; k++)
    power[k] =
        ((double) bins[k][0] * bins[k][0] + (double) bins[k][1] * bins[k][1]) * scale * scale;
  spectrum->silent = true;
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    const double hz = spectrum_hz (i), bin = hz * SPECTRUM_FRAMES / rate;
    const double found = power_between (power, bin * exp2 (-HALF_WIDTH), bin * exp2 (HALF_WIDTH));
    const double db =
        found > 1e-14 ? 10 * log10 (found) + tilt * log2 (hz / PIVOT_HZ) : SPECTRUM_FLOOR;
    spectrum->db[i] = fmax (fmax (db, spectrum->db[i] - fall), SPECTRUM_FLOOR);
    spectrum->silent &= spectrum->db[i] <= SPECTRUM_FLOOR;
  }
}

bool
spectrum_fall (Spectrum *spectrum, double fall)
{
  if (spectrum->silent)
    return false;
  spectrum->silent = true;
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    spectrum->db[i] = fmax (spectrum->db[i] - fall, SPECTRUM_FLOOR);
    spectrum->silent &= spectrum->db[i] <= SPECTRUM_FLOOR;
  }
  return true;
}

int
spectrum_loudest (const Spectrum *spectrum, double from_hz, double to_hz)
{
  int best = -1;
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    const double hz = spectrum_hz (i);
    if (hz >= from_hz && hz <= to_hz && spectrum->db[i] > SPECTRUM_FLOOR &&
        (best < 0 || spectrum->db[i] > spectrum->db[best]))
      best = i;
  }
  return best;
}

static double
highest (const Spectrum *spectrum)
{
  double most = SPECTRUM_FLOOR;
  for (int i = 0; i < SPECTRUM_POINTS; i++)
    most = fmax (most, spectrum->db[i]);
  return most;
}

int
spectrum_collisions (const Spectrum *one, const Spectrum *other, bool marks[SPECTRUM_POINTS])
{
  const double strong = highest (one) - STRONG, strong_other = highest (other) - STRONG;
  int n = 0;
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    marks[i] = !one->silent && !other->silent && one->db[i] > strong && other->db[i] > strong_other;
    n += marks[i];
  }
  return n;
}
