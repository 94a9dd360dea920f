/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/reverb_early.h"

#include "base/math.h"
#include "dsp/vector.h"

#define SOUND_METERS_PER_SECOND 343.0
#define WALL_GAIN 0.82 /* of one bounce */
#define ORDER 2 /* images of up to this many rooms away along each axis */
#define LONGEST_SECONDS 0.11

/* A candidate image: when and how loud. */
typedef struct {
  double seconds, gain;
} Reflection;

static double
image_at (double place, double length, int room)
{
  return room & 1 ? (room + 1) * length - place : room * length + place;
}

/* Sorts one more into the `n` earliest, which is bounded. */
static int
keep_earliest (Reflection *kept, int n, Reflection one)
{
  int at = n < REVERB_REFLECTIONS ? n : REVERB_REFLECTIONS - 1;

  if (n == REVERB_REFLECTIONS && kept[at].seconds <= one.seconds)
    return n;
  for (; at > 0 && kept[at - 1].seconds > one.seconds; at--)
    kept[at] = kept[at - 1];
  kept[at] = one;
  return n < REVERB_REFLECTIONS ? n + 1 : n;
}

static int
reflect (Reflection *kept, const double meters[3], const double source[3], const double ear[3],
         int ear_side)
{
  double direct = 0;
  int n = 0;

  for (int a = 0; a < 3; a++)
    direct += (source[a] - ear[a]) * (source[a] - ear[a]);
  direct = sqrt (direct);

  for (int i = 0; i < (2 * ORDER + 1) * (2 * ORDER + 1) * (2 * ORDER + 1); i++) {
    const int room[3] = { i % 5 - ORDER, i / 5 % 5 - ORDER, i / 25 - ORDER };
    const int bounces = (room[0] < 0 ? -room[0] : room[0]) + (room[1] < 0 ? -room[1] : room[1]) +
                        (room[2] < 0 ? -room[2] : room[2]);
    if (bounces == 0)
      continue;
    double away[3], distance = 0;
    for (int a = 0; a < 3; a++) {
      away[a] = image_at (source[a], meters[a], room[a]) - ear[a];
      distance += away[a] * away[a];
    }
    distance = sqrt (distance);
    /* A cardioid turned 55 degrees to its own side of the stage, which lies towards -x. */
    const double towards = (-0.574 * away[0] + 0.819 * (ear_side ? away[1] : -away[1])) / distance;
    const Reflection one = { (distance - direct) / SOUND_METERS_PER_SECOND,
                             direct / distance * math_pow (WALL_GAIN, bounces) *
                                 (0.55 + 0.45 * towards) };
    if (one.seconds < LONGEST_SECONDS)
      n = keep_earliest (kept, n, one);
  }
  return n;
}

int
reverb_early_lay (ReverbEarly *early, const double meters[3], double size, int rate, int used)
{
  const bool room = meters[0] > 0;
  const int longest = room ? (int) (LONGEST_SECONDS * rate) + 1 : 0;

  for (int c = 0; c < 2 && room; c++)
    used = block_delay_lay (early ? &early->source[c] : NULL, used, longest + CONTROL_GRID);
  if (!early || !room)
    return used;

  const double box[3] = { meters[0] * size, meters[1] * size, meters[2] * size };
  double power[2] = { 0, 0 };
  early->n = REVERB_REFLECTIONS;
  for (int s = 0; s < 2; s++)
    for (int e = 0; e < 2; e++) {
      Reflection kept[REVERB_REFLECTIONS];
      const double source[3] = { 0.21 * box[0], (s ? 0.69 : 0.33) * box[1], 0.23 * box[2] };
      const double ear[3] = { 0.63 * box[0], (e ? 0.57 : 0.46) * box[1], 0.37 * box[2] };
      const int n = reflect (kept, box, source, ear, e);
      for (int i = 0; i < n; i++) {
        early->delay[s][e][i] = (int) (kept[i].seconds * rate) + 1;
        early->gain[s][e][i] = (float) kept[i].gain;
        power[e] += kept[i].gain * kept[i].gain;
      }
      for (int i = n; i < REVERB_REFLECTIONS; i++)
        early->delay[s][e][i] = 1, early->gain[s][e][i] = 0;
    }
  for (int s = 0; s < 2; s++)
    for (int e = 0; e < 2; e++)
      for (int i = 0; i < REVERB_REFLECTIONS; i++)
        early->gain[s][e][i] /= (float) sqrt (power[e] > 0 ? power[e] : 1);
  return used;
}

VECTOR_CLONES void
reverb_early_run (ReverbEarly *early, float *arena, float in[2][CONTROL_GRID],
                  float out[2][CONTROL_GRID], int n)
{
  for (int s = 0; s < 2; s++)
    block_delay_write (&early->source[s], arena, in[s], n);
  for (int e = 0; e < 2; e++) {
    Vector8 sum[CONTROL_GRID / 8] = { 0 };
    for (int s = 0; s < 2; s++)
      for (int i = 0; i < REVERB_REFLECTIONS; i++) {
        const float *heard = block_delay_read (&early->source[s], arena, early->delay[s][e][i] + n);
        for (int t = 0; t < CONTROL_GRID / 8; t++)
          sum[t] += early->gain[s][e][i] * vector8_load (heard + 8 * t);
      }
    memcpy (out[e], sum, sizeof sum);
  }
}
