/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/impulse.h"

#include "base/hash.h"
#include "base/math.h"
#include "dsp/band_split.h"

#define CHUNK BAND_SPLIT_CHUNK
#define SEED 1979
#define DECAYS_OF_60_DB 6.90775527898 /* ln 1000 */
#define DECAYED 1.4 /* times RT60: 84 dB down */
#define FADE_SECONDS 0.01

typedef struct {
  double onset_seconds; /* in which the tail swells up */
  double early_seconds; /* in which reflections come one by one */
  int n_early;
  double early_gain; /* of the first, against the tail's noise */
  double bass; /* times the RT60 of the middle */
} Kind;

static const Kind kinds[] = {
  [IMPULSE_HALL] = { 0.035, 0.090, 24, 6, 1.2 }, [IMPULSE_CHAMBER] = { 0.015, 0.045, 20, 5, 1.05 },
  [IMPULSE_ROOM] = { 0.004, 0.025, 16, 6, 0.9 }, [IMPULSE_PLATE] = { 0.0, 0.0, 0, 0, 1.0 },
  [IMPULSE_REVERSE] = { 0.0, 0.0, 0, 0, 1.0 },   [IMPULSE_GATED] = { 0.002, 0.020, 10, 3, 1.0 },
};

static const double crossovers[BAND_SPLIT_CROSSOVERS] = { 250, 2500, 7000 };

static bool
decays (const ImpulseShape *shape)
{
  return shape->kind != IMPULSE_REVERSE && shape->kind != IMPULSE_GATED;
}

Frames
impulse_length (const ImpulseShape *shape, int rate)
{
  const double most = kinds[shape->kind].bass > 1 ? kinds[shape->kind].bass : 1.0;
  const double seconds = shape->seconds * (decays (shape) ? DECAYED * most : 1.0);
  return (Frames) (seconds * rate) + 1;
}

/* RT60 of a band against that of the middle. */
static double
band_ratio (const ImpulseShape *shape, int band)
{
  const double treble = 1.0 - 0.8 * shape->damping;
  switch (band) {
  case 0:
    return kinds[shape->kind].bass;
  case 1:
    return 1.0;
  case 2:
    return sqrt (treble);
  default:
    return treble;
  }
}

/* How loud the noise of a band is at a time. */
static double
envelope (const ImpulseShape *shape, double ratio, double seconds)
{
  const double onset = kinds[shape->kind].onset_seconds;
  const double rise = onset > 0 ? 1.0 - math_exp (-seconds / onset) : 1.0;

  if (shape->kind == IMPULSE_GATED)
    return rise;
  if (shape->kind == IMPULSE_REVERSE)
    return math_exp (-DECAYS_OF_60_DB * (shape->seconds - seconds) / (shape->seconds * ratio));
  return rise * math_exp (-DECAYS_OF_60_DB * seconds / (shape->seconds * ratio));
}

/* Every reflection is one of n equal stretches of time, anywhere in it. */
static void
add_early (const ImpulseShape *shape, int rate, uint64_t key, float *impulse, Frames n)
{
  const Kind *kind = &kinds[shape->kind];

  for (int i = 0; i < kind->n_early; i++) {
    const double u = 0.5 + 0.5 * hash_noise (key, 2 * i);
    const double place = (i + u) / kind->n_early, seconds = place * kind->early_seconds;
    const Frames at = (Frames) (seconds * rate);
    const double sign = hash_noise (key, 2 * i + 1) < 0 ? -1.0 : 1.0;
    if (at < n)
      impulse[at] += (float) (sign * kind->early_gain * (1.0 - 0.7 * place) *
                              envelope (shape, 1.0, kind->onset_seconds + seconds));
  }
}

/* The end, so that it does not click. */
static void
fade_out (float *impulse, Frames n, int rate)
{
  const Frames wanted = (Frames) (FADE_SECONDS * rate), length = wanted < n ? wanted : n;

  for (Frames i = 0; i < length; i++)
    impulse[n - 1 - i] *= (float) i / (float) length;
}

void
impulse_fill (const ImpulseShape *shape, int rate, unsigned channel, float *impulse)
{
  const Frames n = impulse_length (shape, rate);
  const uint64_t key = hash_key (SEED, (Id) shape->kind, channel);
  static const float silence[CHUNK];
  BandSplit split = { 0 };

  band_split_set (&split, crossovers, rate, true);
  for (Frames at = 0; at < n; at += CHUNK) {
    float bands[BAND_SPLIT_BANDS][2][CHUNK], noise[CHUNK];
    const int now = n - at < CHUNK ? (int) (n - at) : CHUNK;

    for (int i = 0; i < now; i++) {
      noise[i] = hash_noise (key, at + i);
      impulse[at + i] = 0;
    }
    band_split_process (&split, noise, silence, bands, now);
    for (int b = 0; b < BAND_SPLIT_BANDS; b++) {
      const double ratio = band_ratio (shape, b);
      for (int i = 0; i < now; i++)
        impulse[at + i] +=
            bands[b][0][i] * (float) envelope (shape, ratio, (double) (at + i) / rate);
    }
  }
  add_early (shape, rate, hash_key (SEED + 1, (Id) shape->kind, channel), impulse, n);
  fade_out (impulse, n, rate);
}

void
impulse_normalize (float *left, float *right, Frames n)
{
  double energy = 0;

  for (Frames i = 0; i < n; i++)
    energy += 0.5 * ((double) left[i] * left[i] + (double) right[i] * right[i]);
  const float scale = energy > 0 ? (float) (1.0 / sqrt (energy)) : 0.0f;
  for (Frames i = 0; i < n; i++) {
    left[i] *= scale;
    if (right != left)
      right[i] *= scale;
  }
}
