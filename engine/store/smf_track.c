/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in a file is believed: every read is bounded by its chunk, every length by what is left.
 */
#include "store/smf_track.h"

#include <string.h>

/* Where time stops growing: three weeks at 120 BPM. Without an end a few bytes could ask for years,
 * which a writer would have to fill. In ticks of a file it only keeps products from overflowing. */
#define LAST_TICK (INT64_C (1) << 36)
#define LAST_FILE_TICK (INT64_C (1) << 44)

/* Notes that sound, per channel and key, in the order in which they began. */
typedef struct {
  int first[16][128], last[16][128]; /* index into track->notes, -1 for none */
  GArray *next; /* int, by note */
} Sounding;

typedef struct {
  SmfFile *file;
  SmfTrack *track;
  const SmfScale *scale;
  Sounding sounding;
  int64_t time; /* file ticks since the track began */
  Ticks offset; /* where the track begins: not 0 in format 2 */
  bool damaged;
} Reader;

static bool
take_byte (SmfInput *bytes, uint8_t *value)
{
  if (bytes->at >= bytes->end)
    return false;
  *value = *bytes->at++;
  return true;
}

/* A variable-length quantity: 7 bits a byte, at most 4 bytes. */
static bool
take_quantity (SmfInput *bytes, unsigned *value)
{
  *value = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t byte;
    if (!take_byte (bytes, &byte))
      return false;
    *value = *value << 7 | (byte & 0x7f);
    if (!(byte & 0x80))
      return true;
  }
  return false;
}

static bool
take_block (SmfInput *bytes, SmfInput *block)
{
  unsigned size;

  if (!take_quantity (bytes, &size) || size > smf_left (bytes))
    return false;
  *block = (SmfInput){ bytes->at, bytes->at + size };
  bytes->at += size;
  return true;
}

static Ticks
scaled (const SmfScale *scale, int64_t time)
{
  return (Ticks) (((__int128) time * scale->up * 2 + scale->down) / (2 * (__int128) scale->down));
}

static Ticks
now (const Reader *reader)
{
  return int64_min (reader->offset + scaled (reader->scale, reader->time), LAST_TICK);
}

static char *
text_from (const SmfInput *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const uint8_t *p = block->at; p < block->end; p++)
    if (*p)
      g_string_append_c (text, (char) *p);
  if (g_utf8_validate_len (text->str, text->len, NULL))
    return g_strdup (text->str);

  g_autoptr (GString) wide = g_string_new (NULL);
  for (const char *p = text->str; *p; p++)
    g_string_append_unichar (wide, (uint8_t) *p);
  return g_strdup (wide->str);
}

static void
note_begin (Reader *reader, unsigned channel, unsigned key, unsigned velocity)
{
  Sounding *sounding = &reader->sounding;
  const SmfNote note = { .start = now (reader),
                         .length = -1,
                         .channel = (uint8_t) channel,
                         .key = (uint8_t) key,
                         .velocity = (uint8_t) velocity,
                         .release = SMF_RELEASE };
  const int index = (int) reader->track->notes->len, none = -1;
  const int before = sounding->last[channel][key];

  g_array_append_val (reader->track->notes, note);
  g_array_append_val (sounding->next, none);
  if (before >= 0)
    g_array_index (sounding->next, int, before) = index;
  else
    sounding->first[channel][key] = index;
  sounding->last[channel][key] = index;
}

static void
note_end (Reader *reader, unsigned channel, unsigned key, unsigned release)
{
  Sounding *sounding = &reader->sounding;
  const int index = sounding->first[channel][key];
  const Ticks one = int64_max (scaled (reader->scale, 1), 1);

  if (index < 0)
    return;
  SmfNote *note = &g_array_index (reader->track->notes, SmfNote, index);
  const Ticks length = now (reader) - note->start;
  note->length = length > 0 ? length : one;
  note->release = (uint8_t) release;
  sounding->first[channel][key] = g_array_index (sounding->next, int, index);
  if (sounding->first[channel][key] < 0)
    sounding->last[channel][key] = -1;
}

static void
end_all_notes (Reader *reader)
{
  for (unsigned channel = 0; channel < 16; channel++)
    for (unsigned key = 0; key < 128; key++)
      while (reader->sounding.first[channel][key] >= 0) {
        note_end (reader, channel, key, SMF_RELEASE);
        reader->damaged = true;
      }
}

static void
add_event (Reader *reader, SmfEventType type, unsigned channel, unsigned number, int value)
{
  const SmfEvent event = { .at = now (reader),
                           .type = type,
                           .channel = (uint8_t) channel,
                           .number = (uint8_t) number,
                           .value = (int16_t) value };
  g_array_append_val (reader->track->events, event);
}

/* A channel message of one or two data bytes; false where a data byte is missing. */
static bool
channel_message (Reader *reader, unsigned status, SmfInput *bytes)
{
  const unsigned channel = status & 15, kind = status >> 4;
  const size_t n = kind == 0xc || kind == 0xd ? 1 : 2;

  if (smf_left (bytes) < n || (bytes->at[0] & 0x80) || (bytes->at[n - 1] & 0x80))
    return false;
  const unsigned a = bytes->at[0], b = bytes->at[n - 1];
  bytes->at += n;
  switch (kind) {
  case 0x8:
    note_end (reader, channel, a, b);
    break;
  case 0x9:
    if (b == 0)
      note_end (reader, channel, a, SMF_RELEASE);
    else
      note_begin (reader, channel, a, b);
    break;
  case 0xa:
    add_event (reader, SMF_NOTE_PRESSURE, channel, a, (int) b);
    break;
  case 0xb:
    add_event (reader, SMF_CONTROL, channel, a, (int) b);
    break;
  case 0xc:
    add_event (reader, SMF_PROGRAM, channel, 0, (int) a);
    break;
  case 0xd:
    add_event (reader, SMF_PRESSURE, channel, 0, (int) a);
    break;
  default:
    add_event (reader, SMF_BEND, channel, 0, (int) (a | b << 7) - 8192);
  }
  return true;
}

static void
add_text (Reader *reader, unsigned type, const SmfInput *block)
{
  SmfTrack *track = reader->track;
  g_autofree char *text = text_from (block);

  if (type == 3 && !track->name) {
    track->name = g_strdup (g_strstrip (text));
    if (!*track->name)
      g_clear_pointer (&track->name, g_free);
  } else if (*text) {
    smf_add_text (track, now (reader), type == 3 ? SMF_TEXT : (SmfTextType) type, text);
  }
}

static void
add_tempo (Reader *reader, const uint8_t *data)
{
  const unsigned microseconds = smf_big_endian (data, 3);
  const SmfTempo tempo = { .at = now (reader), .bpm = 60e6 / MAX (microseconds, 1) };

  /* With frames of film the ticks are time already. */
  if (microseconds > 0 && reader->file->division > 0)
    g_array_append_val (reader->file->tempos, tempo);
}

static void
add_meter (Reader *reader, const uint8_t *data)
{
  const SmfMeter meter = { .at = now (reader),
                           .numerator = data[0],
                           .denominator = 1 << (data[1] & 7) };

  if (data[0] > 0 && data[1] <= 6)
    g_array_append_val (reader->file->meters, meter);
}

static void
add_key (Reader *reader, const uint8_t *data)
{
  const SmfKey key = { .at = now (reader), .sharps = (int8_t) data[0], .minor = data[1] == 1 };

  if (key.sharps >= -7 && key.sharps <= 7)
    g_array_append_val (reader->file->keys, key);
}

/* Returns false at the end of the track. */
static bool
meta_event (Reader *reader, unsigned type, const SmfInput *block)
{
  const size_t size = smf_left (block);

  switch (type) {
  case 0x2f:
    return false;
  case 0x51:
    if (size >= 3)
      add_tempo (reader, block->at);
    break;
  case 0x58:
    if (size >= 2)
      add_meter (reader, block->at);
    break;
  case 0x59:
    if (size >= 2)
      add_key (reader, block->at);
    break;
  case 0x7f:
    /* An empty one only bridges a gap longer than a delta. */
    if (size == 0)
      break;
    /* fall through */
  default:
    if (type >= 1 && type <= 9) {
      add_text (reader, type, block);
    } else {
      g_autofree uint8_t *data = g_malloc (size + 1);
      data[0] = (uint8_t) type;
      memcpy (data + 1, block->at, size);
      smf_add_bytes (reader->track, now (reader), SMF_META, data, size + 1);
    }
  }
  return true;
}

/* Returns false at the end of the track and where the rest cannot be understood. */
static bool
read_event (Reader *reader, SmfInput *bytes, unsigned *running)
{
  unsigned delta, status;
  uint8_t type;
  SmfInput block;

  if (!take_quantity (bytes, &delta) || smf_left (bytes) == 0) {
    reader->damaged = true;
    return false;
  }
  reader->time = int64_min (reader->time + delta, LAST_FILE_TICK);
  /* The standard ends a running status at each meta event; programs exist that do not. */
  status = *bytes->at & 0x80 ? *bytes->at++ : *running;

  if (status >= 0x80 && status < 0xf0) {
    *running = status;
    if (channel_message (reader, status, bytes))
      return true;
  } else if (status == 0xff) {
    if (take_byte (bytes, &type) && take_block (bytes, &block))
      return meta_event (reader, type, &block);
  } else if (status == SMF_SYSEX || status == SMF_ESCAPE) {
    if (take_block (bytes, &block)) {
      smf_add_bytes (reader->track, now (reader), (SmfBytesType) status, block.at,
                     smf_left (&block));
      return true;
    }
  }
  reader->damaged = true;
  return false;
}

bool
smf_read_track (SmfFile *file, SmfInput *input, const SmfScale *scale, Ticks offset)
{
  g_autofree Reader *reader = g_new0 (Reader, 1);
  unsigned running = 0;

  reader->file = file;
  reader->track = smf_add_track (file, NULL);
  reader->scale = scale;
  reader->offset = offset;
  reader->sounding.next = g_array_new (FALSE, FALSE, sizeof (int));
  memset (reader->sounding.first, 0xff, sizeof reader->sounding.first);
  memset (reader->sounding.last, 0xff, sizeof reader->sounding.last);
  while (read_event (reader, input, &running))
    continue;
  end_all_notes (reader);
  reader->track->end = now (reader);
  smf_sort_notes (reader->track);
  g_array_unref (reader->sounding.next);
  return reader->damaged;
}
