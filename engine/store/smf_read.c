/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing in a file is believed: every read is bounded by its chunk, every length by what is left.
 */
#include "store/smf.h"

#include "base/error.h"

#include <string.h>

/* Where time stops growing: three weeks at 120 BPM. Without an end a few bytes could ask for years,
 * which a writer would have to fill. In ticks of a file it only keeps products from overflowing. */
#define LAST_TICK (INT64_C (1) << 36)
#define LAST_FILE_TICK (INT64_C (1) << 44)

/* The header counts tracks in 16 bits. */
#define MAX_TRACKS 65535

typedef struct {
  const uint8_t *at, *end;
} Bytes;

/* Our ticks are file ticks times up / down. */
typedef struct {
  int64_t up, down;
} Scale;

/* Notes that sound, per channel and key, in the order in which they began. */
typedef struct {
  int first[16][128], last[16][128]; /* index into track->notes, -1 for none */
  GArray *next; /* int, by note */
} Sounding;

typedef struct {
  SmfFile *file;
  SmfTrack *track;
  Scale scale;
  Sounding sounding;
  int64_t time; /* file ticks since the track began */
  Ticks offset; /* where the track begins: not 0 in format 2 */
  bool damaged;
} Reader;

static unsigned
big_endian (const uint8_t *p, int n)
{
  unsigned value = 0;

  while (n-- > 0)
    value = value << 8 | *p++;
  return value;
}

static size_t
left (const Bytes *bytes)
{
  return (size_t)(bytes->end - bytes->at);
}

static bool
take_byte (Bytes *bytes, uint8_t *value)
{
  if (bytes->at >= bytes->end)
    return false;
  *value = *bytes->at++;
  return true;
}

/* A variable-length quantity: 7 bits a byte, at most 4 bytes. */
static bool
take_quantity (Bytes *bytes, unsigned *value)
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
take_block (Bytes *bytes, Bytes *block)
{
  unsigned size;

  if (!take_quantity (bytes, &size) || size > left (bytes))
    return false;
  *block = (Bytes){ bytes->at, bytes->at + size };
  bytes->at += size;
  return true;
}

static Ticks
scaled (const Scale *scale, int64_t time)
{
  return (Ticks)(((__int128)time * scale->up * 2 + scale->down) / (2 * (__int128)scale->down));
}

static Ticks
now (const Reader *reader)
{
  return int64_min (reader->offset + scaled (&reader->scale, reader->time), LAST_TICK);
}

static char *
text_from (const Bytes *block)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const uint8_t *p = block->at; p < block->end; p++)
    if (*p)
      g_string_append_c (text, (char)*p);
  if (g_utf8_validate_len (text->str, text->len, NULL))
    return g_strdup (text->str);

  g_autoptr (GString) wide = g_string_new (NULL);
  for (const char *p = text->str; *p; p++)
    g_string_append_unichar (wide, (uint8_t)*p);
  return g_strdup (wide->str);
}

static void
note_begin (Reader *reader, unsigned channel, unsigned key, unsigned velocity)
{
  Sounding *sounding = &reader->sounding;
  const SmfNote note = { .start = now (reader),
                         .length = -1,
                         .channel = (uint8_t)channel,
                         .key = (uint8_t)key,
                         .velocity = (uint8_t)velocity,
                         .release = SMF_RELEASE };
  const int index = (int)reader->track->notes->len, none = -1;
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
  const Ticks one = int64_max (scaled (&reader->scale, 1), 1);

  if (index < 0)
    return;
  SmfNote *note = &g_array_index (reader->track->notes, SmfNote, index);
  const Ticks length = now (reader) - note->start;
  note->length = length > 0 ? length : one;
  note->release = (uint8_t)release;
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
                           .channel = (uint8_t)channel,
                           .number = (uint8_t)number,
                           .value = (int16_t)value };
  g_array_append_val (reader->track->events, event);
}

/* A channel message of one or two data bytes; false where a data byte is missing. */
static bool
channel_message (Reader *reader, unsigned status, Bytes *bytes)
{
  const unsigned channel = status & 15, kind = status >> 4;
  const size_t n = kind == 0xc || kind == 0xd ? 1 : 2;

  if (left (bytes) < n || (bytes->at[0] & 0x80) || (bytes->at[n - 1] & 0x80))
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
    add_event (reader, SMF_NOTE_PRESSURE, channel, a, (int)b);
    break;
  case 0xb:
    add_event (reader, SMF_CONTROL, channel, a, (int)b);
    break;
  case 0xc:
    add_event (reader, SMF_PROGRAM, channel, 0, (int)a);
    break;
  case 0xd:
    add_event (reader, SMF_PRESSURE, channel, 0, (int)a);
    break;
  default:
    add_event (reader, SMF_BEND, channel, 0, (int)(a | b << 7) - 8192);
  }
  return true;
}

static void
add_text (Reader *reader, unsigned type, const Bytes *block)
{
  SmfTrack *track = reader->track;
  g_autofree char *text = text_from (block);

  if (type == 3 && !track->name) {
    track->name = g_strdup (g_strstrip (text));
    if (!*track->name)
      g_clear_pointer (&track->name, g_free);
  } else if (*text) {
    smf_add_text (track, now (reader), type == 3 ? SMF_TEXT : (SmfTextType)type, text);
  }
}

static void
add_tempo (Reader *reader, const uint8_t *data)
{
  const unsigned microseconds = big_endian (data, 3);
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
  const SmfKey key = { .at = now (reader), .sharps = (int8_t)data[0], .minor = data[1] == 1 };

  if (key.sharps >= -7 && key.sharps <= 7)
    g_array_append_val (reader->file->keys, key);
}

/* Returns false at the end of the track. */
static bool
meta_event (Reader *reader, unsigned type, const Bytes *block)
{
  const size_t size = left (block);

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
      data[0] = (uint8_t)type;
      memcpy (data + 1, block->at, size);
      smf_add_bytes (reader->track, now (reader), SMF_META, data, size + 1);
    }
  }
  return true;
}

/* Returns false at the end of the track and where the rest cannot be understood. */
static bool
read_event (Reader *reader, Bytes *bytes, unsigned *running)
{
  unsigned delta, status;
  uint8_t type;
  Bytes block;

  if (!take_quantity (bytes, &delta) || left (bytes) == 0) {
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
      smf_add_bytes (reader->track, now (reader), (SmfBytesType)status, block.at, left (&block));
      return true;
    }
  }
  reader->damaged = true;
  return false;
}

static int
compare_notes (const void *a, const void *b)
{
  const SmfNote *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->length < y->length ? -1 : x->length > y->length;
}

/* Tempos, meters and keys all begin with their tick. */
static Ticks
entry_at (const GArray *entries, unsigned i)
{
  Ticks at;

  memcpy (&at, entries->data + (size_t)i * g_array_get_element_size ((GArray *)entries), sizeof at);
  return at;
}

/* Of entries [first, end) that share a tick keeps the last, or the first. */
static void
thin_entries (GArray *entries, unsigned first, bool keep_last)
{
  const size_t size = g_array_get_element_size (entries);
  unsigned n = first;

  for (unsigned i = first; i < entries->len; i++) {
    const bool same = n > first && entry_at (entries, n - 1) == entry_at (entries, i);
    if (same && !keep_last)
      continue;
    n -= same;
    memmove (entries->data + n * size, entries->data + i * size, size);
    n++;
  }
  g_array_set_size (entries, n);
}

static int
compare_entries (const void *a, const void *b)
{
  Ticks x, y;

  memcpy (&x, a, sizeof x);
  memcpy (&y, b, sizeof y);
  return x < y ? -1 : x > y;
}

/* Where tracks disagree the first one counts: it is the conductor of format 1. */
static void
settle_entries (GArray *entries)
{
  g_array_sort (entries, compare_entries);
  thin_entries (entries, 0, false);
}

/* Returns where reading stopped. */
static const uint8_t *
read_track (Reader *reader, Bytes bytes)
{
  SmfFile *file = reader->file;
  const unsigned n_tempos = file->tempos->len, n_meters = file->meters->len;
  const unsigned n_keys = file->keys->len;
  unsigned running = 0;

  reader->track = smf_add_track (file, NULL);
  reader->time = 0;
  reader->damaged = false;
  reader->sounding.next = g_array_new (FALSE, FALSE, sizeof (int));
  memset (reader->sounding.first, 0xff, sizeof reader->sounding.first);
  memset (reader->sounding.last, 0xff, sizeof reader->sounding.last);
  while (read_event (reader, &bytes, &running))
    continue;
  end_all_notes (reader);
  reader->track->end = now (reader);
  g_array_sort (reader->track->notes, compare_notes);
  g_array_unref (reader->sounding.next);
  thin_entries (file->tempos, n_tempos, true);
  thin_entries (file->meters, n_meters, true);
  thin_entries (file->keys, n_keys, true);
  file->n_damaged += reader->damaged;
  if (file->format == 2)
    reader->offset = reader->track->end;
  return bytes.at;
}

static bool
printable (const uint8_t *name)
{
  for (int i = 0; i < 4; i++)
    if (name[i] < 0x20 || name[i] > 0x7e)
      return false;
  return true;
}

/* Reads the tracks, steps over other chunks, and looks for the next track where a length is wrong.
 */
static void
read_chunks (Reader *reader, const uint8_t *at, const uint8_t *end)
{
  while (end - at >= 8 && reader->file->tracks->len < MAX_TRACKS) {
    const size_t size = big_endian (at + 4, 4), rest = (size_t)(end - at) - 8;
    if (memcmp (at, "MTrk", 4) == 0) {
      const uint8_t *stop = read_track (reader, (Bytes){ at + 8, at + 8 + MIN (size, rest) });
      if (size > rest && !reader->damaged)
        reader->file->n_damaged++;
      at = size <= rest ? at + 8 + size : stop;
    } else if (printable (at) && size <= rest) {
      at += 8 + size;
    } else {
      at = memmem (at + 1, (size_t)(end - at) - 1, "MTrk", 4);
      if (!at)
        return;
    }
  }
}

/* From the division word: positive, ticks a quarter; else frames a second and ticks a frame. Film
 * runs as if a quarter were half a second; its "29" is 30000/1001. */
static bool
read_division (unsigned word, int *division, Scale *scale)
{
  const int frames = 256 - (int)(word >> 8), per_frame = (int)(word & 0xff);

  if (!(word & 0x8000)) {
    *division = (int)word;
    *scale = (Scale){ TICKS_PER_QUARTER, (int64_t)word };
    return word > 0;
  }
  *division = 0;
  if (frames == 29)
    *scale = (Scale){ 2 * TICKS_PER_QUARTER * 1001, (int64_t)30000 * per_frame };
  else
    *scale = (Scale){ 2 * TICKS_PER_QUARTER, (int64_t)frames * per_frame };
  return per_frame > 0 && (frames == 24 || frames == 25 || frames == 29 || frames == 30);
}

/* The MIDI file itself, also inside RIFF or behind the 128 bytes of MacBinary; false without one.
 */
static bool
unwrap (Bytes *bytes)
{
  const uint8_t *at = bytes->at;
  const size_t size = left (bytes);

  if (size >= 20 && memcmp (at, "RIFF", 4) == 0 && memcmp (at + 8, "RMID", 4) == 0)
    at = memmem (at + 12, size - 12, "MThd", 4);
  else if (size >= 128 + 14 && memcmp (at, "MThd", 4) != 0)
    at += 128;
  if (!at || bytes->end - at < 14 || memcmp (at, "MThd", 4) != 0)
    return false;
  bytes->at = at;
  return true;
}

SmfFile *
smf_read_bytes (const void *data, size_t size, GError **error)
{
  Bytes bytes = { data, (const uint8_t *)data + size };
  g_autoptr (SmfFile) file = smf_new ();
  g_autofree Reader *reader = g_new0 (Reader, 1);

  reader->file = file;
  if (!unwrap (&bytes)) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "this is no MIDI file");
    return NULL;
  }
  const uint8_t *head = bytes.at;
  const size_t head_size = MIN (MAX (big_endian (head + 4, 4), 6), left (&bytes) - 8);
  file->format = (int)MIN (big_endian (head + 8, 2), 2);
  if (!read_division (big_endian (head + 12, 2), &file->division, &reader->scale)) {
    g_set_error_literal (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                         "the MIDI file does not say how it counts time");
    return NULL;
  }
  read_chunks (reader, head + 8 + head_size, bytes.end);
  settle_entries (file->tempos);
  settle_entries (file->meters);
  settle_entries (file->keys);
  return g_steal_pointer (&file);
}
