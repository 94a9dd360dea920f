/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table behind tags.h: one row per text field, with its name in each format. Private to tags.
 */
#pragma once

#include "media/tags.h"

typedef struct {
  size_t offset; /* in MediaTags */
  const char *info; /* LIST/INFO */
  const char *id3, *id3_22; /* frames of ID3v2.3 and v2.2 */
  const char *vorbis;
} TagField; /* NULL where a format has no such field */

extern const TagField tag_fields[];
extern const int n_tag_fields;

static inline char **
tag_field (MediaTags *tags, int i)
{
  return (char **) ((char *) tags + tag_fields[i].offset);
}

static inline const char *
tag_field_get (const MediaTags *tags, int i)
{
  return *(char *const *) ((const char *) tags + tag_fields[i].offset);
}

/* Takes `text`; keeps it stripped if the field is free and it is not empty. */
void tags_take (MediaTags *tags, int field, char *text);
/* Bytes up to a NUL as UTF-8; what is not is taken for Windows-1252. */
char *tags_text (const uint8_t *bytes, size_t size);
void tags_set_track (MediaTags *tags, const char *text); /* "3" or "3/12" */
void tags_set_bpm (MediaTags *tags, const char *text);
char *tags_track_text (const MediaTags *tags);
