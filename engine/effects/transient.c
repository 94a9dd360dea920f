/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gain by the difference of averages of the level in dB: a quick one against one of `attack_time`
 * is what begins, one of `sustain_time` against the quick one is what dies away. The averages are
 * linear (one-pole), so that on a steady sound they agree and nothing happens, at any level.
 *
 *   d = dB (peak detector), q, a, s = averages of d
 *   g = attack max (q - a, 0) + sustain max (s - q, 0);  gain = g / (1 + |g| / range) dB */
#include "effects/transient.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/dynamics.h"
#include "dsp/smooth_gain.h"
#include "effects/detector_part.h"

#include <string.h>

enum { ATTACK, SUSTAIN, ATTACK_TIME, SUSTAIN_TIME, RANGE, OUTPUT, MIX, N_PARAMS };

#define CHUNK 128
#define PEAK_SECONDS                                                                               \
  0.015 /* release of the detector: below it, cycles of a low note would count                     \
         */
#define QUICK_SECONDS 0.0005
#define FLOOR_DB (-80.0f)

static const ParamSpec params[N_PARAMS] = {
  [ATTACK] = { .name = "attack",
               .label = "Attack",
               .help = "Beginnings louder or softer: dB for each dB that they rise, halved.",
               .unit = PARAM_UNIT_PERCENT,
               .min = -100,
               .max = 100,
               .smoothing_ms = 20 },
  [SUSTAIN] = { .name = "sustain",
                .label = "Sustain",
                .help = "What dies away louder or softer.",
                .unit = PARAM_UNIT_PERCENT,
                .min = -100,
                .max = 100,
                .smoothing_ms = 20 },
  [ATTACK_TIME] = { .name = "attack_time",
                    .label = "Attack time",
                    .help = "How long a beginning lasts.",
                    .unit = PARAM_UNIT_MS,
                    .scale = PARAM_LOG,
                    .min = 2,
                    .max = 100,
                    .initial = 15 },
  [SUSTAIN_TIME] = { .name = "sustain_time",
                     .label = "Sustain time",
                     .help = "How long a sound dies away.",
                     .unit = PARAM_UNIT_MS,
                     .scale = PARAM_LOG,
                     .min = 30,
                     .max = 2000,
                     .initial = 250 },
  [RANGE] = { .name = "range",
              .label = "Range",
              .help = "The gain never moves further than this; it gets there gently.",
              .unit = PARAM_UNIT_DB,
              .min = 1,
              .max = 36,
              .initial = 15,
              .smoothing_ms = 20 },
  [OUTPUT] = { .name = "output",
               .label = "Output",
               .help = "Gain behind it.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 24,
               .smoothing_ms = 30 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Shaped against untouched sound.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 100,
            .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Kick: more beater", "attack=50 attack_time=8 sustain=-15" },
  { "Kick: short and dry", "attack=15 sustain=-60 sustain_time=150" },
  { "Snare: crack", "attack=45 attack_time=10" },
  { "Snare: more shell", "attack=-10 sustain=40 sustain_time=200" },
  { "Toms: tame the ring", "attack=20 sustain=-45 sustain_time=400" },
  { "Drum room: bigger", "attack=-30 sustain=50 sustain_time=500" },
  { "Drum bus: punch", "attack=25 attack_time=20 sustain=-10" },
  { "Bass: more finger", "attack=30 attack_time=12 sustain_time=300" },
  { "Guitar: acoustic, softer pick", "attack=-40 attack_time=10" },
  { "Piano: further away", "attack=-45 attack_time=30 sustain=20 sustain_time=800" },
  { "Loop: tighter", "attack=10 sustain=-70 sustain_time=120" },
};

static const DeviceSpec spec = {
  .kind = "transient",
  .label = "Transient shaper",
  .help =
      "Makes beginnings and what follows them louder or softer, whatever the level: no threshold, "
      "no latency. On a steady sound it does nothing.\n\n"
      "Do not use it for level that is uneven from hit to hit, which the compressor evens out. On "
      "a whole mix it finds only the loudest drum. More attack makes peaks higher: look at the "
      "level behind it, or put the clipper there.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};

typedef struct {
  int rate, channels;
  float peak_pole;
  double quick_pole, attack_pole, sustain_pole;
  Ramp attack, sustain, range;
  SmoothGain dry, wet;

  float peak;
  double quick, slow_attack, slow_sustain; /* dB over the floor */
  float gain_db; /* of the last frame */
} Transient;

static size_t
transient_state_size (const ProcessorSetup *setup)
{
  return sizeof (Transient);
}

static void
transient_reset (void *data)
{
  Transient *state = data;

  ramp_set (&state->attack, state->attack.to, true);
  ramp_set (&state->sustain, state->sustain.to, true);
  ramp_set (&state->range, state->range.to, true);
  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  state->peak = state->gain_db = 0;
  state->quick = state->slow_attack = state->slow_sustain = 0;
}

static void
transient_set (void *data, const double *values, bool jump)
{
  Transient *state = data;
  const double output = db_to_gain (values[OUTPUT]), mix = values[MIX] / 100.0;

  ramp_set (&state->attack, (float) (values[ATTACK] / 200.0), jump);
  ramp_set (&state->sustain, (float) (values[SUSTAIN] / 200.0), jump);
  ramp_set (&state->range, (float) values[RANGE], jump);
  state->attack_pole = dynamics_pole (values[ATTACK_TIME] / 1000.0, state->rate);
  state->sustain_pole = dynamics_pole (values[SUSTAIN_TIME] / 1000.0, state->rate);
  smooth_gain_set (&state->dry, (float) ((1.0 - mix) * output), jump);
  smooth_gain_set (&state->wet, (float) (mix * output), jump);
}

static bool
transient_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Transient *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->peak_pole = (float) dynamics_pole (PEAK_SECONDS, setup->rate);
  state->quick_pole = dynamics_pole (QUICK_SECONDS, setup->rate);
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->wet, setup->rate);
  transient_set (state, setup->values, true);
  return true;
}

/* Peaks that fall exponentially, in place of the key's left channel. */
static void
find_peaks (Transient *state, const float *a, const float *b, float *level, int n)
{
  float peak = state->peak;

  for (int i = 0; i < n; i++) {
    const float now = dynamics_level (a[i], b[i]), falling = peak * state->peak_pole;
    peak = now > falling ? now : falling;
    level[i] = peak;
  }
  state->peak = peak;
}

/* dB over the floor. */
VECTOR_CLONES static void
find_levels (float *level, int n)
{
  for (int i = 0; i < n; i++) {
    const float over = fast_gain_to_db (level[i]) - FLOOR_DB;
    level[i] = over > 0.0f ? over : 0.0f;
  }
}

static void
find_rises (Transient *state, const float *level, float *rise, float *fall, int n)
{
  const double quick_pole = state->quick_pole, attack_pole = state->attack_pole;
  const double sustain_pole = state->sustain_pole;
  double quick = state->quick, attack = state->slow_attack, sustain = state->slow_sustain;

  for (int i = 0; i < n; i++) {
    const double d = level[i];
    quick = d + quick_pole * (quick - d);
    attack = d + attack_pole * (attack - d);
    sustain = d + sustain_pole * (sustain - d);
    rise[i] = (float) (quick - attack);
    fall[i] = (float) (sustain - quick);
  }
  state->quick = quick;
  state->slow_attack = attack;
  state->slow_sustain = sustain;
}

VECTOR_CLONES static void
find_gains (const float *restrict rise, const float *restrict fall, const float *restrict attack,
            const float *restrict sustain, const float *restrict range, float *restrict gain_db,
            int n)
{
  for (int i = 0; i < n; i++) {
    const float up = rise[i] > 0.0f ? rise[i] : 0.0f, down = fall[i] > 0.0f ? fall[i] : 0.0f;
    const float wanted = attack[i] * up + sustain[i] * down;
    gain_db[i] = wanted / (1.0f + fabsf (wanted) / range[i]);
  }
}

VECTOR_CLONES static void
apply (float *restrict audio, const float *restrict gain_db, const float *restrict dry,
       const float *restrict wet, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] *= dry[i] + wet[i] * fast_db_to_gain (gain_db[i]);
}

/* n <= CHUNK. */
static void
process_chunk (Transient *state, const DetectorPart *part, int n)
{
  float level[CHUNK], rise[CHUNK], fall[CHUNK], attack[CHUNK], sustain[CHUNK], range[CHUNK];
  float gain_db[CHUNK], dry[CHUNK], wet[CHUNK];

  find_peaks (state, part->key[0], part->key[1], level, n);
  find_levels (level, n);
  find_rises (state, level, rise, fall, n);
  ramp_fill (&state->attack, attack, n);
  ramp_fill (&state->sustain, sustain, n);
  ramp_fill (&state->range, range, n);
  find_gains (rise, fall, attack, sustain, range, gain_db, n);
  smooth_gain_next (&state->dry, dry, n);
  smooth_gain_next (&state->wet, wet, n);
  for (int c = 0; c < state->channels; c++)
    apply (part->audio[c], gain_db, dry, wet, n);
  state->gain_db = gain_db[n - 1];
}

static void
transient_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Transient *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    process_chunk (state, &part, n - done < CHUNK ? n - done : CHUNK);
  }
}

static float
transient_reduction (const void *data)
{
  const Transient *state = data;
  return state->gain_db < 0 ? -state->gain_db : 0;
}

const Processor transient_processor = {
  .spec = &spec,
  .state_size = transient_state_size,
  .init = transient_init,
  .reset = transient_reset,
  .set = transient_set,
  .process = transient_process,
  .reduction = transient_reduction,
};
