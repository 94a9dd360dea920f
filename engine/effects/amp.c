/* SPDX-License-Identifier: GPL-3.0-or-later */
/* With f (u) = u / (1 + u^2)^(1/2), each stage at 8 times the rate (4 above 50 kHz, 2 above 100):
 *
 *   first valve   x1 = f (g x + b) - f (b), then a coupling of first order at 30 Hz
 *   second valve  x2 = f (h x1 - b) + f (b)
 *   tone stack    dsp/tone_stack.h, and what it takes from the middle given back
 *   power         x3 = v f (p x2),  v = 1 / (1 + 2 sag e),  e: mean of |f (p x2)| over 80 ms
 *   cabinet       effects/cabinet.h by dsp/convolver.h
 *
 * The bias b of the valves has opposite signs, as each of them turns the phase. */
#include "effects/amp.h"

#include "base/math.h"
#include "dsp/convolver.h"
#include "dsp/dynamics.h"
#include "dsp/lookahead.h"
#include "dsp/oversampled_curve.h"
#include "dsp/saturation.h"
#include "dsp/smooth_gain.h"
#include "dsp/tone_stack.h"
#include "effects/amp_spec.h"
#include "effects/cabinet.h"

#include <string.h>

#define CHUNK OVERSAMPLER_BLOCK
#define HIGH_FRAMES (CHUNK * 8)
#define PAST 2
#define INNER_LATENCY 3 /* of two curves and of what evens the second */
#define COUPLING_HZ 30.0
#define STACK_GAIN 4.0f
#define SAG_SECONDS 0.08
#define MOST_FILE_SECONDS 1
#define TAIL_SECONDS 0.5 /* of coupling and tone stack */

typedef struct {
  float first, second; /* gains */
  float bias;
  ToneStackCircuit circuit;
} Model;

static const Model models[AMP_MODELS] = {
  [AMP_CLEAN] = { 0.5f, 1.0f, 0.15f, TONE_STACK_BASSMAN },
  [AMP_CRUNCH] = { 2.0f, 2.5f, 0.25f, TONE_STACK_LEAD },
  [AMP_LEAD] = { 8.0f, 6.0f, 0.3f, TONE_STACK_LEAD },
  [AMP_BASS_MODEL] = { 0.5f, 0.8f, 0.2f, TONE_STACK_BASSMAN },
};

typedef struct {
  OversamplerChannel oversampler;
  float first[PAST], second[PAST], even[PAST];
  double coupling;
  ToneStackChannel stack;
  OversampledCurve power;
  double mean; /* of the power stage */
} Channel;

typedef struct {
  int channels, rate;
  Model model;
  Oversampler preamp, power_stage;
  float rest; /* f (bias), in the arithmetic of the curve */
  double coupling_step, sag_pole;
  SmoothGain gain, power, sag, dry, wet;
  ToneStack stack;
  Channel channel[2];
  size_t convolver; /* bytes from the state; 0: there is no cabinet */
  Lookahead delay; /* of the untouched sound */
  float rings[];
} Amp;

static void
make_preamp (Oversampler *oversampler, int rate)
{
  const int factor = rate < 50000 ? 8 : rate < 100000 ? 4 : 2;
  oversampler_init (oversampler, factor, rate < 48000 ? 20000.0 / rate : 20000.0 / 48000,
                    INNER_LATENCY);
}

static int
amp_latency (const ProcessorSetup *setup)
{
  Oversampler preamp, power_stage;

  make_preamp (&preamp, setup->rate);
  oversampled_curve_init (&power_stage, setup->rate);
  return preamp.latency + power_stage.latency;
}

static int
cabinet_of (const ProcessorSetup *setup)
{
  return (int) setup->values[AMP_CABINET];
}

/* At least a frame, also where the file is missing. */
static Frames
impulse_frames (const ProcessorSetup *setup)
{
  const Frames most = (Frames) MOST_FILE_SECONDS * setup->rate;

  if (cabinet_of (setup) != AMP_CABINET_FILE)
    return cabinet_length (setup->rate);
  const Frames frames = setup->sounds ? setup->sounds[AMP_FILE].frames : 0;
  return frames > most ? most : frames > 0 ? frames : 1;
}

static size_t
aligned (size_t bytes)
{
  return (bytes + 63) / 64 * 64;
}

static size_t
convolver_offset (const ProcessorSetup *setup)
{
  return aligned (sizeof (Amp) + lookahead_size (amp_latency (setup), setup->channels));
}

static size_t
impulse_offset (const ProcessorSetup *setup)
{
  return convolver_offset (setup) +
         aligned (convolver_size (impulse_frames (setup), setup->channels));
}

static size_t
amp_state_size (const ProcessorSetup *setup)
{
  if (cabinet_of (setup) == AMP_CABINET_NONE)
    return convolver_offset (setup);
  return impulse_offset (setup) + (size_t) impulse_frames (setup) * sizeof (float);
}

static Convolver *
convolver_of (Amp *state)
{
  return (Convolver *) ((char *) state + state->convolver);
}

static Frames
amp_tail (const ProcessorSetup *setup)
{
  return 2 * amp_latency (setup) + impulse_frames (setup) + (Frames) (TAIL_SECONDS * setup->rate);
}

static void
amp_reset (void *data)
{
  Amp *state = data;

  smooth_gain_settle (&state->gain);
  smooth_gain_settle (&state->power);
  smooth_gain_settle (&state->sag);
  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  tone_stack_finish (&state->stack);
  memset (state->channel, 0, sizeof state->channel);
  for (int c = 0; c < 2; c++)
    for (int i = 0; i < PAST; i++) {
      state->channel[c].first[i] = state->model.bias;
      state->channel[c].second[i] = -state->model.bias;
    }
  lookahead_reset (&state->delay, state->rings);
  if (state->convolver)
    convolver_reset (convolver_of (state));
}

static void
amp_set (void *data, const double *values, bool jump)
{
  Amp *state = data;
  const double mix = values[AMP_MIX] / 100.0, output = db_to_gain (values[AMP_OUTPUT]);

  smooth_gain_set (&state->gain, (float) db_to_gain (values[AMP_GAIN]) * state->model.first, jump);
  smooth_gain_set (&state->power, (float) db_to_gain (values[AMP_POWER]) * STACK_GAIN, jump);
  smooth_gain_set (&state->sag, (float) (values[AMP_SAG] / 50.0), jump);
  smooth_gain_set (&state->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&state->wet, (float) (mix * output), jump);
  tone_stack_set (&state->stack, state->model.circuit, values[AMP_BASS] / 100.0,
                  values[AMP_MIDDLE] / 100.0, values[AMP_TREBLE] / 100.0, state->rate, jump);
}

static bool
fill_impulse (const ProcessorSetup *setup, float *impulse, Frames n, const char **message)
{
  if (cabinet_of (setup) != AMP_CABINET_FILE) {
    const CabinetShape shape = { .kind = (CabinetKind) cabinet_of (setup),
                                 .position = setup->values[AMP_POSITION] / 100.0,
                                 .distance = setup->values[AMP_DISTANCE] / 100.0 };
    cabinet_fill (&shape, setup->rate, impulse);
    return true;
  }
  const ProcessorSound *sound = setup->sounds ? &setup->sounds[AMP_FILE] : NULL;
  if (!sound || sound->frames <= 0) {
    *message = setup->texts && setup->texts[AMP_FILE]
                   ? "the impulse file is missing or no audio file"
                   : "choose an impulse file";
    return false;
  }
  memcpy (impulse, sound->audio[0], (size_t) n * sizeof (float));
  cabinet_normalize (impulse, n, setup->rate);
  return true;
}

static bool
make_cabinet (Amp *state, const ProcessorSetup *setup, const char **message)
{
  const Frames n = impulse_frames (setup);
  float *const impulse = (float *) ((char *) state + impulse_offset (setup));

  state->convolver = convolver_offset (setup);
  if (!fill_impulse (setup, impulse, n, message))
    return false;
  if (!convolver_init (convolver_of (state), n, setup->channels)) {
    *message = "there is no memory for the cabinet";
    return false;
  }
  convolver_load (convolver_of (state), 0, impulse);
  convolver_load (convolver_of (state), 1, impulse);
  return true;
}

static bool
amp_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Amp *state = data;

  state->channels = setup->channels;
  state->rate = setup->rate;
  state->model = models[(int) setup->values[AMP_MODEL]];
  make_preamp (&state->preamp, setup->rate);
  oversampled_curve_init (&state->power_stage, setup->rate);
  state->delay = (Lookahead){ .frames = amp_latency (setup), .channels = setup->channels };
  const float still[PAST + 1] = { state->model.bias, state->model.bias, state->model.bias };
  saturation_soft (still, &state->rest, 1);
  const double high_rate = (double) setup->rate * state->preamp.factor;
  state->coupling_step = 1.0 - math_exp (-2 * MATH_PI * COUPLING_HZ / high_rate);
  state->sag_pole = dynamics_pole (SAG_SECONDS, setup->rate);
  if (cabinet_of (setup) != AMP_CABINET_NONE && !make_cabinet (state, setup, message))
    return false;
  SmoothGain *const gains[] = { &state->gain, &state->power, &state->sag, &state->dry,
                                &state->wet };
  for (size_t i = 0; i < sizeof gains / sizeof gains[0]; i++)
    smooth_gain_init (gains[i], setup->rate);
  amp_set (state, setup->values, true);
  amp_reset (state);
  return true;
}

/* u has the past of the curve in front. */
static void
bend (float *past, float *u, float *y, float bias, float rest, int n)
{
  saturation_hold (u + PAST, n);
  for (int i = 0; i < n; i++)
    u[PAST + i] += bias;
  memcpy (u, past, PAST * sizeof (float));
  memcpy (past, u + n, PAST * sizeof (float));
  saturation_soft (u, y, n);
  for (int i = 0; i < n; i++)
    y[i] -= rest;
}

/* Both valves; n <= CHUNK. */
static void
preamplify (const Amp *state, Channel *channel, float *audio, int n)
{
  const int frames = n * state->preamp.factor;
  float u[PAST + HIGH_FRAMES], y[PAST + HIGH_FRAMES];
  const Model *model = &state->model;

  oversampler_up (&state->preamp, &channel->oversampler, audio, u + PAST, n);
  bend (channel->first, u, y, model->bias, state->rest, frames);
  for (int i = 0; i < frames; i++) {
    channel->coupling += state->coupling_step * ((double) y[i] - channel->coupling);
    u[PAST + i] = model->second * (float) ((double) y[i] - channel->coupling);
  }
  bend (channel->second, u, y + PAST, -model->bias, -state->rest, frames);
  memcpy (y, channel->even, sizeof channel->even);
  memcpy (channel->even, y + frames, sizeof channel->even);
  saturation_even (y, u, frames);
  oversampler_down (&state->preamp, &channel->oversampler, u, audio, n);
}

static void
give_power (const Amp *state, Channel *channel, const float *power, const float *sag, float *audio,
            int n)
{
  for (int i = 0; i < n; i++)
    audio[i] *= power[i];
  oversampled_curve_soft (&state->power_stage, &channel->power, audio, n);
  for (int i = 0; i < n; i++) {
    const double level = fabsf (audio[i]);
    channel->mean = level + state->sag_pole * (channel->mean - level);
    audio[i] /= 1.0f + sag[i] * (float) channel->mean;
  }
}

/* n <= CHUNK. */
static void
process_chunk (Amp *state, float *const *audio, int n, Frames position)
{
  float wet[2][CHUNK], out[2][CHUNK], gain[CHUNK], power[CHUNK], sag[CHUNK], dry_gain[CHUNK];
  float wet_gain[CHUNK];

  smooth_gain_next (&state->gain, gain, n);
  smooth_gain_next (&state->power, power, n);
  smooth_gain_next (&state->sag, sag, n);
  smooth_gain_next (&state->dry, dry_gain, n);
  smooth_gain_next (&state->wet, wet_gain, n);
  for (int c = 0; c < state->channels; c++) {
    for (int i = 0; i < n; i++)
      wet[c][i] = audio[c][i] * gain[i];
    preamplify (state, &state->channel[c], wet[c], n);
    tone_stack_process (&state->stack, &state->channel[c].stack, wet[c], n);
    give_power (state, &state->channel[c], power, sag, wet[c], n);
  }
  tone_stack_advance (&state->stack, n);
  if (state->convolver)
    convolver_process (convolver_of (state), (const float *[]){ wet[0], wet[1] },
                       (float *[]){ out[0], out[1] }, n, position);
  lookahead_process (&state->delay, state->rings, audio, n);
  for (int c = 0; c < state->channels; c++) {
    const float *heard = state->convolver ? out[c] : wet[c];
    for (int i = 0; i < n; i++)
      audio[c][i] = dry_gain[i] * audio[c][i] + wet_gain[i] * heard[i];
  }
}

static void
amp_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Amp *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    float *const part[2] = { audio[0] + done, state->channels == 2 ? audio[1] + done : NULL };
    process_chunk (state, part, n - done < CHUNK ? n - done : CHUNK, context->position + done);
  }
}

const Processor amp_processor = {
  .spec = &amp_spec,
  .hears_files = true,
  .state_size = amp_state_size,
  .init = amp_init,
  .reset = amp_reset,
  .set = amp_set,
  .process = amp_process,
  .latency = amp_latency,
  .tail = amp_tail,
};
