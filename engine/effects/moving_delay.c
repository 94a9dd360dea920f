/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/moving_delay.h"

#include "base/math.h"

#include <string.h>

#define CHUNK CONTROL_GRID

static int
ring_size (int rate, double longest_ms)
{
  return moving_tap_size (longest_ms * rate / 1000.0, CHUNK);
}

static size_t
ring_floats (int size)
{
  return (size_t) size + MOVING_TAP_LENGTH;
}

size_t
moving_delay_rings (int rate, int channels, double longest_ms)
{
  return ring_floats (ring_size (rate, longest_ms)) * (size_t) channels * sizeof (float);
}

void
moving_delay_init (MovingDelay *moving, const ProcessorSetup *setup, double longest_ms,
                   bool is_short, int n_voices, bool sync, double note)
{
  moving->channels = setup->channels;
  moving->rate = setup->rate;
  moving->size = ring_size (setup->rate, longest_ms);
  moving->is_short = is_short;
  moving->n_voices = n_voices;
  moving_tap_init (&moving->tap);
  modulation_init (&moving->modulation, setup->rate, sync, note);
  SmoothGain *const gains[] = { &moving->delay,    &moving->depth, &moving->spread,
                                &moving->feedback, &moving->dry,   &moving->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_init (gains[i], setup->rate);
}

void
moving_delay_set (MovingDelay *moving, const MovingDelaySettings *settings, bool jump)
{
  const double frames = moving->rate / 1000.0, mix = settings->mix;

  modulation_set (&moving->modulation, settings->rate_hz, jump);
  smooth_gain_set (&moving->delay, (float) (settings->delay_ms * frames), jump);
  smooth_gain_set (&moving->depth, (float) (settings->depth_ms * frames), jump);
  smooth_gain_set (&moving->spread, (float) (settings->spread_degrees / 360.0), jump);
  smooth_gain_set (&moving->feedback, (float) settings->feedback, jump);
  smooth_gain_set (&moving->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&moving->wet, (float) (mix / sqrt (moving->n_voices)), jump);
}

void
moving_delay_reset (MovingDelay *moving, float *rings)
{
  modulation_reset (&moving->modulation);
  SmoothGain *const gains[] = { &moving->delay,    &moving->depth, &moving->spread,
                                &moving->feedback, &moving->dry,   &moving->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_settle (gains[i]);
  moving->at = 0;
  memset (rings, 0, ring_floats (moving->size) * (size_t) moving->channels * sizeof (float));
}

/* What went in `delay` frames before the frame that comes next; delay >= 4. */
static inline float
read_between (const float *ring, int size, int at, double delay)
{
  const int whole = (int) delay;
  const float t = 1.0f - (float) (delay - whole); /* from the older neighbor on */
  const int oldest = at - whole - 3 + 2 * size;
  const int mask = size - 1;
  const float a = ring[oldest & mask], b = ring[(oldest + 1) & mask];
  const float c = ring[(oldest + 2) & mask], d = ring[(oldest + 3) & mask];
  const float e = ring[(oldest + 4) & mask], f = ring[(oldest + 5) & mask];
  const float p2 = t + 2, p1 = t + 1, m1 = t - 1, m2 = t - 2, m3 = t - 3;

  return a * (p1 * t * m1 * m2 * m3 * (-1.0f / 120)) + b * (p2 * t * m1 * m2 * m3 * (1.0f / 24)) +
         c * (p2 * p1 * m1 * m2 * m3 * (-1.0f / 12)) + d * (p2 * p1 * t * m2 * m3 * (1.0f / 12)) +
         e * (p2 * p1 * t * m1 * m3 * (-1.0f / 24)) + f * (p2 * p1 * t * m1 * m2 * (1.0f / 120));
}

typedef struct {
  float delay[CHUNK], depth[CHUNK], spread[CHUNK], feedback[CHUNK], dry[CHUNK], wet[CHUNK];
  uint64_t phase[CHUNK];
} Moves;

static void
run_short (const MovingDelay *moving, float *ring, const Moves *moves, int channel, float *audio,
           int n)
{
  for (int i = 0; i < n; i++) {
    const int at = (moving->at + i) & (moving->size - 1);
    const uint64_t ahead = channel ? lfo_turns (moves->spread[i]) : 0;
    const double swing =
        0.5 * moves->depth[i] * (1.0 + (double) lfo_sine (moves->phase[i] + ahead));
    const float voice = read_between (ring, moving->size, at, moves->delay[i] + swing);
    ring[at] = audio[i] + moves->feedback[i] * voice;
    audio[i] = moves->dry[i] * audio[i] + moves->wet[i] * voice;
  }
}

VECTOR_CLONES static void
run_voices (const MovingDelay *moving, float *ring, const Moves *moves, int channel, float *audio,
            int n)
{
  const uint64_t apart = lfo_turns (1.0 / moving->n_voices - 1e-17);

  for (int i = 0; i < n; i++) {
    const int at = (moving->at + i) & (moving->size - 1);
    const uint64_t ahead = channel ? lfo_turns (moves->spread[i]) : 0;
    float sum = 0, first = 0;
    for (int v = 0; v < moving->n_voices; v++) {
      const float sine = lfo_sine (moves->phase[i] + ahead + (uint64_t) v * apart);
      const double swing = 0.5 * moves->depth[i] * (1.0 + (double) sine);
      const float voice =
          moving_tap_read (&moving->tap, ring, moving->size, at, moves->delay[i] + swing);
      first = v == 0 ? voice : first;
      sum += voice;
    }
    moving_tap_write (ring, moving->size, at, audio[i] + moves->feedback[i] * first);
    audio[i] = moves->dry[i] * audio[i] + moves->wet[i] * sum;
  }
}

void
moving_delay_process (MovingDelay *moving, float *rings, float *const *audio, int n,
                      const ProcessContext *context)
{
  Moves moves;

  modulation_begin (&moving->modulation, context);
  smooth_gain_next (&moving->delay, moves.delay, n);
  smooth_gain_next (&moving->depth, moves.depth, n);
  smooth_gain_next (&moving->spread, moves.spread, n);
  smooth_gain_next (&moving->feedback, moves.feedback, n);
  smooth_gain_next (&moving->dry, moves.dry, n);
  smooth_gain_next (&moving->wet, moves.wet, n);
  for (int i = 0; i < n; i++)
    moves.phase[i] = lfo_next (&moving->modulation.lfo);
  for (int c = 0; c < moving->channels; c++)
    (moving->is_short ? run_short : run_voices) (
        moving, rings + (size_t) c * ring_floats (moving->size), &moves, c, audio[c], n);
  moving->at = (moving->at + n) & (moving->size - 1);
}
