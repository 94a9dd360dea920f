/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ID3v2 by the informal standards of id3.org: 2.2, 2.3.0 and 2.4.0. */
#include "media/tags.h"

#include "base/number.h"
#include "media/tags_table.h"

#include <string.h>

#define HEADER 10

static uint32_t
synchsafe (const uint8_t *bytes)
{
  return (uint32_t) (bytes[0] & 127) << 21 | (uint32_t) (bytes[1] & 127) << 14 |
         (uint32_t) (bytes[2] & 127) << 7 | (bytes[3] & 127);
}

static uint32_t
big_endian (const uint8_t *bytes, int count)
{
  uint32_t x = 0;
  for (int i = 0; i < count; i++)
    x = x << 8 | bytes[i];
  return x;
}

size_t
tags_id3_size (const uint8_t *bytes, size_t size)
{
  if (size < HEADER || memcmp (bytes, "ID3", 3) != 0 || bytes[3] < 2 || bytes[3] > 4)
    return 0;
  return HEADER + synchsafe (bytes + 6) + (bytes[5] & 0x10 ? HEADER : 0);
}

/* The text behind its encoding byte: 0 Latin-1, 1 UTF-16 with mark, 2 UTF-16BE, 3 UTF-8. */
static char *
frame_text (const uint8_t *bytes, size_t size)
{
  if (size < 2)
    return g_strdup ("");
  char *text = NULL;
  if (bytes[0] == 1 || bytes[0] == 2)
    text = g_convert ((const char *) bytes + 1, (gssize) ((size - 1) & ~(size_t) 1), "UTF-8",
                      bytes[0] == 1 ? "UTF-16" : "UTF-16BE", NULL, NULL, NULL);
  else
    text = tags_text (bytes + 1, size - 1);
  return text ? text : g_strdup ("");
}

/* COMM: encoding, language, a short name up to its NUL, the comment. Only nameless ones are for
 * people; players hide their own data under names. */
static void
read_comment (MediaTags *tags, const uint8_t *bytes, size_t size)
{
  if (size < 6 || tags->comment != NULL)
    return;
  const bool wide = bytes[0] == 1 || bytes[0] == 2;
  size_t at = 4;
  if (wide && (memcmp (bytes + at, "\xff\xfe", 2) == 0 || memcmp (bytes + at, "\xfe\xff", 2) == 0))
    at += 2;
  const size_t zeros = wide ? 2 : 1;
  if (at + zeros >= size || bytes[at] != 0 || bytes[at + zeros - 1] != 0)
    return;
  at += zeros;
  uint8_t *copy = g_malloc (size - at + 1);
  copy[0] = bytes[0];
  memcpy (copy + 1, bytes + at, size - at);
  char *text = frame_text (copy, size - at + 1);
  if (*text != '\0')
    tags->comment = g_steal_pointer (&text);
  g_free (text);
  g_free (copy);
}

static void
read_frame (MediaTags *tags, const char *id, const uint8_t *bytes, size_t size)
{
  if (strcmp (id, "COMM") == 0 || strcmp (id, "COM") == 0) {
    read_comment (tags, bytes, size);
    return;
  }
  if (id[0] != 'T')
    return;
  char *text = frame_text (bytes, size);
  if (strcmp (id, "TRCK") == 0 || strcmp (id, "TRK") == 0)
    tags_set_track (tags, text);
  else if (strcmp (id, "TBPM") == 0 || strcmp (id, "TBP") == 0)
    tags_set_bpm (tags, text);
  for (int i = 0; i < n_tag_fields; i++)
    if (g_strcmp0 (id, tag_fields[i].id3) == 0 || g_strcmp0 (id, tag_fields[i].id3_22) == 0 ||
        (strcmp (id, "TDRC") == 0 && tag_fields[i].offset == offsetof (MediaTags, date)))
      tags_take (tags, i, g_strdup (text));
  g_free (text);
}

void
tags_read_id3 (MediaTags *tags, const uint8_t *bytes, size_t size)
{
  const size_t whole = tags_id3_size (bytes, size);
  if (whole == 0)
    return;
  const int version = bytes[3];
  const int id_size = version == 2 ? 3 : 4;
  const int head = version == 2 ? 6 : 10;
  const size_t end = MIN (size, whole);
  size_t at = HEADER;
  if (version > 2 && bytes[5] & 0x40 && end >= HEADER + 4)
    at += version == 4 ? synchsafe (bytes + HEADER) : big_endian (bytes + HEADER, 4) + 4;

  while (at <= end && end - at > (size_t) head && bytes[at] != 0) {
    char id[5] = { 0 };
    memcpy (id, bytes + at, (size_t) id_size);
    const uint32_t frame = version == 4 ? synchsafe (bytes + at + 4)
                                        : big_endian (bytes + at + id_size, version == 2 ? 3 : 4);
    at += (size_t) head;
    if (frame > end - at)
      break;
    read_frame (tags, id, bytes + at, frame);
    at += frame;
  }
}

static void
add_size (GByteArray *to, uint32_t size, bool safe)
{
  const int bits = safe ? 7 : 8;
  for (int i = 3; i >= 0; i--) {
    const uint8_t byte = (uint8_t) (size >> (i * bits) & ((1u << bits) - 1));
    g_byte_array_append (to, &byte, 1);
  }
}

/* Latin-1 where that holds the text, since every player reads it, else UTF-16 with a mark. `prefix`
 * is what stands between the encoding and the text, written in Latin-1 (language, a name). */
static void
add_frame (GByteArray *to, const char *id, const char *prefix, const char *text)
{
  gsize size = 0;
  char *latin = g_convert (text, -1, "ISO-8859-1", "UTF-8", NULL, &size, NULL);
  char *wide = latin ? NULL : g_convert (text, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
  const bool comment = strcmp (id, "COMM") == 0;
  GByteArray *body = g_byte_array_new ();

  g_byte_array_append (body, (const uint8_t *) (wide ? "\1" : "\0"), 1);
  if (comment)
    g_byte_array_append (body, (const uint8_t *) "eng", 3);
  if (comment || *prefix != '\0') {
    if (wide)
      g_byte_array_append (body, (const uint8_t *) "\xff\xfe", 2);
    for (const char *p = prefix;; p++) {
      g_byte_array_append (body, (const uint8_t *) p, 1);
      if (wide)
        g_byte_array_append (body, (const uint8_t *) "", 1);
      if (*p == '\0')
        break;
    }
  }
  if (wide)
    g_byte_array_append (body, (const uint8_t *) "\xff\xfe", 2);
  if (latin || wide)
    g_byte_array_append (body, (const uint8_t *) (latin ? latin : wide), (guint) size);

  g_byte_array_append (to, (const uint8_t *) id, 4);
  add_size (to, body->len, false);
  g_byte_array_append (to, (const uint8_t *) "\0", 2);
  g_byte_array_append (to, body->data, body->len);
  g_byte_array_unref (body);
  g_free (latin);
  g_free (wide);
}

/* A date is a year and, in a second frame, day and month in 2.3. */
static void
add_date (GByteArray *to, const char *date)
{
  char *year = g_strndup (date, 4);
  add_frame (to, "TYER", "", year);
  g_free (year);
  if (strlen (date) == 10) {
    const char day[] = { date[8], date[9], date[5], date[6], '\0' };
    add_frame (to, "TDAT", "", day);
  }
}

void
tags_write_id3 (const MediaTags *tags, GByteArray *to)
{
  const guint start = to->len;
  g_byte_array_append (to, (const uint8_t *) "ID3\3\0\0", 6);
  add_size (to, 0, true);

  for (int i = 0; i < n_tag_fields; i++) {
    const char *text = tag_field_get (tags, i);
    if (text && tag_fields[i].offset == offsetof (MediaTags, date))
      add_date (to, text);
    else if (text && tag_fields[i].id3)
      add_frame (to, tag_fields[i].id3, "", text);
  }
  if (tags->comment)
    add_frame (to, "COMM", "", tags->comment);
  if (tags->barcode)
    add_frame (to, "TXXX", "BARCODE", tags->barcode);
  if (tags->track > 0) {
    char *text = tags_track_text (tags);
    add_frame (to, "TRCK", "", text);
    g_free (text);
  }
  if (tags->bpm > 0) {
    char text[NUMBER_TEXT_SIZE];
    add_frame (to, "TBPM", "", number_write (text, tags->bpm));
  }

  GByteArray *size = g_byte_array_new ();
  add_size (size, to->len - start - HEADER, true);
  memcpy (to->data + start + 6, size->data, 4);
  g_byte_array_unref (size);
}
