/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_filter.h"

#include "dsp/vector.h"

/* What of x, of band times 1 / Q and of low makes the output; stages. */
typedef struct {
  float x, band, low;
  int stages;
} Tap;

static const Tap taps[] = {
  [SYNTH_FILTER_OFF] = { 1, 0, 0, 0 },      [SYNTH_FILTER_LOW12] = { 0, 0, 1, 1 },
  [SYNTH_FILTER_LOW24] = { 0, 0, 1, 2 },    [SYNTH_FILTER_BAND] = { 0, 1, 0, 1 },
  [SYNTH_FILTER_HIGH12] = { 1, -1, -1, 1 }, [SYNTH_FILTER_HIGH24] = { 1, -1, -1, 2 },
  [SYNTH_FILTER_NOTCH] = { 1, -1, 0, 1 },
};

#define FIRST_OF_TWO 1.8477591f /* 1 / Q of the flat stage of a fourth-order Butterworth pair */

void
synth_filter_clear (SynthFilter *filter, int voice)
{
  for (int i = 0; i < 8; i++)
    filter->state[i >> 2][i >> 1 & 1][i & 1][voice] = 0;
}

static inline Vector8
running (const SynthFilterLanes *lanes, Vector8 count)
{
  return vector8_load (lanes->from) + vector8_load (lanes->step) * count;
}

/* A soft curve of unit slope, x (27 + x^2) / (27 + 9 x^2) up to 3, which is 1 there: blended in
 * over the first 6 dB of drive; half of the gain is taken back. */
static inline Vector8
saturate (Vector8 x, Vector8 drive)
{
  const Vector8 in = vector8_clamp (x * drive, 3.0f);
  const Vector8 square = in * in;
  const Vector8 curve = in * (27.0f + square) / (27.0f + 9.0f * square);
  const Vector8 blend = vector8_clamp (drive - 1.0f, 1.0f);
  const Vector8 level = 2.0f / (1.0f + drive);
  return x + blend * (curve * level - x);
}

VECTOR_CLONES static void
run_drive (const SynthFilterControls *controls, float audio[2][CONTROL_GRID][SYNTH_GROUP], int n)
{
  Vector8 count = vector8_load (controls->first);
  for (int t = 0; t < n; t++) {
    const Vector8 drive = running (&controls->drive, count);
    for (int c = 0; c < 2; c++)
      vector8_store (audio[c][t], saturate (vector8_load (audio[c][t]), drive));
    count = count + 1.0f;
  }
}

VECTOR_CLONES static void
run_stage (SynthFilter *filter, int stage, const Tap *tap, const SynthFilterControls *controls,
           bool flat, float audio[2][CONTROL_GRID][SYNTH_GROUP], int n)
{
  Vector8 count = vector8_load (controls->first);
  Vector8 band[2], low[2];

  for (int c = 0; c < 2; c++) {
    band[c] = vector8_load (filter->state[stage][c][0]);
    low[c] = vector8_load (filter->state[stage][c][1]);
  }
  for (int t = 0; t < n; t++) {
    const Vector8 g = running (&controls->cut, count);
    const Vector8 k = flat ? vector8_all (FIRST_OF_TWO) : running (&controls->width, count);
    const Vector8 a1 = 1.0f / (1.0f + g * (g + k));
    const Vector8 a2 = g * a1;
    const Vector8 a3 = g * a2;
    for (int c = 0; c < 2; c++) {
      const Vector8 x = vector8_load (audio[c][t]);
      const Vector8 v3 = x - low[c];
      const Vector8 v1 = a1 * band[c] + a2 * v3;
      const Vector8 v2 = low[c] + a2 * band[c] + a3 * v3;
      band[c] = 2.0f * v1 - band[c];
      low[c] = 2.0f * v2 - low[c];
      vector8_store (audio[c][t], tap->x * x + tap->band * (k * v1) + tap->low * v2);
    }
    count = count + 1.0f;
  }
  for (int c = 0; c < 2; c++) {
    vector8_store (filter->state[stage][c][0], band[c]);
    vector8_store (filter->state[stage][c][1], low[c]);
  }
}

void
synth_filter_run (SynthFilter *filter, SynthFilterType type, const SynthFilterControls *controls,
                  float audio[2][CONTROL_GRID][SYNTH_GROUP], bool driven, int n)
{
  const Tap *tap = &taps[type];

  if (driven)
    run_drive (controls, audio, n);
  for (int stage = 0; stage < tap->stages; stage++)
    run_stage (filter, stage, tap, controls, stage + 1 < tap->stages, audio, n);
}
