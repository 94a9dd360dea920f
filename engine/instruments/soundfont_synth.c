/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NOTES
 * 1. With all samples loaded, no lock and no log, playing and rendering call no allocator.
 * 2. FluidSynth starts a voice from the gains to left and right that its memory had last, so a note
 *    depends on what played before it. A reset therefore wipes the voices used since the last one:
 *    each plays a silent sample at no gain. Each has a second memory, used from the moment on when
 *    notes are cut off for want of voices.
 * 3. Its reverb and chorus stay off: their filters and oscillators survive any reset.
 * 4. Instances of one file share its samples (FluidSynth keeps them by name, place and time of
 *    change); each has its own presets and voices. That cache counts references outside its lock,
 * so opening and closing stand under one of our own. */
#include "instruments/soundfont_synth.h"

#include "base/types.h"

#include <pthread.h>

/* A note of full velocity from a sample of full scale then peaks near -12 dBFS in each channel. */
#define SYNTH_GAIN 0.5

/* It makes its queue of events for so many voices; a smaller one would lose some of a thick chord.
 */
#define SMALLEST_POLYPHONY 256

#define SILENCE_FRAMES 128
static const short no_sound[SILENCE_FRAMES];

static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

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
                         (int) int64_max (polyphony, SMALLEST_POLYPHONY));
  fluid_settings_setnum (settings, "synth.sample-rate", rate);
  fluid_settings_setnum (settings, "synth.gain", SYNTH_GAIN);
  return settings;
}

static bool
open_locked (SoundfontSynth *synth, const char *file, int rate, const char **message)
{
  *message = "FluidSynth could not be started: there is too little memory";
  synth->settings = new_settings (rate, synth->polyphony);
  if (!synth->settings)
    return false;
  synth->synth = new_fluid_synth (synth->settings);
  synth->silence = new_fluid_sample ();
  if (!synth->synth || !synth->silence)
    return false;
  fluid_synth_set_polyphony (synth->synth, synth->polyphony);
  fluid_sample_set_sound_data (synth->silence, (short *) no_sound, NULL, SILENCE_FRAMES, 48000, 1);
  fluid_sample_set_loop (synth->silence, 16, SILENCE_FRAMES - 16);
  fluid_sample_set_pitch (synth->silence, 69, 0);
  *message = "the SoundFont file cannot be read: it is damaged or larger than the memory";
  return fluid_synth_sfload (synth->synth, file, 1) != FLUID_FAILED;
}

static void
close_locked (SoundfontSynth *synth)
{
  if (synth->synth)
    delete_fluid_synth (synth->synth);
  if (synth->silence)
    delete_fluid_sample (synth->silence);
  if (synth->settings)
    delete_fluid_settings (synth->settings);
  *synth = (SoundfontSynth){ 0 };
}

bool
soundfont_synth_open (SoundfontSynth *synth, const char *file, int rate, int polyphony,
                      const char **message)
{
  *synth = (SoundfontSynth){ .polyphony = polyphony, .n_used = polyphony };
  pthread_mutex_lock (&load_lock);
  const bool opened = open_locked (synth, file, rate, message);
  if (!opened)
    close_locked (synth);
  pthread_mutex_unlock (&load_lock);
  if (opened)
    soundfont_synth_reset (synth);
  return opened;
}

void
soundfont_synth_close (SoundfontSynth *synth)
{
  pthread_mutex_lock (&load_lock);
  close_locked (synth);
  pthread_mutex_unlock (&load_lock);
}

/* To where nobody hears it. */
static void
render_unheard (SoundfontSynth *synth)
{
  float left[SOUNDFONT_BLOCK], right[SOUNDFONT_BLOCK];

  fluid_synth_write_float (synth->synth, SOUNDFONT_BLOCK, left, 0, 1, right, 0, 1);
}

static void
end_voices (SoundfontSynth *synth)
{
  fluid_synth_all_sounds_off (synth->synth, -1);
  render_unheard (synth);
}

/* In parts, because FluidSynth's queue of events holds one start of every voice and little
 * more. */
static void
start_silence (SoundfontSynth *synth, int n_voices)
{
  for (int i = 0; i < n_voices; i++) {
    fluid_voice_t *voice = fluid_synth_alloc_voice (synth->synth, synth->silence, 0, 69, 127);
    if (!voice)
      break;
    fluid_voice_gen_set (voice, GEN_SAMPLEMODE, 1);
    /* A second: past the attack a voice that nobody can hear is ended, and given out again. */
    fluid_voice_gen_set (voice, GEN_VOLENVATTACK, 0);
    fluid_synth_start_voice (synth->synth, voice);
    if (i == n_voices - 1 || i % (SMALLEST_POLYPHONY / 2) == SMALLEST_POLYPHONY / 2 - 1) {
      /* The first block may be the shortest delay of a sound. */
      render_unheard (synth);
      render_unheard (synth);
    }
  }
}

/* See note 2. No voice sounds before or after. */
static void
wipe_voices (SoundfontSynth *synth)
{
  fluid_synth_set_gain (synth->synth, 0);
  fluid_synth_set_interp_method (synth->synth, -1, FLUID_INTERP_NONE);
  start_silence (synth, synth->n_used);
  if (synth->n_used == synth->polyphony)
    start_silence (synth, synth->n_used);
  end_voices (synth);
  fluid_synth_set_gain (synth->synth, SYNTH_GAIN);
  synth->n_used = 0;
}

void
soundfont_synth_reset (SoundfontSynth *synth)
{
  /* A system reset of voices that are not ended by then would only release them. */
  end_voices (synth);
  fluid_synth_system_reset (synth->synth);
  wipe_voices (synth);
}

void
soundfont_synth_render (SoundfontSynth *synth, float *left, float *right)
{
  const int n_voices = fluid_synth_get_active_voice_count (synth->synth);

  synth->n_used = (int) int64_min (int64_max (n_voices, synth->n_used), synth->polyphony);
  fluid_synth_write_float (synth->synth, SOUNDFONT_BLOCK, left, 0, 1, right, 0, 1);
}
