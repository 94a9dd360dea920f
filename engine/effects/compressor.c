/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/compressor.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/band_limit.h"
#include "dsp/dynamics.h"
#include "dsp/lookahead.h"
#include "dsp/ramp.h"
#include "effects/compressor_kernels.h"
#include "effects/detector_part.h"
#include "effects/moving_curve.h"

#include <string.h>

enum {
  THRESHOLD,
  RATIO,
  KNEE,
  ATTACK,
  RELEASE,
  AUTO_RELEASE,
  MAKEUP,
  AUTO_MAKEUP,
  DETECTOR,
  LOOKAHEAD,
  SIDECHAIN_LOW_CUT,
  LINK,
  MIX,
  N_PARAMS
};

#define LOW_CUT_OFF_HZ 20.0
#define RMS_SECONDS 0.01
#define SLOW_RELEASE 8.0 /* times the release */

static const char *const detectors[] = { "peak", "rms", NULL };

static const ParamSpec params[N_PARAMS] = {
  [THRESHOLD] = { .name = "threshold",
                  .label = "Threshold",
                  .help = "Level above which the gain is turned down.",
                  .unit = PARAM_UNIT_DB,
                  .min = -60,
                  .max = 0,
                  .initial = -18,
                  .smoothing_ms = 20 },
  [RATIO] = { .name = "ratio",
              .label = "Ratio",
              .help = "How many dB above the threshold come out as one; 100 is a limiter.",
              .unit = PARAM_UNIT_RATIO,
              .scale = PARAM_LOG,
              .min = 1,
              .max = 100,
              .initial = 4,
              .smoothing_ms = 20 },
  [KNEE] = { .name = "knee",
             .label = "Knee",
             .help = "Range around the threshold over which the ratio sets in; wide is gentle.",
             .unit = PARAM_UNIT_DB,
             .min = 0,
             .max = 24,
             .initial = 6,
             .smoothing_ms = 20 },
  [ATTACK] = { .name = "attack",
               .label = "Attack",
               .help = "Time to do 63 % of a turn down; longer lets transients through.",
               .unit = PARAM_UNIT_MS,
               .scale = PARAM_LOG,
               .min = 0.01,
               .max = 300,
               .initial = 10 },
  [RELEASE] = { .name = "release",
                .label = "Release",
                .help = "Time to take back 63 % of the reduction; too short distorts low notes.",
                .unit = PARAM_UNIT_MS,
                .scale = PARAM_LOG,
                .min = 5,
                .max = 3000,
                .initial = 120 },
  [AUTO_RELEASE] = { .name = "auto_release",
                     .label = "Auto release",
                     .help = "Lets short peaks go with the release and long loud passages 8 times "
                             "slower, so that the level between them does not pump.",
                     .type = PARAM_BOOL,
                     .max = 1 },
  [MAKEUP] = { .name = "makeup",
               .label = "Make-up",
               .help = "Gain after the compression.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 36,
               .smoothing_ms = 10 },
  [AUTO_MAKEUP] = { .name = "auto_makeup",
                    .label = "Auto make-up",
                    .help = "Adds half of the reduction that a full-scale level gets.",
                    .type = PARAM_BOOL,
                    .max = 1 },
  [DETECTOR] = { .name = "detector",
                 .label = "Detector",
                 .help = "Peak catches every crest; RMS follows loudness over 10 ms.",
                 .type = PARAM_ENUM,
                 .max = 1,
                 .choices = detectors },
  [LOOKAHEAD] = { .name = "lookahead",
                  .label = "Look-ahead",
                  .help = "Delays the sound, not the detector, so that the gain is down in time.",
                  .unit = PARAM_UNIT_MS,
                  .max = 20,
                  .rebuild = true },
  [SIDECHAIN_LOW_CUT] = { .name = "sidechain_low_cut",
                          .label = "Sidechain low cut",
                          .help = "Keeps bass from driving the detector, 12 dB per octave; 20 Hz "
                                  "is off.",
                          .unit = PARAM_UNIT_HZ,
                          .scale = PARAM_LOG,
                          .min = LOW_CUT_OFF_HZ,
                          .max = 2000,
                          .initial = LOW_CUT_OFF_HZ,
                          .smoothing_ms = 20 },
  [LINK] = { .name = "link",
             .label = "Stereo link",
             .help =
                 "How much the louder channel turns down the other; 100 % keeps the image still.",
             .unit = PARAM_UNIT_PERCENT,
             .max = 100,
             .initial = 100,
             .smoothing_ms = 20 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Compressed against untouched sound: under 100 % is parallel compression.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 100,
            .smoothing_ms = 10 },
};

static const ParamPreset presets[] = {
  { "Vocal: gentle leveling",
    "threshold=-24 ratio=2.5 knee=12 attack=12 release=150 auto_release=on makeup=4 detector=rms "
    "sidechain_low_cut=100" },
  { "Vocal: upfront",
    "threshold=-26 ratio=6 knee=6 attack=3 release=70 makeup=9 lookahead=1 sidechain_low_cut=120" },
  { "Drums: punch", "threshold=-16 ratio=4 knee=3 attack=30 release=90 makeup=4" },
  { "Drums: parallel crush",
    "threshold=-40 ratio=12 knee=6 attack=0.5 release=60 makeup=16 mix=35" },
  { "Snare: crack", "threshold=-14 ratio=5 knee=2 attack=8 release=60 makeup=4" },
  { "Bass: steady",
    "threshold=-22 ratio=5 knee=8 attack=15 release=180 auto_release=on makeup=6 detector=rms" },
  { "Guitar: acoustic strum",
    "threshold=-20 ratio=3 knee=10 attack=8 release=140 makeup=3 sidechain_low_cut=90" },
  { "Piano: keep the touch",
    "threshold=-22 ratio=2 knee=18 attack=25 release=250 auto_release=on makeup=2" },
  { "Bus: glue", "threshold=-14 ratio=2 knee=8 attack=30 release=120 auto_release=on makeup=1.5 "
                 "sidechain_low_cut=90" },
  { "Ducking: music under speech (external sidechain)",
    "threshold=-38 ratio=3 knee=10 attack=60 release=500 detector=rms sidechain_low_cut=120" },
  { "Ducking: pump with the kick (external sidechain)",
    "threshold=-30 ratio=8 knee=3 attack=1 release=160" },
};

static const DeviceSpec spec = {
  .kind = "compressor",
  .label = "Compressor",
  .help =
      "Turns down what is louder than the threshold, so that soft and loud passages come closer "
      "or a transient gets a new shape. Its gain follows the level alone and adds no color of "
      "its own.\n\n"
      "Do not use it where only a few words or notes are too loud: clip gain or automation does "
      "that without a trace. To keep a mix below full scale use the limiter; to tame one "
      "frequency range use the equalizer first. Two dB of reduction that nobody hears missing "
      "when bypassed are two dB too many.",
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
  bool rms;
  Ramp link, dry, wet;
  Ramp auto_gain;
  Fade auto_makeup;
  BandLimit key_filter;

  StereoLanes mean_squares;
  DynamicsSmoother smoothers[2];
  Lookahead lookahead;
  float rings[]; /* of the look-ahead */
} Compressor;

static int
frames_ahead (const ProcessorSetup *setup)
{
  return lookahead_frames (setup->values[LOOKAHEAD], setup->rate);
}

static size_t
compressor_state_size (const ProcessorSetup *setup)
{
  return sizeof (Compressor) + lookahead_size (frames_ahead (setup), setup->channels);
}

static void
compressor_reset (void *data)
{
  Compressor *state = data;

  moving_curve_settle (&state->curve);
  ramp_set (&state->link, state->link.to, true);
  ramp_set (&state->dry, state->dry.to, true);
  ramp_set (&state->wet, state->wet.to, true);
  ramp_set (&state->auto_gain, state->auto_gain.to, true);
  fade_set (&state->auto_makeup, state->auto_makeup.to, 0, true);
  band_limit_reset (&state->key_filter);
  memset (&state->mean_squares, 0, sizeof state->mean_squares);
  memset (state->smoothers, 0, sizeof state->smoothers);
  lookahead_reset (&state->lookahead, state->rings);
}

static void
compressor_set (void *data, const double *values, bool jump)
{
  Compressor *state = data;
  const double mix = values[MIX] / 100.0;

  moving_curve_set (&state->curve, dynamics_curve (values[THRESHOLD], values[RATIO], values[KNEE]),
                    jump);
  const double auto_makeup_db = dynamics_curve_reduction (&state->curve.to, 0.0f) / 2;
  ramp_set (&state->auto_gain, (float) db_to_gain (auto_makeup_db), jump);
  fade_set (&state->auto_makeup, values[AUTO_MAKEUP] > 0, state->rate / 50, jump);

  state->times.attack = dynamics_pole (values[ATTACK] / 1000.0, state->rate);
  state->times.release = dynamics_pole (values[RELEASE] / 1000.0, state->rate);
  state->times.slow = values[AUTO_RELEASE] > 0
                          ? dynamics_pole (values[RELEASE] * SLOW_RELEASE / 1000.0, state->rate)
                          : 0.0;
  state->rms = values[DETECTOR] > 0;
  ramp_set (&state->link, (float) (values[LINK] / 100.0), jump);
  ramp_set (&state->dry, (float) (1.0 - mix), jump);
  ramp_set (&state->wet, (float) (mix * db_to_gain (values[MAKEUP])), jump);
  band_limit_set (&state->key_filter, values[SIDECHAIN_LOW_CUT],
                  values[SIDECHAIN_LOW_CUT] > LOW_CUT_OFF_HZ, 0, false, state->rate, jump);
}

static bool
compressor_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Compressor *state = data;
  state->rate = setup->rate;
  state->channels = setup->channels;
  state->lookahead = (Lookahead){ .frames = frames_ahead (setup), .channels = setup->channels };
  state->rms_pole = dynamics_pole (RMS_SECONDS, setup->rate);
  compressor_set (state, setup->values, true);
  return true;
}

static int
compressor_latency (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

static Frames
compressor_tail (const ProcessorSetup *setup)
{
  return frames_ahead (setup);
}

static bool
is_resting (const Compressor *state)
{
  return state->channels == 2 && moving_curve_rests (&state->curve) && state->times.slow <= 0 &&
         ramp_rests (&state->dry) && ramp_rests (&state->wet) && ramp_rests (&state->auto_gain) &&
         fade_is_off (&state->auto_makeup);
}

/* Whether one gain serves both channels: then both smoothers hold the same and stay so. */
static bool
is_linked (const Compressor *state)
{
  return state->link.to == 1.0f && ramp_rests (&state->link) &&
         memcmp (&state->smoothers[0], &state->smoothers[1], sizeof state->smoothers[0]) == 0;
}

static void
compress_linked (Compressor *state, float *const *audio, const float *const *key, const float *dry,
                 const float *wet, int n)
{
  float reduction[COMPRESSOR_CHUNK];

  moving_curve_reduce (&state->curve, key[0], key[1], reduction, n);
  dynamics_smooth (&state->smoothers[0], &state->times, reduction, n);
  state->smoothers[1] = state->smoothers[0];
  if (state->channels == 2)
    compressor_apply_linked (audio[0], audio[1], reduction, dry, wet, n);
  else
    compressor_apply (audio[0], reduction, dry, wet, n);
}

static void
compress_unlinked (Compressor *state, float *const *audio, const float *const *key,
                   const float *dry, const float *wet, int n)
{
  float link[COMPRESSOR_CHUNK], linked[COMPRESSOR_CHUNK], reduction[COMPRESSOR_CHUNK];

  ramp_fill (&state->link, link, n);
  moving_curve_reduce (&state->curve, key[0], key[1], linked, n);
  for (int c = 0; c < 2; c++) {
    moving_curve_reduce (&state->curve, key[c], key[c], reduction, n);
    compressor_link_reductions (link, linked, reduction, n);
    dynamics_smooth (&state->smoothers[c], &state->times, reduction, n);
    compressor_apply (audio[c], reduction, dry, wet, n);
  }
}

static void
add_auto_makeup (Compressor *state, float *wet, int n)
{
  float gain[COMPRESSOR_CHUNK];

  ramp_fill (&state->auto_gain, gain, n);
  if (fade_is_off (&state->auto_makeup))
    return;
  for (int i = 0; i < n; i++)
    wet[i] *= 1.0f + (gain[i] - 1.0f) * fade_next (&state->auto_makeup);
}

/* n <= COMPRESSOR_CHUNK. The key is detected before the audio is delayed, because it may be the
 * audio. */
static void
process_chunk (Compressor *state, float *const *audio, const float *const *source, int n)
{
  float own_key[2][COMPRESSOR_CHUNK], dry[COMPRESSOR_CHUNK], wet[COMPRESSOR_CHUNK];
  const float *key[2] = { source[0], source[1] };

  if (!band_limit_is_off (&state->key_filter) || state->rms || state->lookahead.frames > 0) {
    for (int c = 0; c < 2; c++) {
      memcpy (own_key[c], source[c], (size_t) n * sizeof (float));
      key[c] = own_key[c];
    }
    band_limit_process (&state->key_filter, own_key[0], own_key[1], n);
    if (state->rms)
      dynamics_rms (&state->mean_squares, state->rms_pole, own_key[0], own_key[1], n);
  }
  lookahead_process (&state->lookahead, state->rings, audio, n);
  if (n % COMPRESSOR_PIECE == 0 && is_resting (state) && is_linked (state)) {
    const CompressorResting resting = { .curve = &state->curve.to,
                                        .times = &state->times,
                                        .key = { key[0], key[1] },
                                        .audio = { audio[0], audio[1] },
                                        .dry = state->dry.to,
                                        .wet = state->wet.to };
    compressor_run_resting (&resting, &state->smoothers[0], n / COMPRESSOR_PIECE);
    state->smoothers[1] = state->smoothers[0];
    return;
  }

  ramp_fill (&state->dry, dry, n);
  ramp_fill (&state->wet, wet, n);
  add_auto_makeup (state, wet, n);
  if (state->channels == 1 || is_linked (state))
    compress_linked (state, audio, key, dry, wet, n);
  else
    compress_unlinked (state, audio, key, dry, wet, n);

  moving_curve_advance (&state->curve, n);
}

static void
compressor_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Compressor *state = data;

  for (int done = 0; done < n; done += COMPRESSOR_CHUNK) {
    const DetectorPart part = detector_part (audio, state->channels, context, done);
    process_chunk (state, part.audio, part.key,
                   n - done < COMPRESSOR_CHUNK ? n - done : COMPRESSOR_CHUNK);
  }
}

float
compressor_gain_reduction_db (const void *data)
{
  const Compressor *state = data;
  const double a = state->smoothers[0].smooth, b = state->smoothers[1].smooth;
  return (float) (a > b ? a : b);
}

const Processor compressor_processor = {
  .spec = &spec,
  .state_size = compressor_state_size,
  .init = compressor_init,
  .reset = compressor_reset,
  .set = compressor_set,
  .process = compressor_process,
  .latency = compressor_latency,
  .tail = compressor_tail,
  .reduction = compressor_gain_reduction_db,
};
