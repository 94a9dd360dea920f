/* SPDX-License-Identifier: GPL-3.0-or-later */
/* s = sine of the phase, squared off: s' = s ((1 + k^2) / (1 + k^2 s^2))^(1/2), k = 6 shape^2
 *
 *   tremolo  gain = 1 - depth (1 - s') / 2, the right channel `spread` later
 *   pan      angle = 45 (1 + depth s') degrees; left 2^(1/2) cos, right 2^(1/2) sin: equal power */
#include "effects/tremolo.h"

#include "base/math.h"
#include "dsp/smooth_gain.h"
#include "effects/modulation.h"

enum { MODE, RATE, SYNC, NOTE, DEPTH, SHAPE, SPREAD, OUTPUT, N_PARAMS };

#define CHUNK CONTROL_GRID

static const char *const modes[] = { "tremolo", "pan", NULL };

static const ParamSpec params[N_PARAMS] = {
  [MODE] = { .name = "mode",
             .label = "Mode",
             .help = "Tremolo moves the level, pan the place; pan makes stereo of mono.",
             .type = PARAM_ENUM,
             .max = 1,
             .choices = modes,
             .rebuild = true },
  [RATE] = MODULATION_RATE_PARAM (5, 20),
  [SYNC] = MODULATION_SYNC_PARAM,
  [NOTE] = MODULATION_NOTE_PARAM (MODULATION_NOTE_QUARTER),
  [DEPTH] = { .name = "depth",
              .label = "Depth",
              .help = "How far it goes: at 100 % down to silence, or to the sides.",
              .unit = PARAM_UNIT_PERCENT,
              .max = 100,
              .initial = 50,
              .smoothing_ms = 30 },
  [SHAPE] = { .name = "shape",
              .label = "Shape",
              .help = "From a sine to nearly a square.",
              .unit = PARAM_UNIT_PERCENT,
              .max = 100,
              .smoothing_ms = 30 },
  [SPREAD] = { .name = "spread",
               .label = "Spread",
               .help = "How far the right channel is behind in tremolo mode; 180 degrees throws "
                       "the sound from side to side.",
               .unit = PARAM_UNIT_DEGREES,
               .max = 180,
               .smoothing_ms = 50 },
  [OUTPUT] = { .name = "output",
               .label = "Output",
               .help = "Gain behind it.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 24,
               .smoothing_ms = 30 },
};

static const ParamPreset presets[] = {
  { "Guitar: old amplifier", "rate=5.5 depth=45" },
  { "Guitar: surf", "rate=7 depth=75 shape=20" },
  { "Electric piano: stereo vibrato", "rate=4.8 depth=60 spread=180" },
  { "Electric piano: slow pan", "mode=pan rate=1.2 depth=70" },
  { "Pad: eighths", "sync=on note=1/8 depth=90 shape=70" },
  { "Pad: sixteenth gate", "sync=on note=1/16 depth=100 shape=100" },
  { "Pad: across the bars", "mode=pan sync=on note=2/1 depth=80" },
  { "Hats: side to side", "mode=pan sync=on note=1/4 depth=50" },
  { "Strings: barely there", "rate=3.5 depth=15 spread=90" },
  { "Drone: slow swell", "rate=0.08 depth=80" },
  { "Synth: helicopter", "rate=14 depth=100 shape=80" },
};

static const DeviceSpec spec = {
  .kind = "tremolo",
  .label = "Tremolo and auto-pan",
  .help =
      "Level or place that moves to and fro, freely or with the song.\n\n"
      "Do not use it for one swell or one move, which automation draws as it should be. In time "
      "with a part that already plays those notes it is hardly heard; a pan of what carries the "
      "mix, bass or voice, makes everything sway.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  int channels; /* that come in */
  bool pans;
  Modulation modulation;
  SmoothGain depth, shape, spread, output; /* spread: turns */
} Tremolo;

static size_t
tremolo_state_size (const ProcessorSetup *setup)
{
  return sizeof (Tremolo);
}

static int
tremolo_channels (const ProcessorSetup *setup)
{
  return setup->values[MODE] > 0 ? 2 : setup->channels;
}

static void
tremolo_reset (void *data)
{
  Tremolo *state = data;

  modulation_reset (&state->modulation);
  smooth_gain_settle (&state->depth);
  smooth_gain_settle (&state->shape);
  smooth_gain_settle (&state->spread);
  smooth_gain_settle (&state->output);
}

static void
tremolo_set (void *data, const double *values, bool jump)
{
  Tremolo *state = data;
  const double shape = values[SHAPE] / 100.0;

  modulation_set (&state->modulation, values[RATE], jump);
  smooth_gain_set (&state->depth, (float) (values[DEPTH] / 100.0), jump);
  smooth_gain_set (&state->shape, (float) (6.0 * shape * shape), jump);
  smooth_gain_set (&state->spread, (float) (values[SPREAD] / 360.0), jump);
  smooth_gain_set (&state->output, (float) db_to_gain (values[OUTPUT]), jump);
}

static bool
tremolo_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Tremolo *state = data;

  state->channels = setup->channels;
  state->pans = setup->values[MODE] > 0;
  modulation_init (&state->modulation, setup->rate, setup->values[SYNC] > 0, setup->values[NOTE]);
  smooth_gain_init (&state->depth, setup->rate);
  smooth_gain_init (&state->shape, setup->rate);
  smooth_gain_init (&state->spread, setup->rate);
  smooth_gain_init (&state->output, setup->rate);
  tremolo_set (state, setup->values, true);
  return true;
}

VECTOR_CLONES static void
square_off (float *restrict sine, const float *restrict k, int n)
{
  for (int i = 0; i < n; i++) {
    const float k2 = k[i] * k[i];
    sine[i] *= sqrtf ((1.0f + k2) / (1.0f + k2 * (sine[i] * sine[i])));
  }
}

VECTOR_CLONES static void
find_levels (float *restrict wave, const float *restrict depth, const float *restrict output, int n)
{
  for (int i = 0; i < n; i++)
    wave[i] = (1.0f - 0.5f * depth[i] * (1.0f - wave[i])) * output[i];
}

/* From the wave to the gains of both sides. */
static void
find_places (float (*waves)[CHUNK], const float *depth, const float *output, int n)
{
  for (int i = 0; i < n; i++) {
    const float turns = 0.125f * (1.0f + depth[i] * waves[0][i]);
    const float root2 = 1.41421356f * output[i];
    waves[1][i] = root2 * control_sine (turns);
    waves[0][i] = root2 * control_sine (0.25f - turns);
  }
}

static void
tremolo_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Tremolo *state = data;
  float waves[2][CHUNK], depth[CHUNK], shape[CHUNK], spread[CHUNK], output[CHUNK];
  const int channels = state->pans ? 2 : state->channels;

  modulation_begin (&state->modulation, context);
  smooth_gain_next (&state->depth, depth, n);
  smooth_gain_next (&state->shape, shape, n);
  smooth_gain_next (&state->spread, spread, n);
  smooth_gain_next (&state->output, output, n);
  for (int i = 0; i < n; i++) {
    const uint64_t phase = lfo_next (&state->modulation.lfo);
    waves[0][i] = lfo_sine (phase);
    waves[1][i] = lfo_sine (phase - lfo_turns (spread[i]));
  }
  square_off (waves[0], shape, n);
  if (state->pans) {
    find_places (waves, depth, output, n);
    for (int i = 0; i < n && state->channels == 1; i++)
      audio[1][i] = audio[0][i];
  } else {
    square_off (waves[1], shape, n);
    find_levels (waves[0], depth, output, n);
    find_levels (waves[1], depth, output, n);
  }
  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      audio[c][i] *= waves[c][i];
}

const Processor tremolo_processor = {
  .spec = &spec,
  .grid = true,
  .state_size = tremolo_state_size,
  .init = tremolo_init,
  .reset = tremolo_reset,
  .set = tremolo_set,
  .process = tremolo_process,
  .channels = tremolo_channels,
};
