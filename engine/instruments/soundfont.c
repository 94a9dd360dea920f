/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 * 1. FluidSynth renders blocks of 64 frames, and what is played takes effect at the next one.
 * Blocks begin at multiples of 64 of the song position, wherever the first call begins: until then
 * there is silence. From there frames are counted, so a loop jump moves the blocks but cuts no
 * sound.
 * 2. A block is rendered when its first frame is asked for, never earlier. So everything played
 * between two frames reaches the same block however the calls are cut.
 * 3. FluidSynth ends at 96 kHz. Above, it runs at half the rate and a block has 128 frames. Every
 *    sound begins with a delay of 1 ms or more, cut to whole blocks: none below 65 kHz, else one.
 * 4. Its state is its own: it cannot be copied, so an edit restarts it. */
#include "instruments/soundfont.h"

#include "base/math.h"
#include "dsp/note_expression.h"
#include "dsp/ramp.h"
#include "dsp/upsampler.h"
#include "instruments/soundfont_file.h"
#include "instruments/soundfont_spec.h"
#include "instruments/soundfont_synth.h"

#include <string.h>

#define BLOCK SOUNDFONT_BLOCK
#define N_CHANNELS 16
#define DRUMS 9
#define DRUM_BANK 128

typedef struct {
  SoundfontSynth engine;
  fluid_synth_t *synth; /* of the engine */
  double values[N_SOUNDFONT_PARAMS]; /* that stand */
  Ramp gain;
  Upsampler upsamplers[2];
  bool doubled;
  bool started;
  int wait; /* frames of silence until the first block */
  int at; /* next frame of `block`; at its size it is used up */
  float block[2][2 * BLOCK];
  float bends[N_CHANNELS]; /* -1..1 */
  bool programmed[N_CHANNELS]; /* by an event: the value does not reach it */
  uint32_t sounding[N_CHANNELS][128]; /* the note that a key plays; 0 = paired by key, or none */
} Soundfont;

static int
block_size (const Soundfont *state)
{
  return state->doubled ? 2 * BLOCK : BLOCK;
}

static size_t
soundfont_state_size (const ProcessorSetup *setup)
{
  return sizeof (Soundfont);
}

/* The file of `setup`, or the best of this machine. */
static const char *
find_file (const ProcessorSetup *setup, char *space, size_t size, const char **message)
{
  static const char *const messages[] = {
    [SOUNDFONT_MISSING] = "the SoundFont file is missing or cannot be opened",
    [SOUNDFONT_ALIEN] = "the file is no SoundFont",
    [SOUNDFONT_DAMAGED] = "the SoundFont file is damaged: parts of it are missing",
  };
  const char *file = setup->texts ? setup->texts[SOUNDFONT_FILE] : NULL;

  if (!file || !*file) {
    if (!soundfont_find (space, size)) {
      *message = "no General MIDI SoundFont is installed: choose a SoundFont file";
      return NULL;
    }
    file = space;
  }
  const SoundfontState state = soundfont_check (file);
  *message = messages[state];
  return state == SOUNDFONT_GOOD ? file : NULL;
}

static void
set_program (Soundfont *state, int channel)
{
  const int bank = (int) state->values[SOUNDFONT_BANK],
            program = (int) state->values[SOUNDFONT_PROGRAM];

  /* A melodic program is no kit. */
  fluid_synth_bank_select (state->synth, channel, bank);
  fluid_synth_program_change (state->synth, channel,
                              channel == DRUMS && bank != DRUM_BANK ? 0 : program);
}

/* FluidSynth cuts pitches down to whole cents and bends 127/128 of its range: half a cent rounds,
 * and the rest of the bend is added. It forgets this when controllers are reset. */
static void
set_tuning (Soundfont *state, int channel)
{
  int range = 0;

  fluid_synth_get_pitch_wheel_sens (state->synth, channel, &range);
  const double rest = state->bends[channel] * range * (100.0 - 12700.0 / 128);
  fluid_synth_set_gen (state->synth, channel, GEN_FINETUNE,
                       (float) (state->values[SOUNDFONT_TUNE] + 0.5 + rest));
}

static void
apply_all (Soundfont *state)
{
  static const int orders[] = { FLUID_INTERP_LINEAR, FLUID_INTERP_4THORDER, FLUID_INTERP_7THORDER };

  fluid_synth_set_interp_method (state->synth, -1,
                                 orders[(int) state->values[SOUNDFONT_INTERPOLATION]]);
  for (int channel = 0; channel < N_CHANNELS; channel++) {
    set_program (state, channel);
    fluid_synth_pitch_wheel_sens (state->synth, channel, (int) state->values[SOUNDFONT_BEND_RANGE]);
    set_tuning (state, channel);
  }
}

static void
soundfont_reset (void *data)
{
  Soundfont *state = data;

  soundfont_synth_reset (&state->engine);
  state->started = false;
  memset (state->upsamplers, 0, sizeof state->upsamplers);
  memset (state->bends, 0, sizeof state->bends);
  memset (state->programmed, 0, sizeof state->programmed);
  memset (state->sounding, 0, sizeof state->sounding);
  state->at = block_size (state);
  state->wait = 0;
  ramp_set (&state->gain, (float) db_to_gain (state->values[SOUNDFONT_GAIN]), true);
  apply_all (state);
}

static bool
soundfont_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Soundfont *state = data;
  char space[4096];
  const char *file = find_file (setup, space, sizeof space, message);
  const int polyphony = (int) setup->values[SOUNDFONT_POLYPHONY];

  state->doubled = setup->rate > SOUNDFONT_HIGHEST_RATE;
  memcpy (state->values, setup->values, sizeof state->values);
  if (!file || !soundfont_synth_open (&state->engine, file, setup->rate / (state->doubled ? 2 : 1),
                                      polyphony, message))
    return false;
  state->synth = state->engine.synth;
  soundfont_reset (state);
  return true;
}

static void
soundfont_clear (void *data)
{
  Soundfont *state = data;

  soundfont_synth_close (&state->engine);
}

static void
soundfont_copy (void *to, const void *from)
{
  soundfont_reset (to);
}

static void
soundfont_set (void *data, const double *values, bool jump)
{
  Soundfont *state = data;
  double old[N_SOUNDFONT_PARAMS];

  memcpy (old, state->values, sizeof old);
  memcpy (state->values, values, sizeof old);
  ramp_set (&state->gain, (float) db_to_gain (values[SOUNDFONT_GAIN]), jump);

  const bool program = values[SOUNDFONT_BANK] != old[SOUNDFONT_BANK] ||
                       values[SOUNDFONT_PROGRAM] != old[SOUNDFONT_PROGRAM];
  for (int channel = 0; channel < N_CHANNELS; channel++) {
    if (program && !state->programmed[channel])
      set_program (state, channel);
    if (values[SOUNDFONT_BEND_RANGE] != old[SOUNDFONT_BEND_RANGE])
      fluid_synth_pitch_wheel_sens (state->synth, channel, (int) values[SOUNDFONT_BEND_RANGE]);
    if (values[SOUNDFONT_BEND_RANGE] != old[SOUNDFONT_BEND_RANGE] ||
        values[SOUNDFONT_TUNE] != old[SOUNDFONT_TUNE])
      set_tuning (state, channel);
  }
}

static int
seven_bits (float value)
{
  const double scaled = rint (value * 127.0);
  return scaled < 0 ? 0 : scaled > 127 ? 127 : (int) scaled;
}

static void
note_on (Soundfont *state, const Event *event, int channel, int key)
{
  const int velocity = seven_bits (event->value);

  state->sounding[channel][key] = event->note;
  fluid_synth_noteon (state->synth, channel, key, velocity > 0 ? velocity : 1);
}

/* A key has one note: the next one released it, so the end of an earlier one means nothing. */
static void
note_off (Soundfont *state, const Event *event, int channel, int key)
{
  if (event->note != 0 && event->note != state->sounding[channel][key])
    return;
  state->sounding[channel][key] = 0;
  fluid_synth_noteoff (state->synth, channel, key);
}

static void
control (Soundfont *state, const Event *event, int channel)
{
  const int number = event->key & 127;

  /* Omni and mono modes would regroup all channels. */
  if (number >= 124)
    return;
  fluid_synth_cc (state->synth, channel, number, seven_bits (event->value));
  if (number == 121)
    state->bends[channel] = 0;
  /* The data of a registered parameter may be the bend range. */
  if (number == 121 || number == 6)
    set_tuning (state, channel);
}

static void
program_change (Soundfont *state, const Event *event, int channel)
{
  const double program = rint (event->value);

  state->programmed[channel] = true;
  fluid_synth_program_change (state->synth, channel,
                              program < 0     ? 0
                              : program > 127 ? 127
                                              : (int) program);
}

static void
bend (Soundfont *state, const Event *event, int channel)
{
  state->bends[channel] = event->value;
  set_tuning (state, channel);

  const double value = rint (8192 + event->value * (event->value < 0 ? 8192.0 : 8191.0));

  fluid_synth_pitch_bend (state->synth, channel,
                          value < 0       ? 0
                          : value > 16383 ? 16383
                                          : (int) value);
}

/* Pedals would hold notes for ever. */
static void
all_off (Soundfont *state)
{
  for (int channel = 0; channel < N_CHANNELS; channel++) {
    fluid_synth_cc (state->synth, channel, 64, 0);
    fluid_synth_cc (state->synth, channel, 66, 0);
  }
  fluid_synth_all_notes_off (state->synth, -1);
  memset (state->sounding, 0, sizeof state->sounding);
}

static void
soundfont_event (void *data, const Event *event)
{
  Soundfont *state = data;
  const int channel = event->channel & 15, key = event->key & 127;

  if (event->type != EVENT_NOTE_PRESSURE && is_note_expression (event))
    return; /* its voices have no bend of their own */
  switch (event->type) {
  case EVENT_NOTE_ON:
    note_on (state, event, channel, key);
    break;
  case EVENT_NOTE_OFF:
    note_off (state, event, channel, key);
    break;
  case EVENT_CONTROL:
    control (state, event, channel);
    break;
  case EVENT_BEND:
    bend (state, event, channel);
    break;
  case EVENT_PRESSURE:
    fluid_synth_channel_pressure (state->synth, channel, seven_bits (event->value));
    break;
  case EVENT_NOTE_PRESSURE:
    fluid_synth_key_pressure (state->synth, channel, key, seven_bits (event->value));
    break;
  case EVENT_PROGRAM:
    program_change (state, event, channel);
    break;
  case EVENT_ALL_OFF:
    all_off (state);
  }
}

static void
render_block (Soundfont *state)
{
  float low[2][BLOCK];

  state->at = 0;
  if (!state->doubled) {
    soundfont_synth_render (&state->engine, state->block[0], state->block[1]);
    return;
  }
  soundfont_synth_render (&state->engine, low[0], low[1]);
  for (int c = 0; c < 2; c++)
    upsampler_process (&state->upsamplers[c], low[c], state->block[c], BLOCK);
}

static void
soundfont_process (void *data, float *const *audio, int n, const ProcessContext *context)
{
  Soundfont *state = data;
  const int size = block_size (state);

  if (!state->started) {
    state->started = true;
    state->wait = (int) ((size - context->position % size) % size);
  }
  for (int i = 0; i < n; i++) {
    const float gain = ramp_next (&state->gain);
    if (state->wait > 0) {
      state->wait--;
      audio[0][i] = audio[1][i] = 0;
      continue;
    }
    if (state->at == size)
      render_block (state);
    audio[0][i] = gain * state->block[0][state->at];
    audio[1][i] = gain * state->block[1][state->at];
    state->at++;
  }
}

static int
soundfont_channels (const ProcessorSetup *setup)
{
  return 2;
}

/* Held notes, pedals and controllers stand in FluidSynth however long it is silent; sleep would
 * drop them, and costs little to do without. */
static Frames
soundfont_tail (const ProcessorSetup *setup)
{
  return INT64_MAX;
}

const Processor soundfont_processor = {
  .spec = &soundfont_spec,
  .restarts = true,
  .state_size = soundfont_state_size,
  .init = soundfont_init,
  .clear = soundfont_clear,
  .reset = soundfont_reset,
  .state_copy = soundfont_copy,
  .set = soundfont_set,
  .event = soundfont_event,
  .process = soundfont_process,
  .channels = soundfont_channels,
  .tail = soundfont_tail,
};
