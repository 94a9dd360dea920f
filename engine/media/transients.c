/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/transients.h"

#include <math.h>

#define HOPS_PER_SECOND 750
#define PAST_HOPS 30 /* that a rise is compared with: 40 ms */
#define REST_HOPS 30 /* behind a transient */
#define RISE 6.0 /* in power: some 8 dB */
#define FLOOR 1e-5 /* power: -50 dBFS */
#define ONSET 0.15 /* of the peak that follows: the sound has begun */

typedef struct {
  const PcmFile *file;
  int first, channels, hop;
  float *planes[2];
} Scan;

/* The greatest sum of magnitudes over the channels is a frame's loudness. */
static float
frame_level (const Scan *scan, int i)
{
  float level = fabsf (scan->planes[0][i]);
  if (scan->channels > 1)
    level = MAX (level, fabsf (scan->planes[1][i]));
  return level;
}

/* Mean power of one hop, highs weighing more: a hit begins with them. */
static double
hop_power (const Scan *scan, Frames at, float *last)
{
  double power = 0;
  pcm_read (scan->file, at, scan->hop, scan->first, scan->channels, scan->planes);
  for (int c = 0; c < scan->channels; c++)
    for (int i = 0; i < scan->hop; i++) {
      const double x = scan->planes[c][i], rise = x - (double) last[c];
      power += x * x + 4 * rise * rise;
      last[c] = scan->planes[c][i];
    }
  return power / (scan->hop * scan->channels);
}

/* The first frame of the rise: in the hop before, in this one or behind it. */
static Frames
refine (const Scan *scan, Frames at)
{
  float peak = 0;
  for (int h = 0; h < 3; h++) {
    pcm_read (scan->file, at + h * scan->hop, scan->hop, scan->first, scan->channels, scan->planes);
    for (int i = 0; i < scan->hop; i++)
      peak = MAX (peak, frame_level (scan, i));
  }
  for (int h = -1; h < 3; h++) {
    const Frames begin = at + h * scan->hop;
    pcm_read (scan->file, begin, scan->hop, scan->first, scan->channels, scan->planes);
    for (int i = 0; i < scan->hop; i++)
      if (frame_level (scan, i) >= ONSET * peak)
        return begin + i;
  }
  return at;
}

GArray *
transients_find (const PcmFile *file, Frames from, Frames to, int first, int channels)
{
  const int hop = MAX (pcm_info (file)->rate / HOPS_PER_SECOND, 8);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autofree float *samples = g_new0 (float, 2 * hop);
  Scan scan = { file, first, channels, hop, { samples, samples + hop } };
  double past[PAST_HOPS] = { 0 }, sum = 0;
  float last[2] = { 0 };
  int rest = 0;

  for (int64_t h = 0; from + h * hop < to; h++) {
    const Frames at = from + h * hop;
    const double power = hop_power (&scan, at, last);
    const double before = sum / PAST_HOPS;
    if (rest > 0)
      rest--;
    else if (power > FLOOR && power > RISE * before) {
      const int64_t place = CLAMP (refine (&scan, at), from, to - 1);
      g_array_append_val (found, place);
      rest = REST_HOPS;
    }
    sum += power - past[h % PAST_HOPS];
    sum = MAX (sum, 0);
    past[h % PAST_HOPS] = power;
  }
  return found;
}
