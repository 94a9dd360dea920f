/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fader that is ridden. Every 5 ms:
 *
 *   p = power of the hop, weighted by ITU-R BS.1770-5        fast = p over 20 ms
 *   where fast is above the hold:  mean = p over the window, wanted = target - loudness (mean),
 *                                  kept within the range; the gain nears it with the speed
 *   elsewhere both stand still
 *
 * so that a pause is neither measured nor turned up, as in the gate of that standard. The gain runs
 * straight, in dB, over the next hop. Against the music the target is the loudness of the second
 * input over a second, and what the voice shall be above it. */
#include "effects/rider.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/dynamics.h"
#include "dsp/k_weighting.h"
#include "dsp/lookahead.h"

enum { TARGET, UP, DOWN, SPEED, WINDOW, HOLD, LOOKAHEAD, MUSIC, ABOVE, N_PARAMS };

#define HOPS_PER_SECOND 200
#define CHUNK 128
#define FAST_SECONDS 0.02
#define MUSIC_SECONDS 1.0
#define LOUDNESS_OFFSET (-0.691) /* of BS.1770 */

static const ParamSpec params[N_PARAMS] = {
  [TARGET] = { .name = "target",
               .label = "Target LUFS",
               .help = "How loud what comes out shall be, in LUFS.",
               .unit = PARAM_UNIT_DB,
               .min = -40,
               .max = -6,
               .initial = -20 },
  [UP] = { .name = "up",
           .label = "Most up",
           .help = "How far it turns up at most.",
           .unit = PARAM_UNIT_DB,
           .max = 12,
           .initial = 6 },
  [DOWN] = { .name = "down",
             .label = "Most down",
             .help = "How far it turns down at most.",
             .unit = PARAM_UNIT_DB,
             .max = 12,
             .initial = 6 },
  [SPEED] = { .name = "speed",
              .label = "Speed",
              .help = "Time that the fader takes for 63 % of a move.",
              .unit = PARAM_UNIT_MS,
              .scale = PARAM_LOG,
              .min = 50,
              .max = 3000,
              .initial = 250 },
  [WINDOW] = { .name = "window",
               .label = "Window",
               .help = "Over how much of the voice it listens: short rides syllables, long "
                       "phrases.",
               .unit = PARAM_UNIT_MS,
               .scale = PARAM_LOG,
               .min = 30,
               .max = 3000,
               .initial = 250 },
  [HOLD] = { .name = "hold",
             .label = "Hold below",
             .help = "What is softer than that, in LUFS, is a pause: the fader waits where it is.",
             .unit = PARAM_UNIT_DB,
             .min = -70,
             .max = -20,
             .initial = -45 },
  [LOOKAHEAD] = { .name = "lookahead",
                  .label = "Look-ahead",
                  .help = "Delays the sound, not what is listened to, so that the fader moves "
                          "before the word.",
                  .unit = PARAM_UNIT_MS,
                  .max = 300,
                  .initial = 50,
                  .rebuild = true },
  [MUSIC] = { .name = "music",
              .label = "Against the music",
              .help = "Rides against the second input instead of the target; while that pauses, "
                      "or is not connected, the target counts.",
              .type = PARAM_BOOL,
              .max = 1 },
  [ABOVE] = { .name = "above",
              .label = "Above it",
              .help = "How much louder than the music the voice shall be.",
              .unit = PARAM_UNIT_DB,
              .min = -12,
              .max = 18,
              .initial = 3 },
};

static const ParamPreset presets[] = {
  { "Vocal: lead, as by hand", "target=-20 speed=250 window=250" },
  { "Vocal: lead, before the compressor", "target=-20 up=9 down=9 speed=120 window=150" },
  { "Vocal: lead, phrase by phrase", "target=-20 up=4 down=4 speed=900 window=1200" },
  { "Vocal: over the music", "music=on above=3 up=5 down=5 speed=500 window=400" },
  { "Vocal: over soft music, gently", "music=on above=6 up=3 down=3 speed=1200 window=800" },
  { "Vocal: rap, syllables", "target=-18 up=5 down=7 speed=70 window=60 lookahead=60 hold=-40" },
  { "Vocal: backings stay behind", "target=-26 up=2 down=10 speed=200" },
  { "Speech: podcast", "target=-19 up=10 down=10 speed=300 window=400 hold=-42" },
  { "Speech: interview in a noisy room", "target=-20 up=6 down=10 hold=-34 speed=350" },
  { "Speech: commentary over the game", "music=on above=8 up=8 down=6 speed=400 window=400" },
  { "Bass: even notes", "target=-22 up=5 down=5 speed=120 window=120 hold=-40" },
  { "Solo: saxophone, long lines", "target=-19 up=5 down=5 speed=600 window=700" },
};

static const DeviceSpec spec = {
  .kind = "rider",
  .label = "Vocal rider",
  .help =
      "Moves the level as a hand on the fader would, slowly and within a range, so that a voice "
      "keeps its loudness, or its distance from the music, without sounding compressed. In pauses "
      "it stands still.\n\n"
      "Do not use it for peaks: it is too slow for them, and the compressor behind it has less to "
      "do. Nor where soft is meant to be soft: a verse that whispers before a chorus comes out as "
      "loud, so narrow the range or draw automation. If breaths and noise come up, raise the "
      "hold.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};

/* A mean power that is right from its first hop on. */
typedef struct {
  double sum, weight;
} Mean;

typedef struct {
  int rate, channels;
  int hop, done; /* frames of a hop, and of this one */
  double values[N_PARAMS];
  double fast_pole, window_pole, speed_pole, music_pole; /* a hop */
  KWeightingPair voice, music;
  double fast, music_fast;
  Mean voice_mean, music_mean;
  double gain; /* dB, that the ride has come to */
  float from, to; /* dB, over this hop */
  Lookahead lookahead;
  float rings[];
} Rider;

static int
frames_ahead (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[LOOKAHEAD], setup->rate);
}

static size_t
rider_state_size (const ProcessorSetup *setup)
{
  return sizeof (Rider) + lookahead_size (frames_ahead (setup), setup->channels);
}

static int
rider_latency (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

static Frames
rider_tail (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

static void
rider_reset (void *data)
{
  Rider *state = data;

  k_weighting_pair_reset (&state->voice);
  k_weighting_pair_reset (&state->music);
  state->done = 0;
  state->fast = state->music_fast = state->gain = 0;
  state->voice_mean = state->music_mean = (Mean){ 0 };
  state->from = state->to = 0;
  lookahead_reset (&state->lookahead, state->rings);
}

/* Nothing is to be ramped: all of it is heard through the ride. */
static void
rider_set (void *data, const double *values, bool jump)
{
  Rider *state = data;

  for (int i = 0; i < N_PARAMS; i++)
    state->values[i] = values[i];
  state->speed_pole = dynamics_pole (values[SPEED] / 1000.0, HOPS_PER_SECOND);
  state->window_pole = dynamics_pole (values[WINDOW] / 1000.0, HOPS_PER_SECOND);
}

static bool
rider_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Rider *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->hop = setup->rate / HOPS_PER_SECOND;
  state->lookahead = (Lookahead){ .frames = frames_ahead (setup), .channels = setup->channels };
  state->fast_pole = dynamics_pole (FAST_SECONDS, HOPS_PER_SECOND);
  state->music_pole = dynamics_pole (MUSIC_SECONDS, HOPS_PER_SECOND);
  k_weighting_pair_init (&state->voice, setup->rate);
  k_weighting_pair_init (&state->music, setup->rate);
  rider_set (state, setup->values, true);
  return true;
}

static double
loudness_of (double power)
{
  return LOUDNESS_OFFSET + 10.0 * math_log10 (power);
}

static void
mean_add (Mean *mean, double pole, double power)
{
  mean->sum = pole * mean->sum + (1.0 - pole) * power;
  mean->weight = pole * mean->weight + (1.0 - pole);
}

/* Whether it is heard: what pauses is not measured. */
static bool
listen (const Rider *state, KWeightingPair *pair, double *fast, Mean *mean, double pole)
{
  double a, b;

  k_weighting_pair_take (pair, &a, &b);
  const double power = (a + b) / state->hop;
  *fast = state->fast_pole * *fast + (1.0 - state->fast_pole) * power;
  if (!(loudness_of (*fast) > state->values[HOLD]))
    return false;
  mean_add (mean, pole, power);
  return true;
}

static double
kept_between (double x, double least, double most)
{
  return x < least ? least : x > most ? most : x;
}

/* At the end of a hop. */
static void
ride (Rider *state, bool has_music)
{
  const double *values = state->values;
  double target = values[TARGET];
  const bool music = has_music && listen (state, &state->music, &state->music_fast,
                                          &state->music_mean, state->music_pole);

  if (music && values[MUSIC] > 0)
    target = loudness_of (state->music_mean.sum / state->music_mean.weight) + values[ABOVE];
  if (listen (state, &state->voice, &state->fast, &state->voice_mean, state->window_pole)) {
    const double now = loudness_of (state->voice_mean.sum / state->voice_mean.weight);
    const double wanted = kept_between (target - now, -values[DOWN], values[UP]);
    state->gain = wanted + state->speed_pole * (state->gain - wanted);
  }
  state->from = state->to;
  state->to = (float) state->gain;
  state->done = 0;
}

VECTOR_CLONES static void
apply (float *restrict audio, float from, float step, int first, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] *= fast_db_to_gain (from + step * (float) (first + i));
}

/* n frames of one hop. */
static void
process_part (Rider *state, float *const *audio, const ProcessContext *context, int at, int n)
{
  static const float silence[CHUNK];
  float *const part[2] = { audio[0] + at, state->channels == 2 ? audio[1] + at : NULL };
  const float step = (state->to - state->from) / (float) state->hop;

  k_weighting_pair_process (&state->voice, part[0], part[1] ? part[1] : silence, n);
  if (context->sidechain[0])
    k_weighting_pair_process (&state->music, context->sidechain[0] + at, context->sidechain[1] + at,
                              n);
  lookahead_process (&state->lookahead, state->rings, part, n);
  for (int c = 0; c < state->channels; c++)
    apply (part[c], state->from, step, state->done + 1, n);
  state->done += n;
  if (state->done == state->hop)
    ride (state, context->sidechain[0] != NULL);
}

static void
rider_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Rider *state = data;

  for (int done = 0; done < n;) {
    const int left = state->hop - state->done, rest = n - done;
    int now = left < rest ? left : rest;
    now = now < CHUNK ? now : CHUNK;
    process_part (state, audio, context, done, now);
    done += now;
  }
}

static float
rider_reduction (const void *data)
{
  const Rider *state = data;
  return state->to < 0 ? -state->to : 0;
}

const Processor rider_processor = {
  .spec = &spec,
  .state_size = rider_state_size,
  .init = rider_init,
  .reset = rider_reset,
  .set = rider_set,
  .process = rider_process,
  .latency = rider_latency,
  .tail = rider_tail,
  .reduction = rider_reduction,
};
