/* SPDX-License-Identifier: GPL-3.0-or-later */
/* True-peak limiter in two stages.
 *
 * The first one follows the music: peaks between the samples (4x, 32 taps) of the amplified input
 * give the reduction that LimiterGain makes smooth over the look-ahead. But a varying gain makes
 * new peaks, and a short kernel is blind near half the rate. So the guard measures what the first
 * stage put out (16x, 512 taps), wherever it may pass the ceiling, and takes down what is left.
 *
 * What a true peak is near half the rate, the length of the kernel decides: here it is flat to
 * 0.495 of the rate and 6 dB down at half. Of 40,000 random signals, most of them unlike music, at
 * random settings none passed the ceiling by 0.1 dB (test-limiter-fuzz.c).
 *
 * Frames of one process () step: t, the newest input; a = t - 16, the newest that the first kernel
 * can measure; b, what the first stage puts out; q, the output. */
#include "effects/limiter.h"

#include "base/math.h"
#include "dsp/limiter_gain.h"
#include "dsp/smooth_gain.h"
#include "dsp/true_peak.h"
#include "effects/limiter_guard.h"
#include "effects/limiter_spec.h"

#include <string.h>

/* Frames of a step, which never crosses a multiple of it. */
#define CHUNK LIMITER_GUARD_STEP

#define COARSE_TAPS 32
#define COARSE_DELAY (COARSE_TAPS / 2)
/* The aim lies so much under the ceiling: room for what the guard's own gain makes grow. */
#define AIM_DB -0.05
/* Peaks under this part of the aim are taken for as much, at less cost. */
#define COARSE_FLOOR 0.7f

/* Larger values, which no music has, would overflow in the kernels. */
#define LOUDEST 1e8f

typedef struct {
  int channels, paths, lookahead;
  int ring_mask;
  int64_t frame; /* since the start */
  float aim, link, lowest_gain;
  SmoothGain gain;
  float amplified[2][COARSE_TAPS - 1 + CHUNK];
  TruePeakKernel coarse;
  LimiterGuard guard;
  size_t ring_offset, path_offset[2], guard_offset; /* from the struct */
} Limiter;

static LimiterGainShape
shape_of (const ProcessorSetup *setup)
{
  static const double part[] = {
    [LIMITER_TRANSPARENT] = 1.0, [LIMITER_PUNCHY] = 0.4, [LIMITER_LOUD] = 0.7
  };
  const double frames = setup->values[LIMITER_LOOKAHEAD] * 0.001 * setup->rate;
  const int attack = (int) (frames * part[(int) setup->values[LIMITER_STYLE]] + 0.5);
  return (LimiterGainShape){ .attack = attack < 32 ? 32 : attack, .hold = 4 };
}

static int
n_paths (const ProcessorSetup *setup)
{
  return setup->channels == 2 && setup->values[LIMITER_LINK] < 100 ? 2 : 1;
}

/* Audio and coarse peaks of each channel wait in rings of this many frames. */
static int
ring_size (LimiterGainShape shape)
{
  int size = 64;
  while (size < limiter_gain_latency (shape) + COARSE_DELAY + CHUNK)
    size *= 2;
  return size;
}

static size_t
layout (Limiter *limiter, const ProcessorSetup *setup)
{
  const LimiterGainShape shape = shape_of (setup);
  size_t size = (sizeof *limiter + 63) / 64 * 64;

  limiter->ring_offset = size;
  size += sizeof (float) * 2 * (size_t) setup->channels * (size_t) ring_size (shape);
  for (int p = 0; p < n_paths (setup); p++) {
    limiter->path_offset[p] = size;
    size += limiter_gain_size (shape);
  }
  limiter->guard_offset = size;
  return size + limiter_guard_gain_size ();
}

static size_t
limiter_state_size (const ProcessorSetup *setup)
{
  Limiter limiter;
  return layout (&limiter, setup);
}

static LimiterGain *
path_of (Limiter *limiter, int path)
{
  return (LimiterGain *) (void *) ((char *) limiter + limiter->path_offset[path]);
}

static LimiterGain *
guard_gain_of (Limiter *limiter)
{
  return (LimiterGain *) (void *) ((char *) limiter + limiter->guard_offset);
}

static float *
ring_of (Limiter *limiter, int ring)
{
  return (float *) (void *) ((char *) limiter + limiter->ring_offset) +
         (size_t) ring * (size_t) (limiter->ring_mask + 1);
}

static int
limiter_latency (const ProcessorSetup *setup)
{
  return COARSE_DELAY + limiter_gain_latency (shape_of (setup)) + limiter_guard_latency ();
}

static Frames
limiter_tail (const ProcessorSetup *setup)
{
  return limiter_latency (setup);
}

static void
limiter_set (void *state, const double *values, bool jump)
{
  static const double fast[] = {
    [LIMITER_TRANSPARENT] = 1.0, [LIMITER_PUNCHY] = 0.6, [LIMITER_LOUD] = 0.3
  };
  static const double slow[] = {
    [LIMITER_TRANSPARENT] = 2.0, [LIMITER_PUNCHY] = 1.5, [LIMITER_LOUD] = 1.0
  };
  static const double lasting[] = {
    [LIMITER_TRANSPARENT] = 0.8, [LIMITER_PUNCHY] = 0.65, [LIMITER_LOUD] = 0.5
  };
  Limiter *limiter = state;
  const int style = (int) values[LIMITER_STYLE];
  LimiterGainRelease release = { .fast_ms = values[LIMITER_RELEASE] };

  if (values[LIMITER_AUTO_RELEASE] != 0) {
    release.fast_ms = values[LIMITER_RELEASE] * fast[style];
    release.slow_ms = values[LIMITER_RELEASE] * slow[style];
    release.lasting = lasting[style];
  }
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_set_release (path_of (limiter, p), release);
  smooth_gain_set (&limiter->gain, (float) db_to_gain (values[LIMITER_GAIN]), jump);
  limiter->aim = (float) db_to_gain (values[LIMITER_CEILING] + AIM_DB);
  limiter->link = (float) (values[LIMITER_LINK] * 0.01);
}

static bool
limiter_init (void *state, const ProcessorSetup *setup, const char **message)
{
  Limiter *limiter = state;
  const LimiterGainShape shape = shape_of (setup);

  layout (limiter, setup);
  limiter->channels = setup->channels;
  limiter->paths = n_paths (setup);
  limiter->lookahead = limiter_gain_latency (shape);
  limiter->ring_mask = ring_size (shape) - 1;
  limiter->lowest_gain = 1;
  true_peak_kernel_init (&limiter->coarse, 4, COARSE_TAPS);
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_init (path_of (limiter, p), setup->rate, shape);
  limiter_guard_init (&limiter->guard, guard_gain_of (limiter), setup->rate, setup->channels);
  smooth_gain_init (&limiter->gain, setup->rate);
  limiter_set (limiter, setup->values, true);
  return true;
}

static void
limiter_reset (void *state)
{
  Limiter *limiter = state;

  limiter->frame = 0;
  limiter->lowest_gain = 1;
  smooth_gain_settle (&limiter->gain);
  memset (limiter->amplified, 0, sizeof limiter->amplified);
  memset (ring_of (limiter, 0), 0,
          sizeof (float) * 2 * (size_t) limiter->channels * (size_t) (limiter->ring_mask + 1));
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_reset (path_of (limiter, p));
  limiter_guard_reset (&limiter->guard, guard_gain_of (limiter));
}

static void
ring_write (Limiter *limiter, int ring, const float *from, int n)
{
  float *to = ring_of (limiter, ring);
  const int at = (int) (limiter->frame & limiter->ring_mask);
  const int room = limiter->ring_mask + 1 - at;
  const int first = n < room ? n : room;
  memcpy (to + at, from, sizeof (float) * (size_t) first);
  memcpy (to, from + first, sizeof (float) * (size_t) (n - first));
}

static void
ring_read (Limiter *limiter, int ring, int delay, float *to, int n)
{
  const float *from = ring_of (limiter, ring);
  const int at = (int) ((limiter->frame - delay) & limiter->ring_mask);
  const int room = limiter->ring_mask + 1 - at;
  const int first = n < room ? n : room;
  memcpy (to, from + at, sizeof (float) * (size_t) first);
  memcpy (to + first, from, sizeof (float) * (size_t) (n - first));
}

VECTOR_CLONES static void
amplify (const float *in, const float *gains, float *out, int n)
{
  for (int i = 0; i < n; i++) {
    float value = in[i] * gains[i];
    value = value > LOUDEST ? LOUDEST : value;
    out[i] = value < -LOUDEST ? -LOUDEST : value;
  }
}

VECTOR_CLONES static void
multiply (const float *in, const float *gains, float *out, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = in[i] * gains[i];
}

/* What each peak needs so that it meets the aim; no peak stays below `least`. */
VECTOR_CLONES static void
needs_of_peaks (float *peaks, float *needs, float aim, float least, int n)
{
  for (int i = 0; i < n; i++) {
    const float need = 1.0f - aim / peaks[i];
    needs[i] = need > 0 ? need : 0;
    peaks[i] = peaks[i] > least ? peaks[i] : least;
  }
}

VECTOR_CLONES static void
link_needs (float *left, float *right, float link, int n)
{
  for (int i = 0; i < n; i++) {
    const float more = left[i] > right[i] ? left[i] : right[i];
    left[i] += link * (more - left[i]);
    right[i] += link * (more - right[i]);
  }
}

VECTOR_CLONES static void
larger (float *left, const float *right, int n)
{
  for (int i = 0; i < n; i++)
    left[i] = left[i] > right[i] ? left[i] : right[i];
}

/* The first stage's measurement: needs of frame a; the peaks wait for frame b. */
static void
measure (Limiter *limiter, int c, float *needs, int n)
{
  const float *amplified = limiter->amplified[c];
  const float least = limiter->aim * COARSE_FLOOR;
  float peaks[CHUNK];

  if (true_peak_can_pass (&limiter->coarse, amplified, n, least)) {
    true_peak_intervals (&limiter->coarse, amplified, peaks, n);
    needs_of_peaks (peaks, needs, limiter->aim, least, n);
  } else {
    for (int i = 0; i < n; i++) {
      peaks[i] = least;
      needs[i] = 0;
    }
  }
  ring_write (limiter, limiter->channels + c, peaks, n);
}

/* Makes frames b of one channel and the guess of what the guard will find there. */
static void
limit (Limiter *limiter, int c, const float *gains, float *limited, float *guess, int n)
{
  ring_read (limiter, c, COARSE_DELAY + limiter->lookahead, limited, n);
  multiply (limited, gains, limited, n);
  ring_read (limiter, limiter->channels + c, limiter->lookahead, guess, n);
  multiply (guess, gains, guess, n);
}

static void
limiter_step (Limiter *limiter, float *const *audio, int n)
{
  float ramp[CHUNK], needs[2][CHUNK], gains[2][CHUNK], guess[2][CHUNK], guard[CHUNK];

  smooth_gain_next (&limiter->gain, ramp, n);
  for (int c = 0; c < limiter->channels; c++) {
    float *to = limiter->amplified[c] + COARSE_TAPS - 1;
    amplify (audio[c], ramp, to, n);
    ring_write (limiter, c, to, n);
    measure (limiter, c, needs[c], n);
    memmove (limiter->amplified[c], limiter->amplified[c] + n, sizeof (float) * (COARSE_TAPS - 1));
  }

  if (limiter->channels == 2 && limiter->paths == 1)
    larger (needs[0], needs[1], n);
  if (limiter->paths == 2)
    link_needs (needs[0], needs[1], limiter->link, n);
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_process (path_of (limiter, p), needs[p], gains[p], n);
  for (int c = 0; c < limiter->channels; c++)
    limit (limiter, c, gains[limiter->paths == 2 ? c : 0], audio[c], guess[c], n);

  limiter_guard_process (&limiter->guard, guard_gain_of (limiter), audio,
                         (const float *const[]){ guess[0], guess[1] }, limiter->aim, guard, n);

  for (int p = 0; p < limiter->paths; p++)
    for (int i = 0; i < n; i++) {
      const float gain = gains[p][i] * guard[i];
      limiter->lowest_gain = gain < limiter->lowest_gain ? gain : limiter->lowest_gain;
    }
  limiter->frame += n;
}

static void
limiter_process (void *state, float *const *audio, int n, const ProcessContext *context)
{
  Limiter *limiter = state;

  limiter->lowest_gain = 1;
  for (int done = 0; done < n;) {
    const int room = CHUNK - (int) (limiter->frame % CHUNK);
    const int now = n - done < room ? n - done : room;
    float *const part[2] = { audio[0] + done, limiter->channels == 2 ? audio[1] + done : NULL };
    limiter_step (limiter, part, now);
    done += now;
  }
}

float
limiter_gain_reduction_db (const void *state)
{
  const Limiter *limiter = state;
  return (float) -gain_to_db (limiter->lowest_gain);
}

const Processor limiter_processor = {
  .spec = &limiter_spec,
  .state_size = limiter_state_size,
  .init = limiter_init,
  .reset = limiter_reset,
  .set = limiter_set,
  .process = limiter_process,
  .latency = limiter_latency,
  .tail = limiter_tail,
  .reduction = limiter_gain_reduction_db,
};
