/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "instruments/synth_keys.h"

#include "dsp/note_expression.h"

#define CONTROLLER_WHEEL 1
#define CONTROLLER_VOLUME 7
#define CONTROLLER_PAN 10
#define CONTROLLER_EXPRESSION 11
#define CONTROLLER_PEDAL 64
#define CONTROLLER_SOUND_OFF 120
#define CONTROLLER_RESET 121
#define CONTROLLER_NOTES_OFF 123

static void
reset_players (SynthKeys *keys)
{
  for (int c = 0; c < SYNTH_CHANNELS; c++)
    keys->players[c] = (SynthPlayer){ .volume = 1, .expression = 1 };
}

void
synth_keys_reset (SynthKeys *keys, int rate)
{
  memset (keys, 0, sizeof *keys);
  keys->fade = rate / 200;
  keys->last_pitch = 60;
  reset_players (keys);
}

/* Whether it counts against the polyphony. */
static bool
plays (const SynthVoice *voice)
{
  return voice->active && !voice->killed;
}

static bool
is_released (const SynthVoice *voice)
{
  return voice->amp.stage == SYNTH_ENVELOPE_RELEASE;
}

/* The voice that is missed least: of those let go the quietest, else the oldest. */
static SynthVoice *
least_missed (SynthKeys *keys, const SynthSettings *settings)
{
  SynthVoice *found = NULL;
  float quietest = 0;

  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &keys->voices[i];
    if (!plays (voice))
      continue;
    const bool released = is_released (voice);
    const float level = synth_envelope_value (&voice->amp, &settings->amp_curve) * voice->velocity;
    const bool better = !found                            ? true
                        : released != is_released (found) ? released
                        : released                        ? level < quietest
                                                          : voice->order < found->order;
    if (better) {
      found = voice;
      quietest = level;
    }
  }
  return found;
}

static void
make_room (SynthKeys *keys, const SynthSettings *settings, int polyphony)
{
  int n = 0;
  for (int i = 0; i < SYNTH_SLOTS; i++)
    n += plays (&keys->voices[i]);
  for (; n >= polyphony; n--)
    synth_voice_kill (least_missed (keys, settings), keys->fade);
}

/* A free slot; when so much was stolen at once that there is none, the one that has faded furthest.
 */
static SynthVoice *
take_slot (SynthKeys *keys)
{
  int best = 0;
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    const SynthVoice *voice = &keys->voices[i];
    if (!voice->active) {
      best = i;
      break;
    }
    const SynthVoice *other = &keys->voices[best];
    if (voice->killed && (!other->killed || voice->fade_left < other->fade_left))
      best = i;
  }
  synth_filter_clear (&keys->filters[best / SYNTH_GROUP], best % SYNTH_GROUP);
  memset (&keys->voices[best], 0, sizeof (SynthVoice));
  return &keys->voices[best];
}

static void
name_voice (SynthKeys *keys, SynthVoice *voice, const SynthHeld *held)
{
  voice->key = held->key;
  voice->channel = held->channel;
  voice->note = held->note;
  voice->velocity = held->velocity;
  voice->pressure = voice->bent = voice->timbre = 0;
  voice->down = true;
  voice->order = ++keys->order;
}

static void
start (SynthKeys *keys, const SynthSettings *settings, const SynthHeld *held, bool glide)
{
  SynthVoice *voice = take_slot (keys);
  name_voice (keys, voice, held);
  synth_voice_start (voice, settings, glide ? keys->last_pitch : held->key);
}

/* The voice of the mono modes; what else plays, from before a change of mode, is let go. */
static SynthVoice *
mono_voice (SynthKeys *keys, const SynthSettings *settings)
{
  SynthVoice *latest = NULL;
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &keys->voices[i];
    if (!plays (voice))
      continue;
    if (latest)
      synth_voice_kill (voice->order > latest->order ? latest : voice, keys->fade);
    if (!latest || voice->order > latest->order)
      latest = voice;
  }
  return latest;
}

static void
note_on_mono (SynthKeys *keys, const SynthSettings *settings, const SynthHeld *held)
{
  SynthVoice *voice = mono_voice (keys, settings);
  const bool overlaps = voice && !is_released (voice);

  if (!voice) {
    start (keys, settings, held, settings->mode == SYNTH_MONO && keys->order > 0);
    return;
  }
  name_voice (keys, voice, held);
  synth_voice_move (voice, settings, held->key, settings->mode == SYNTH_MONO || !overlaps,
                    settings->mode == SYNTH_MONO || overlaps);
}

static bool
is_meant (const Event *event, uint32_t note, uint8_t key, uint8_t channel)
{
  return event->note ? note == event->note : key == event->key && channel == event->channel;
}

static void
hold (SynthKeys *keys, const SynthHeld *held)
{
  if (keys->n_held == SYNTH_HELD)
    memmove (&keys->held[0], &keys->held[1], sizeof (SynthHeld) * (size_t) --keys->n_held);
  keys->held[keys->n_held++] = *held;
}

static void
unhold (SynthKeys *keys, const Event *event)
{
  int n = 0;
  for (int i = 0; i < keys->n_held; i++) {
    const SynthHeld *held = &keys->held[i];
    if (!is_meant (event, held->note, held->key, held->channel))
      keys->held[n++] = *held;
  }
  keys->n_held = n;
}

static void
note_on (SynthKeys *keys, const SynthSettings *settings, const Event *event)
{
  const SynthHeld held = { event->key, event->channel & 15, event->note, event->value };

  hold (keys, &held);
  if (settings->mode != SYNTH_POLY) {
    note_on_mono (keys, settings, &held);
  } else {
    /* A key that only the pedal holds is struck anew, not doubled. */
    for (int i = 0; i < SYNTH_SLOTS; i++) {
      SynthVoice *voice = &keys->voices[i];
      if (plays (voice) && !voice->down && !is_released (voice) && voice->key == held.key &&
          voice->channel == held.channel)
        synth_voice_release (voice, settings);
    }
    make_room (keys, settings, settings->polyphony);
    start (keys, settings, &held, keys->order > 0);
  }
  keys->last_pitch = held.key;
}

static void
let_go (SynthKeys *keys, const SynthSettings *settings, SynthVoice *voice)
{
  if (keys->players[voice->channel].pedal)
    voice->down = false;
  else
    synth_voice_release (voice, settings);
}

static void
note_off (SynthKeys *keys, const SynthSettings *settings, const Event *event)
{
  unhold (keys, event);
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &keys->voices[i];
    if (!plays (voice) || !voice->down ||
        !is_meant (event, voice->note, voice->key, voice->channel))
      continue;
    if (settings->mode != SYNTH_POLY && keys->n_held > 0) {
      const SynthHeld *back = &keys->held[keys->n_held - 1];
      name_voice (keys, voice, back);
      synth_voice_move (voice, settings, back->key, false, true);
      keys->last_pitch = back->key;
    } else {
      let_go (keys, settings, voice);
    }
  }
}

static void
release_channel (SynthKeys *keys, const SynthSettings *settings, int channel, bool also_down)
{
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &keys->voices[i];
    if (plays (voice) && voice->channel == channel && !is_released (voice) &&
        (also_down || !voice->down))
      synth_voice_release (voice, settings);
  }
  if (also_down)
    keys->n_held = 0;
}

static void
all_off (SynthKeys *keys)
{
  for (int i = 0; i < SYNTH_SLOTS; i++)
    synth_voice_kill (&keys->voices[i], keys->fade);
  for (int c = 0; c < SYNTH_CHANNELS; c++)
    keys->players[c].pedal = false;
  keys->n_held = 0;
}

/* 0..1 with 64 of 127 in the middle, as -1..1. */
static float
from_middle (float value)
{
  return value < 64 / 127.0f ? value * (127 / 64.0f) - 1 : (value * 127 - 64) * (1 / 63.0f);
}

static void
control (SynthKeys *keys, const SynthSettings *settings, const Event *event)
{
  const int channel = event->channel & 15;
  SynthPlayer *player = &keys->players[channel];

  switch (event->key) {
  case CONTROLLER_WHEEL:
    player->wheel = event->value;
    break;
  case CONTROLLER_VOLUME:
    player->volume = event->value;
    break;
  case CONTROLLER_PAN:
    player->pan = from_middle (event->value);
    break;
  case CONTROLLER_EXPRESSION:
    player->expression = event->value;
    break;
  case CONTROLLER_PEDAL:
    player->pedal = event->value >= 0.5f;
    if (!player->pedal)
      release_channel (keys, settings, channel, false);
    break;
  case CONTROLLER_SOUND_OFF:
    all_off (keys);
    break;
  case CONTROLLER_RESET:
    *player = (SynthPlayer){ .volume = player->volume, .expression = 1, .pan = player->pan };
    release_channel (keys, settings, channel, false);
    break;
  case CONTROLLER_NOTES_OFF:
    release_channel (keys, settings, channel, true);
    break;
  default:
    break;
  }
}

static void
express (SynthKeys *keys, const Event *event)
{
  for (int i = 0; i < SYNTH_SLOTS; i++) {
    SynthVoice *voice = &keys->voices[i];
    /* The key of a controller is none of the keyboard. */
    if (!plays (voice) || (event->type == EVENT_NOTE_PRESSURE
                               ? !is_meant (event, voice->note, voice->key, voice->channel)
                               : voice->note != event->note))
      continue;
    if (event->type == EVENT_NOTE_PRESSURE)
      voice->pressure = event->value;
    else if (event->type == EVENT_BEND)
      voice->bent = event->value * (float) NOTE_BEND_RANGE;
    else if (event->key == NOTE_TIMBRE)
      voice->timbre = from_middle (event->value);
  }
}

void
synth_keys_event (SynthKeys *keys, const SynthSettings *settings, const Event *event)
{
  SynthPlayer *player = &keys->players[event->channel & 15];

  switch (event->type) {
  case EVENT_NOTE_ON:
    if (event->value > 0)
      note_on (keys, settings, event);
    else
      note_off (keys, settings, event);
    break;
  case EVENT_NOTE_OFF:
    note_off (keys, settings, event);
    break;
  case EVENT_CONTROL:
  case EVENT_BEND:
  case EVENT_NOTE_PRESSURE:
    if (is_note_expression (event))
      express (keys, event);
    else if (event->type == EVENT_BEND)
      player->bend = event->value;
    else
      control (keys, settings, event);
    break;
  case EVENT_PRESSURE:
    player->pressure = event->value;
    break;
  case EVENT_ALL_OFF:
    all_off (keys);
    break;
  case EVENT_PROGRAM:
    break;
  }
}
