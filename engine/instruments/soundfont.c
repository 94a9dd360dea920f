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
 * 4. Its state is its own: it cannot be copied. What it allocates it allocates in init (); with all
 *    samples loaded, no lock and no log, playing, resetting and rendering call no allocator.
 * 5. FluidSynth starts a voice from the gains to left and right that its memory had last, so a note
 *    depends on what played before it. A reset therefore wipes the voices used since the last one:
 * each plays a silent sample at no gain for a block. Each has a second memory, used from the
 * moment on when notes are cut off for want of voices. With that a reset gives the bits of a new
 * instance.
 * 6. Its reverb and chorus stay off: their filters and oscillators survive any reset.
 * 7. Instances of one file share its samples (FluidSynth keeps them by name, place and time of
 * change); each has its own presets and voices. That cache counts references outside its lock, so
 * loading and unloading stand under one of our own. */
#include "instruments/soundfont.h"

#include "base/math.h"
#include "dsp/ramp.h"
#include "dsp/upsampler.h"
#include "instruments/soundfont_file.h"

#include <fluidsynth.h>
#include <pthread.h>
#include <string.h>

#define BLOCK 64 /* of FluidSynth, whatever its buffers are set to */
#define HIGHEST_RATE 96000
#define N_CHANNELS 16

/* It makes its queue of events for so many voices; a smaller one would lose some of a thick chord.
 */
#define SMALLEST_POLYPHONY 256
#define DRUMS 9
#define DRUM_BANK 128

/* A note of full velocity from a sample of full scale then peaks near -12 dBFS in each channel. */
#define SYNTH_GAIN 0.5

enum {
  FILE_NAME,
  BANK,
  PROGRAM,
  GAIN,
  TUNE,
  BEND_RANGE,
  POLYPHONY,
  INTERPOLATION,
  N_PARAMS,
};

static const char *const interpolations[] = { "linear", "cubic", "high", NULL };

static const ParamSpec params[N_PARAMS] = {
  [FILE_NAME] = { .name = "file",
                  .label = "SoundFont",
                  .help = "The SF2 or SF3 file; empty is the General MIDI bank of this machine.",
                  .type = PARAM_FILE,
                  .rebuild = true },
  [BANK] = { .name = "bank",
             .label = "Bank",
             .help = "Which bank the program is taken from; 128 holds the drum kits.",
             .type = PARAM_INT,
             .max = 16383 },
  [PROGRAM] = { .name = "program",
                .label = "Program",
                .help = "The sound, until the notes bring a program change of their own.",
                .type = PARAM_INT,
                .max = 127 },
  [GAIN] = { .name = "gain",
             .label = "Gain",
             .help = "Level of the whole instrument.",
             .unit = PARAM_UNIT_DB,
             .min = -60,
             .max = 24,
             .smoothing_ms = 20 },
  [TUNE] = { .name = "tune",
             .label = "Tune",
             .help = "Shifts the pitch of all notes, those that sound too.",
             .unit = PARAM_UNIT_CENTS,
             .min = -100,
             .max = 100 },
  [BEND_RANGE] = { .name = "bend_range",
                   .label = "Bend range",
                   .help = "How far the pitch wheel bends at its ends.",
                   .type = PARAM_INT,
                   .unit = PARAM_UNIT_SEMITONES,
                   .max = 48,
                   .initial = 2 },
  [POLYPHONY] = { .name = "polyphony",
                  .label = "Polyphony",
                  .help = "Voices at most; a note often takes two or more.",
                  .type = PARAM_INT,
                  .min = 8,
                  .max = 1024,
                  .initial = 256,
                  .rebuild = true },
  [INTERPOLATION] = { .name = "interpolation",
                      .label = "Interpolation",
                      .help = "How samples are read between their points; high keeps transposed "
                              "notes cleanest.",
                      .type = PARAM_ENUM,
                      .max = 2,
                      .initial = 2,
                      .choices = interpolations,
                      .rebuild = true },
};

static const ParamPreset presets[] = {
  { "Grand piano", "program=0" },       { "Electric piano", "program=4" },
  { "Nylon guitar", "program=24" },     { "Finger bass", "program=33" },
  { "Strings", "program=48" },          { "Choir", "program=52" },
  { "Brass section", "program=61" },    { "Flute", "program=73" },
  { "Drum kit", "bank=128 program=0" },
};

static const DeviceSpec spec = {
  .kind = "soundfont",
  .label = "SoundFont player",
  .help = "Plays sampled instruments from a SoundFont file; channel 10 plays drums.",
  .version = 1,
  .params = params,
  .n_params = N_PARAMS,
  .presets = presets,
  .n_presets = sizeof presets / sizeof presets[0],
};

typedef struct {
  fluid_settings_t *settings;
  fluid_synth_t *synth;
  fluid_sample_t *silence; /* what wipes a voice */
  int polyphony;
  int n_used; /* voices that sounded at once since the last reset, at most */
  double values[N_PARAMS]; /* that stand */
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

static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

/* Two periods of nothing, and the zeros that interpolation may touch. */
#define SILENCE_FRAMES 128
static const short no_sound[SILENCE_FRAMES];

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

static fluid_settings_t *
new_settings (int rate, int polyphony)
{
  /* Else new settings ask every audio driver, and some of those open the sound system. */
  const char *none[] = { NULL };

  fluid_audio_driver_register (none);
  for (int level = 0; level < LAST_LOG_LEVEL; level++)
    fluid_set_log_function (level, NULL, NULL);

  fluid_settings_t *settings = new_fluid_settings ();
  if (!settings)
    return NULL;
  fluid_settings_setint (settings, "synth.threadsafe-api", 0);
  fluid_settings_setint (settings, "synth.cpu-cores", 1);
  fluid_settings_setint (settings, "synth.dynamic-sample-loading", 0);
  fluid_settings_setint (settings, "synth.lock-memory", 0);
  fluid_settings_setint (settings, "synth.reverb.active", 0);
  fluid_settings_setint (settings, "synth.chorus.active", 0);
  fluid_settings_setint (settings, "synth.polyphony",
                         (int)int64_max (polyphony, SMALLEST_POLYPHONY));
  fluid_settings_setnum (settings, "synth.sample-rate", rate);
  fluid_settings_setnum (settings, "synth.gain", SYNTH_GAIN);
  return settings;
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
  const char *file = setup->texts ? setup->texts[FILE_NAME] : NULL;

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

static bool
load (Soundfont *state, const ProcessorSetup *setup, const char **message)
{
  char space[4096];
  const char *file = find_file (setup, space, sizeof space, message);
  const int rate = state->doubled ? setup->rate / 2 : setup->rate;

  if (!file)
    return false;
  *message = "FluidSynth could not be started: there is too little memory";
  state->settings = new_settings (rate, state->polyphony);
  if (!state->settings)
    return false;
  state->synth = new_fluid_synth (state->settings);
  if (!state->synth)
    return false;
  fluid_synth_set_polyphony (state->synth, state->polyphony);
  state->silence = new_fluid_sample ();
  if (!state->silence)
    return false;
  fluid_sample_set_sound_data (state->silence, (short *)no_sound, NULL, SILENCE_FRAMES, 48000, 1);
  fluid_sample_set_loop (state->silence, 16, SILENCE_FRAMES - 16);
  fluid_sample_set_pitch (state->silence, 69, 0);
  *message = "the SoundFont file cannot be read: it is damaged or larger than the memory";
  return fluid_synth_sfload (state->synth, file, 1) != FLUID_FAILED;
}

static void
unload (Soundfont *state)
{
  if (state->synth)
    delete_fluid_synth (state->synth);
  if (state->silence)
    delete_fluid_sample (state->silence);
  if (state->settings)
    delete_fluid_settings (state->settings);
  state->silence = NULL;
  state->synth = NULL;
  state->settings = NULL;
}

static void
soundfont_clear (void *data)
{
  pthread_mutex_lock (&load_lock);
  unload (data);
  pthread_mutex_unlock (&load_lock);
}

static void
set_program (Soundfont *state, int channel)
{
  const int bank = (int)state->values[BANK], program = (int)state->values[PROGRAM];

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
                       (float)(state->values[TUNE] + 0.5 + rest));
}

static void
apply_all (Soundfont *state)
{
  static const int orders[] = { FLUID_INTERP_LINEAR, FLUID_INTERP_4THORDER, FLUID_INTERP_7THORDER };

  fluid_synth_set_interp_method (state->synth, -1, orders[(int)state->values[INTERPOLATION]]);
  for (int channel = 0; channel < N_CHANNELS; channel++) {
    set_program (state, channel);
    fluid_synth_pitch_wheel_sens (state->synth, channel, (int)state->values[BEND_RANGE]);
    set_tuning (state, channel);
  }
}

/* To where nobody hears it. */
static void
render_unheard (Soundfont *state)
{
  fluid_synth_write_float (state->synth, BLOCK, state->block[0], 0, 1, state->block[1], 0, 1);
}

static void
end_voices (Soundfont *state)
{
  fluid_synth_all_sounds_off (state->synth, -1);
  render_unheard (state);
}

/* In four parts, because FluidSynth's queue of events holds one start of every voice and little
 * more. */
static void
start_silence (Soundfont *state, int n_voices)
{
  for (int i = 0; i < n_voices; i++) {
    fluid_voice_t *voice = fluid_synth_alloc_voice (state->synth, state->silence, 0, 69, 127);
    if (!voice)
      break;
    fluid_voice_gen_set (voice, GEN_SAMPLEMODE, 1);
    /* A second: past the attack a voice that nobody can hear is ended, and given out again. */
    fluid_voice_gen_set (voice, GEN_VOLENVATTACK, 0);
    fluid_synth_start_voice (state->synth, voice);
    if (i == n_voices - 1 || i % (SMALLEST_POLYPHONY / 2) == SMALLEST_POLYPHONY / 2 - 1) {
      /* The first block may be the delay of note 3. */
      render_unheard (state);
      render_unheard (state);
    }
  }
}

/* See note 5. No voice sounds before or after. */
static void
wipe_voices (Soundfont *state)
{
  fluid_synth_set_gain (state->synth, 0);
  fluid_synth_set_interp_method (state->synth, -1, FLUID_INTERP_NONE);
  start_silence (state, state->n_used);
  if (state->n_used == state->polyphony)
    start_silence (state, state->n_used);
  end_voices (state);
  fluid_synth_set_gain (state->synth, SYNTH_GAIN);
  state->n_used = 0;
}

static void
soundfont_reset (void *data)
{
  Soundfont *state = data;

  /* A system reset of voices that are not ended by then would only release them. */
  end_voices (state);
  fluid_synth_system_reset (state->synth);
  wipe_voices (state);
  state->started = false;
  memset (state->upsamplers, 0, sizeof state->upsamplers);
  memset (state->bends, 0, sizeof state->bends);
  memset (state->programmed, 0, sizeof state->programmed);
  memset (state->sounding, 0, sizeof state->sounding);
  state->at = block_size (state);
  state->wait = 0;
  ramp_set (&state->gain, (float)db_to_gain (state->values[GAIN]), true);
  apply_all (state);
}

static bool
soundfont_init (void *data, const ProcessorSetup *setup, const char **message)
{
  Soundfont *state = data;

  state->doubled = setup->rate > HIGHEST_RATE;
  state->polyphony = (int)setup->values[POLYPHONY];
  memcpy (state->values, setup->values, sizeof state->values);
  pthread_mutex_lock (&load_lock);
  const bool loaded = load (state, setup, message);
  if (!loaded)
    unload (state);
  pthread_mutex_unlock (&load_lock);
  if (!loaded)
    return false;
  state->n_used = state->polyphony;
  soundfont_reset (state);
  return true;
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
  double old[N_PARAMS];

  memcpy (old, state->values, sizeof old);
  memcpy (state->values, values, sizeof old);
  ramp_set (&state->gain, (float)db_to_gain (values[GAIN]), jump);

  const bool program = values[BANK] != old[BANK] || values[PROGRAM] != old[PROGRAM];
  for (int channel = 0; channel < N_CHANNELS; channel++) {
    if (program && !state->programmed[channel])
      set_program (state, channel);
    if (values[BEND_RANGE] != old[BEND_RANGE])
      fluid_synth_pitch_wheel_sens (state->synth, channel, (int)values[BEND_RANGE]);
    if (values[BEND_RANGE] != old[BEND_RANGE] || values[TUNE] != old[TUNE])
      set_tuning (state, channel);
  }
}

static int
seven_bits (float value)
{
  const double scaled = rint (value * 127.0);
  return scaled < 0 ? 0 : scaled > 127 ? 127 : (int)scaled;
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
                                              : (int)program);
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
                                          : (int)value);
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
  const int n_voices = fluid_synth_get_active_voice_count (state->synth);
  float low[2][BLOCK];

  state->at = 0;
  state->n_used = (int)int64_min (int64_max (n_voices, state->n_used), state->polyphony);
  if (!state->doubled) {
    fluid_synth_write_float (state->synth, BLOCK, state->block[0], 0, 1, state->block[1], 0, 1);
    return;
  }
  fluid_synth_write_float (state->synth, BLOCK, low[0], 0, 1, low[1], 0, 1);
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
    state->wait = (int)((size - context->position % size) % size);
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
  .spec = &spec,
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
