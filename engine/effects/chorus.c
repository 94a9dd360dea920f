/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/chorus.h"

#include "base/math.h"
#include "effects/moving_delay.h"

enum { DELAY, DEPTH, RATE, SYNC, NOTE, SPREAD, MIX, VOICES, N_CHORUS };
enum { FEEDBACK = MIX + 1, N_FLANGER };

#define CHORUS_LONGEST_MS 60.0
#define FLANGER_LONGEST_MS 22.0

#define SPREAD_PARAM(degrees)                                                                      \
  {                                                                                                \
    .name = "spread", .label = "Spread", .help = "How far the right channel is ahead.",            \
    .unit = PARAM_UNIT_DEGREES, .max = 180, .initial = degrees, .smoothing_ms = 50                 \
  }
#define MIX_PARAM                                                                                  \
  {                                                                                                \
    .name = "mix", .label = "Mix", .help = "Moved against untouched sound.",                       \
    .unit = PARAM_UNIT_PERCENT, .max = 100, .initial = 50, .smoothing_ms = 20                      \
  }

static const ParamSpec chorus_params[N_CHORUS] = {
  [DELAY] = { .name = "delay",
              .label = "Delay",
              .help = "The least delay of a voice; longer is looser.",
              .unit = PARAM_UNIT_MS,
              .scale = PARAM_LOG,
              .min = 2,
              .max = 40,
              .initial = 12,
              .smoothing_ms = 150 },
  [DEPTH] = { .name = "depth",
              .label = "Depth",
              .help = "How far the delay swings; with the rate it bends the pitch.",
              .unit = PARAM_UNIT_MS,
              .max = 15,
              .initial = 3,
              .smoothing_ms = 100 },
  [RATE] = MODULATION_RATE_PARAM (0.6, 8),
  [SYNC] = MODULATION_SYNC_PARAM,
  [NOTE] = MODULATION_NOTE_PARAM (0),
  [SPREAD] = SPREAD_PARAM (90),
  [MIX] = MIX_PARAM,
  [VOICES] = { .name = "voices",
               .label = "Voices",
               .help = "How many in each channel, evenly placed in the turn.",
               .type = PARAM_INT,
               .min = 1,
               .max = MOVING_DELAY_VOICES,
               .initial = 2,
               .rebuild = true },
};

static const ParamSpec flanger_params[N_FLANGER] = {
  [DELAY] = { .name = "delay",
              .label = "Delay",
              .help = "The least delay: 1 ms has its first notch at 500 Hz, 0.1 ms at 5 kHz.",
              .unit = PARAM_UNIT_MS,
              .scale = PARAM_LOG,
              .min = 0.1,
              .max = 10,
              .initial = 0.4,
              .smoothing_ms = 150 },
  [DEPTH] = { .name = "depth",
              .label = "Depth",
              .help = "How far the delay swings.",
              .unit = PARAM_UNIT_MS,
              .max = 10,
              .initial = 3,
              .smoothing_ms = 100 },
  [RATE] = MODULATION_RATE_PARAM (0.2, 8),
  [SYNC] = MODULATION_SYNC_PARAM,
  [NOTE] = MODULATION_NOTE_PARAM (0),
  [SPREAD] = SPREAD_PARAM (30),
  [MIX] = MIX_PARAM,
  [FEEDBACK] = { .name = "feedback",
                 .label = "Feedback",
                 .help = "What goes through again: sharper peaks; below 0 with the odd ones.",
                 .unit = PARAM_UNIT_PERCENT,
                 .min = -95,
                 .max = 95,
                 .initial = 40,
                 .smoothing_ms = 30 },
};

static const ParamPreset chorus_presets[] = {
  { "Guitar: clean and wide", "delay=10 depth=3 rate=0.7 voices=2 spread=120 mix=45" },
  { "Guitar: eighties", "delay=8 depth=4 rate=0.9 voices=1 spread=180" },
  { "Bass: thicker top", "delay=14 depth=1.5 rate=0.5 voices=2 mix=25" },
  { "Electric piano: shimmer", "delay=9 depth=2 rate=1.3 voices=3 spread=90 mix=45" },
  { "Pad: ensemble", "delay=15 depth=5 rate=0.35 voices=4 spread=90 mix=60" },
  { "Strings: larger section", "delay=22 depth=4 rate=0.45 voices=4 spread=140 mix=50" },
  { "Backing vocals: double", "delay=24 depth=2 rate=0.4 voices=2 spread=180 mix=35" },
  { "Lead vocal: hint of width", "delay=18 depth=1.2 rate=0.3 voices=2 spread=180 mix=15" },
  { "Synth: vibrato", "delay=4 depth=1 rate=5 voices=1 spread=0 mix=100" },
  { "Synth: seasick", "delay=10 depth=12 rate=0.25 voices=1 spread=60" },
  { "Pad: with the bars", "sync=on note=2/1 delay=12 depth=5 voices=3 spread=120" },
};

static const ParamPreset flanger_presets[] = {
  { "Guitar: jet", "delay=0.2 depth=4 rate=0.12 feedback=65" },
  { "Guitar: through zero, nearly", "delay=0.1 depth=2 rate=0.15 feedback=0" },
  { "Guitar: metal chorus", "delay=2 depth=2 rate=0.5 feedback=-40 mix=40" },
  { "Drums: sweep over two bars", "sync=on note=2/1 delay=0.3 depth=5 feedback=55" },
  { "Hats: sparkle", "delay=0.1 depth=0.8 rate=0.4 feedback=40 mix=35" },
  { "Bass: slow move", "delay=1 depth=4 rate=0.08 feedback=30 mix=35" },
  { "Electric piano: liquid", "delay=0.8 depth=2 rate=0.35 feedback=25 spread=120" },
  { "Pad: hollow", "delay=3 depth=3 rate=0.1 feedback=-75 spread=90" },
  { "Vocal: tape doubling", "delay=0.6 depth=1.5 rate=0.2 feedback=0 mix=50 spread=180" },
  { "Synth: tube resonance", "delay=4 depth=0.3 rate=0.1 feedback=90 mix=50" },
  { "Noise: riser, four bars", "sync=on note=4/1 delay=0.1 depth=8 feedback=80" },
};

static const DeviceSpec chorus_spec = {
  .kind = "chorus",
  .label = "Chorus",
  .help =
      "Up to four voices that are late by some ms and drift in pitch: one player becomes a few, a "
      "mono sound gets width.\n\n"
      "Do not use it on what gives the mix its pitch and its middle: on bass and lead it blurs "
      "both. In mono the voices of the two sides cancel in part: check there. A second take is a "
      "better double.",
  .version = 1,
  .params = chorus_params,
  .n_params = N_CHORUS,
  .presets = chorus_presets,
  .n_presets = sizeof chorus_presets / sizeof chorus_presets[0],
};

static const DeviceSpec flanger_spec = {
  .kind = "flanger",
  .label = "Flanger",
  .help =
      "A comb of notches that sweeps, as two tapes do when one drags: the sound against itself, "
      "some ms late.\n\n"
      "Do not use it all through a song: it is heard at once and tires soon. On a sound with few "
      "harmonics it only changes the level; noise, cymbals and distorted guitars show it best. "
      "High feedback rings at one pitch, which may not be the song's.",
  .version = 1,
  .params = flanger_params,
  .n_params = N_FLANGER,
  .presets = flanger_presets,
  .n_presets = sizeof flanger_presets / sizeof flanger_presets[0],
};

typedef struct {
  MovingDelay moving;
  float rings[];
} Chorus; /* and flanger */

static size_t
chorus_state_size (const ProcessorSetup *setup)
{
  return sizeof (Chorus) + moving_delay_rings (setup->rate, setup->channels, CHORUS_LONGEST_MS);
}

static size_t
flanger_state_size (const ProcessorSetup *setup)
{
  return sizeof (Chorus) + moving_delay_rings (setup->rate, setup->channels, FLANGER_LONGEST_MS);
}

static void
reset (void *data)
{
  Chorus *state = data;
  moving_delay_reset (&state->moving, state->rings);
}

static MovingDelaySettings
settings_of (const double *values, double feedback)
{
  return (MovingDelaySettings){ .delay_ms = values[DELAY],
                                .depth_ms = values[DEPTH],
                                .rate_hz = values[RATE],
                                .spread_degrees = values[SPREAD],
                                .feedback = feedback,
                                .mix = values[MIX] / 100.0 };
}

static void
chorus_set (void *data, const double *values, bool jump)
{
  Chorus *state = data;
  const MovingDelaySettings settings = settings_of (values, 0);
  moving_delay_set (&state->moving, &settings, jump);
}

static void
flanger_set (void *data, const double *values, bool jump)
{
  Chorus *state = data;
  const MovingDelaySettings settings = settings_of (values, values[FEEDBACK] / 100.0);
  moving_delay_set (&state->moving, &settings, jump);
}

static bool
chorus_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Chorus *state = data;
  moving_delay_init (&state->moving, setup, CHORUS_LONGEST_MS, false, (int) setup->values[VOICES],
                     setup->values[SYNC] > 0, setup->values[NOTE]);
  chorus_set (state, setup->values, true);
  return true;
}

static bool
flanger_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Chorus *state = data;
  moving_delay_init (&state->moving, setup, FLANGER_LONGEST_MS, true, 1, setup->values[SYNC] > 0,
                     setup->values[NOTE]);
  flanger_set (state, setup->values, true);
  return true;
}

static void
process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Chorus *state = data;
  moving_delay_process (&state->moving, state->rings, audio, n, context);
}

static Frames
chorus_tail (const ProcessorSetup *setup)
{
  return (Frames) (CHORUS_LONGEST_MS * setup->rate / 1000);
}

/* Each time through takes the longest delay and leaves the feedback's share, down to 120 dB below
 * what it sums up to. */
static Frames
flanger_tail (const ProcessorSetup *setup)
{
  const double feedback = fabs (setup->values[FEEDBACK]) / 100.0;
  const double longest = (setup->values[DELAY] + setup->values[DEPTH]) * setup->rate / 1000 + 8;
  double turns = 1;

  if (feedback > 0)
    turns += math_log (1e-6 * (1 - feedback)) / math_log (feedback);
  return (Frames) (turns * longest) + 1;
}

const Processor chorus_processor = {
  .spec = &chorus_spec,
  .grid = true,
  .state_size = chorus_state_size,
  .init = chorus_init,
  .reset = reset,
  .set = chorus_set,
  .process = process,
  .tail = chorus_tail,
};

const Processor flanger_processor = {
  .spec = &flanger_spec,
  .grid = true,
  .state_size = flanger_state_size,
  .init = flanger_init,
  .reset = reset,
  .set = flanger_set,
  .process = process,
  .tail = flanger_tail,
};
