/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Invariants.
 * 1. A need at frame f is held over `window` frames, which cover every average that the gain of a
 * frame in [f - hold - 1, f + hold + 1] takes, so that this gain is at most 1 - need (the frame
 * before and the one behind: a peak between two samples concerns both).
 * 2. At rest (deque empty or zero, reduction 0, sums 0) all rings hold zeros, so that leaving the
 * work out and doing it are the same. */
#include "dsp/limiter_gain.h"

#include "base/math.h"

#include <string.h>

#define ONE 2147483648.0 /* a reduction of 1 as a whole number */
/* Under half a unit of a gain's last place. */
#define NEGLIGIBLE 2e-8

typedef struct {
  int64_t frame;
  float need;
} Need;

static inline Need *
deque_of (LimiterGain *gain)
{
  return (Need *) (void *) ((char *) gain + gain->deque_offset);
}

static inline void *
box_of (LimiterGain *gain, int box)
{
  return (char *) gain + gain->box_offset[box];
}

static size_t
layout (LimiterGain *gain, LimiterGainShape shape)
{
  size_t size = (sizeof *gain + 63) / 64 * 64;

  gain->attack[0] = (shape.attack + 1) / 2;
  gain->attack[1] = shape.attack + 1 - gain->attack[0];
  gain->hold = shape.hold;
  gain->window = shape.attack + 2 * shape.hold + 2;
  gain->deque_size = 16;
  while (gain->deque_size < gain->window + 1)
    gain->deque_size *= 2;

  gain->box_offset[0] = size;
  size += sizeof (uint32_t) * (size_t) (gain->attack[0] + 1);
  size = (size + 63) / 64 * 64;
  gain->box_offset[1] = size;
  size += sizeof (int64_t) * (size_t) gain->attack[1];
  size = (size + 63) / 64 * 64;
  gain->deque_offset = size;
  size += sizeof (Need) * (size_t) gain->deque_size;
  return (size + 63) / 64 * 64;
}

size_t
limiter_gain_size (LimiterGainShape shape)
{
  LimiterGain gain;
  return layout (&gain, shape);
}

int
limiter_gain_latency (LimiterGainShape shape)
{
  return shape.attack - 1 + shape.hold + 1;
}

void
limiter_gain_init (LimiterGain *gain, int rate, LimiterGainShape shape)
{
  layout (gain, shape);
  gain->rate = rate;
  gain->scale = 1.0 / (ONE * gain->attack[0] * gain->attack[1]);
  limiter_gain_set_release (gain, (LimiterGainRelease){ .fast_ms = 100 });
}

void
limiter_gain_reset (LimiterGain *gain)
{
  memset (box_of (gain, 0), 0, sizeof (uint32_t) * (size_t) gain->attack[0]);
  memset (box_of (gain, 1), 0, sizeof (int64_t) * (size_t) gain->attack[1]);
  gain->sum[0] = gain->sum[1] = 0;
  gain->box_at[0] = gain->box_at[1] = 0;
  gain->deque_first = gain->deque_count = 0;
  gain->reduction = gain->lasting_reduction = 0;
  gain->frame = 0;
}

static double
per_frame (double ms, int rate)
{
  const double frames = ms * 0.001 * rate;
  return frames > 1.0 ? 1.0 - math_exp (-1.0 / frames) : 1.0;
}

void
limiter_gain_set_release (LimiterGain *gain, LimiterGainRelease release)
{
  gain->fast = per_frame (release.fast_ms, gain->rate);
  gain->slow = release.slow_ms > 0 ? per_frame (release.slow_ms, gain->rate) : 0.0;
  gain->lasting = release.slow_ms > 0 ? release.lasting : 0.0;
}

/* The largest need of the last `window` frames. */
static inline float
slide (LimiterGain *gain, Need *deque, float need)
{
  const int mask = gain->deque_size - 1;
  int first = gain->deque_first, count = gain->deque_count;

  if (count && deque[first & mask].frame <= gain->frame - gain->window) {
    first++;
    count--;
  }
  while (count && deque[(first + count - 1) & mask].need <= need)
    count--;
  deque[(first + count) & mask] = (Need){ .frame = gain->frame, .need = need };
  gain->deque_first = first & mask;
  gain->deque_count = count + 1;
  gain->frame++;
  return deque[first & mask].need;
}

/* At once to the need; back fast to the part that lasts, and with that part slowly. */
static inline double
release (LimiterGain *gain, double need)
{
  const double floor = gain->lasting * gain->lasting_reduction;
  double reduction = gain->reduction;

  reduction += gain->fast * ((floor < reduction ? floor : reduction) - reduction);
  reduction = need > reduction ? need : reduction;
  gain->lasting_reduction += gain->slow * (reduction - gain->lasting_reduction);
  if (reduction < NEGLIGIBLE)
    reduction = gain->lasting_reduction = 0;
  gain->reduction = reduction;
  return reduction;
}

/* Both averages; the sum that they make. */
static inline int64_t
average (LimiterGain *gain, uint32_t *short_box, int64_t *long_box, double reduction)
{
  /* Rounded up: never short of the need. */
  const uint32_t whole = reduction > 0 ? (uint32_t) (reduction * ONE) + 1 : 0;
  int at = gain->box_at[0];

  gain->sum[0] += (int64_t) whole - short_box[at];
  short_box[at] = whole;
  gain->box_at[0] = at + 1 == gain->attack[0] ? 0 : at + 1;

  at = gain->box_at[1];
  gain->sum[1] += gain->sum[0] - long_box[at];
  long_box[at] = gain->sum[0];
  gain->box_at[1] = at + 1 == gain->attack[1] ? 0 : at + 1;
  return gain->sum[1];
}

static int
any (const float *needs, int n)
{
  int found = 0;
  for (int i = 0; i < n; i++)
    found |= needs[i] > 0;
  return found;
}

int
limiter_gain_process (LimiterGain *gain, const float *needs, float *gains, int n)
{
  Need *deque = deque_of (gain);

  const int rests = gain->reduction == 0 && gain->sum[0] == 0 && gain->sum[1] == 0 &&
                    (!gain->deque_count || deque[gain->deque_first].need == 0);
  if (rests && !any (needs, n)) {
    gain->deque_count = 0;
    for (int i = 0; i < n; i++)
      gains[i] = 1;
    return 0;
  }

  uint32_t *short_box = box_of (gain, 0);
  int64_t *long_box = box_of (gain, 1);
  for (int i = 0; i < n; i++) {
    const double reduction = release (gain, slide (gain, deque, needs[i]));
    gains[i] =
        (float) (1.0 - (double) average (gain, short_box, long_box, reduction) * gain->scale);
  }
  return 1;
}
