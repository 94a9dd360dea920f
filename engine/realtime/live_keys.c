/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/live_keys.h"

#include <string.h>

#include "realtime/live_hand_port.h"
#include "realtime/strip.h"

#define LIVE_NOTE UINT32_C (0x80000000) /* numbers of notes that no clip has */
#define SUSTAIN 64
#define CHANNEL_MODE 120 /* controllers from here on */
#define SOUND_OFF 120
#define NOTES_OFF 123

uint32_t
live_port_key (const char *name)
{
  uint32_t hash = 2166136261u; /* FNV-1a */

  for (; *name; name++)
    hash = (hash ^ (unsigned char) *name) * 16777619u;
  return hash == 0 || hash == LIVE_PORT_ALL ? 1 : hash;
}

static void
send (const Strip *strip, Event event)
{
  strip->instrument->processor->event (strip->instrument->memory, &event);
}

static uint32_t
note_number (int channel, int key)
{
  return LIVE_NOTE | (uint32_t) channel << 7 | (uint32_t) key;
}

static bool
is_held (const LiveKeys *keys, int channel, int key)
{
  return keys->held[channel][key >> 6] >> (key & 63) & 1;
}

static void
release (const Strip *strip, int channel, int key, float velocity)
{
  LiveKeys *keys = strip->keys;

  if (!is_held (keys, channel, key))
    return;
  keys->held[channel][key >> 6] &= ~(UINT64_C (1) << (key & 63));
  keys->n_held--;
  send (strip, (Event){ .type = EVENT_NOTE_OFF,
                        .channel = (uint8_t) channel,
                        .key = (uint8_t) key,
                        .value = velocity,
                        .note = note_number (channel, key) });
}

/* Releases what is held of a channel, but for what is in `keep`, which may be NULL. */
static void
release_channel (const Strip *strip, int channel, const uint64_t *keep)
{
  for (int half = 0; half < 2; half++) {
    uint64_t gone = strip->keys->held[channel][half] & ~(keep ? keep[half] : 0);
    for (; gone; gone &= gone - 1)
      release (strip, channel, half * 64 + __builtin_ctzll (gone), 0);
  }
}

/* --- Values
 * -------------------------------------------------------------------------------------------------
 */

static int
slot_of (const Event *event)
{
  switch (event->type) {
  case EVENT_CONTROL:
    return event->channel * KEY_VALUES + (event->key & 127);
  case EVENT_BEND:
    return event->channel * KEY_VALUES + 128;
  case EVENT_PRESSURE:
    return event->channel * KEY_VALUES + 129;
  case EVENT_PROGRAM:
    return event->channel * KEY_VALUES + 130;
  default:
    return -1;
  }
}

static Event
event_of (const LiveKeys *keys, int slot)
{
  static const EventType types[] = { EVENT_BEND, EVENT_PRESSURE, EVENT_PROGRAM };
  const int what = slot % KEY_VALUES;

  return (Event){ .type = what < 128 ? EVENT_CONTROL : types[what - 128],
                  .channel = (uint8_t) (slot / KEY_VALUES),
                  .key = what < 128 ? (uint8_t) what : 0,
                  .value = keys->values[slot] };
}

static bool
is_known (const LiveKeys *keys, int slot)
{
  return keys->known[slot / 64] >> (slot % 64) & 1;
}

static void
remember (LiveKeys *keys, const Event *event)
{
  const int slot = slot_of (event);

  if (slot < 0)
    return;
  keys->known[slot / 64] |= UINT64_C (1) << (slot % 64);
  keys->values[slot] = event->value;
}

void
live_keys_chase (const Strip *strip)
{
  const LiveKeys *keys = strip->keys;

  for (size_t word = 0; keys && word < sizeof keys->known / sizeof *keys->known; word++)
    for (uint64_t bits = keys->known[word]; bits; bits &= bits - 1)
      send (strip, event_of (keys, (int) word * 64 + __builtin_ctzll (bits)));
}

/* Pedals up and wheels to the middle where they were moved; then nothing is known. */
static void
let_go_of_values (const Strip *strip)
{
  LiveKeys *keys = strip->keys;

  for (int channel = 0; channel < 16; channel++) {
    const int slot = channel * KEY_VALUES;
    if (is_known (keys, slot + SUSTAIN))
      send (strip, (Event){ .type = EVENT_CONTROL, .channel = (uint8_t) channel, .key = SUSTAIN });
    if (is_known (keys, slot + 128))
      send (strip, (Event){ .type = EVENT_BEND, .channel = (uint8_t) channel });
  }
  memset (keys->known, 0, sizeof keys->known);
}

/* --- Playing
 * ------------------------------------------------------------------------------------------------
 */

static void
stop_hearing (const Strip *strip)
{
  for (int channel = 0; channel < 16; channel++)
    release_channel (strip, channel, NULL);
  let_go_of_values (strip);
}

void
live_keys_settle (const StripContext *context, const Strip *strip)
{
  static const uint64_t none[2];
  const PlayedEvents *played = context->played;
  LiveKeys *keys = strip->keys;

  if (!keys)
    return;
  if (strip->hears_keys && keys->port != strip->key_port) {
    stop_hearing (strip);
    keys->port = strip->key_port;
  }
  if (!strip->hears_keys && keys->port) {
    stop_hearing (strip);
    keys->port = 0;
  }
  if (!played)
    return;
  if (keys->panic != played->panic) {
    keys->panic = played->panic;
    stop_hearing (strip);
    send (strip, (Event){ .type = EVENT_ALL_OFF });
  }
  for (int channel = 0; channel < 16 && keys->n_held > 0; channel++) {
    const bool heard = strip->key_channel < 0 || strip->key_channel == channel;
    release_channel (strip, channel, heard ? played->down[channel] : none);
  }
}

static bool
is_heard (const Strip *strip, const PlayedEvent *played)
{
  const bool by_hand = played->port == live_port_key (LIVE_HAND_PORT);
  return (strip->key_port == played->port || (strip->key_port == LIVE_PORT_ALL && !by_hand)) &&
         (strip->key_channel < 0 || strip->key_channel == played->event.channel);
}

int
live_keys_next (const StripContext *context, const Strip *strip, int offset, int end)
{
  const PlayedEvents *played = context->played;

  if (!strip->keys || !strip->hears_keys || !played)
    return end;
  for (int i = 0; i < played->n; i++) {
    const int frame = played->events[i].frame - context->played_from;
    if (frame >= end)
      break;
    if (frame >= offset && is_heard (strip, &played->events[i]))
      return frame;
  }
  return end;
}

static void
play (const Strip *strip, Event event)
{
  LiveKeys *keys = strip->keys;
  const int channel = event.channel, key = event.key;

  if (event.type == EVENT_NOTE_OFF) {
    release (strip, channel, key, event.value);
    return;
  }
  if (event.type == EVENT_CONTROL && key >= CHANNEL_MODE) { /* a command, not a value */
    if (key == SOUND_OFF || key >= NOTES_OFF)
      release_channel (strip, channel, NULL);
    else
      send (strip, event);
    return;
  }
  if (event.type == EVENT_NOTE_ON) {
    release (strip, channel, key, 0);
    event.note = note_number (channel, key);
    keys->held[channel][key >> 6] |= UINT64_C (1) << (key & 63);
    keys->n_held++;
  }
  if (event.type == EVENT_NOTE_PRESSURE)
    event.note = note_number (channel, key);
  remember (keys, &event);
  send (strip, event);
}

void
live_keys_play (const StripContext *context, const Strip *strip, int offset)
{
  const PlayedEvents *played = context->played;

  if (!strip->keys || !strip->hears_keys || !played)
    return;
  for (int i = 0; i < played->n; i++)
    if (played->events[i].frame - context->played_from == offset &&
        is_heard (strip, &played->events[i]))
      play (strip, played->events[i].event);
}

void
live_keys_forget (const Strip *strip)
{
  if (!strip->keys)
    return;
  memset (strip->keys->held, 0, sizeof strip->keys->held);
  strip->keys->n_held = 0;
}

void
live_keys_leave (const Strip *strip, Frames at)
{
  const Insert *instrument = strip->instrument;

  if (!strip->keys || strip->keys->n_held == 0) {
    send (strip, (Event){ .type = EVENT_ALL_OFF });
    return;
  }
  note_list_release (strip->notes, at, instrument->processor, instrument->memory);
  for (int channel = 0; channel < 16; channel++)
    if (!is_known (strip->keys, channel * KEY_VALUES + SUSTAIN))
      send (strip, (Event){ .type = EVENT_CONTROL, .channel = (uint8_t) channel, .key = SUSTAIN });
}
