/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/utility.h"

#include "base/math.h"
#include "dsp/fade.h"
#include "dsp/mono_bass.h"
#include "dsp/ramp.h"
#include "dsp/stereo_svf.h"

#include <string.h>

/* In this order: swap, invert, DC blocker, mono bass, width, gain. */
enum { GAIN, WIDTH, SWAP, INVERT_LEFT, INVERT_RIGHT, MONO_BELOW, DC, N_PARAMS };

#define CHUNK 128
#define SILENCE_DB (-100.0)
#define DC_HZ 3.0
#define DC_FORGOTTEN 1e-12
#define TAIL_SECONDS 0.8 /* the DC blocker's, the longest: 13.8 time constants of 53 ms */

static const ParamSpec params[N_PARAMS] = {
  [GAIN] = { .name = "gain",
             .label = "Gain",
             .help = "Gain; -100 dB is silence.",
             .unit = PARAM_UNIT_DB,
             .min = SILENCE_DB,
             .max = 36,
             .smoothing_ms = 30 },
  [WIDTH] = { .name = "width",
              .label = "Width",
              .help =
                  "Level of the side signal: 0 % is mono, 100 % as it came, 200 % twice as wide.",
              .unit = PARAM_UNIT_PERCENT,
              .max = 200,
              .initial = 100,
              .smoothing_ms = 10 },
  [SWAP] = { .name = "swap",
             .label = "Swap",
             .help = "Exchanges left and right.",
             .type = PARAM_BOOL,
             .max = 1 },
  [INVERT_LEFT] = { .name = "invert_left",
                    .label = "Invert left",
                    .help = "Turns the polarity of the left channel, after swapping.",
                    .type = PARAM_BOOL,
                    .max = 1 },
  [INVERT_RIGHT] = { .name = "invert_right",
                     .label = "Invert right",
                     .help = "Turns the polarity of the right channel, after swapping.",
                     .type = PARAM_BOOL,
                     .max = 1 },
  [MONO_BELOW] = { .name = "mono_below",
                   .label = "Mono below",
                   .help =
                       "Makes the bass mono under this frequency, 24 dB per octave; under 10 Hz "
                       "is off.",
                   .unit = PARAM_UNIT_HZ,
                   .max = 500,
                   .smoothing_ms = 30 },
  [DC] = { .name = "dc",
           .label = "DC blocker",
           .help = "Takes away a constant offset with a first-order high pass at 3 Hz.",
           .type = PARAM_BOOL,
           .max = 1 },
};

static const ParamPreset presets[] = {
  { "Mono: check the fold-down", "width=0 gain=0" },
  { "Mono bass: club and vinyl", "mono_below=120" },
  { "Mono bass: sub only", "mono_below=60" },
  { "Wider pad, mono bass", "width=140 mono_below=150" },
  { "Narrower: keep out of the vocal's way", "width=60" },
  { "Polarity: second microphone", "invert_left=on invert_right=on" },
  { "Polarity: one side was wired wrong", "invert_right=on" },
  { "Swap: audience to player view", "swap=on" },
  { "Clean-up: remove DC", "dc=on" },
  { "Headroom: 6 dB down before the chain", "gain=-6" },
};

static const DeviceSpec spec = {
  .kind = "utility",
  .label = "Utility",
  .help =
      "The small repairs of a channel: gain before an effect, width, polarity, exchanged sides, "
      "mono bass, a constant offset. At its defaults it changes no bit.\n\n"
      "Do not use it for the balance of the mix, which belongs to the faders, and do not widen "
      "what must survive on a mono loudspeaker: the side signal vanishes there. Mono bass turns "
      "the phase around its frequency as any crossover does; use it on single tracks or buses "
      "and not on one of two microphones of the same source.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  int rate, channels;
  Fade swap, invert[2];
  Ramp same, other; /* gains of a channel into its own and into the other output */
  bool block_dc;
  double dc_gain; /* of the one-pole low pass, trapezoidal */
  MonoBass mono_bass;

  StereoLanes dc;
} Utility;

static size_t
utility_state_size (const ProcessorSetup *setup)
{
  return sizeof (Utility);
}

static void
utility_reset (void *data)
{
  Utility *state = data;

  fade_set (&state->swap, state->swap.to, 0, true);
  fade_set (&state->invert[0], state->invert[0].to, 0, true);
  fade_set (&state->invert[1], state->invert[1].to, 0, true);
  ramp_set (&state->same, state->same.to, true);
  ramp_set (&state->other, state->other.to, true);
  mono_bass_reset (&state->mono_bass);
  state->dc = (StereoLanes){ 0, 0 };
}

static void
utility_set (void *data, const double *values, bool jump)
{
  Utility *state = data;
  const double gain = values[GAIN] > SILENCE_DB ? db_to_gain (values[GAIN]) : 0.0;
  const double width = state->channels == 2 ? values[WIDTH] / 100.0 : 1.0;
  const int length = state->rate / 50;

  fade_set (&state->swap, values[SWAP] > 0 && state->channels == 2, length, jump);
  fade_set (&state->invert[0], values[INVERT_LEFT] > 0, length, jump);
  fade_set (&state->invert[1], values[INVERT_RIGHT] > 0, length, jump);
  ramp_set (&state->same, (float) (gain * (1.0 + width) / 2), jump);
  ramp_set (&state->other, (float) (gain * (1.0 - width) / 2), jump);
  state->block_dc = values[DC] > 0;
  mono_bass_set (&state->mono_bass, state->channels == 2 ? values[MONO_BELOW] : 0.0, state->rate,
                 jump);
}

static bool
utility_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Utility *state = data;
  const double g = math_tan (MATH_PI * DC_HZ / setup->rate);

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->dc_gain = g / (1.0 + g);
  utility_set (state, setup->values, true);
  return true;
}

/* For every setting: values may be automated. */
static Frames
utility_tail (const ProcessorSetup *setup)
{
  return (Frames) (TAIL_SECONDS * setup->rate);
}

static void
invert (Fade *fade, float *audio, int n)
{
  if (fade_is_off (fade))
    return;
  for (int i = 0; i < n; i++)
    audio[i] *= 1.0f - 2.0f * fade_next (fade);
}

static void
swap (Fade *fade, float *left, float *right, int n)
{
  if (fade_is_off (fade))
    return;
  for (int i = 0; i < n; i++) {
    const float amount = fade_next (fade), a = left[i], b = right[i];
    left[i] = a * (1.0f - amount) + b * amount;
    right[i] = b * (1.0f - amount) + a * amount;
  }
}

/* Switched off it hears silence, so that what it took away comes back as slowly as it went. */
static void
block_dc (Utility *state, float *left, float *right, int n)
{
  const double heard = state->block_dc ? 1.0 : 0.0, gain = state->dc_gain;
  StereoLanes dc = state->dc;

  for (int i = 0; i < n; i++) {
    if (!state->block_dc && fabs (dc[0]) < DC_FORGOTTEN && fabs (dc[1]) < DC_FORGOTTEN) {
      dc = (StereoLanes){ 0, 0 };
      break;
    }
    const StereoLanes in = { left[i], right[i] };
    const StereoLanes entering = in * heard * gain;
    const StereoLanes out = in - (entering + dc * (1.0 - gain));
    dc = 2.0 * entering + dc * (1.0 - 2.0 * gain);
    left[i] = (float) out[0];
    right[i] = (float) out[1];
  }
  state->dc = dc;
}

VECTOR_CLONES static void
apply (float *restrict left, float *restrict right, const float *restrict same,
       const float *restrict other, int n)
{
  for (int i = 0; i < n; i++) {
    const float l = left[i], r = right[i];
    left[i] = same[i] * l + other[i] * r;
    right[i] = same[i] * r + other[i] * l;
  }
}

/* n <= CHUNK. */
static void
process_chunk (Utility *state, float *left, float *right, int n)
{
  float same[CHUNK], other[CHUNK];

  swap (&state->swap, left, right, n);
  invert (&state->invert[0], left, n);
  invert (&state->invert[1], right, n);
  block_dc (state, left, right, n);
  mono_bass_process (&state->mono_bass, left, right, n);
  ramp_fill (&state->same, same, n);
  ramp_fill (&state->other, other, n);
  apply (left, right, same, other, n);
}

static void
utility_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Utility *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const int now = n - done < CHUNK ? n - done : CHUNK;
    float silence[CHUNK];
    float *right = silence;
    if (state->channels == 2)
      right = audio[1] + done;
    else
      memset (silence, 0, (size_t) now * sizeof (float));
    process_chunk (state, audio[0] + done, right, now);
  }
}

const Processor utility_processor = {
  .spec = &spec,
  .state_size = utility_state_size,
  .init = utility_init,
  .reset = utility_reset,
  .set = utility_set,
  .process = utility_process,
  .tail = utility_tail,
};
