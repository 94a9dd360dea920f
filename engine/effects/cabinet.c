/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/cabinet.h"

#include "base/math.h"
#include "dsp/biquad.h"

#include <string.h>

#define SECONDS 0.06
#define FADE_SECONDS 0.01
#define SOUND_SPEED 343.0
#define FLOOR_HEIGHT 0.5 /* of microphone and speaker, meters */
#define FLOOR_GAIN 0.3
#define MOST_FILTERS 6
#define PRESENCE 4 /* the filters from here on, of the treble, bend with the position */

typedef struct {
  int n_filters;
  FilterSettings filters[MOST_FILTERS];
  double cone; /* radius, meters */
} Kind;

/* clang-format off */
static const Kind kinds[CABINET_KINDS] = {
  [CABINET_OPEN] = { 6, { { FILTER_LOW_CUT, 85, 0, 0.9, 12 }, { FILTER_BELL, 150, 2, 1.2, 0 },
                          { FILTER_BELL, 450, -4, 0.8, 0 }, { FILTER_BELL, 1400, 1.5, 1, 0 },
                          { FILTER_BELL, 2900, 7, 1.1, 0 }, { FILTER_HIGH_CUT, 5400, 0, 0.9, 24 } },
                     0.13 },
  [CABINET_CLOSED] = { 6, { { FILTER_LOW_CUT, 75, 0, 1.1, 12 }, { FILTER_BELL, 120, 4, 1.3, 0 },
                            { FILTER_BELL, 400, -5, 0.7, 0 }, { FILTER_BELL, 1600, 2, 1.2, 0 },
                            { FILTER_BELL, 2600, 6, 1.3, 0 }, { FILTER_HIGH_CUT, 4700, 0, 1, 24 } },
                       0.13 },
  [CABINET_BASS] = { 6, { { FILTER_LOW_CUT, 48, 0, 0.8, 12 }, { FILTER_BELL, 95, 3, 1, 0 },
                          { FILTER_BELL, 650, -3, 0.8, 0 }, { FILTER_BELL, 1800, 3, 1, 0 },
                          { FILTER_BELL, 3000, 2, 1, 0 }, { FILTER_HIGH_CUT, 6500, 0, 0.7, 12 } },
                     0.11 },
};
/* clang-format on */

Frames
cabinet_length (int rate)
{
  return (Frames) (SECONDS * rate);
}

/* Before the rim the treble is softer, which leaves the cone as a beam. */
static FilterSettings
placed (FilterSettings filter, int index, double position)
{
  if (index < PRESENCE)
    return filter;
  filter.gain_db *= 1.0 - 0.7 * position;
  filter.hz *= filter.shape == FILTER_HIGH_CUT ? 1.0 - 0.35 * position : 1.0;
  return filter;
}

static void
filter_all (const Kind *kind, double position, int rate, float *impulse, Frames n)
{
  FilterGrid grid;

  filter_grid_init (&grid, rate);
  for (int f = 0; f < kind->n_filters; f++) {
    const FilterSettings settings = placed (kind->filters[f], f, position);
    Biquad sections[FILTER_SECTIONS_MAX];
    const int n_sections = filter_design (&grid, &settings, sections);
    for (int s = 0; s < n_sections; s++) {
      BiquadCoefficients c;
      BiquadState state = { 0, 0 };
      biquad_coefficients (&sections[s], &c);
      for (Frames i = 0; i < n; i++)
        impulse[i] = (float) biquad_next (&state, &c, impulse[i]);
    }
  }
}

/* One arrival, straight between two frames. */
static void
add_arrival (float *impulse, Frames n, double frames, double gain)
{
  const Frames at = (Frames) frames;

  if (at + 1 < n) {
    impulse[at] += (float) (gain * (1.0 - (frames - (double) at)));
    impulse[at + 1] += (float) (gain * (frames - (double) at));
  }
}

void
cabinet_fill (const CabinetShape *shape, int rate, float *impulse)
{
  const Kind *kind = &kinds[shape->kind];
  const Frames n = cabinet_length (rate), fade = (Frames) (FADE_SECONDS * rate);
  const double way = shape->distance, across = shape->position * 2 * kind->cone;
  const double rim = sqrt (way * way + across * across);
  const double floor_way = sqrt (way * way + 4 * FLOOR_HEIGHT * FLOOR_HEIGHT);

  memset (impulse, 0, (size_t) n * sizeof (float));
  impulse[0] = 1;
  add_arrival (impulse, n, (rim - way) / SOUND_SPEED * rate, 0.5 * shape->position * way / rim);
  add_arrival (impulse, n, (floor_way - way) / SOUND_SPEED * rate, FLOOR_GAIN * way / floor_way);
  filter_all (kind, shape->position, rate, impulse, n);
  for (Frames i = 0; i < fade; i++)
    impulse[n - 1 - i] *= (float) i / (float) fade;
  cabinet_normalize (impulse, n, rate);
}

void
cabinet_normalize (float *impulse, Frames n, int rate)
{
  double most = 0;

  for (double hz = 40; hz < 10000; hz *= 1.06) {
    /* Goertzel 1958. */
    const double turn = 2.0 * math_cos (2 * MATH_PI * hz / rate);
    double s1 = 0, s2 = 0;
    for (Frames i = 0; i < n; i++) {
      const double s = impulse[i] + turn * s1 - s2;
      s2 = s1;
      s1 = s;
    }
    const double power = s1 * s1 + s2 * s2 - turn * s1 * s2;
    most = power > most ? power : most;
  }
  const float scale = most > 0 ? (float) (1.0 / sqrt (most)) : 0.0f;
  for (Frames i = 0; i < n; i++)
    impulse[i] *= scale;
}
