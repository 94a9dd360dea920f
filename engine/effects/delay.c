/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "effects/delay.h"

#include "base/fast_math.h"
#include "base/math.h"
#include "dsp/band_limit.h"
#include "dsp/delay_tap.h"
#include "dsp/dynamics.h"
#include "dsp/fade.h"
#include "dsp/ramp.h"

#include <string.h>

enum { TIME, SYNC, NOTE, FEEDBACK, MODE, LOW_CUT, HIGH_CUT, WIDTH, DUCKING, MIX, N_PARAMS };

enum { MODE_STEREO, MODE_PING_PONG };

#define CHUNK DELAY_TAP_CHUNK
#define LONGEST_SECONDS 8.0
#define SHORTEST_SECONDS 0.001
#define CROSSFADE_SECONDS 0.03
#define LOW_CUT_OFF_HZ 20.0
#define HIGH_CUT_OFF_HZ 20000.0
#define FEEDBACK_MOST 0.9999 /* what goes between frames may gain nearly a ten-thousandth */
#define DUCK_FROM_DB (-45.0)
#define DUCK_FULL_DB (-20.0)
#define DUCK_ATTACK_SECONDS 0.01
#define DUCK_RELEASE_SECONDS 0.3
#define SLOWEST_BPM 20.0 /* for the tail in sync, which is asked without a tempo */
#define FILTER_TAIL_SECONDS 0.3

static const char *const modes[] = { "stereo", "ping_pong", NULL };

static const char *const notes[] = { "1/1",  "1/2d",  "1/1t",  "1/2",  "1/4d",  "1/2t",
                                     "1/4",  "1/8d",  "1/4t",  "1/8",  "1/16d", "1/8t",
                                     "1/16", "1/32d", "1/16t", "1/32", "1/32t", NULL };
/* In quarter notes. */
static const double note_beats[] = { 4.0,  3.0,      8.0 / 3, 2.0,   1.5,     4.0 / 3,
                                     1.0,  0.75,     2.0 / 3, 0.5,   0.375,   1.0 / 3,
                                     0.25, 3.0 / 16, 1.0 / 6, 0.125, 1.0 / 12 };

static const ParamSpec params[N_PARAMS] = {
  [TIME] = { .name = "time",
             .label = "Time",
             .help = "Time between echoes without sync; a change crossfades in 30 ms, without a "
                     "glide of pitch.",
             .unit = PARAM_UNIT_MS,
             .scale = PARAM_LOG,
             .min = 1,
             .max = 4000,
             .initial = 350 },
  [SYNC] = { .name = "sync",
             .label = "Sync",
             .help = "Takes the time from the note and the tempo instead.",
             .type = PARAM_BOOL,
             .max = 1 },
  [NOTE] = { .name = "note",
             .label = "Note",
             .help =
                 "Time between echoes with sync; d is dotted, t a triplet. Over 8 s it is halved.",
             .type = PARAM_ENUM,
             .max = 16,
             .initial = 9,
             .choices = notes },
  [FEEDBACK] = { .name = "feedback",
                 .label = "Feedback",
                 .help = "How much of each echo comes again; at 100 % it hardly ever ends.",
                 .unit = PARAM_UNIT_PERCENT,
                 .max = 100,
                 .initial = 35,
                 .smoothing_ms = 20 },
  [MODE] = { .name = "mode",
             .label = "Mode",
             .help =
                 "Stereo repeats each side in its place; ping-pong starts left and changes sides "
                 "with every echo, and makes a mono track stereo.",
             .type = PARAM_ENUM,
             .max = 1,
             .choices = modes,
             .rebuild = true },
  [LOW_CUT] = { .name = "low_cut",
                .label = "Low cut",
                .help = "Thins each echo further below this frequency, 12 dB per octave; 20 Hz is "
                        "off.",
                .unit = PARAM_UNIT_HZ,
                .scale = PARAM_LOG,
                .min = LOW_CUT_OFF_HZ,
                .max = 2000,
                .initial = LOW_CUT_OFF_HZ,
                .smoothing_ms = 30 },
  [HIGH_CUT] = { .name = "high_cut",
                 .label = "High cut",
                 .help = "Darkens each echo further above this frequency, 12 dB per octave; 20 kHz "
                         "is off.",
                 .unit = PARAM_UNIT_HZ,
                 .scale = PARAM_LOG,
                 .min = 500,
                 .max = HIGH_CUT_OFF_HZ,
                 .initial = HIGH_CUT_OFF_HZ,
                 .smoothing_ms = 30 },
  [WIDTH] = { .name = "width",
              .label = "Width",
              .help = "How far the echoes spread: 0 % is mono, 100 % all the way.",
              .unit = PARAM_UNIT_PERCENT,
              .max = 100,
              .initial = 100,
              .smoothing_ms = 20 },
  [DUCKING] = { .name = "ducking",
                .label = "Ducking",
                .help = "Turns the echoes down while the input plays, up to this much at -20 dBFS.",
                .unit = PARAM_UNIT_DB,
                .max = 24,
                .smoothing_ms = 20 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Echoes against untouched sound; 100 % on a return.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 25,
            .smoothing_ms = 20 },
};

static const ParamPreset presets[] = {
  { "Vocal: quarter throw, dark",
    "sync=on note=1/4 feedback=35 low_cut=250 high_cut=4500 ducking=9 mix=22" },
  { "Vocal: slap", "time=110 feedback=0 low_cut=150 high_cut=7000 mix=20" },
  { "Vocal: wide ping-pong behind the lead",
    "sync=on note=1/8d mode=ping_pong feedback=40 low_cut=300 high_cut=6000 ducking=12 mix=20" },
  { "Guitar: dotted eighth", "sync=on note=1/8d feedback=38 low_cut=120 high_cut=6500 mix=32" },
  { "Guitar: rockabilly slap", "time=135 feedback=12 low_cut=100 high_cut=5000 mix=35" },
  { "Guitar: ambient swell",
    "sync=on note=1/2 mode=ping_pong feedback=65 low_cut=200 high_cut=3500 mix=45" },
  { "Synth: sixteenths in ping-pong",
    "sync=on note=1/16 mode=ping_pong feedback=50 low_cut=250 high_cut=9000 mix=30" },
  { "Synth: triplet shimmer",
    "sync=on note=1/8t mode=ping_pong feedback=55 low_cut=500 width=80 mix=28" },
  { "Dub: long dark repeats", "sync=on note=1/4d feedback=75 low_cut=180 high_cut=2200 mix=35" },
  { "Doubling: one short echo", "time=28 feedback=0 low_cut=120 high_cut=12000 mix=40" },
  { "Return: eighth notes, wet only",
    "sync=on note=1/8 feedback=40 low_cut=200 high_cut=8000 mix=100" },
};

static const DeviceSpec spec = {
  .kind = "delay",
  .label = "Delay",
  .help =
      "Echoes in time with the song or by the clock, each passing the two cuts again, in stereo or "
      "from side to side.\n\n"
      "Do not use it to shift a track in time: the track's own delay does that without touching "
      "the sound. On a dense part of many notes echoes blur the rhythm; a reverb with a predelay "
      "leaves more room. Times under 15 ms on a track that also plays untouched comb its tone.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

/* A change of time starts a second tap and crossfades to it; what is asked for meanwhile waits. */
typedef struct {
  int rate, in_channels, lines, size;
  bool ping_pong, sync;
  double time, beats; /* frames; quarter notes */
  double bpm, wanted; /* wanted: frames of delay */
  bool fresh; /* nothing has sounded since a jump: no crossfade */
  Ramp feedback, dry, wet, width, duck;
  DynamicsTimes duck_times;
  BandLimit filter;

  DelayTap tap, next;
  Fade change;
  DynamicsSmoother ducker;
  int at, filled; /* frames of the rings written since the reset */
  float rings[]; /* lines of `size` frames */
} Delay;

static bool
is_ping_pong (const ProcessorSetup *setup)
{
  return setup->values[MODE] == MODE_PING_PONG;
}

static int
delay_channels (const ProcessorSetup *setup)
{
  return is_ping_pong (setup) ? 2 : setup->channels;
}

static int
ring_size (const ProcessorSetup *setup)
{
  return (int) (LONGEST_SECONDS * setup->rate) + DELAY_TAP_LENGTH + CHUNK;
}

static size_t
delay_state_size (const ProcessorSetup *setup)
{
  const size_t rings = (size_t) ring_size (setup) * (size_t) delay_channels (setup);
  return sizeof (Delay) + rings * sizeof (float);
}

static void
delay_reset (void *data)
{
  Delay *state = data;

  ramp_set (&state->feedback, state->feedback.to, true);
  ramp_set (&state->dry, state->dry.to, true);
  ramp_set (&state->wet, state->wet.to, true);
  ramp_set (&state->width, state->width.to, true);
  ramp_set (&state->duck, state->duck.to, true);
  band_limit_reset (&state->filter);
  state->ducker = (DynamicsSmoother){ 0 };
  for (int c = 0; c < state->lines; c++)
    memset (state->rings + c * state->size, 0, (size_t) state->filled * sizeof (float));
  state->at = state->filled = 0;
  state->fresh = true;
}

static double
wanted_delay (const Delay *state)
{
  double delay = state->time;
  if (state->sync) {
    delay = state->beats * 60.0 * state->rate / state->bpm;
    while (delay > LONGEST_SECONDS * state->rate)
      delay /= 2;
  }
  return delay > SHORTEST_SECONDS * state->rate ? delay : SHORTEST_SECONDS * state->rate;
}

static void
delay_set (void *data, const double *values, bool jump)
{
  Delay *state = data;
  const double feedback = values[FEEDBACK] / 100.0, mix = values[MIX] / 100.0;

  state->time = values[TIME] * state->rate / 1000.0;
  state->sync = values[SYNC] > 0;
  state->beats = note_beats[(int) values[NOTE]];
  state->wanted = wanted_delay (state);
  state->fresh |= jump;
  ramp_set (&state->feedback, (float) (feedback < FEEDBACK_MOST ? feedback : FEEDBACK_MOST), jump);
  ramp_set (&state->dry, (float) (1.0 - mix), jump);
  ramp_set (&state->wet, (float) mix, jump);
  ramp_set (&state->width, (float) (values[WIDTH] / 100.0), jump);
  ramp_set (&state->duck, (float) values[DUCKING], jump);
  band_limit_set (&state->filter, values[LOW_CUT], values[LOW_CUT] > LOW_CUT_OFF_HZ,
                  values[HIGH_CUT], values[HIGH_CUT] < HIGH_CUT_OFF_HZ, state->rate, jump);
}

static bool
delay_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Delay *state = data;

  state->rate = setup->rate;
  state->in_channels = setup->channels;
  state->lines = delay_channels (setup);
  state->size = ring_size (setup);
  state->ping_pong = is_ping_pong (setup);
  state->bpm = 120;
  state->duck_times = (DynamicsTimes){
    .attack = dynamics_pole (DUCK_ATTACK_SECONDS, setup->rate),
    .release = dynamics_pole (DUCK_RELEASE_SECONDS, setup->rate),
  };
  delay_set (state, setup->values, true);
  return true;
}

/* A sustained input piles up to 1 / (1 - feedback); from there every echo loses the feedback. */
static Frames
delay_tail (const ProcessorSetup *setup)
{
  const double *values = setup->values;
  const double feedback = values[FEEDBACK] / 100.0;
  const double longest = LONGEST_SECONDS * setup->rate;
  double delay = values[TIME] * setup->rate / 1000.0;
  double echoes = 1;

  if (values[SYNC] > 0) {
    delay = note_beats[(int) values[NOTE]] * 60.0 * setup->rate / SLOWEST_BPM;
    delay = delay < longest ? delay : longest;
  }
  if (feedback >= FEEDBACK_MOST)
    return INT64_MAX;
  if (feedback > 0)
    echoes += ceil (math_log (1e-6 * (1 - feedback)) / math_log (feedback));
  return (Frames) (echoes * delay + FILTER_TAIL_SECONDS * setup->rate);
}

static void
start_change (Delay *state)
{
  if (state->fresh) {
    delay_tap_set (&state->tap, state->wanted);
    fade_set (&state->change, 0, 0, true);
    state->fresh = false;
  } else if (fade_rests (&state->change) && state->wanted != state->tap.delay) {
    delay_tap_set (&state->next, state->wanted);
    fade_set (&state->change, 1, (int) (CROSSFADE_SECONDS * state->rate), false);
  }
}

static void
end_change (Delay *state)
{
  if (state->change.to == 1.0f && fade_rests (&state->change)) {
    state->tap = state->next;
    fade_set (&state->change, 0, 0, true);
  }
}

/* How many frames go in one piece. */
static int
piece (const Delay *state, int n)
{
  const int reach = delay_tap_reach (&state->tap);
  n = n < reach ? n : reach;
  if (!fade_rests (&state->change)) {
    const int next_reach = delay_tap_reach (&state->next);
    const int left = state->change.length - state->change.done;
    n = n < next_reach ? n : next_reach;
    n = n < left ? n : left;
  }
  return n;
}

static void
read_lines (Delay *state, float (*echo)[CHUNK], int n)
{
  float amount[CHUNK], next[CHUNK];
  const bool changing = !fade_rests (&state->change);

  for (int i = 0; changing && i < n; i++)
    amount[i] = fade_next (&state->change);
  for (int c = 0; c < state->lines; c++) {
    const float *ring = state->rings + c * state->size;
    delay_tap_read (&state->tap, ring, state->size, state->at, echo[c], n);
    if (!changing)
      continue;
    delay_tap_read (&state->next, ring, state->size, state->at, next, n);
    for (int i = 0; i < n; i++)
      echo[c][i] += (next[i] - echo[c][i]) * amount[i];
  }
}

VECTOR_CLONES static void
feed (float *restrict ring, const float *restrict in, const float *restrict echo,
      const float *restrict feedback, int n)
{
  for (int i = 0; i < n; i++)
    ring[i] = in[i] + feedback[i] * echo[i];
}

/* Into the line goes the input and, from its own or from the other line, the echo. */
static void
write_line (Delay *state, int line, const float *in, const float *echo, const float *feedback,
            int n)
{
  float *ring = state->rings + line * state->size;
  const int first = n < state->size - state->at ? n : state->size - state->at;

  feed (ring + state->at, in, echo, feedback, first);
  if (first < n)
    feed (ring, in + first, echo + first, feedback + first, n - first);
}

static void
write_lines (Delay *state, float *const *audio, float (*echo)[CHUNK], int n)
{
  float feedback[CHUNK], in[2][CHUNK] = { 0 };

  ramp_fill (&state->feedback, feedback, n);
  for (int c = 0; c < state->in_channels; c++)
    memcpy (in[c], audio[c], (size_t) n * sizeof (float));
  if (state->ping_pong && state->in_channels == 2)
    for (int i = 0; i < n; i++) {
      in[0][i] = (in[0][i] + in[1][i]) * 0.5f;
      in[1][i] = 0;
    }
  for (int c = 0; c < state->lines; c++)
    write_line (state, c, in[c], echo[state->ping_pong ? 1 - c : c], feedback, n);

  state->at = (state->at + n) % state->size;
  state->filled = state->filled + n < state->size ? state->filled + n : state->size;
}

/* 0 where the input is soft, 1 where it is loud. */
VECTOR_CLONES static void
find_loudness (const float *restrict left, const float *restrict right, float *restrict loudness,
               int n)
{
  for (int i = 0; i < n; i++) {
    const float over = fast_gain_to_db (dynamics_level (left[i], right[i])) - (float) DUCK_FROM_DB;
    const float part = over * (float) (1.0 / (DUCK_FULL_DB - DUCK_FROM_DB));
    const float above = part > 0.0f ? part : 0.0f;
    loudness[i] = above < 1.0f ? above : 1.0f;
  }
}

VECTOR_CLONES static void
duck (float *restrict wet, const float *restrict most_db, const float *restrict loudness, int n)
{
  for (int i = 0; i < n; i++)
    wet[i] *= fast_db_to_gain (-most_db[i] * loudness[i]);
}

static void
duck_echoes (Delay *state, float *const *audio, float *wet, int n)
{
  float most[CHUNK], reduction[CHUNK];
  const float *left = audio[0], *right = audio[state->in_channels - 1];

  ramp_fill (&state->duck, most, n);
  if (state->duck.to == 0.0f && ramp_rests (&state->duck) && state->ducker.smooth == 0.0)
    return;
  find_loudness (left, right, reduction, n);
  dynamics_smooth (&state->ducker, &state->duck_times, reduction, n);
  duck (wet, most, reduction, n);
}

/* One output: its own echo and, where there are two, some of the other's. */
VECTOR_CLONES static void
mix (float *restrict audio, const float *restrict own, const float *restrict other,
     const float *restrict width, const float *restrict dry, const float *restrict wet, int n)
{
  for (int i = 0; i < n; i++) {
    const float echo = (0.5f + 0.5f * width[i]) * own[i] + (0.5f - 0.5f * width[i]) * other[i];
    audio[i] = dry[i] * audio[i] + wet[i] * echo;
  }
}

static void
mix_out (Delay *state, float *const *audio, float (*echo)[CHUNK], int n)
{
  float dry[CHUNK], wet[CHUNK], width[CHUNK];

  ramp_fill (&state->dry, dry, n);
  ramp_fill (&state->wet, wet, n);
  ramp_fill (&state->width, width, n);
  duck_echoes (state, audio, wet, n);
  if (state->lines == 2 && state->in_channels == 1)
    memcpy (audio[1], audio[0], (size_t) n * sizeof (float));
  for (int c = 0; c < state->lines; c++)
    mix (audio[c], echo[c], echo[state->lines - 1 - c], width, dry, wet, n);
}

static void
delay_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Delay *state = data;

  if (state->fresh || context->position % CONTROL_GRID == 0) {
    state->bpm = context->bpm;
    state->wanted = wanted_delay (state);
  }
  for (int done = 0; done < n;) {
    float echo[2][CHUNK] = { 0 };
    start_change (state);
    const int now = piece (state, n - done);
    float *const part[2] = { audio[0] + done, state->lines == 2 ? audio[1] + done : NULL };
    read_lines (state, echo, now);
    band_limit_process (&state->filter, echo[0], echo[1], now);
    write_lines (state, part, echo, now);
    mix_out (state, part, echo, now);
    end_change (state);
    done += now;
  }
}

const Processor delay_processor = {
  .spec = &spec,
  .grid = true,
  .state_size = delay_state_size,
  .init = delay_init,
  .reset = delay_reset,
  .set = delay_set,
  .process = delay_process,
  .channels = delay_channels,
  .tail = delay_tail,
};
