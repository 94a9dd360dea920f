/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bands of dsp/dynamic_band.h in series. Each listens to what comes in (or to the second input),
 * not to what the bands before it left; the smoother is the compressor's, on the way that the gain
 * moves. An own kind and no mode of the equalizer: that one's filters are fitted to the analogue
 * curve, which takes microseconds and may have linear phase; these move with every frame. */
#include "effects/dynamic_eq.h"

#include "base/math.h"
#include "dsp/dynamic_band.h"
#include "dsp/fade.h"
#include "dsp/smooth_gain.h"
#include "effects/detector_part.h"
#include "effects/dynamic_eq_spec.h"
#include "effects/moving_curve.h"

#include <string.h>

#define CHUNK DYNAMIC_BAND_CHUNK
#define BANDS DYNAMIC_EQ_BANDS
#define KNEE_DB 6.0
#define RATIO 1e6 /* a dB for each dB */

typedef struct {
  DynamicBand filter;
  DynamicBandShape wanted; /* taken when `present` is off */
  bool on;
  Fade present; /* times the gain in dB: at 0 every shape is the same wire */
  MovingCurve curve;
  DynamicsTimes times;
  Ramp range;
  SmoothGain gain_db;
  DynamicsSmoother smoother;
} Band;

typedef struct {
  int rate, channels;
  SmoothGain output;
  Band bands[BANDS];
} DynamicEq;

static size_t
dynamic_eq_state_size (const ProcessorSetup *setup)
{
  return sizeof (DynamicEq);
}

static int
fade_length (const DynamicEq *state)
{
  return state->rate / 50;
}

static void
band_settle (Band *band)
{
  band->filter.shape = band->wanted;
  fade_set (&band->present, band->on, 0, true);
}

static void
dynamic_eq_reset (void *data)
{
  DynamicEq *state = data;

  smooth_gain_settle (&state->output);
  for (Band *band = state->bands; band < state->bands + BANDS; band++) {
    band_settle (band);
    dynamic_band_reset (&band->filter);
    moving_curve_settle (&band->curve);
    ramp_set (&band->range, band->range.to, true);
    smooth_gain_settle (&band->gain_db);
    band->smoother = (DynamicsSmoother){ 0 };
  }
}

/* A band that is off begins anew; one of another shape goes by way of 0 dB. */
static void
band_begin (const DynamicEq *state, Band *band)
{
  if (!fade_is_off (&band->present))
    return;
  dynamic_band_reset (&band->filter);
  band->filter.shape = band->wanted;
  band->smoother = (DynamicsSmoother){ 0 };
  fade_set (&band->present, band->on, fade_length (state), false);
}

static void
set_band (const DynamicEq *state, Band *band, const double *values, bool jump)
{
  const bool off = fade_is_off (&band->present);

  band->wanted = (DynamicBandShape) values[DYNAMIC_EQ_TYPE];
  band->on = values[DYNAMIC_EQ_ON] > 0;
  dynamic_band_set (&band->filter, values[DYNAMIC_EQ_FREQ], values[DYNAMIC_EQ_Q], state->rate,
                    jump || off);
  moving_curve_set (&band->curve, dynamics_curve (values[DYNAMIC_EQ_THRESHOLD], RATIO, KNEE_DB),
                    jump || off);
  band->times.attack = dynamics_pole (values[DYNAMIC_EQ_ATTACK] / 1000.0, state->rate);
  band->times.release = dynamics_pole (values[DYNAMIC_EQ_RELEASE] / 1000.0, state->rate);
  ramp_set (&band->range, (float) values[DYNAMIC_EQ_RANGE], jump || off);
  smooth_gain_set (&band->gain_db, (float) values[DYNAMIC_EQ_GAIN], jump || off);
  if (jump)
    band_settle (band);
  else if (!band->on || band->wanted != band->filter.shape)
    fade_set (&band->present, 0, fade_length (state), false);
  else
    fade_set (&band->present, 1, fade_length (state), false);
  if (!jump)
    band_begin (state, band);
}

static void
dynamic_eq_set (void *data, const double *values, bool jump)
{
  DynamicEq *state = data;

  smooth_gain_set (&state->output, (float) db_to_gain (values[DYNAMIC_EQ_OUTPUT]), jump);
  for (int b = 0; b < BANDS; b++)
    set_band (state, &state->bands[b], values + b * DYNAMIC_EQ_BAND_VALUES, jump);
}

static bool
dynamic_eq_init (void *data, const ProcessorSetup *setup, const char **message)
{
  DynamicEq *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  smooth_gain_init (&state->output, setup->rate);
  for (int b = 0; b < BANDS; b++)
    smooth_gain_init (&state->bands[b].gain_db, setup->rate);
  dynamic_eq_set (state, setup->values, true);
  return true;
}

/* The poles ring with a time constant of 2 Q A / (2 pi hz), A = 10^(dB / 40), and fall by 120 dB in
 * 14 of these. */
static Frames
dynamic_eq_tail (const ProcessorSetup *setup)
{
  double seconds = 0;

  for (int b = 0; b < BANDS; b++) {
    const double *values = setup->values + b * DYNAMIC_EQ_BAND_VALUES;
    const double most_db = fabs (values[DYNAMIC_EQ_GAIN]) + fabs (values[DYNAMIC_EQ_RANGE]);
    if (values[DYNAMIC_EQ_ON] > 0)
      seconds += 14.0 * 2.0 * values[DYNAMIC_EQ_Q] * db_to_gain (most_db / 2) /
                 (2 * MATH_PI * values[DYNAMIC_EQ_FREQ]);
  }
  return (Frames) (seconds * setup->rate) + 64;
}

/* From reductions to gains in dB: on the side of the range, no further than it goes. */
static void
find_gains (Band *band, const float *reduction, float *gain_db, int n)
{
  float range[CHUNK];

  ramp_fill (&band->range, range, n);
  smooth_gain_next (&band->gain_db, gain_db, n);
  for (int i = 0; i < n; i++) {
    const float most = fabsf (range[i]), far = reduction[i] < most ? reduction[i] : most;
    const float moved = gain_db[i] + (range[i] < 0 ? -far : far);
    gain_db[i] =
        moved * (fade_rests (&band->present) ? band->present.to : fade_next (&band->present));
  }
}

/* What the detector of a band wants, in dB. */
static void
find_reduction (Band *band, const float *const *source, float *reduction, int n)
{
  float key[2][CHUNK];

  memcpy (key[0], source[0], (size_t) n * sizeof (float));
  memcpy (key[1], source[1], (size_t) n * sizeof (float));
  dynamic_band_listen (&band->filter, key[0], key[1], n);
  moving_curve_reduce (&band->curve, key[0], key[1], reduction, n);
  moving_curve_advance (&band->curve, n);
}

/* No further than the range before the smoother, so that a loud moment is let go as soon as a soft
 * one. */
static void
hold_range (const Band *band, float *reduction, int n)
{
  const float from = fabsf (band->range.from), to = fabsf (band->range.to);
  const float most = from > to ? from : to;

  for (int i = 0; i < n; i++)
    reduction[i] = reduction[i] < most ? reduction[i] : most;
}

/* n <= CHUNK frames within which no fade ends. */
static void
process_chunk (DynamicEq *state, float *const *audio, const float *const *source, int n)
{
  float reductions[BANDS][CHUNK], gain[CHUNK], unheard[CHUNK];
  float *const right = state->channels == 2 ? audio[1] : unheard;

  for (int b = 0; b < BANDS; b++) {
    Band *band = &state->bands[b];
    if (fade_is_off (&band->present))
      continue;
    find_reduction (band, source, reductions[b], n);
    hold_range (band, reductions[b], n);
    dynamics_smooth (&band->smoother, &band->times, reductions[b], n);
  }
  if (state->channels == 1)
    memset (unheard, 0, sizeof unheard);
  for (int b = 0; b < BANDS; b++) {
    Band *band = &state->bands[b];
    if (fade_is_off (&band->present))
      continue;
    find_gains (band, reductions[b], gain, n);
    dynamic_band_process (&band->filter, audio[0], right, gain, n);
    band_begin (state, band);
  }
  if (smooth_gain_next (&state->output, gain, n) || gain[0] != 1.0f)
    for (int c = 0; c < state->channels; c++)
      for (int i = 0; i < n; i++)
        audio[c][i] *= gain[i];
}

/* How many of n frames may run before a fade ends, or the range has moved. */
static int
next_cut (const DynamicEq *state, int n)
{
  n = n < CHUNK ? n : CHUNK;
  for (const Band *band = state->bands; band < state->bands + BANDS; band++) {
    const int left = band->present.length - band->present.done;
    const int moving = CONTROL_GRID - band->range.done;
    n = left > 0 && left < n ? left : n;
    n = moving > 0 && moving < n ? moving : n;
  }
  return n;
}

static void
dynamic_eq_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  DynamicEq *state = data;

  for (int done = 0; done < n;) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    const int now = next_cut (state, n - done);
    process_chunk (state, part.audio, part.key, now);
    done += now;
  }
}

/* Of the band that is turned down furthest. */
static float
dynamic_eq_reduction (const void *data)
{
  const DynamicEq *state = data;
  double most = 0;

  for (const Band *band = state->bands; band < state->bands + BANDS; band++)
    if (band->on && band->range.to < 0)
      most = dynamics_larger (most, band->smoother.smooth);
  return (float) most;
}

const Processor dynamic_eq_processor = {
  .spec = &dynamic_eq_spec,
  .state_size = dynamic_eq_state_size,
  .init = dynamic_eq_init,
  .reset = dynamic_eq_reset,
  .set = dynamic_eq_set,
  .process = dynamic_eq_process,
  .tail = dynamic_eq_tail,
  .reduction = dynamic_eq_reduction,
};
