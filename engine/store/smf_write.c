/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/smf.h"

#include <math.h>
#include <string.h>

/* A delta holds 28 bits. */
#define MAX_DELTA INT64_C (0x0fffffff)

/* At one tick: what names and sets up comes first, keys go up before others go down. */
typedef enum { ORDER_META, ORDER_BYTES, ORDER_OFF, ORDER_EVENT, ORDER_ON } Order;

typedef struct {
  Ticks at;
  Order order;
  unsigned place; /* in the order of the structure */
  uint8_t size; /* of a short message in `data` */
  uint8_t data[8];
  uint8_t meta; /* number of the meta event that `bytes` goes into, 0 for none */
  const void *bytes; /* borrowed; NULL for a short message */
  size_t bytes_size;
  SmfBytesType type; /* of bytes */
} Item;

static void
put_quantity (GByteArray *out, unsigned value)
{
  uint8_t bytes[5];
  int n = 0;

  for (int shift = 28; shift > 0; shift -= 7)
    if (value >> shift)
      bytes[n++] = (uint8_t) (0x80 | (value >> shift & 0x7f));
  bytes[n++] = (uint8_t) (value & 0x7f);
  g_byte_array_append (out, bytes, (guint) n);
}

static void
put_number (GByteArray *out, unsigned value, int n)
{
  for (int shift = 8 * (n - 1); shift >= 0; shift -= 8)
    g_byte_array_append (out, &(uint8_t){ (uint8_t) (value >> shift) }, 1);
}

static void
add_item (GArray *items, Item item)
{
  item.place = items->len;
  item.at = int64_max (item.at, 0);
  g_array_append_val (items, item);
}

static void
add_short (GArray *items, Ticks at, Order order, const uint8_t *data, int size)
{
  Item item = { .at = at, .order = order, .size = (uint8_t) size };

  memcpy (item.data, data, (size_t) size);
  add_item (items, item);
}

static void
add_conductor (GArray *items, const SmfFile *file)
{
  for (unsigned i = 0; i < file->tempos->len; i++) {
    const SmfTempo *tempo = &g_array_index (file->tempos, SmfTempo, i);
    const unsigned us = (unsigned) CLAMP (rint (60e6 / tempo->bpm), 1, 0xffffff);
    const uint8_t data[] = {
      0xff, 0x51, 3, (uint8_t) (us >> 16), (uint8_t) (us >> 8), (uint8_t) us
    };
    add_short (items, tempo->at, ORDER_META, data, sizeof data);
  }
  for (unsigned i = 0; i < file->meters->len; i++) {
    const SmfMeter *meter = &g_array_index (file->meters, SmfMeter, i);
    const int power = g_bit_nth_lsf ((gulong) CLAMP (meter->denominator, 1, 64), -1);
    const int clocks = CLAMP (96 >> power, 1, 96);
    const uint8_t data[] = {
      0xff, 0x58, 4, (uint8_t) CLAMP (meter->numerator, 1, 255), (uint8_t) power, (uint8_t) clocks,
      8
    };
    add_short (items, meter->at, ORDER_META, data, sizeof data);
  }
  for (unsigned i = 0; i < file->keys->len; i++) {
    const SmfKey *key = &g_array_index (file->keys, SmfKey, i);
    const uint8_t data[] = { 0xff, 0x59, 2, (uint8_t) (int8_t) CLAMP (key->sharps, -7, 7),
                             key->minor };
    add_short (items, key->at, ORDER_META, data, sizeof data);
  }
}

static void
add_notes (GArray *items, const SmfTrack *track)
{
  for (unsigned i = 0; i < track->notes->len; i++) {
    const SmfNote *note = &g_array_index (track->notes, SmfNote, i);
    const uint8_t channel = note->channel & 15, key = MIN (note->key, 127);
    const uint8_t on[] = { 0x90 | channel, key, CLAMP (note->velocity, 1, 127) };
    const uint8_t up[] = { 0x80 | channel, key, MIN (note->release, 127) };
    const uint8_t off[] = { 0x90 | channel, key, 0 };
    add_short (items, note->start, ORDER_ON, on, 3);
    add_short (items, int64_max (note->start, 0) + int64_max (note->length, 1), ORDER_OFF,
               note->release == SMF_RELEASE ? off : up, 3);
  }
}

static void
add_events (GArray *items, const SmfTrack *track)
{
  for (unsigned i = 0; i < track->events->len; i++) {
    const SmfEvent *event = &g_array_index (track->events, SmfEvent, i);
    const uint8_t channel = event->channel & 15, number = MIN (event->number, 127);
    const uint8_t value = (uint8_t) CLAMP (event->value, 0, 127);
    const unsigned bend = (unsigned) (CLAMP (event->value, -8192, 8191) + 8192);
    switch (event->type) {
    case SMF_CONTROL:
      add_short (items, event->at, ORDER_EVENT, (uint8_t[]){ 0xb0 | channel, number, value }, 3);
      break;
    case SMF_NOTE_PRESSURE:
      add_short (items, event->at, ORDER_EVENT, (uint8_t[]){ 0xa0 | channel, number, value }, 3);
      break;
    case SMF_PROGRAM:
      add_short (items, event->at, ORDER_EVENT, (uint8_t[]){ 0xc0 | channel, value }, 2);
      break;
    case SMF_PRESSURE:
      add_short (items, event->at, ORDER_EVENT, (uint8_t[]){ 0xd0 | channel, value }, 2);
      break;
    case SMF_BEND:
      add_short (items, event->at, ORDER_EVENT,
                 (uint8_t[]){ 0xe0 | channel, bend & 0x7f, (uint8_t) (bend >> 7) }, 3);
    }
  }
}

static void
add_long (GArray *items, const SmfTrack *track)
{
  for (unsigned i = 0; i < track->texts->len; i++) {
    const SmfText *text = &g_array_index (track->texts, SmfText, i);
    add_item (items, (Item){ .at = text->at,
                             .order = ORDER_META,
                             .meta = (uint8_t) text->type,
                             .bytes = text->text,
                             .bytes_size = strlen (text->text),
                             .type = SMF_META });
  }
  for (unsigned i = 0; i < track->bytes->len; i++) {
    const SmfBytes *entry = &g_array_index (track->bytes, SmfBytes, i);
    Item item = { .at = entry->at, .order = ORDER_BYTES, .type = entry->type };
    item.bytes = g_bytes_get_data (entry->bytes, &item.bytes_size);
    if (!item.bytes)
      item.bytes = "";
    if (entry->type == SMF_META && item.bytes_size == 0)
      continue;
    if (entry->type == SMF_META) {
      item.meta = *(const uint8_t *) item.bytes;
      item.bytes = (const uint8_t *) item.bytes + 1;
      item.bytes_size--;
    }
    add_item (items, item);
  }
}

static int
compare_items (const void *a, const void *b)
{
  const Item *x = a, *y = b;

  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

static GArray *
items_of (const SmfFile *file, unsigned i)
{
  const SmfTrack *track = smf_track (file, i);
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  if (track->name)
    add_item (items, (Item){ .order = ORDER_META,
                             .meta = 3,
                             .bytes = track->name,
                             .bytes_size = strlen (track->name),
                             .type = SMF_META });
  if (i == 0)
    add_conductor (items, file);
  add_long (items, track);
  add_notes (items, track);
  add_events (items, track);
  g_array_sort (items, compare_items);
  return items;
}

static void
put_item (GByteArray *out, const Item *item, unsigned *running)
{
  if (!item->bytes && item->data[0] < 0xf0) {
    const int skip = item->data[0] == *running;
    *running = item->data[0];
    g_byte_array_append (out, item->data + skip, (guint) (item->size - skip));
    return;
  }
  *running = 0;
  if (!item->bytes) {
    g_byte_array_append (out, item->data, item->size);
    return;
  }
  /* Longer than a quantity can say, or than anything that a file was read from. */
  const unsigned size = (unsigned) MIN (item->bytes_size, (size_t) MAX_DELTA);
  put_number (out, item->type, 1);
  if (item->type == SMF_META)
    put_number (out, item->meta, 1);
  put_quantity (out, size);
  g_byte_array_append (out, item->bytes, size);
}

/* A gap that no delta can hold is bridged with empty meta events that mean nothing. */
static void
put_time (GByteArray *out, int64_t *at, int64_t to, unsigned *running)
{
  for (; to - *at > MAX_DELTA; *at += MAX_DELTA) {
    put_quantity (out, (unsigned) MAX_DELTA);
    g_byte_array_append (out, (const uint8_t[]){ 0xff, 0x7f, 0 }, 3);
    *running = 0;
  }
  put_quantity (out, (unsigned) (to - *at));
  *at = to;
}

static void
put_track (GByteArray *out, const GArray *items, Ticks end, Ticks unit)
{
  const unsigned start = out->len;
  unsigned running = 0;
  int64_t at = 0;

  g_byte_array_append (out, (const uint8_t *) "MTrk\0\0\0", 8);
  for (unsigned i = 0; i < items->len; i++) {
    const Item *item = &g_array_index (items, Item, i);
    put_time (out, &at, item->at / unit, &running);
    put_item (out, item, &running);
  }
  put_time (out, &at, int64_max (end / unit, at), &running);
  g_byte_array_append (out, (const uint8_t[]){ 0xff, 0x2f, 0 }, 3);

  const unsigned size = out->len - start - 8;
  for (int i = 0; i < 4; i++)
    out->data[start + 4 + (unsigned) i] = (uint8_t) (size >> (24 - 8 * i));
}

/* The largest number of our ticks that divides every time in the file and 1/480 of a quarter. */
static Ticks
unit_of (const SmfFile *file, GArray *const *items, unsigned n)
{
  Ticks unit = TICKS_PER_QUARTER / 480;

  for (unsigned i = 0; i < n; i++) {
    while (int64_max (smf_track (file, i)->end, 0) % unit != 0)
      unit /= 2;
    for (unsigned k = 0; k < items[i]->len; k++)
      while (g_array_index (items[i], Item, k).at % unit != 0)
        unit /= 2;
  }
  return unit;
}

GBytes *
smf_write_bytes (const SmfFile *file)
{
  const unsigned n_tracks = MIN (file->tracks->len, 65535);
  GByteArray *out = g_byte_array_new ();
  g_autofree GArray **items = g_new (GArray *, n_tracks + 1);

  for (unsigned i = 0; i < n_tracks; i++)
    items[i] = items_of (file, i);
  const Ticks unit = unit_of (file, items, n_tracks);
  g_byte_array_append (out, (const uint8_t *) "MThd\0\0\0\6", 8);
  put_number (out, file->format == 0 && n_tracks == 1 ? 0 : 1, 2);
  put_number (out, n_tracks, 2);
  put_number (out, (unsigned) (TICKS_PER_QUARTER / unit), 2);
  for (unsigned i = 0; i < n_tracks; i++) {
    put_track (out, items[i], smf_track (file, i)->end, unit);
    g_array_unref (items[i]);
  }
  return g_byte_array_free_to_bytes (out);
}
