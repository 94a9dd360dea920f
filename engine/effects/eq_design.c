/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/eq_design.h"

#include "base/math.h"

static int
nearest_slope (double value)
{
  static const int slopes[] = { 6, 12, 18, 24, 36, 48, 72, 96 };
  int best = slopes[0];

  for (size_t i = 1; i < sizeof slopes / sizeof slopes[0]; i++)
    if (fabs (value - slopes[i]) < fabs (value - best))
      best = slopes[i];
  return best;
}

EqStructure
eq_structure (const double *values, int channels)
{
  EqStructure structure = {
    .on = values[EQ_BAND_ON] >= 0.5,
    .shape = (FilterShape) values[EQ_BAND_TYPE],
    .channel = (EqChannel) values[EQ_BAND_CHANNEL],
  };

  if (structure.shape == FILTER_LOW_CUT || structure.shape == FILTER_HIGH_CUT)
    structure.slope = nearest_slope (values[EQ_BAND_SLOPE]);
  if (channels == 1) {
    if (structure.channel == EQ_SIDE || structure.channel == EQ_RIGHT)
      structure.on = false;
    structure.channel = EQ_STEREO;
  }
  return structure.on ? structure : (EqStructure){ 0 };
}

bool
eq_structure_equal (const EqStructure *a, const EqStructure *b)
{
  return a->on == b->on && a->shape == b->shape && a->slope == b->slope && a->channel == b->channel;
}

FilterSettings
eq_settings (const double *values, const EqStructure *structure)
{
  return (FilterSettings){ .shape = structure->shape,
                           .hz = values[EQ_BAND_FREQ],
                           .gain_db = values[EQ_BAND_GAIN],
                           .q = values[EQ_BAND_Q],
                           .slope = structure->slope };
}

static bool
heard_on (EqChannel band, EqChannel channel)
{
  return band == EQ_STEREO || band == channel;
}

static void
add_band_db (const FilterSettings *settings, const FilterGrid *grid, bool linear, const double *hz,
             int n, double *db)
{
  FilterPrototype prototype;
  Biquad sections[FILTER_SECTIONS_MAX];
  const int n_sections = filter_design (grid, settings, sections);

  filter_prototype_init (&prototype, settings, grid->rate);
  for (int i = 0; i < n; i++) {
    const double tangent = math_tan (MATH_PI * hz[i] / grid->rate);
    double power = linear ? filter_prototype_power (&prototype, hz[i]) : 1.0;
    for (int s = 0; s < n_sections && !linear; s++)
      power *= biquad_power (&sections[s], tangent * tangent);
    db[i] += 0.5 * gain_to_db (power);
  }
}

void
eq_response_db (const double *values, int rate, EqChannel channel, const double *hz, int n,
                double *db)
{
  FilterGrid grid;

  filter_grid_init (&grid, rate);
  for (int i = 0; i < n; i++)
    db[i] = values[EQ_GAIN];
  for (int b = 0; b < EQ_N_BANDS; b++) {
    const double *band = values + b * EQ_BAND_VALUES;
    const EqStructure structure = eq_structure (band, 2);
    if (!structure.on || !heard_on (structure.channel, channel))
      continue;
    const FilterSettings settings = eq_settings (band, &structure);
    add_band_db (&settings, &grid, values[EQ_PHASE] >= 0.5, hz, n, db);
  }
}
