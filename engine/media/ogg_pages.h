/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an Ogg stream repeatable while it is written: gives it a chosen serial number and our own
 * comments, and computes every page's checksum anew (RFC 3533; headers of Vorbis I and RFC 7845).
 * libsndfile draws the serial from the clock. Any thread but audio, one at a time. */
#pragma once

#include <glib.h>
#include "media/output.h"
#include "media/tags.h"

typedef struct OggPages OggPages;

/* `tags` is copied. */
OggPages *ogg_pages_new (OutputFile *output, uint32_t serial, const MediaTags *tags);
void ogg_pages_free (OggPages *pages);

/* The next bytes of one Ogg stream (Vorbis or Opus), cut anywhere; whole pages go to the output. */
bool ogg_pages_write (OggPages *pages, const void *bytes, size_t size, GError **error);
/* False when bytes are left that are no whole page. */
bool ogg_pages_end (OggPages *pages, GError **error);
