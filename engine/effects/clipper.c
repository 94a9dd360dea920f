/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wet = ceiling f (drive x / ceiling), f hard or soft (dsp/saturation.h), at 8 times the rate (4
 * above 50 kHz, 2 above 100 kHz). The way down rounds corners, which overshoot the ceiling a
 * little; the guard cuts these off at the base rate. */
#include "effects/clipper.h"

#include "base/math.h"
#include "dsp/fade.h"
#include "dsp/lookahead.h"
#include "dsp/oversampler.h"
#include "dsp/saturation.h"
#include "dsp/smooth_gain.h"

#include <string.h>

enum { SHAPE, DRIVE, CEILING, GUARD, OUTPUT, MIX, N_PARAMS };

#define CHUNK OVERSAMPLER_BLOCK
#define HIGH_FRAMES (CHUNK * 8)
#define PAST 2 /* values that the curve, and what evens it, remember */
#define INNER_LATENCY 2

static const char *const shapes[] = { "hard", "soft", NULL };

static const ParamSpec params[N_PARAMS] = {
  [SHAPE] = { .name = "shape",
              .label = "Shape",
              .help = "Hard leaves all below the ceiling as it is; soft bends everything, the more "
                      "the louder.",
              .type = PARAM_ENUM,
              .max = 1,
              .choices = shapes },
  [DRIVE] = { .name = "drive",
              .label = "Drive",
              .help = "Gain before the clipper.",
              .unit = PARAM_UNIT_DB,
              .min = -12,
              .max = 36,
              .smoothing_ms = 20 },
  [CEILING] = { .name = "ceiling",
                .label = "Ceiling",
                .help = "Level that nothing passes.",
                .unit = PARAM_UNIT_DB,
                .min = -24,
                .max = 0,
                .smoothing_ms = 20 },
  [GUARD] = { .name = "guard",
              .label = "Guard",
              .help = "Cuts off what overshoots the ceiling behind the oversampling, so that no "
                      "sample passes it; adds a trace of aliasing.",
              .type = PARAM_BOOL,
              .max = 1 },
  [OUTPUT] = { .name = "output",
               .label = "Output",
               .help = "Gain behind everything.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 24,
               .smoothing_ms = 20 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Clipped against untouched sound.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 100,
            .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Master: shave the peaks before the limiter", "shape=hard drive=2 ceiling=-1" },
  { "Master: loud and dense", "shape=hard drive=4 ceiling=-0.5" },
  { "Drum bus: three decibels", "shape=hard drive=3 ceiling=-3 guard=on" },
  { "Drum bus: soft", "shape=soft drive=4 ceiling=-1" },
  { "Kick: hard front", "shape=hard drive=6 ceiling=-4" },
  { "Snare: level without the spike", "shape=hard drive=5 ceiling=-5 output=2" },
  { "808: growl", "shape=soft drive=12 ceiling=-3" },
  { "Bass: round the tops", "shape=soft drive=5 ceiling=-2" },
  { "Synth: square it off", "shape=hard drive=18 ceiling=-6" },
  { "Any: safety at full scale", "shape=hard drive=0 ceiling=0 guard=on" },
  { "Parallel: broken speaker", "shape=hard drive=30 ceiling=-9 mix=25" },
};

static const DeviceSpec spec = {
  .kind = "clipper",
  .label = "Clipper",
  .help =
      "Cuts peaks off at a ceiling: the shortest way to make drums and mixes louder, as long as "
      "the peaks are short. Oversampled, so that its harmonics do not fold back.\n\n"
      "Do not use it for more than a few dB on sustained sounds: bass, voices and piano break up, "
      "which a limiter or the saturator do more kindly. It is not the last effect of a master: "
      "what it gives can peak between the samples, so a limiter belongs behind it.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  OversamplerChannel oversampler;
  float curve_past[PAST], even_past[PAST];
} Channel;

typedef struct {
  int channels;
  Oversampler oversampler;
  SmoothGain into, ceiling, dry, wet; /* into: drive over ceiling */
  Fade soft, guard;
  int fade_length;
  Channel channel[2];
  Lookahead delay; /* of the untouched sound */
  float rings[];
} Clipper;

static void
make_oversampler (Oversampler *oversampler, int rate)
{
  const int factor = rate < 50000 ? 8 : rate < 100000 ? 4 : 2;
  oversampler_init (oversampler, factor, rate < 48000 ? 20000.0 / rate : 20000.0 / 48000,
                    INNER_LATENCY);
}

static int
clipper_latency (const ProcessorSetup *setup)
{
  Oversampler oversampler;
  make_oversampler (&oversampler, setup->rate);
  return oversampler.latency;
}

static size_t
clipper_state_size (const ProcessorSetup *setup)
{
  return sizeof (Clipper) + lookahead_size (clipper_latency (setup), setup->channels);
}

static Frames
clipper_tail (const ProcessorSetup *setup)
{
  return 2 * clipper_latency (setup);
}

static void
clipper_reset (void *data)
{
  Clipper *state = data;

  memset (state->channel, 0, sizeof state->channel);
  smooth_gain_settle (&state->into);
  smooth_gain_settle (&state->ceiling);
  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  fade_set (&state->soft, state->soft.to, 0, true);
  fade_set (&state->guard, state->guard.to, 0, true);
  lookahead_reset (&state->delay, state->rings);
}

static void
clipper_set (void *data, const double *values, bool jump)
{
  Clipper *state = data;
  const double mix = values[MIX] / 100.0, output = db_to_gain (values[OUTPUT]);

  smooth_gain_set (&state->into, (float) db_to_gain (values[DRIVE] - values[CEILING]), jump);
  smooth_gain_set (&state->ceiling, (float) db_to_gain (values[CEILING]), jump);
  smooth_gain_set (&state->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&state->wet, (float) (mix * output), jump);
  fade_set (&state->soft, values[SHAPE] > 0, state->fade_length, jump);
  fade_set (&state->guard, values[GUARD] > 0, state->fade_length, jump);
}

static bool
clipper_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Clipper *state = data;

  state->channels = setup->channels;
  state->fade_length = setup->rate / 50;
  make_oversampler (&state->oversampler, setup->rate);
  state->delay = (Lookahead){ .frames = state->oversampler.latency, .channels = setup->channels };
  smooth_gain_init (&state->into, setup->rate);
  smooth_gain_init (&state->ceiling, setup->rate);
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->wet, setup->rate);
  clipper_set (state, setup->values, true);
  return true;
}

VECTOR_CLONES static void
multiply (const float *restrict audio, const float *restrict gain, float *restrict out, int n)
{
  for (int i = 0; i < n; i++)
    out[i] = audio[i] * gain[i];
}

VECTOR_CLONES static void
mix (float *restrict audio, const float *restrict wet, const float *restrict dry_gain,
     const float *restrict wet_gain, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] = audio[i] * dry_gain[i] + wet[i] * wet_gain[i];
}

/* From one curve to the other while the shape changes. */
static void
bend (const Clipper *state, const float *soft, const float *u, float *y, int n)
{
  const int factor = state->oversampler.factor;
  float other[HIGH_FRAMES];

  if (soft[0] == 1.0f && soft[n - 1] == 1.0f) {
    saturation_soft (u, y, n * factor);
    return;
  }
  saturation_hard (u, y, n * factor);
  if (soft[0] == 0.0f && soft[n - 1] == 0.0f)
    return;
  saturation_soft (u, other, n * factor);
  for (int i = 0; i < n * factor; i++)
    y[i] = soft[i / factor] == 1.0f ? other[i] : y[i] + (other[i] - y[i]) * soft[i / factor];
}

/* What comes out at the base rate, at a ceiling of 1; n <= CHUNK. */
static void
clip (const Clipper *state, Channel *channel, const float *soft, float *audio, int n)
{
  const int frames = n * state->oversampler.factor;
  float high[HIGH_FRAMES], u[PAST + HIGH_FRAMES], y[PAST + HIGH_FRAMES];

  oversampler_up (&state->oversampler, &channel->oversampler, audio, u + PAST, n);
  saturation_hold (u + PAST, frames);
  memcpy (u, channel->curve_past, sizeof channel->curve_past);
  memcpy (channel->curve_past, u + frames, sizeof channel->curve_past);
  memcpy (y, channel->even_past, sizeof channel->even_past);
  bend (state, soft, u, y + PAST, n);
  memcpy (channel->even_past, y + frames, sizeof channel->even_past);
  saturation_even (y, high, frames);
  oversampler_down (&state->oversampler, &channel->oversampler, high, audio, n);
}

static void
guard (const float *amount, float *audio, int n)
{
  for (int i = 0; i < n; i++) {
    const float top = audio[i] < 1.0f ? audio[i] : 1.0f, cut = top > -1.0f ? top : -1.0f;
    audio[i] = amount[i] == 1.0f ? cut : audio[i] + (cut - audio[i]) * amount[i];
  }
}

/* n <= CHUNK. */
static void
process_chunk (Clipper *state, float *const *audio, int n)
{
  float into[CHUNK], ceiling[CHUNK], dry[CHUNK], wet[CHUNK], soft[CHUNK], guarded[CHUNK];
  float clipped[2][CHUNK];
  const bool guards = !fade_is_off (&state->guard);

  smooth_gain_next (&state->into, into, n);
  smooth_gain_next (&state->ceiling, ceiling, n);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->wet, wet, n);
  for (int i = 0; i < n; i++)
    soft[i] = fade_next (&state->soft);
  for (int i = 0; guards && i < n; i++)
    guarded[i] = fade_next (&state->guard);
  for (int c = 0; c < state->channels; c++) {
    multiply (audio[c], into, clipped[c], n);
    clip (state, &state->channel[c], soft, clipped[c], n);
    if (guards)
      guard (guarded, clipped[c], n);
    for (int i = 0; i < n; i++)
      clipped[c][i] *= ceiling[i];
  }
  lookahead_process (&state->delay, state->rings, audio, n);
  for (int c = 0; c < state->channels; c++)
    mix (audio[c], clipped[c], dry, wet, n);
}

static void
clipper_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Clipper *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    float *const part[2] = { audio[0] + done, state->channels == 2 ? audio[1] + done : NULL };
    process_chunk (state, part, n - done < CHUNK ? n - done : CHUNK);
  }
}

const Processor clipper_processor = {
  .spec = &spec,
  .state_size = clipper_state_size,
  .init = clipper_init,
  .reset = clipper_reset,
  .set = clipper_set,
  .process = clipper_process,
  .latency = clipper_latency,
  .tail = clipper_tail,
};
