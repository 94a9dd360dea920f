/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_oscillator.h"

#include "base/math.h"
#include "dsp/control_math.h"
#include "instruments/synth_sync.h"

#include <pthread.h>

#define LONGEST 8192
#define HIGHEST_HZ 24000.0

/* Harmonics of each table, and the power of two that its length is: at least sqrt (33000
 * harmonics), for which linear reading leaves images 90 dB down. */
typedef struct {
  int harmonics, length_log2;
} Level;

static const Level levels[] = {
  { 1, 9 },     { 2, 9 },    { 3, 9 },    { 4, 9 },    { 5, 9 },    { 6, 9 },    { 7, 9 },
  { 8, 9 },     { 9, 10 },   { 10, 10 },  { 11, 10 },  { 12, 10 },  { 13, 10 },  { 14, 10 },
  { 16, 10 },   { 18, 10 },  { 20, 10 },  { 22, 10 },  { 25, 10 },  { 28, 10 },  { 31, 10 },
  { 35, 11 },   { 39, 11 },  { 44, 11 },  { 50, 11 },  { 56, 11 },  { 63, 11 },  { 71, 11 },
  { 79, 11 },   { 89, 11 },  { 100, 11 }, { 112, 11 }, { 126, 11 }, { 150, 12 }, { 189, 12 },
  { 238, 12 },  { 300, 12 }, { 378, 12 }, { 476, 12 }, { 600, 13 }, { 755, 13 }, { 950, 13 },
  { 1200, 13 },
};

#define N_LEVELS ((int) (sizeof levels / sizeof levels[0]))
#define N_TRIANGLE_LEVELS 33 /* beyond 126 harmonics the next is 84 dB down */
#define MEMORY (8 * 513 + 13 * 1025 + 12 * 2049 + 6 * 4097 + 4 * 8193)
#define TRIANGLE_MEMORY (8 * 513 + 13 * 1025 + 12 * 2049)

/* Written once by prepare (), constant from then on, shared by all instances. */
static float saw_memory[MEMORY], triangle_memory[TRIANGLE_MEMORY];
static int offsets[N_LEVELS];

static void
store (float *to, const double *sum, int length_log2, double scale)
{
  const int length = 1 << length_log2;
  for (int i = 0; i <= length; i++)
    to[i] = (float) (scale * sum[i % length * (LONGEST / length)]);
}

static void
prepare (void)
{
  static double sine[LONGEST], saw[LONGEST], triangle[LONGEST];
  int offset = 0, n = 1;

  synth_sync_prepare ();
  for (int i = 0; i < LONGEST; i++)
    sine[i] = math_sin (2 * MATH_PI * i / LONGEST);
  for (int level = 0; level < N_LEVELS; level++) {
    for (; n <= levels[level].harmonics; n++)
      for (int i = 0; i < LONGEST; i++)
        saw[i] += sine[(unsigned) (n * i) % LONGEST] / n;
    store (saw_memory + offset, saw, levels[level].length_log2, -2 / MATH_PI);
    offsets[level] = offset;
    offset += (1 << levels[level].length_log2) + 1;
  }
  n = 1;
  for (int level = 0; level < N_TRIANGLE_LEVELS; level++) {
    for (; n <= levels[level].harmonics; n += 2)
      for (int i = 0; i < LONGEST; i++)
        triangle[i] += (n & 2 ? -1 : 1) * sine[(unsigned) (n * i) % LONGEST] / ((double) n * n);
    store (triangle_memory + offsets[level], triangle, levels[level].length_log2,
           8 / (MATH_PI * MATH_PI));
  }
}

void
synth_oscillator_prepare (void)
{
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once (&once, prepare);
}

SynthWave
synth_oscillator_wave (SynthShape shape, double hz, int rate)
{
  const double highest = rate / 2.0 < HIGHEST_HZ ? rate / 2.0 : HIGHEST_HZ;
  const int n_levels = shape == SYNTH_TRIANGLE ? N_TRIANGLE_LEVELS : N_LEVELS;
  int low = 0, high = n_levels - 1;

  while (low < high) {
    const int middle = (low + high + 1) / 2;
    if (levels[middle].harmonics * hz <= highest)
      low = middle;
    else
      high = middle - 1;
  }
  const float *memory = shape == SYNTH_TRIANGLE ? triangle_memory : saw_memory;
  return (SynthWave){ shape, memory + offsets[low], 32 - levels[low].length_log2 };
}

static inline float
read_table (const float *table, int shift, uint32_t phase)
{
  const float *at = table + (phase >> shift);
  const float u = (float) (int32_t) ((phase << (32 - shift)) >> 8) * (1.0f / 16777216.0f);
  return at[0] + (at[1] - at[0]) * u;
}

static inline float
sine_at (uint32_t phase)
{
  return control_sine ((float) (int32_t) phase * (1.0f / 4294967296.0f));
}

/* A width as a phase; the conversion through int32 is one that vectors have. */
static inline uint32_t
width_phase (float width)
{
  return (uint32_t) (int32_t) ((width - 0.5f) * 4294967040.0f) + 0x80000000u;
}

VECTOR_CLONES void
synth_oscillator_run (const SynthWave *wave, const uint32_t *phase, const float *width, float *out)
{
  const float *table = wave->table;
  const int shift = wave->shift;

  if (wave->shape == SYNTH_SINE)
    for (int t = 0; t < CONTROL_GRID; t++)
      out[t] = sine_at (phase[t]);
  else
    for (int t = 0; t < CONTROL_GRID; t++)
      out[t] = read_table (table, shift, phase[t]);
  if (wave->shape == SYNTH_SQUARE)
    for (int t = 0; t < CONTROL_GRID; t++)
      out[t] -= read_table (table, shift, phase[t] + width_phase (width[t]));
}
