/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dsp/pitch_shift.h against what came in, as late. */
#include "effects/pitch.h"

#include "dsp/pitch_shift.h"
#include "dsp/smooth_gain.h"

enum { SEMITONES, CENTS, FORMANTS, FORMANT_SHIFT, MIX, WINDOW, N_PARAMS };
enum { MOVED, KEPT };

#define CHUNK 128

static const char *const formants[] = { "moved", "kept", NULL };
static const char *const windows[] = { "short", "normal", "long", NULL };

static const ParamSpec params[N_PARAMS] = {
  [SEMITONES] = { .name = "semitones",
                  .label = "Pitch",
                  .help = "How far the pitch is shifted.",
                  .unit = PARAM_UNIT_SEMITONES,
                  .min = -24,
                  .max = 24,
                  .smoothing_ms = 30 },
  [CENTS] = { .name = "cents",
              .label = "Fine",
              .help = "Added to the pitch: hundredths of a semitone.",
              .unit = PARAM_UNIT_CENTS,
              .min = -100,
              .max = 100,
              .smoothing_ms = 30 },
  [FORMANTS] = { .name = "formants",
                 .label = "Formants",
                 .help = "Kept, a voice sounds like the same person at another pitch; moved, "
                         "smaller or larger, and drums stay drums.",
                 .type = PARAM_ENUM,
                 .max = KEPT,
                 .choices = formants },
  [FORMANT_SHIFT] = { .name = "formant_shift",
                      .label = "Formant shift",
                      .help = "Moves the formants by themselves: a smaller or a larger throat at "
                              "the same pitch.",
                      .unit = PARAM_UNIT_SEMITONES,
                      .min = -12,
                      .max = 12,
                      .smoothing_ms = 30 },
  [MIX] = { .name = "mix",
            .label = "Mix",
            .help = "Shifted against untouched sound, which comes as late.",
            .unit = PARAM_UNIT_PERCENT,
            .max = 100,
            .initial = 100,
            .smoothing_ms = 20 },
  [WINDOW] = { .name = "window",
               .label = "Window",
               .help = "Short: 21 ms late, for drums and high voices. Normal: 43 ms. Long: 85 ms, "
                       "for bass and chords, whose notes it keeps apart.",
               .type = PARAM_ENUM,
               .max = 2,
               .initial = 1,
               .choices = windows,
               .rebuild = true },
};

static const ParamPreset presets[] = {
  { "Vocal: double, six cents up", "cents=6 formants=kept mix=50" },
  { "Vocal: fifth above", "semitones=7 formants=kept mix=35" },
  { "Vocal: third below", "semitones=-4 formants=kept mix=35" },
  { "Vocal: octave below, under the lead", "semitones=-12 formants=kept mix=30" },
  { "Vocal: another singer, same notes", "formants=kept formant_shift=3" },
  { "Speech: giant", "semitones=-5 formant_shift=-2" },
  { "Speech: small creature", "semitones=7 formant_shift=2" },
  { "Drums: tune a kit down", "semitones=-2 window=short" },
  { "Snare: fatter, a layer below", "semitones=-7 window=short mix=45" },
  { "Guitar: down to drop D", "semitones=-2 window=long" },
  { "Guitar: octave up, shimmer on a return", "semitones=12 window=long" },
  { "Bass: octave under", "semitones=-12 window=long mix=40" },
  { "Song: play it a semitone down", "semitones=-1 window=long" },
};

static const DeviceSpec spec = {
  .kind = "pitch",
  .label = "Pitch shifter",
  .help =
      "Shifts the pitch of anything while it plays, by semitones and cents, with formants that "
      "move along or stay.\n\n"
      "Do not use it on a clip that has one pitch from end to end: its own transpose, which has "
      "all the time it wants, sounds better and has no latency. Nor to bring single notes of a "
      "voice home, which the vocal tuner does. Low chords want the long window, or they beat; a "
      "live player hears its latency, and over an octave everything sounds like an effect.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  int channels;
  SmoothGain dry, wet;
  _Alignas(64) char shift[];
} Pitch;

static PitchShift *
shift_of (Pitch *state)
{
  return (PitchShift *) state->shift;
}

static int
pitch_latency (const ProcessorSetup *setup)
{
  return pitch_shift_frames (setup->rate, 1024 << (int) setup->values[WINDOW]);
}

static size_t
pitch_state_size (const ProcessorSetup *setup)
{
  return sizeof (Pitch) + pitch_shift_size (pitch_latency (setup), setup->channels);
}

static void
pitch_reset (void *data)
{
  Pitch *state = data;

  smooth_gain_settle (&state->dry);
  smooth_gain_settle (&state->wet);
  pitch_shift_reset (shift_of (state));
}

static void
pitch_set (void *data, const double *values, bool jump)
{
  Pitch *state = data;
  const double mix = values[MIX] / 100.0;
  const PitchShiftValues shift = { .octaves = (values[SEMITONES] + values[CENTS] / 100.0) / 12.0,
                                   .keep = (int) values[FORMANTS] == KEPT,
                                   .envelope = values[FORMANT_SHIFT] / 12.0 };

  smooth_gain_set (&state->dry, (float) (1.0 - mix), jump);
  smooth_gain_set (&state->wet, (float) mix, jump);
  pitch_shift_set (shift_of (state), &shift, jump);
}

static bool
pitch_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Pitch *state = data;

  state->channels = setup->channels;
  if (!pitch_shift_init (shift_of (state), setup->rate, pitch_latency (setup), setup->channels)) {
    *message = "there is no memory for the transforms";
    return false;
  }
  smooth_gain_init (&state->dry, setup->rate);
  smooth_gain_init (&state->wet, setup->rate);
  pitch_set (state, setup->values, true);
  return true;
}

/* The last window that hears something. */
static Frames
pitch_tail (const ProcessorSetup *setup)
{
  return pitch_latency (setup);
}

VECTOR_CLONES static void
mix_channel (float *restrict audio, const float *restrict untouched, const float *restrict dry,
             const float *restrict wet, int n)
{
  for (int i = 0; i < n; i++)
    audio[i] = dry[i] * untouched[i] + wet[i] * audio[i];
}

static void
pitch_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Pitch *state = data;
  float untouched[2][CHUNK], dry[CHUNK], wet[CHUNK];

  for (int done = 0; done < n; done += CHUNK) {
    const int now = n - done < CHUNK ? n - done : CHUNK;
    float *const part[2] = { audio[0] + done, state->channels == 2 ? audio[1] + done : NULL };
    pitch_shift_process (shift_of (state), part, (float *[]){ untouched[0], untouched[1] }, now,
                         context->position + done);
    smooth_gain_next (&state->dry, dry, now);
    smooth_gain_next (&state->wet, wet, now);
    for (int c = 0; c < state->channels; c++)
      mix_channel (part[c], untouched[c], dry, wet, now);
  }
}

const Processor pitch_processor = {
  .spec = &spec,
  .state_size = pitch_state_size,
  .init = pitch_init,
  .reset = pitch_reset,
  .set = pitch_set,
  .process = pitch_process,
  .latency = pitch_latency,
  .tail = pitch_tail,
};
