/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/tags.h"

#include "base/number.h"
#include "media/riff.h"
#include "media/tags_table.h"

#include <stdlib.h>
#include <string.h>

const TagField tag_fields[] = {
  { offsetof (MediaTags, title), "INAM", "TIT2", "TT2", "TITLE" },
  { offsetof (MediaTags, artist), "IART", "TPE1", "TP1", "ARTIST" },
  { offsetof (MediaTags, album), "IPRD", "TALB", "TAL", "ALBUM" },
  { offsetof (MediaTags, album_artist), NULL, "TPE2", "TP2", "ALBUMARTIST" },
  { offsetof (MediaTags, composer), "IMUS", "TCOM", "TCM", "COMPOSER" },
  { offsetof (MediaTags, genre), "IGNR", "TCON", "TCO", "GENRE" },
  { offsetof (MediaTags, comment), "ICMT", NULL, NULL, "COMMENT" },
  { offsetof (MediaTags, copyright), "ICOP", "TCOP", "TCR", "COPYRIGHT" },
  { offsetof (MediaTags, date), "ICRD", "TYER", "TYE", "DATE" },
  { offsetof (MediaTags, isrc), "ISRC", "TSRC", "TRC", "ISRC" },
  { offsetof (MediaTags, barcode), NULL, NULL, NULL, "BARCODE" },
};
const int n_tag_fields = G_N_ELEMENTS (tag_fields);

void
tags_clear (MediaTags *tags)
{
  for (int i = 0; i < n_tag_fields; i++)
    g_free (*tag_field (tags, i));
  *tags = (MediaTags){ 0 };
}

void
tags_copy (MediaTags *to, const MediaTags *from)
{
  *to = *from;
  for (int i = 0; i < n_tag_fields; i++)
    *tag_field (to, i) = g_strdup (tag_field_get (from, i));
}

bool
tags_is_empty (const MediaTags *tags)
{
  for (int i = 0; i < n_tag_fields; i++)
    if (tag_field_get (tags, i) != NULL)
      return false;
  return tags->track == 0 && tags->tracks == 0 && tags->bpm == 0.0;
}

void
tags_take (MediaTags *tags, int field, char *text)
{
  char **place = tag_field (tags, field);
  g_strstrip (text);
  if (*place == NULL && *text != '\0')
    *place = text;
  else
    g_free (text);
}

char *
tags_text (const uint8_t *bytes, size_t size)
{
  const size_t length = strnlen ((const char *) bytes, size);
  if (g_utf8_validate ((const char *) bytes, (gssize) length, NULL))
    return g_strndup ((const char *) bytes, length);
  char *text =
      g_convert ((const char *) bytes, (gssize) length, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return text ? text : g_strdup ("");
}

void
tags_set_track (MediaTags *tags, const char *text)
{
  char *end;
  const long track = strtol (text, &end, 10);
  if (tags->track == 0 && track > 0 && track < 10000)
    tags->track = (int) track;
  if (*end == '/' && tags->tracks == 0)
    tags->tracks = CLAMP (atoi (end + 1), 0, 9999);
}

void
tags_set_bpm (MediaTags *tags, const char *text)
{
  double bpm;
  char *digits = g_strstrip (g_strdup (text));
  g_strdelimit (digits, ",", '.');
  if (tags->bpm == 0.0 && number_read (digits, &bpm) && bpm > 0.0 && bpm < 10000.0)
    tags->bpm = bpm;
  g_free (digits);
}

char *
tags_track_text (const MediaTags *tags)
{
  if (tags->tracks > 0)
    return g_strdup_printf ("%d/%d", tags->track, tags->tracks);
  return g_strdup_printf ("%d", tags->track);
}

void
tags_read_info (MediaTags *tags, const uint8_t *bytes, size_t size)
{
  if (size < 4 || memcmp (bytes, "INFO", 4) != 0)
    return;
  for (size_t at = 4; at + 8 <= size;) {
    const uint8_t *id = bytes + at;
    const size_t length = MIN (riff_u32 (id + 4), size - at - 8);
    char *text = tags_text (id + 8, length);
    if (memcmp (id, "ITRK", 4) == 0 || memcmp (id, "IPRT", 4) == 0)
      tags_set_track (tags, text);
    else if (memcmp (id, "IBPM", 4) == 0)
      tags_set_bpm (tags, text);
    for (int i = 0; i < n_tag_fields; i++)
      if (tag_fields[i].info && memcmp (id, tag_fields[i].info, 4) == 0)
        tags_take (tags, i, g_strdup (text));
    g_free (text);
    at += 8 + length + (length & 1);
  }
}

static void
add_info (GByteArray *to, const char *id, const char *text)
{
  const uint32_t size = GUINT32_TO_LE ((uint32_t) strlen (text) + 1);
  g_byte_array_append (to, (const uint8_t *) id, 4);
  g_byte_array_append (to, (const uint8_t *) &size, 4);
  g_byte_array_append (to, (const uint8_t *) text, (guint) strlen (text) + 1);
  if (strlen (text) % 2 == 0)
    g_byte_array_append (to, (const uint8_t *) "", 1);
}

void
tags_write_info (const MediaTags *tags, GByteArray *to)
{
  g_byte_array_append (to, (const uint8_t *) "INFO", 4);
  for (int i = 0; i < n_tag_fields; i++)
    if (tag_fields[i].info && tag_field_get (tags, i))
      add_info (to, tag_fields[i].info, tag_field_get (tags, i));
  if (tags->track > 0) {
    char *text = tags_track_text (tags);
    add_info (to, "ITRK", text);
    g_free (text);
  }
  if (tags->bpm > 0) {
    char text[NUMBER_TEXT_SIZE];
    add_info (to, "IBPM", number_write (text, tags->bpm));
  }
}
