/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/tags.h"

#include "base/number.h"
#include "media/riff.h"
#include "media/tags_table.h"

#include <stdlib.h>
#include <string.h>

/* The length-prefixed string at *at, or NULL; *at moves behind it. */
static const uint8_t *
next_string (const uint8_t *bytes, size_t size, size_t *at, size_t *length)
{
  if (size < 4 || *at > size - 4)
    return NULL;
  *length = riff_u32 (bytes + *at);
  if (*length > size - *at - 4)
    return NULL;
  const uint8_t *string = bytes + *at + 4;
  *at += 4 + *length;
  return string;
}

static void
read_comment (MediaTags *tags, const char *comment)
{
  const char *equals = strchr (comment, '=');
  if (equals == NULL)
    return;
  char *name = g_ascii_strup (comment, equals - comment);
  const char *value = equals + 1;

  if (strcmp (name, "TRACKNUMBER") == 0)
    tags_set_track (tags, value);
  else if ((strcmp (name, "TRACKTOTAL") == 0 || strcmp (name, "TOTALTRACKS") == 0) &&
           tags->tracks == 0)
    tags->tracks = CLAMP (atoi (value), 0, 9999);
  else if (strcmp (name, "BPM") == 0 || strcmp (name, "TEMPO") == 0)
    tags_set_bpm (tags, value);
  else if (strcmp (name, "DESCRIPTION") == 0 && tags->comment == NULL)
    tags->comment = g_strdup (value);
  for (int i = 0; i < n_tag_fields; i++)
    if (strcmp (name, tag_fields[i].vorbis) == 0)
      tags_take (tags, i, g_strdup (value));
  g_free (name);
}

void
tags_read_vorbis (MediaTags *tags, const uint8_t *bytes, size_t size)
{
  size_t at = 0, length;
  if (next_string (bytes, size, &at, &length) == NULL || size - at < 4)
    return;
  uint32_t left = riff_u32 (bytes + at);
  at += 4;
  const uint8_t *string;
  while (left-- > 0 && (string = next_string (bytes, size, &at, &length)) != NULL) {
    char *comment = tags_text (string, length);
    read_comment (tags, comment);
    g_free (comment);
  }
}

static void
add_string (GByteArray *to, const uint8_t *string, size_t length)
{
  const uint32_t size = GUINT32_TO_LE ((uint32_t) length);
  g_byte_array_append (to, (const uint8_t *) &size, 4);
  g_byte_array_append (to, string, (guint) length);
}

static void
add_comment (GByteArray *to, const char *name, const char *value, uint32_t *n)
{
  char *comment = g_strconcat (name, "=", value, NULL);
  add_string (to, (const uint8_t *) comment, strlen (comment));
  g_free (comment);
  *n += 1;
}

void
tags_write_vorbis (const MediaTags *tags, const uint8_t *bytes, size_t size, GByteArray *to)
{
  size_t at = 0, length = 0;
  const uint8_t *vendor = next_string (bytes, size, &at, &length);
  add_string (to, vendor, vendor ? length : 0);

  uint32_t n = 0;
  const guint count_at = to->len;
  g_byte_array_append (to, (const uint8_t *) "\0\0\0\0", 4);
  for (int i = 0; i < n_tag_fields; i++)
    if (tag_field_get (tags, i))
      add_comment (to, tag_fields[i].vorbis, tag_field_get (tags, i), &n);
  char text[NUMBER_TEXT_SIZE];
  if (tags->track > 0)
    add_comment (to, "TRACKNUMBER", number_write_int (text, tags->track), &n);
  if (tags->tracks > 0)
    add_comment (to, "TRACKTOTAL", number_write_int (text, tags->tracks), &n);
  if (tags->bpm > 0)
    add_comment (to, "BPM", number_write (text, tags->bpm), &n);
  n = GUINT32_TO_LE (n);
  memcpy (to->data + count_at, &n, 4);
}
