/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compressor for each band of dsp/band_split.h: detector, static curve and smoother are those of
 * the compressor. What a second input holds is split, too, and drives band by band. */
#include "effects/multiband.h"

#include "base/math.h"
#include "dsp/fade.h"
#include "dsp/lookahead.h"
#include "dsp/smooth_gain.h"
#include "effects/compressor_kernels.h"
#include "effects/detector_part.h"
#include "effects/moving_curve.h"
#include "effects/multiband_spec.h"

#include <string.h>

#define CHUNK BAND_SPLIT_CHUNK
#define BANDS BAND_SPLIT_BANDS
#define CHANNELS (2 * BANDS) /* of the look-ahead, behind the split */
#define RMS_SECONDS 0.01

typedef struct {
  MovingCurve curve;
  DynamicsTimes times;
  SmoothGain gain_db;
  Fade on, heard;
  StereoLanes mean_squares;
  DynamicsSmoother smoother;
} Band;

typedef struct {
  int rate, channels;
  double rms_pole;
  bool rms;
  SmoothGain dry, wet;
  BandSplit split, key_split;
  Band bands[BANDS];
  Lookahead lookahead;
  float rings[]; /* of the look-ahead */
} Multiband;

typedef float Bands[BANDS][2][CHUNK];

static int
frames_ahead (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[MULTIBAND_LOOKAHEAD], setup->rate);
}

static size_t
multiband_state_size (const ProcessorSetup *setup)
{
  return sizeof (Multiband) + lookahead_size (frames_ahead (setup), CHANNELS);
}

static void
multiband_reset (void *data)
{
  Multiband *state = data;

  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  band_split_reset (&state->split);
  band_split_reset (&state->key_split);
  for (Band *band = state->bands; band < state->bands + BANDS; band++) {
    moving_curve_settle (&band->curve);
    smooth_gain_settle (&band->gain_db);
    fade_set (&band->on, band->on.to, 0, true);
    fade_set (&band->heard, band->heard.to, 0, true);
    band->mean_squares = (StereoLanes){ 0, 0 };
    band->smoother = (DynamicsSmoother){ 0 };
  }
  lookahead_reset (&state->lookahead, state->rings);
}

static void
set_band (const Multiband *state, Band *band, const double *values, double knee, bool heard,
          bool jump)
{
  const int length = state->rate / 50;

  moving_curve_set (&band->curve,
                    dynamics_curve (values[MULTIBAND_THRESHOLD], values[MULTIBAND_RATIO], knee),
                    jump);
  band->times.attack = dynamics_pole (values[MULTIBAND_ATTACK] / 1000.0, state->rate);
  band->times.release = dynamics_pole (values[MULTIBAND_RELEASE] / 1000.0, state->rate);
  smooth_gain_set (&band->gain_db, (float) values[MULTIBAND_GAIN], jump);
  fade_set (&band->on, values[MULTIBAND_ON] > 0, length, jump);
  fade_set (&band->heard, heard, length, jump);
}

static void
multiband_set (void *data, const double *values, bool jump)
{
  Multiband *state = data;
  const double output = db_to_gain (values[MULTIBAND_OUTPUT]), mix = values[MULTIBAND_MIX] / 100.0;
  bool any_solo = false;

  state->rms = values[MULTIBAND_DETECTOR] > 0;
  smooth_gain_set (&state->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&state->wet, (float) (mix * output), jump);
  band_split_set (&state->split, values + MULTIBAND_LOW, state->rate, jump);
  band_split_set (&state->key_split, values + MULTIBAND_LOW, state->rate, jump);
  for (int b = 0; b < BANDS; b++)
    any_solo |= values[b * MULTIBAND_BAND_VALUES + MULTIBAND_SOLO] > 0;
  for (int b = 0; b < BANDS; b++) {
    const double *own = values + b * MULTIBAND_BAND_VALUES;
    set_band (state, &state->bands[b], own, values[MULTIBAND_KNEE],
              !any_solo || own[MULTIBAND_SOLO] > 0, jump);
  }
}

static bool
multiband_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Multiband *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->rms_pole = dynamics_pole (RMS_SECONDS, setup->rate);
  state->lookahead = (Lookahead){ .frames = frames_ahead (setup), .channels = CHANNELS };
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->wet, setup->rate);
  for (int b = 0; b < BANDS; b++)
    smooth_gain_init (&state->bands[b].gain_db, setup->rate);
  multiband_set (state, setup->values, true);
  return true;
}

static int
multiband_latency (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

/* With it what the lowest crossover, of 30 Hz at least, rings: two Butterworth sections fall by 120
 * dB in 17 time constants of 7.5 ms. */
static Frames
multiband_tail (const ProcessorSetup *setup)
{
  return frames_ahead (setup) + setup->rate / 4;
}

VECTOR_CLONES static void
weigh (float *restrict reduction, const float *restrict gain_db, const float *restrict on,
       float *restrict dry, float *restrict wet, const float *restrict heard, int n)
{
  for (int i = 0; i < n; i++) {
    reduction[i] = (reduction[i] - gain_db[i]) * on[i];
    dry[i] *= heard[i];
    wet[i] *= heard[i];
  }
}

static void
fill_fade (Fade *fade, float *values, int n)
{
  for (int i = 0; i < n; i++)
    values[i] = fade_rests (fade) ? fade->to : fade_next (fade);
}

/* What the detector makes of the key of a band, at most n <= CHUNK frames. */
static void
find_reduction (const Multiband *state, Band *band, float (*key)[CHUNK], float *reduction, int n)
{
  float levels[2][CHUNK];

  if (state->rms) {
    memcpy (levels[0], key[0], (size_t) n * sizeof (float));
    memcpy (levels[1], key[1], (size_t) n * sizeof (float));
    dynamics_rms (&band->mean_squares, state->rms_pole, levels[0], levels[1], n);
    key = levels;
  }
  moving_curve_reduce (&band->curve, key[0], key[1], reduction, n);
  moving_curve_advance (&band->curve, n);
  dynamics_smooth (&band->smoother, &band->times, reduction, n);
}

static void
apply_band (Band *band, float (*audio)[CHUNK], float *reduction, const float *dry, const float *wet,
            int n)
{
  float gain_db[CHUNK], on[CHUNK], heard[CHUNK], own_dry[CHUNK], own_wet[CHUNK];

  smooth_gain_next (&band->gain_db, gain_db, n);
  fill_fade (&band->on, on, n);
  fill_fade (&band->heard, heard, n);
  memcpy (own_dry, dry, (size_t) n * sizeof (float));
  memcpy (own_wet, wet, (size_t) n * sizeof (float));
  weigh (reduction, gain_db, on, own_dry, own_wet, heard, n);
  compressor_apply_linked (audio[0], audio[1], reduction, own_dry, own_wet, n);
}

VECTOR_CLONES static void
add_up (float (*bands)[2][CHUNK], int channel, float *restrict out, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = (bands[0][channel][i] + bands[1][channel][i]) +
             (bands[2][channel][i] + bands[3][channel][i]);
}

/* n <= CHUNK. */
static void
process_chunk (Multiband *state, const DetectorPart *part, bool external, int n)
{
  Bands bands, keys;
  float reductions[BANDS][CHUNK], dry[CHUNK], wet[CHUNK];
  float *delayed[CHANNELS];

  band_split_process (&state->split, part->audio[0],
                      state->channels == 2 ? part->audio[1] : part->audio[0], bands, n);
  if (external)
    band_split_process (&state->key_split, part->key[0], part->key[1], keys, n);
  for (int b = 0; b < BANDS; b++)
    find_reduction (state, &state->bands[b], external ? keys[b] : bands[b], reductions[b], n);

  for (int i = 0; i < CHANNELS; i++)
    delayed[i] = bands[i / 2][i % 2];
  lookahead_process (&state->lookahead, state->rings, delayed, n);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->wet, wet, n);
  for (int b = 0; b < BANDS; b++)
    apply_band (&state->bands[b], bands[b], reductions[b], dry, wet, n);
  for (int c = 0; c < state->channels; c++)
    add_up (bands, c, part->audio[c], n);
}

static void
multiband_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Multiband *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    process_chunk (state, &part, context->sidechain[0] != NULL,
                   n - done < CHUNK ? n - done : CHUNK);
  }
}

/* Of the band that is turned down furthest. */
static float
multiband_reduction (const void *data)
{
  const Multiband *state = data;
  double most = 0;

  for (const Band *band = state->bands; band < state->bands + BANDS; band++)
    most = dynamics_larger (most, band->on.to > 0 ? band->smoother.smooth : 0);
  return (float) most;
}

const Processor multiband_processor = {
  .spec = &multiband_spec,
  .state_size = multiband_state_size,
  .init = multiband_init,
  .reset = multiband_reset,
  .set = multiband_set,
  .process = multiband_process,
  .latency = multiband_latency,
  .tail = multiband_tail,
  .reduction = multiband_reduction,
};
