/* SPDX-License-Identifier: GPL-3.0-or-later */
/* True-peak limiter in two stages.
 *
 * The first one follows the music: peaks between the samples (4x, 32 taps) of the amplified input
 * give the reduction that LimiterGain makes smooth over the look-ahead. But a varying gain makes
 * new peaks, and a short kernel is blind near half the rate. So the guard, a second and very short
 * limiter, measures what the first one put out (16x, 64 taps), at those frames only where the first
 * measurement comes near the ceiling.
 *
 * What even 64 taps cannot see is content within about 1/64 of half the rate: it adds up over
 * hundreds of samples, and meters with longer taps read more. Its level is measured apart and added
 * to each peak. So noise and squares that reach up to half the rate end about 1 dB under the
 * ceiling, and music, which has next to nothing there, exactly at it. The weight was found with
 * random signals against 512 taps at 16x: of 9,000 at the usual look-ahead one passed the ceiling
 * by more than 0.1 dB (a square of random frequency, by 0.15), of 9,000 with two settings in five
 * at 0.5 and 1 ms two (0.18). A full-scale tone within 1/1000 of half the rate that turns its phase
 * can pass by 1 dB; no two meters agree on such a signal.
 *
 * Frames of one process () step: t, the newest input; a = t - 16, the newest that the first kernel
 * can measure; b, what the first stage puts out; c = b - 32, what the guard measures; q, the
 * output. */
#include "effects/limiter.h"

#include "base/math.h"
#include "dsp/edge_level.h"
#include "dsp/limiter_gain.h"
#include "dsp/smooth_gain.h"
#include "dsp/true_peak.h"
#include "effects/limiter_spec.h"

#include <string.h>

/* Frames of a step, which never crosses a multiple of it. */
#define CHUNK EDGE_LEVEL_BLOCK

#define COARSE_TAPS 32
#define COARSE_DELAY (COARSE_TAPS / 2)
#define FINE_TAPS 64
#define FINE_DELAY (FINE_TAPS / 2)

/* The guard comes down within 32 frames and stays 32 around the peak, where its kernel weighs most.
 */
#define GUARD_SHAPE ((LimiterGainShape){ .attack = 32, .hold = 32 })
#define GUARD_LATENCY (32 + 32)
#define GUARD_RELEASE_MS 10.0

/* The aim lies so much under the ceiling: room for what 16x misses and for the guard's own
 * modulation. */
#define AIM_DB -0.05
/* 4x reads low by at most cos (pi / 8); below this part of the aim nothing can pass. */
#define COARSE_SURE 0.9f
/* What is far below the ceiling is not even carried to the guard. */
#define COARSE_FLOOR 0.7f

/* How long what was near half the rate counts, and how heavily. */
#define EDGE_PAST 192
#define EDGE_WEIGHT 2.0f

/* Larger values, which no music has, would overflow in the kernels. */
#define LOUDEST 1e8f

#define LIMITED_PAST (FINE_DELAY + GUARD_LATENCY)

typedef struct {
  float amplified[COARSE_TAPS - 1 + CHUNK];
  float limited[LIMITED_PAST + CHUNK]; /* the last CHUNK end at frame b */
  float guess[FINE_DELAY + CHUNK]; /* what the guard may find; likewise */
  float edge[FINE_DELAY + CHUNK]; /* how much more there may be; likewise */
} LimiterChannel;

typedef struct {
  int channels, paths, lookahead;
  int ring_mask;
  int64_t frame; /* since the start */
  float aim, link, lowest_gain;
  SmoothGain gain;
  LimiterChannel channel[2];
  EdgeLevel edge_in, edge_limited; /* what no kernel sees */
  TruePeakKernel coarse, fine;
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
  return size + limiter_gain_size (GUARD_SHAPE);
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
guard_of (Limiter *limiter)
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
  return COARSE_DELAY + limiter_gain_latency (shape_of (setup)) + FINE_DELAY + GUARD_LATENCY;
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
  const int edge_frames = EDGE_PAST + COARSE_DELAY + limiter->lookahead + FINE_DELAY;
  edge_level_init (&limiter->edge_in, edge_frames);
  edge_level_init (&limiter->edge_limited, edge_frames);
  limiter->lowest_gain = 1;
  true_peak_kernel_init (&limiter->coarse, 4, COARSE_TAPS);
  true_peak_kernel_init (&limiter->fine, 16, FINE_TAPS);
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_init (path_of (limiter, p), setup->rate, shape);
  limiter_gain_init (guard_of (limiter), setup->rate, GUARD_SHAPE);
  limiter_gain_set_release (guard_of (limiter),
                            (LimiterGainRelease){ .fast_ms = GUARD_RELEASE_MS });
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
  edge_level_reset (&limiter->edge_in);
  edge_level_reset (&limiter->edge_limited);
  smooth_gain_settle (&limiter->gain);
  memset (limiter->channel, 0, sizeof limiter->channel);
  memset (ring_of (limiter, 0), 0,
          sizeof (float) * 2 * (size_t) limiter->channels * (size_t) (limiter->ring_mask + 1));
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_reset (path_of (limiter, p));
  limiter_gain_reset (guard_of (limiter));
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

/* What each peak needs so that it meets the aim; small peaks are forgotten. */
VECTOR_CLONES static void
needs_of_peaks (float *peaks, float *needs, float aim, int n)
{
  const float least = aim * COARSE_FLOOR;
  for (int i = 0; i < n; i++) {
    const float need = 1.0f - aim / peaks[i];
    needs[i] = need > 0 ? need : 0;
    peaks[i] = peaks[i] > least ? peaks[i] : 0;
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
  LimiterChannel *channel = &limiter->channel[c];
  float peaks[CHUNK] = { 0 };

  if (true_peak_can_pass (&limiter->coarse, channel->amplified, n, limiter->aim * COARSE_FLOOR)) {
    true_peak_intervals (&limiter->coarse, channel->amplified, peaks, n);
    needs_of_peaks (peaks, needs, limiter->aim, n);
  } else {
    memset (needs, 0, sizeof (float) * (size_t) n);
  }
  ring_write (limiter, limiter->channels + c, peaks, n);
}

/* The guard's measurement of frames c, where the guess says that it may be needed. */
static void
guard_measure (Limiter *limiter, const LimiterChannel *channel, float *needs, int n)
{
  const float aim = limiter->aim;
  const float *window = channel->limited + LIMITED_PAST - FINE_TAPS + 1;

  for (int i = 0; i < n; i++) {
    if (channel->guess[i] <= aim)
      continue;
    const float peak = true_peak_interval (&limiter->fine, window + i) + channel->edge[i];
    const float need = 1.0f - aim / peak;
    needs[i] = need > needs[i] ? need : needs[i];
  }
}

/* Moves the last `past` values to the front, behind which the next n will come. */
static inline void
slide (float *values, int past, int n)
{
  memmove (values, values + n, sizeof (float) * (size_t) past);
}

/* What lies near half the rate comes from the input, of which more is known, or from the gain. */
VECTOR_CLONES static void
guess_peaks (float *guess, float *edge, float edge_in, float edge_limited, const float *gains,
             int n)
{
  for (int i = 0; i < n; i++) {
    const float from_in = edge_in * gains[i];
    edge[i] = EDGE_WEIGHT * (from_in > edge_limited ? from_in : edge_limited);
    guess[i] = guess[i] > 0 ? guess[i] * gains[i] * (1.0f / COARSE_SURE) + edge[i] : 0;
  }
}

/* Makes frames b of one channel and the guess of what the guard will find there. */
static void
limit (Limiter *limiter, int c, const float *gains, int n)
{
  LimiterChannel *channel = &limiter->channel[c];
  float *guess = channel->guess + FINE_DELAY, *limited = channel->limited + LIMITED_PAST;

  ring_read (limiter, c, COARSE_DELAY + limiter->lookahead, limited, n);
  multiply (limited, gains, limited, n);
  ring_read (limiter, limiter->channels + c, limiter->lookahead, guess, n);
  guess_peaks (guess, channel->edge + FINE_DELAY, limiter->edge_in.level,
               limiter->edge_limited.level, gains, n);
}

static void
limiter_step (Limiter *limiter, float *const *audio, int n)
{
  float ramp[CHUNK], needs[2][CHUNK], gains[2][CHUNK], guard[CHUNK] = { 0 };
  const float *amplified[2] = { 0 }, *limited[2] = { 0 };

  smooth_gain_next (&limiter->gain, ramp, n);
  for (int c = 0; c < limiter->channels; c++) {
    float *to = limiter->channel[c].amplified + COARSE_TAPS - 1;
    amplify (audio[c], ramp, to, n);
    amplified[c] = to;
    ring_write (limiter, c, to, n);
    measure (limiter, c, needs[c], n);
  }

  if (limiter->channels == 2 && limiter->paths == 1)
    larger (needs[0], needs[1], n);
  if (limiter->paths == 2)
    link_needs (needs[0], needs[1], limiter->link, n);
  for (int p = 0; p < limiter->paths; p++)
    limiter_gain_process (path_of (limiter, p), needs[p], gains[p], n);

  for (int c = 0; c < limiter->channels; c++) {
    limit (limiter, c, gains[limiter->paths == 2 ? c : 0], n);
    guard_measure (limiter, &limiter->channel[c], guard, n);
    limited[c] = limiter->channel[c].limited + LIMITED_PAST;
  }
  limiter_gain_process (guard_of (limiter), guard, guard, n);
  edge_level_process (&limiter->edge_in, amplified, limiter->channels, n);
  edge_level_process (&limiter->edge_limited, limited, limiter->channels, n);

  for (int c = 0; c < limiter->channels; c++) {
    LimiterChannel *channel = &limiter->channel[c];
    multiply (channel->limited, guard, audio[c], n);
    slide (channel->amplified, COARSE_TAPS - 1, n);
    slide (channel->limited, LIMITED_PAST, n);
    slide (channel->guess, FINE_DELAY, n);
    slide (channel->edge, FINE_DELAY, n);
  }
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
};
