/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/gate.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/band_limit.h"
#include "dsp/dynamics.h"
#include "dsp/lookahead.h"
#include "dsp/ramp.h"
#include "effects/detector_part.h"

#include <string.h>

enum {
  THRESHOLD,
  HYSTERESIS,
  RANGE,
  RATIO,
  ATTACK,
  HOLD,
  RELEASE,
  LOOKAHEAD,
  SIDECHAIN_LOW_CUT,
  SIDECHAIN_HIGH_CUT,
  LISTEN,
  N_PARAMS
};

#define CHUNK 128
#define CLOSED INT32_MAX
#define LOW_CUT_OFF_HZ 20.0
#define HIGH_CUT_OFF_HZ 20000.0
#define RATIO_GATE 100.0
#define RANGE_SILENCE_DB 100.0
#define LOWEST_KEY_HZ 40.0 /* the detector bridges half a cycle of it */
#define ENVELOPE_SECONDS 0.01

static const ParamSpec params[N_PARAMS] = {
  [THRESHOLD] = { .name = "threshold",
                  .label = "Threshold",
                  .help = "Level that opens the gate.",
                  .unit = PARAM_UNIT_DB,
                  .min = -80,
                  .max = 0,
                  .initial = -45,
                  .smoothing_ms = 20 },
  [HYSTERESIS] = { .name = "hysteresis",
                   .label = "Hysteresis",
                   .help = "How far below the threshold the level must fall to close it again.",
                   .unit = PARAM_UNIT_DB,
                   .min = 0,
                   .max = 24,
                   .initial = 4,
                   .smoothing_ms = 20 },
  [RANGE] = { .name = "range",
              .label = "Range",
              .help = "How far a closed gate turns down; 100 dB is silence.",
              .unit = PARAM_UNIT_DB,
              .min = 0,
              .max = RANGE_SILENCE_DB,
              .initial = 60,
              .smoothing_ms = 20 },
  [RATIO] = { .name = "ratio",
              .label = "Ratio",
              .help =
                  "Under 100 an expander: each dB below the threshold comes out as so many, down "
                  "to the range; 100 is a gate, open or closed.",
              .unit = PARAM_UNIT_RATIO,
              .scale = PARAM_LOG,
              .min = 1,
              .max = RATIO_GATE,
              .initial = RATIO_GATE },
  [ATTACK] = { .name = "attack",
               .label = "Attack",
               .help = "Time to open by 63 %; too short clicks, too long eats the transient.",
               .unit = PARAM_UNIT_MS,
               .scale = PARAM_LOG,
               .min = 0.01,
               .max = 100,
               .initial = 0.5 },
  [HOLD] = { .name = "hold",
             .label = "Hold",
             .help =
                 "How long it stays open after the last crest above the closing level; at least "
                 "half a cycle of the lowest note let into the detector (12.5 ms, less with a "
                 "low cut above 40 Hz).",
             .unit = PARAM_UNIT_MS,
             .min = 0,
             .max = 2000,
             .initial = 50 },
  [RELEASE] = { .name = "release",
                .label = "Release",
                .help = "Time in which the sound falls by 8.7 dB when the gate closes.",
                .unit = PARAM_UNIT_MS,
                .scale = PARAM_LOG,
                .min = 1,
                .max = 3000,
                .initial = 100 },
  [LOOKAHEAD] = { .name = "lookahead",
                  .label = "Look-ahead",
                  .help = "Delays the sound, not the detector, so that the gate opens in time.",
                  .unit = PARAM_UNIT_MS,
                  .max = 20,
                  .rebuild = true },
  [SIDECHAIN_LOW_CUT] = { .name = "sidechain_low_cut",
                          .label = "Sidechain low cut",
                          .help = "Keeps rumble and kick from opening the gate; 20 Hz is off.",
                          .unit = PARAM_UNIT_HZ,
                          .scale = PARAM_LOG,
                          .min = LOW_CUT_OFF_HZ,
                          .max = 8000,
                          .initial = LOW_CUT_OFF_HZ,
                          .smoothing_ms = 20 },
  [SIDECHAIN_HIGH_CUT] = { .name = "sidechain_high_cut",
                           .label = "Sidechain high cut",
                           .help = "Keeps hiss and cymbals from opening the gate; 20 kHz is off.",
                           .unit = PARAM_UNIT_HZ,
                           .scale = PARAM_LOG,
                           .min = 100,
                           .max = HIGH_CUT_OFF_HZ,
                           .initial = HIGH_CUT_OFF_HZ,
                           .smoothing_ms = 20 },
  [LISTEN] = { .name = "listen",
               .label = "Listen to key",
               .help = "Lets the filtered key be heard instead, to set the two cuts.",
               .type = PARAM_BOOL,
               .max = 1 },
};

static const ParamPreset presets[] = {
  { "Kick: only the kick",
    "threshold=-28 hysteresis=6 range=80 attack=0.3 hold=60 release=90 sidechain_high_cut=150 "
    "lookahead=1" },
  { "Snare: keep out the hat",
    "threshold=-26 hysteresis=6 range=50 attack=0.2 hold=80 release=120 sidechain_low_cut=150 "
    "sidechain_high_cut=3000 lookahead=1" },
  { "Toms: long ring",
    "threshold=-30 hysteresis=8 range=70 attack=0.5 hold=250 release=350 sidechain_low_cut=60 "
    "sidechain_high_cut=1200 lookahead=2" },
  { "Drum room: gated tail",
    "threshold=-24 hysteresis=3 range=100 attack=0.5 hold=180 release=40 sidechain_low_cut=120" },
  { "Vocal: breath and room down (expander)",
    "threshold=-38 hysteresis=3 range=14 ratio=2 attack=2 hold=120 release=250 "
    "sidechain_low_cut=120 sidechain_high_cut=6000" },
  { "Speech: pauses (expander)",
    "threshold=-42 hysteresis=4 range=20 ratio=3 attack=1 hold=200 release=300 "
    "sidechain_low_cut=100 lookahead=3" },
  { "Guitar: amplifier hiss",
    "threshold=-55 hysteresis=6 range=60 attack=1 hold=100 release=400 sidechain_low_cut=80" },
  { "Guitar: tight metal stops",
    "threshold=-35 hysteresis=5 range=90 attack=0.5 hold=25 release=30 sidechain_low_cut=100" },
  { "Bass follows the kick (external sidechain)",
    "threshold=-30 hysteresis=6 range=30 attack=2 hold=80 release=120" },
  { "Pad: chopped by a rhythm (external sidechain)",
    "threshold=-30 hysteresis=6 range=100 attack=3 hold=20 release=60" },
};

static const DeviceSpec spec = {
  .kind = "gate",
  .label = "Gate",
  .help =
      "Turns down what is softer than the threshold: spill between drum hits, amplifier hiss, the "
      "room between words. With a ratio under 100 it is an expander, which lets go more "
      "gently.\n\n"
      "Do not use it where the unwanted sound lies under the wanted one: it only acts in the "
      "gaps, and noise that comes and goes is heard more than noise that stays. In a take of a "
      "few phrases, cutting clips with fades sounds better and takes as long.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};

typedef struct {
  int rate, channels;
  float open_level, close_level; /* amplitudes */
  float threshold_db, range_db, slope; /* slope: ratio - 1; of the expander */
  bool expands;
  int hold; /* frames */
  double attack, release; /* 1 - pole */
  float envelope_pole;
  Ramp closed; /* gain */
  BandLimit key_filter;
  Fade listen;

  int quiet; /* frames since the level was last high enough to stay open, or CLOSED */
  float envelope;
  double gain;
  Lookahead lookahead;
  float rings[]; /* of the look-ahead */
} Gate;

static int
frames_ahead (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[LOOKAHEAD], setup->rate);
}

static size_t
gate_state_size (const ProcessorSetup *setup)
{
  return sizeof (Gate) + lookahead_size (frames_ahead (setup), setup->channels);
}

static void
gate_reset (void *data)
{
  Gate *state = data;

  ramp_set (&state->closed, state->closed.to, true);
  band_limit_reset (&state->key_filter);
  fade_set (&state->listen, state->listen.to, 0, true);
  state->quiet = CLOSED;
  state->envelope = 0;
  state->gain = state->closed.to;
  lookahead_reset (&state->lookahead, state->rings);
}

static void
gate_set (void *data, const double *values, bool jump)
{
  Gate *state = data;
  const double low_hz = values[SIDECHAIN_LOW_CUT], high_hz = values[SIDECHAIN_HIGH_CUT];
  const double lowest_hz = low_hz > LOWEST_KEY_HZ ? low_hz : LOWEST_KEY_HZ;
  const double bridge = state->rate * 0.5 / lowest_hz, hold = values[HOLD] * state->rate / 1000.0;
  const double range = values[RANGE];

  state->open_level = (float) db_to_gain (values[THRESHOLD]);
  state->close_level = (float) db_to_gain (values[THRESHOLD] - values[HYSTERESIS]);
  state->threshold_db = (float) values[THRESHOLD];
  state->range_db = (float) range;
  state->expands = values[RATIO] < RATIO_GATE;
  state->slope = (float) (values[RATIO] - 1.0);
  state->hold = (int) ((hold > bridge ? hold : bridge) + 0.5);
  state->attack = 1.0 - dynamics_pole (values[ATTACK] / 1000.0, state->rate);
  state->release = 1.0 - dynamics_pole (values[RELEASE] / 1000.0, state->rate);
  ramp_set (&state->closed, range < RANGE_SILENCE_DB ? (float) db_to_gain (-range) : 0.0f, jump);
  band_limit_set (&state->key_filter, low_hz, low_hz > LOW_CUT_OFF_HZ, high_hz,
                  high_hz < HIGH_CUT_OFF_HZ, state->rate, jump);
  fade_set (&state->listen, values[LISTEN] > 0, state->rate / 50, jump);
}

static bool
gate_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Gate *state = data;
  state->rate = setup->rate;
  state->channels = setup->channels;
  state->lookahead = (Lookahead){ .frames = frames_ahead (setup), .channels = setup->channels };
  state->envelope_pole = (float) dynamics_pole (ENVELOPE_SECONDS, setup->rate);
  gate_set (state, setup->values, true);
  gate_reset (state);
  return true;
}

static int
gate_latency (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

static Frames
gate_tail (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

VECTOR_CLONES static void
find_level (const float *restrict a, const float *restrict b, float *restrict level, int n)
{
  for (int i = 0; i < n; i++)
    level[i] = dynamics_level (a[i], b[i]);
}

/* From envelope to the gain below the threshold, no further down than the range. */
VECTOR_CLONES static void
expand (float *restrict gain, float threshold_db, float slope, float range_db, int n)
{
  for (int i = 0; i < n; i++) {
    const float below = threshold_db - fast_gain_to_db (gain[i]);
    const float wanted = (below > 0.0f ? below : 0.0f) * slope;
    gain[i] = fast_db_to_gain (-(wanted < range_db ? wanted : range_db));
  }
}

/* What the gain heads for while the gate is closed. */
static void
closed_gains (Gate *state, const float *level, float *gain, int n)
{
  ramp_fill (&state->closed, gain, n);
  if (!state->expands) {
    state->envelope = 0;
    return;
  }
  for (int i = 0; i < n; i++) {
    const float falling = state->envelope * state->envelope_pole;
    state->envelope = level[i] > falling ? level[i] : falling;
    gain[i] = state->envelope;
  }
  expand (gain, state->threshold_db, state->slope, state->range_db, n);
}

/* gains: the closed ones come in, those to apply go out. */
static void
follow (Gate *state, const float *level, float *gains, int n)
{
  double gain = state->gain;
  int quiet = state->quiet;

  for (int i = 0; i < n; i++) {
    const bool open = quiet <= state->hold;
    if (level[i] >= (open ? state->close_level : state->open_level))
      quiet = 0;
    else
      quiet = open && quiet < state->hold ? quiet + 1 : CLOSED;
    const double target = quiet != CLOSED ? 1.0 : gains[i];
    gain += (target - gain) * (target > gain ? state->attack : state->release);
    gains[i] = (float) gain;
  }
  state->gain = gain;
  state->quiet = quiet;
}

VECTOR_CLONES static void
apply (float *restrict audio, const float *restrict gain, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] *= gain[i];
}

static void
let_listen (Gate *state, float *const *audio, float (*key)[CHUNK], int n)
{
  if (fade_is_off (&state->listen))
    return;
  for (int i = 0; i < n; i++) {
    const float amount = fade_next (&state->listen);
    for (int c = 0; c < state->channels; c++)
      audio[c][i] += (key[c][i] - audio[c][i]) * amount;
  }
}

/* n <= CHUNK. */
static void
process_chunk (Gate *state, float *const *audio, const float *const *source, int n)
{
  float key[2][CHUNK], level[CHUNK], gain[CHUNK];

  for (int c = 0; c < 2; c++)
    memcpy (key[c], source[c], (size_t) n * sizeof (float));
  band_limit_process (&state->key_filter, key[0], key[1], n);
  find_level (key[0], key[1], level, n);
  closed_gains (state, level, gain, n);
  follow (state, level, gain, n);

  lookahead_process (&state->lookahead, state->rings, audio, n);
  for (int c = 0; c < state->channels; c++)
    apply (audio[c], gain, n);
  let_listen (state, audio, key, n);
}

static void
gate_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Gate *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    process_chunk (state, part.audio, part.key, n - done < CHUNK ? n - done : CHUNK);
  }
}

float
gate_gain_reduction_db (const void *data)
{
  const Gate *state = data;
  const float reduction = -fast_gain_to_db ((float) state->gain);
  return reduction < (float) RANGE_SILENCE_DB ? reduction : (float) RANGE_SILENCE_DB;
}

const Processor gate_processor = {
  .spec = &spec,
  .state_size = gate_state_size,
  .init = gate_init,
  .reset = gate_reset,
  .set = gate_set,
  .process = gate_process,
  .latency = gate_latency,
  .tail = gate_tail,
  .reduction = gate_gain_reduction_db,
};
