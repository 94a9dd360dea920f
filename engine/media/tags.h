/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file says of itself in words, and the forms that the formats keep it in: RIFF LIST/INFO,
 * ID3v2, Vorbis comments. Any thread but audio. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct {
  char *title, *artist, *album, *album_artist, *composer, *genre, *comment, *copyright;
  char *date; /* yyyy, yyyy-mm or yyyy-mm-dd */
  char *isrc; /* 12 characters without dashes */
  char *barcode; /* UPC or EAN digits */
  int track, tracks; /* from 1; 0 = not said */
  double bpm; /* 0 = not said */
} MediaTags;

void tags_clear (MediaTags *tags);
void tags_copy (MediaTags *to, const MediaTags *from);
bool tags_is_empty (const MediaTags *tags);

/* The readers set what is not yet set and take nothing that is broken or no UTF-8 for text. */

/* The contents of a LIST chunk from its type "INFO" on. The written form is appended. */
void tags_read_info (MediaTags *tags, const uint8_t *bytes, size_t size);
void tags_write_info (const MediaTags *tags, GByteArray *to);

/* A whole ID3v2 tag (versions 2.2, 2.3 and 2.4 are read, 2.3 is written). */
void tags_read_id3 (MediaTags *tags, const uint8_t *bytes, size_t size);
void tags_write_id3 (const MediaTags *tags, GByteArray *to);
/* Size of the tag that starts at `bytes`, 0 when none does. */
size_t tags_id3_size (const uint8_t *bytes, size_t size);

/* Vendor string and comments as in Vorbis, Opus and FLAC, without framing. The written form keeps
 * the vendor of `bytes`. */
void tags_read_vorbis (MediaTags *tags, const uint8_t *bytes, size_t size);
void tags_write_vorbis (const MediaTags *tags, const uint8_t *bytes, size_t size, GByteArray *to);
