/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The side of each band of dsp/band_split.h times its width; the middle passes the same all-pass
 * and keeps its level. The guard holds a band's side at or below its middle, in the mean over 100
 * ms: the correlation of left and right, (E[m m] - E[s s]) / ..., then never stays below 0. */
#include "effects/imager.h"

#include "base/math.h"
#include "dsp/band_split.h"
#include "dsp/fade.h"
#include "dsp/mono_bass.h"
#include "dsp/smooth_gain.h"

#include <string.h>

#define BANDS BAND_SPLIT_BANDS
#define CHUNK BAND_SPLIT_CHUNK
#define GUARD_SECONDS 0.1
#define EXCESS_SECONDS 0.02
#define NOTHING 1e-12f /* power: -120 dB */

enum { WIDTH, MONO_BELOW = WIDTH + BANDS, LOW, MIDDLE, HIGH, SAFE, OUTPUT, N_PARAMS };

/* clang-format off */
#define BAND(n, range)                                                                             \
  { .name = "width" n, .label = "Width " n,                                                        \
    .help = "Level of the side signal " range ": 0 % is mono, 100 % as it came.",                  \
    .unit = PARAM_UNIT_PERCENT, .max = 200, .initial = 100, .smoothing_ms = 20 }
/* clang-format on */

static const ParamSpec params[N_PARAMS] = {
  BAND ("1", "below the low crossover"),
  BAND ("2", "between the low and the mid crossover"),
  BAND ("3", "between the mid and the high crossover"),
  BAND ("4", "above the high crossover"),
  [MONO_BELOW] = { .name = "mono_below",
                   .label = "Mono below",
                   .help = "Makes the bass mono under this frequency, 24 dB per octave; under 10 "
                           "Hz is off.",
                   .unit = PARAM_UNIT_HZ,
                   .max = 500,
                   .smoothing_ms = 30 },
  [LOW] = { .name = "low_freq",
            .label = "Low crossover",
            .help = "Where band 1 ends and band 2 begins.",
            .unit = PARAM_UNIT_HZ,
            .scale = PARAM_LOG,
            .min = 30,
            .max = 1000,
            .initial = 200,
            .smoothing_ms = 80 },
  [MIDDLE] = { .name = "mid_freq",
               .label = "Mid crossover",
               .help = "Where band 2 ends and band 3 begins; at least a tenth above the low "
                       "crossover.",
               .unit = PARAM_UNIT_HZ,
               .scale = PARAM_LOG,
               .min = 100,
               .max = 8000,
               .initial = 1500,
               .smoothing_ms = 80 },
  [HIGH] = { .name = "high_freq",
             .label = "High crossover",
             .help = "Where band 3 ends and band 4 begins; at least a tenth above the mid "
                     "crossover.",
             .unit = PARAM_UNIT_HZ,
             .scale = PARAM_LOG,
             .min = 500,
             .max = 18000,
             .initial = 6000,
             .smoothing_ms = 80 },
  [SAFE] = { .name = "safe",
             .label = "Keep mono-safe",
             .help = "Turns the side of a band down where it would outweigh the middle, so that "
                     "the correlation does not stay below 0.",
             .type = PARAM_BOOL,
             .max = 1,
             .initial = 1 },
  [OUTPUT] = { .name = "output",
               .label = "Output",
               .help = "Gain behind all bands.",
               .unit = PARAM_UNIT_DB,
               .min = -24,
               .max = 24,
               .smoothing_ms = 30 },
};

static const ParamPreset presets[] = {
  { "Master: mono bass, a little air", "width1=60 width4=120 mono_below=90" },
  { "Master: vinyl", "width1=0 width2=80 mono_below=150" },
  { "Master: narrower, for clubs", "width1=20 width2=70 width3=80 width4=90 mono_below=120" },
  { "Mix bus: wider top", "width3=115 width4=140" },
  { "Pad: wide, bottom in the middle", "width1=40 width2=130 width3=150 width4=160" },
  { "Synth bass: sub in the middle", "width1=0 width2=60 low_freq=140 mono_below=120" },
  { "Drum overheads: steady low end", "width1=30 width2=80 low_freq=250" },
  { "Backing vocals: out of the lead's way", "width2=120 width3=150 width4=140 low_freq=300" },
  { "Piano: smaller", "width1=40 width2=55 width3=60 width4=70" },
  { "Reverb return: round the edge", "width1=50 width2=110 width3=130 width4=130" },
  { "Check: the treble's side only in mono", "width4=0" },
};

static const DeviceSpec spec = {
  .kind = "imager",
  .label = "Stereo imager",
  .help =
      "Width of four ranges on their own: bass in the middle, air at the sides. The middle keeps "
      "its level everywhere, so that what is heard in mono does not change; the crossovers turn "
      "its phase as three all-passes do.\n\n"
      "Do not use it to make a mono sound stereo, which has no side to turn up: a delay, the "
      "chorus or another take does. Width that is turned up in a mix is level taken from what "
      "stands in the middle; above 150 % check on one loudspeaker. On one of two microphones of "
      "the same source its phase combs.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  SmoothGain width;
  float middle_power, side_power;
  float excess; /* width that the guard takes off, without corners */
} Band;

typedef struct {
  int rate, channels;
  float pole, excess_pole;
  BandSplit split;
  MonoBass mono_bass;
  Fade safe;
  SmoothGain output;
  Band bands[BANDS];
} Imager;

static size_t
imager_state_size (const ProcessorSetup *setup)
{
  return sizeof (Imager);
}

static void
imager_reset (void *data)
{
  Imager *state = data;

  band_split_reset (&state->split);
  mono_bass_reset (&state->mono_bass);
  fade_set (&state->safe, state->safe.to, 0, true);
  smooth_gain_settle (&state->output);
  for (Band *band = state->bands; band < state->bands + BANDS; band++) {
    smooth_gain_settle (&band->width);
    band->middle_power = band->side_power = band->excess = 0;
  }
}

static void
imager_set (void *data, const double *values, bool jump)
{
  Imager *state = data;

  for (int b = 0; b < BANDS; b++)
    smooth_gain_set (&state->bands[b].width, (float) (values[WIDTH + b] / 100.0), jump);
  band_split_set (&state->split, values + LOW, state->rate, jump);
  mono_bass_set (&state->mono_bass, state->channels == 2 ? values[MONO_BELOW] : 0.0, state->rate,
                 jump);
  fade_set (&state->safe, values[SAFE] > 0, state->rate / 50, jump);
  smooth_gain_set (&state->output, (float) db_to_gain (values[OUTPUT]), jump);
}

static bool
imager_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Imager *state = data;

  state->rate = setup->rate;
  state->channels = setup->channels;
  state->pole = (float) math_exp (-1.0 / (GUARD_SECONDS * setup->rate));
  state->excess_pole = (float) math_exp (-1.0 / (EXCESS_SECONDS * setup->rate));
  smooth_gain_init (&state->output, setup->rate);
  for (int b = 0; b < BANDS; b++)
    smooth_gain_init (&state->bands[b].width, setup->rate);
  imager_set (state, setup->values, true);
  return true;
}

/* As the multiband compressor's, and what mono bass rings at 10 Hz. */
static Frames
imager_tail (const ProcessorSetup *setup)
{
  return setup->rate;
}

/* Running means, in place. */
static void
average (float *state, float pole, float *values, int n)
{
  float mean = *state;

  for (int i = 0; i < n; i++) {
    mean = values[i] + pole * (mean - values[i]);
    values[i] = mean;
  }
  *state = mean;
}

VECTOR_CLONES static void
square (const float *restrict left, const float *restrict right, float *restrict middle,
        float *restrict side, int n)
{
  for (int i = 0; i < n; i++) {
    const float m = left[i] + right[i], s = left[i] - right[i];
    middle[i] = m * m;
    side[i] = s * s;
  }
}

/* What is to be taken off the widths, so that the side is at most as strong as the middle. */
VECTOR_CLONES static void
find_excess (const float *restrict width, const float *restrict middle, const float *restrict side,
             const float *restrict amount, float *restrict excess, int n)
{
  for (int i = 0; i < n; i++) {
    const float most = sqrtf ((middle[i] + NOTHING) / (side[i] + NOTHING));
    const float over = width[i] - most;
    excess[i] = (over > 0.0f ? over : 0.0f) * amount[i];
  }
}

VECTOR_CLONES static void
add_band (const float *restrict left, const float *restrict right, const float *restrict width,
          float *restrict middle, float *restrict side, int n)
{
  for (int i = 0; i < n; i++) {
    middle[i] += 0.5f * (left[i] + right[i]);
    side[i] += 0.5f * (left[i] - right[i]) * width[i];
  }
}

/* n <= CHUNK; two channels. */
static void
process_chunk (Imager *state, float *left, float *right, int n)
{
  float bands[BANDS][2][CHUNK], width[CHUNK], safe[CHUNK], power[2][CHUNK], gain[CHUNK];
  float excess[CHUNK], middle[CHUNK] = { 0 }, side[CHUNK] = { 0 };

  band_split_process (&state->split, left, right, bands, n);
  for (int i = 0; i < n; i++)
    safe[i] = fade_next (&state->safe);
  for (int b = 0; b < BANDS; b++) {
    Band *band = &state->bands[b];
    smooth_gain_next (&band->width, width, n);
    square (bands[b][0], bands[b][1], power[0], power[1], n);
    average (&band->middle_power, state->pole, power[0], n);
    average (&band->side_power, state->pole, power[1], n);
    find_excess (width, power[0], power[1], safe, excess, n);
    average (&band->excess, state->excess_pole, excess, n);
    for (int i = 0; i < n; i++)
      width[i] -= excess[i];
    add_band (bands[b][0], bands[b][1], width, middle, side, n);
  }
  smooth_gain_next (&state->output, gain, n);
  for (int i = 0; i < n; i++) {
    left[i] = (middle[i] + side[i]) * gain[i];
    right[i] = (middle[i] - side[i]) * gain[i];
  }
  mono_bass_process (&state->mono_bass, left, right, n);
}

static void
imager_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Imager *state = data;

  for (int done = 0; done < n; done += CHUNK) {
    const int now = n - done < CHUNK ? n - done : CHUNK;
    float same[CHUNK];
    if (state->channels == 1)
      memcpy (same, audio[0] + done, (size_t) now * sizeof (float));
    process_chunk (state, audio[0] + done, state->channels == 2 ? audio[1] + done : same, now);
  }
}

const Processor imager_processor = {
  .spec = &spec,
  .state_size = imager_state_size,
  .init = imager_init,
  .reset = imager_reset,
  .set = imager_set,
  .process = imager_process,
  .tail = imager_tail,
};
