/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First-order all-passes in series, all at the same frequency, mixed with the untouched sound: a
 * notch for each two of them. With g = tan (pi f / rate), t = (g - 1) / (g + 1):
 *
 *   A (z) = (t + z^-1) / (1 + t z^-1),  f (t) = frequency 2^(depth sin (2 pi rate t))
 *
 * (Zolzer, DAFX, 2nd ed., ch. 2.5). What comes out goes in again with `feedback`, a frame late. */
#include "effects/phaser.h"

#include "base/math.h"
#include "dsp/smooth_gain.h"
#include "effects/modulation.h"

#include <string.h>

enum { FREQUENCY, DEPTH, RATE, SYNC, NOTE, SPREAD, FEEDBACK, MIX, STAGES, N_PARAMS };

#define CHUNK CONTROL_GRID
#define STAGES_MOST 12
#define LOWEST_HZ 20.0
#define HIGHEST 0.4 /* of the rate */

static const ParamSpec params[N_PARAMS] = {
  [FREQUENCY] = { .name = "frequency",
                  .label = "Frequency",
                  .help = "The middle of the sweep.",
                  .unit = PARAM_UNIT_HZ,
                  .scale = PARAM_LOG,
                  .min = 60,
                  .max = 6000,
                  .initial = 700,
                  .smoothing_ms = 50 },
  [DEPTH] = { .name = "depth",
              .label = "Depth",
              .help = "How far it sweeps to either side.",
              .unit = PARAM_UNIT_OCTAVES,
              .max = 3,
              .initial = 1.5,
              .smoothing_ms = 50 },
  [RATE] = MODULATION_RATE_PARAM (0.3, 10),
  [SYNC] = MODULATION_SYNC_PARAM,
  [NOTE] = MODULATION_NOTE_PARAM (0),
  [SPREAD] = { .name = "spread",
               .label = "Spread",
               .help = "How far the right channel is ahead.",
               .unit = PARAM_UNIT_DEGREES,
               .max = 180,
               .initial = 30,
               .smoothing_ms = 50 },
  [FEEDBACK] = { .name = "feedback",
                 .label = "Feedback",
                 .help = "What goes through again: sharper peaks between the notches.",
                 .unit = PARAM_UNIT_PERCENT,
                 .min = -90,
                 .max = 90,
                 .initial = 30,
                 .smoothing_ms = 30 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Turned against untouched sound; the notches are deepest at 50 %.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 50,
            .smoothing_ms = 20 },
  [STAGES] = { .name = "stages",
               .label = "Stages",
               .help = "How many all-passes: a notch for each two.",
               .type = PARAM_INT,
               .min = 2,
               .max = STAGES_MOST,
               .initial = 6,
               .rebuild = true },
};

static const ParamPreset presets[] = {
  { "Guitar: small orange box", "stages=4 frequency=800 depth=1.8 rate=0.5 feedback=0" },
  { "Guitar: slow burn", "stages=6 frequency=600 depth=2 rate=0.12 feedback=45" },
  { "Electric piano: stereo classic", "stages=8 frequency=700 depth=1.5 rate=0.4 spread=120" },
  { "Electric piano: fast wobble", "stages=4 frequency=900 depth=0.8 rate=4.5 feedback=20" },
  { "Clavinet: funk", "stages=6 frequency=900 depth=1.6 rate=1.1 feedback=55" },
  { "Pad: drifting", "stages=12 frequency=500 depth=2 rate=0.06 feedback=35 spread=90" },
  { "Pad: over four bars", "sync=on note=4/1 stages=8 frequency=700 depth=2.2 feedback=40" },
  { "Strings: seventies", "stages=6 frequency=1000 depth=1.2 rate=0.25 feedback=10 mix=40" },
  { "Hats: movement", "stages=4 frequency=4000 depth=0.8 rate=0.35 mix=40" },
  { "Bass: throaty", "stages=4 frequency=300 depth=1.5 rate=0.3 feedback=50 mix=40" },
  { "Synth: vowel", "stages=6 frequency=800 depth=1 rate=0.5 feedback=-80" },
};

static const DeviceSpec spec = {
  .kind = "phaser",
  .label = "Phaser",
  .help =
      "A few notches that sweep through the sound, softer and rounder than the flanger's comb.\n\n"
      "Do not use it on two microphones of one source, whose phases it turns apart, nor on the "
      "only bass of a mix, which thins out each time a notch comes by. If nothing is heard, the "
      "sound has no harmonics where the notches are.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  double stages[STAGES_MOST]; /* of each, what it remembers */
  double last; /* what came out */
} Channel;

typedef struct {
  int channels, rate, n_stages;
  Modulation modulation;
  SmoothGain octave, depth, spread, feedback, dry, wet; /* octave: log2 of the frequency */
  Channel channel[2];
} Phaser;

static size_t
phaser_state_size (const ProcessorSetup *setup)
{
  return sizeof (Phaser);
}

static void
phaser_reset (void *data)
{
  Phaser *state = data;

  modulation_reset (&state->modulation);
  smooth_gain_settle (&state->octave);
  smooth_gain_settle (&state->depth);
  smooth_gain_settle (&state->spread);
  smooth_gain_settle (&state->feedback);
  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  memset (state->channel, 0, sizeof state->channel);
}

static void
phaser_set (void *data, const double *values, bool jump)
{
  Phaser *state = data;
  const double mix = values[MIX] / 100.0;

  modulation_set (&state->modulation, values[RATE], jump);
  smooth_gain_set (&state->octave, (float) math_log2 (values[FREQUENCY]), jump);
  smooth_gain_set (&state->depth, (float) values[DEPTH], jump);
  smooth_gain_set (&state->spread, (float) (values[SPREAD] / 360.0), jump);
  smooth_gain_set (&state->feedback, (float) (values[FEEDBACK] / 100.0), jump);
  smooth_gain_set (&state->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&state->wet, (float) mix, jump);
}

static bool
phaser_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Phaser *state = data;

  state->channels = setup->channels;
  state->rate = setup->rate;
  state->n_stages = (int) setup->values[STAGES];
  modulation_init (&state->modulation, setup->rate, setup->values[SYNC] > 0, setup->values[NOTE]);
  smooth_gain_init (&state->octave, setup->rate);
  smooth_gain_init (&state->depth, setup->rate);
  smooth_gain_init (&state->spread, setup->rate);
  smooth_gain_init (&state->feedback, setup->rate);
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->wet, setup->rate);
  phaser_set (state, setup->values, true);
  return true;
}

/* Twelve poles at 20 Hz at worst, and what feedback of 90 % makes of their delay at 0 Hz. */
static Frames
phaser_tail (const ProcessorSetup *setup)
{
  const double hz = setup->values[FREQUENCY] / math_exp2 (setup->values[DEPTH]);
  const double lowest = hz > LOWEST_HZ ? hz : LOWEST_HZ;
  const double feedback = fabs (setup->values[FEEDBACK]) / 100.0;
  const double turns = setup->values[STAGES] + 14.0;
  return (Frames) (turns / (2 * MATH_PI * lowest) * 4.0 / (1.0 - feedback) * setup->rate) + 64;
}

/* The coefficient of all stages at a phase of the sweep. */
static double
tuning (const Phaser *state, double octave, double depth, uint64_t phase)
{
  const double hz = control_exp2 (octave + depth * (double) lfo_sine (phase));
  const double least = hz > LOWEST_HZ ? hz : LOWEST_HZ, most = HIGHEST * state->rate;
  const double g = control_tan (MATH_PI * (least < most ? least : most) / state->rate);
  return (g - 1.0) / (g + 1.0);
}

typedef struct {
  float octave[CHUNK], depth[CHUNK], spread[CHUNK], feedback[CHUNK], dry[CHUNK], wet[CHUNK];
  uint64_t phase[CHUNK];
} Moves;

static void
run_channel (const Phaser *state, Channel *channel, const Moves *moves, int which, float *audio,
             int n)
{
  for (int i = 0; i < n; i++) {
    const uint64_t ahead = which ? lfo_turns (moves->spread[i]) : 0;
    const double t = tuning (state, moves->octave[i], moves->depth[i], moves->phase[i] + ahead);
    double x = audio[i] + moves->feedback[i] * channel->last;
    for (int s = 0; s < state->n_stages; s++) {
      const double y = t * x + channel->stages[s];
      channel->stages[s] = x - t * y;
      x = y;
    }
    channel->last = x;
    audio[i] = (float) (moves->dry[i] * audio[i] + moves->wet[i] * x);
  }
}

static void
phaser_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Phaser *state = data;
  Moves moves;

  modulation_begin (&state->modulation, context);
  smooth_gain_next (&state->octave, moves.octave, n);
  smooth_gain_next (&state->depth, moves.depth, n);
  smooth_gain_next (&state->spread, moves.spread, n);
  smooth_gain_next (&state->feedback, moves.feedback, n);
  smooth_gain_next (&state->dry, moves.dry, n);
  smooth_gain_next (&state->wet, moves.wet, n);
  for (int i = 0; i < n; i++)
    moves.phase[i] = lfo_next (&state->modulation.lfo);
  for (int c = 0; c < state->channels; c++)
    run_channel (state, &state->channel[c], &moves, c, audio[c], n);
}

const Processor phaser_processor = {
  .spec = &spec,
  .grid = true,
  .state_size = phaser_state_size,
  .init = phaser_init,
  .reset = phaser_reset,
  .set = phaser_set,
  .process = phaser_process,
  .tail = phaser_tail,
};
