/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A compressor that listens to the treble: a Linkwitz-Riley high-pass of 24 dB per octave drives
 * the static curve and the smoother of dsp/dynamics.h, whose reduction turns down the treble by a
 * dynamic shelf or everything by a gain. The relative detector compares treble with everything,
 * over 10 ms each, so that the same setting serves loud and soft phrases. */
#include "effects/deesser.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/dynamic_shelf.h"
#include "dsp/fade.h"
#include "dsp/lookahead.h"
#include "dsp/ramp.h"
#include "effects/compressor_kernels.h"
#include "effects/detector_part.h"
#include "effects/moving_curve.h"

#include <string.h>

enum {
  FREQUENCY,
  THRESHOLD,
  RATIO,
  RANGE,
  MODE,
  DETECTOR,
  ATTACK,
  RELEASE,
  LOOKAHEAD,
  LISTEN,
  N_PARAMS
};

#define CHUNK DYNAMIC_SHELF_CHUNK
#define KNEE_DB 6.0
#define RMS_SECONDS 0.01
/* Treble softer than this is noise, which the relative detector does not act on; it does in full
 * 10 dB above. */
#define FLOOR_DB (-70.0f)
#define FLOOR_WIDTH_DB 10.0f

static const char *const modes[] = { "split", "wide", NULL };
static const char *const detectors[] = { "absolute", "relative", NULL };

static const ParamSpec params[N_PARAMS] = {
  [FREQUENCY] = { .name = "frequency",
                  .label = "Frequency",
                  .help = "Where the sibilants begin: what lies above is listened to, and in split "
                          "mode turned down.",
                  .unit = PARAM_UNIT_HZ,
                  .scale = PARAM_LOG,
                  .min = 1000,
                  .max = 16000,
                  .initial = 5500,
                  .smoothing_ms = 20 },
  [THRESHOLD] = { .name = "threshold",
                  .label = "Threshold",
                  .help = "Level of the treble above which it is turned down; with the relative "
                          "detector, its level against everything.",
                  .unit = PARAM_UNIT_DB,
                  .min = -60,
                  .max = 0,
                  .initial = -30,
                  .smoothing_ms = 20 },
  [RATIO] = { .name = "ratio",
              .label = "Ratio",
              .help = "How many dB above the threshold come out as one.",
              .unit = PARAM_UNIT_RATIO,
              .scale = PARAM_LOG,
              .min = 1,
              .max = 20,
              .initial = 4,
              .smoothing_ms = 20 },
  [RANGE] = { .name = "range",
              .label = "Range",
              .help = "How far it turns down at most; too far lisps.",
              .unit = PARAM_UNIT_DB,
              .min = 0,
              .max = 30,
              .initial = 8,
              .smoothing_ms = 20 },
  [MODE] = { .name = "mode",
             .label = "Mode",
             .help = "Split turns down the treble only, wide the whole sound.",
             .type = PARAM_ENUM,
             .max = 1,
             .choices = modes },
  [DETECTOR] = { .name = "detector",
                 .label = "Detector",
                 .help = "Absolute hears how loud the treble is, relative how much of the sound it "
                         "is, whatever the singer's level.",
                 .type = PARAM_ENUM,
                 .max = 1,
                 .choices = detectors },
  [ATTACK] = { .name = "attack",
               .label = "Attack",
               .help = "Time to do 63 % of a turn down.",
               .unit = PARAM_UNIT_MS,
               .scale = PARAM_LOG,
               .min = 0.05,
               .max = 30,
               .initial = 1 },
  [RELEASE] = { .name = "release",
                .label = "Release",
                .help = "Time to take back 63 % of the reduction; too long dulls the next vowel.",
                .unit = PARAM_UNIT_MS,
                .scale = PARAM_LOG,
                .min = 5,
                .max = 500,
                .initial = 50 },
  [LOOKAHEAD] = { .name = "lookahead",
                  .label = "Look-ahead",
                  .help = "Delays the sound, not the detector, so that the beginning of a sibilant "
                          "is caught, too.",
                  .unit = PARAM_UNIT_MS,
                  .max = 10,
                  .initial = 2,
                  .rebuild = true },
  [LISTEN] = { .name = "listen",
               .label = "Listen to key",
               .help = "Lets the treble that drives the detector be heard instead, to find the "
                       "frequency.",
               .type = PARAM_BOOL,
               .max = 1 },
};

static const ParamPreset presets[] = {
  { "Vocal: female, soft s", "frequency=6500 threshold=-32 ratio=3 range=6" },
  { "Vocal: female, sharp s", "frequency=6500 threshold=-34 ratio=6 range=10 attack=0.5" },
  { "Vocal: male, soft s", "frequency=5000 threshold=-32 ratio=3 range=6" },
  { "Vocal: male, sharp s", "frequency=4800 threshold=-34 ratio=6 range=10 attack=0.5" },
  { "Vocal: any level (relative)",
    "frequency=5500 detector=relative threshold=-9 ratio=4 range=8 attack=2 release=40" },
  { "Speech: podcast",
    "frequency=5000 detector=relative threshold=-8 ratio=5 range=9 attack=1.5 release=35" },
  { "Choir: blend, wide band",
    "mode=wide frequency=5500 threshold=-34 ratio=2 range=4 attack=3 release=80" },
  { "Overheads: cymbals that bite",
    "frequency=7000 threshold=-28 ratio=3 range=6 attack=4 release=120" },
  { "Guitar: acoustic squeaks",
    "frequency=3000 threshold=-36 ratio=4 range=9 attack=0.3 release=40" },
  { "Electric guitar: fizz",
    "frequency=4000 threshold=-34 ratio=2.5 range=8 attack=5 release=150" },
  { "Mix: harsh top, gently",
    "frequency=8000 threshold=-30 ratio=1.6 range=3 attack=8 release=120 lookahead=0" },
};

static const DeviceSpec spec = {
  .kind = "deesser",
  .label = "De-esser",
  .help =
      "Turns down s, sh and t where they stick out and leaves the rest of a voice as it is: split "
      "mode by a shelf on the treble, wide mode by turning down everything for that moment. Where "
      "it does nothing, it changes no bit.\n\n"
      "Do not use it on a voice that is bright all the time: that wants the equalizer. For five "
      "sharp consonants in a song, clip gain is quicker and cannot lisp. If the singer sounds as "
      "if something was in the mouth, it works too hard: halve the range. Before a compressor it "
      "has less to do than behind one.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
  .sidechain = true,
};

typedef struct {
  int rate, channels;
  MovingCurve curve;
  DynamicsTimes times;
  double rms_pole;
  Ramp range;
  Fade wide, relative, listen;

  StereoSvf key_filter[2]; /* tuned as the shelf */
  SvfTuning key_tuning;
  StereoLanes treble_squares, full_squares;
  DynamicsSmoother smoother;
  DynamicShelf shelf;
  Lookahead lookahead;
  float rings[]; /* of the look-ahead */
} Deesser;

static int
frames_ahead (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[LOOKAHEAD], setup->rate);
}

static size_t
deesser_state_size (const ProcessorSetup *setup)
{
  return sizeof (Deesser) + lookahead_size (frames_ahead (setup), setup->channels);
}

static void
deesser_reset (void *data)
{
  Deesser *state = data;

  moving_curve_settle (&state->curve);
  ramp_set (&state->range, state->range.to, true);
  fade_set (&state->wide, state->wide.to, 0, true);
  fade_set (&state->relative, state->relative.to, 0, true);
  fade_set (&state->listen, state->listen.to, 0, true);
  memset (state->key_filter, 0, sizeof state->key_filter);
  svf_tuning_finish (&state->key_tuning);
  state->treble_squares = state->full_squares = (StereoLanes){ 0, 0 };
  state->smoother = (DynamicsSmoother){ 0 };
  dynamic_shelf_reset (&state->shelf);
  lookahead_reset (&state->lookahead, state->rings);
}

static void
deesser_set (void *data, const double *values, bool jump)
{
  Deesser *state = data;
  const int length = state->rate / 50;

  moving_curve_set (&state->curve, dynamics_curve (values[THRESHOLD], values[RATIO], KNEE_DB),
                    jump);
  state->times.attack = dynamics_pole (values[ATTACK] / 1000.0, state->rate);
  state->times.release = dynamics_pole (values[RELEASE] / 1000.0, state->rate);
  ramp_set (&state->range, (float) values[RANGE], jump);
  fade_set (&state->wide, values[MODE] > 0, length, jump);
  fade_set (&state->relative, values[DETECTOR] > 0, length, jump);
  fade_set (&state->listen, values[LISTEN] > 0, length, jump);
  svf_tuning_set (&state->key_tuning, values[FREQUENCY], state->rate, jump);
  svf_tuning_set (&state->shelf.tuning, values[FREQUENCY], state->rate, jump);
}

static bool
deesser_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Deesser *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->lookahead = (Lookahead){ .frames = frames_ahead (setup), .channels = setup->channels };
  state->rms_pole = dynamics_pole (RMS_SECONDS, setup->rate);
  deesser_set (state, setup->values, true);
  return true;
}

static int
deesser_latency (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

/* With it the ringing of the shelf, whose poles are Butterworth's at 1 kHz or above. */
static Frames
deesser_tail (const ProcessorSetup *setup)
{
  return frames_ahead (setup) + setup->rate / 50;
}

static void
filter_key (Deesser *state, float *left, float *right, int n)
{
  SvfTuning tuning = state->key_tuning;
  StereoSvf first = state->key_filter[0], second = state->key_filter[1];

  for (int i = 0; i < n; i++) {
    svf_tuning_next (&tuning);
    const StereoLanes once =
        stereo_svf_next (&first, &tuning, (StereoLanes){ left[i], right[i] }).high;
    const StereoLanes twice = stereo_svf_next (&second, &tuning, once).high;
    left[i] = (float) twice[0];
    right[i] = (float) twice[1];
  }
  state->key_tuning = tuning;
  state->key_filter[0] = first;
  state->key_filter[1] = second;
}

/* Levels of the treble against the whole in dB, and how much they count. */
VECTOR_CLONES static void
compare (float (*restrict treble)[CHUNK], float (*restrict full)[CHUNK], float *restrict level,
         float *restrict weight, int n)
{
  for (int i = 0; i < n; i++) {
    const float treble_db = fast_gain_to_db (dynamics_level (treble[0][i], treble[1][i]));
    const float full_db = fast_gain_to_db (dynamics_level (full[0][i], full[1][i]));
    const float over = (treble_db - FLOOR_DB) * (1.0f / FLOOR_WIDTH_DB);
    const float positive = over > 0.0f ? over : 0.0f;
    level[i] = treble_db - full_db;
    weight[i] = positive < 1.0f ? positive : 1.0f;
  }
}

/* The reductions that the relative detector wants, mixed into those of the absolute one. */
static void
mix_relative (Deesser *state, float (*key)[CHUNK], float (*full)[CHUNK], float *reduction, int n)
{
  float treble[2][CHUNK], level[CHUNK], weight[CHUNK];

  memcpy (treble[0], key[0], (size_t) n * sizeof (float));
  memcpy (treble[1], key[1], (size_t) n * sizeof (float));
  dynamics_rms (&state->treble_squares, state->rms_pole, treble[0], treble[1], n);
  dynamics_rms (&state->full_squares, state->rms_pole, full[0], full[1], n);
  if (fade_is_off (&state->relative))
    return;
  compare (treble, full, level, weight, n);
  moving_curve_reduce_levels (&state->curve, level, n);
  for (int i = 0; i < n; i++)
    reduction[i] += (level[i] * weight[i] - reduction[i]) * fade_next (&state->relative);
}

VECTOR_CLONES static void
hold_range (float *restrict reduction, const float *restrict range, int n)
{
  for (int i = 0; i < n; i++)
    reduction[i] = reduction[i] < range[i] ? reduction[i] : range[i];
}

/* Both modes keep their states while they are not heard. */
static void
turn_down (Deesser *state, float *left, float *right, const float *reduction, int n)
{
  static const float none[CHUNK], all[CHUNK] = {
    [0 ... CHUNK - 1] = 1.0f,
  };
  float wide[2][CHUNK];

  memcpy (wide[0], left, (size_t) n * sizeof (float));
  memcpy (wide[1], right, (size_t) n * sizeof (float));
  dynamic_shelf_process (&state->shelf, left, right, reduction, n);
  if (fade_is_off (&state->wide))
    return;
  compressor_apply_linked (wide[0], wide[1], reduction, none, all, n);
  for (int i = 0; i < n; i++) {
    const float amount = fade_next (&state->wide);
    left[i] += (wide[0][i] - left[i]) * amount;
    right[i] += (wide[1][i] - right[i]) * amount;
  }
}

static void
let_listen (Deesser *state, float *const *audio, float (*key)[CHUNK], int n)
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
process_chunk (Deesser *state, float *const *audio, const float *const *source, int n)
{
  float key[2][CHUNK], full[2][CHUNK], reduction[CHUNK], range[CHUNK], unheard[CHUNK];

  for (int c = 0; c < 2; c++) {
    memcpy (key[c], source[c], (size_t) n * sizeof (float));
    memcpy (full[c], source[c], (size_t) n * sizeof (float));
  }
  filter_key (state, key[0], key[1], n);
  moving_curve_reduce (&state->curve, key[0], key[1], reduction, n);
  mix_relative (state, key, full, reduction, n);
  moving_curve_advance (&state->curve, n);
  ramp_fill (&state->range, range, n);
  hold_range (reduction, range, n);
  dynamics_smooth (&state->smoother, &state->times, reduction, n);

  lookahead_process (&state->lookahead, state->rings, audio, n);
  if (state->channels == 1)
    memcpy (unheard, audio[0], (size_t) n * sizeof (float));
  turn_down (state, audio[0], state->channels == 2 ? audio[1] : unheard, reduction, n);
  let_listen (state, audio, key, n);
}

static void
deesser_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Deesser *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    process_chunk (state, part.audio, part.key, n - done < CHUNK ? n - done : CHUNK);
  }
}

static float
deesser_reduction (const void *data)
{
  const Deesser *state = data;
  return (float) state->smoother.smooth;
}

const Processor deesser_processor = {
  .spec = &spec,
  .state_size = deesser_state_size,
  .init = deesser_init,
  .reset = deesser_reset,
  .set = deesser_set,
  .process = deesser_process,
  .latency = deesser_latency,
  .tail = deesser_tail,
  .reduction = deesser_reduction,
};
