/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/ogg_pages.h"

#include "base/error.h"
#include "media/riff.h"

#include <string.h>

#define PAGE_HEADER 27
#define SERIAL_AT 14
#define NUMBER_AT 18
#define CHECKSUM_AT 22
#define FULL_SEGMENT 255

struct OggPages {
  OutputFile *output;
  uint32_t serial;
  MediaTags tags;
  uint32_t checksums[256];
  GByteArray *waiting; /* bytes that are no whole page yet */
  GByteArray *packet; /* the header packet that is being put together */
  GPtrArray *packets; /* header packets so far */
  int headers; /* how many there will be: 2 for Opus, 3 for Vorbis; 0 = not known yet */
  uint32_t next_number;
};

/* Polynomial 0x04c11db7, neither reflected nor inverted. */
static void
make_checksums (uint32_t table[256])
{
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t x = i << 24;
    for (int bit = 0; bit < 8; bit++)
      x = x & 0x80000000u ? x << 1 ^ 0x04c11db7u : x << 1;
    table[i] = x;
  }
}

OggPages *
ogg_pages_new (OutputFile *output, uint32_t serial, const MediaTags *tags)
{
  OggPages *pages = g_new0 (OggPages, 1);
  pages->output = output;
  pages->serial = serial;
  tags_copy (&pages->tags, tags);
  make_checksums (pages->checksums);
  pages->waiting = g_byte_array_new ();
  pages->packet = g_byte_array_new ();
  pages->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  return pages;
}

void
ogg_pages_free (OggPages *pages)
{
  if (pages == NULL)
    return;
  tags_clear (&pages->tags);
  g_byte_array_unref (pages->waiting);
  g_byte_array_unref (pages->packet);
  g_ptr_array_unref (pages->packets);
  g_free (pages);
}

static void
put32 (uint8_t *to, uint32_t x)
{
  for (int i = 0; i < 4; i++)
    to[i] = (uint8_t) (x >> (8 * i));
}

/* Sets what is ours in a page and writes it. */
static bool
emit (OggPages *pages, uint8_t *page, size_t size, GError **error)
{
  put32 (page + SERIAL_AT, pages->serial);
  put32 (page + NUMBER_AT, pages->next_number++);
  put32 (page + CHECKSUM_AT, 0);
  uint32_t sum = 0;
  for (size_t i = 0; i < size; i++)
    sum = sum << 8 ^ pages->checksums[sum >> 24 ^ page[i]];
  put32 (page + CHECKSUM_AT, sum);
  return output_write (pages->output, page, size, error);
}

/* One packet after the other as segments, a new page when 255 are full. No packet ends with the
 * granule position of anything but 0: these are headers. */
static bool
emit_packets (OggPages *pages, guint first, guint end, uint8_t flags, GError **error)
{
  GByteArray *body = g_byte_array_new ();
  uint8_t segments[255];
  int n = 0;
  bool good = true, continued = false;

  for (guint i = first; i < end && good; i++) {
    const GByteArray *packet = pages->packets->pdata[i];
    for (guint at = 0; at <= packet->len && good; at += FULL_SEGMENT) {
      const guint size = MIN (packet->len - at, FULL_SEGMENT);
      const bool last = size < FULL_SEGMENT;
      segments[n++] = (uint8_t) size;
      g_byte_array_append (body, packet->data + at, size);
      if (n < 255 && !(last && i + 1 == end))
        continue;

      uint8_t head[PAGE_HEADER] = "OggS";
      head[5] = (uint8_t) (flags | (continued ? 1 : 0));
      if (!last && n == 255 && at == (guint) (n - 1) * FULL_SEGMENT)
        memset (head + 6, 0xff, 8); /* no packet ends in this page */
      head[26] = (uint8_t) n;
      GByteArray *page = g_byte_array_new ();
      g_byte_array_append (page, head, PAGE_HEADER);
      g_byte_array_append (page, segments, (guint) n);
      g_byte_array_append (page, body->data, body->len);
      good = emit (pages, page->data, page->len, error);
      g_byte_array_unref (page);
      g_byte_array_set_size (body, 0);
      continued = !last;
      n = 0;
    }
  }
  g_byte_array_unref (body);
  return good;
}

/* Puts our comments in place of those of the second header packet. */
static void
replace_comments (OggPages *pages)
{
  GByteArray *old = pages->packets->pdata[1];
  const guint magic = pages->headers == 2 ? 8 : 7; /* "OpusTags" or 3 "vorbis" */
  if (old->len < magic)
    return;
  GByteArray *packet = g_byte_array_new ();
  g_byte_array_append (packet, old->data, magic);
  tags_write_vorbis (&pages->tags, old->data + magic, old->len - magic, packet);
  if (pages->headers == 3)
    g_byte_array_append (packet, (const uint8_t *) "\1", 1);
  pages->packets->pdata[1] = packet;
  g_byte_array_unref (old);
}

/* Takes the packets out of a page of headers; once all are there, writes them anew: the first on a
 * page of its own, the others behind, as both formats ask. */
static bool
take_header_page (OggPages *pages, const uint8_t *page, GError **error)
{
  const uint8_t *segments = page + PAGE_HEADER;
  const uint8_t *body = segments + page[26];
  for (int i = 0; i < page[26]; i++) {
    g_byte_array_append (pages->packet, body, segments[i]);
    body += segments[i];
    if (segments[i] == FULL_SEGMENT)
      continue;
    g_ptr_array_add (pages->packets, pages->packet);
    pages->packet = g_byte_array_new ();
  }
  if (pages->headers == 0 && pages->packets->len > 0) {
    const GByteArray *first = pages->packets->pdata[0];
    const bool opus = first->len >= 8 && memcmp (first->data, "OpusHead", 8) == 0;
    pages->headers = opus ? 2 : 3;
  }
  if (pages->headers == 0 || (int) pages->packets->len < pages->headers)
    return true;
  replace_comments (pages);
  return emit_packets (pages, 0, 1, 2, error) &&
         emit_packets (pages, 1, (guint) pages->headers, 0, error);
}

static size_t
page_size (const GByteArray *bytes, size_t at)
{
  const size_t left = bytes->len - at;
  if (left < PAGE_HEADER || left < PAGE_HEADER + (size_t) bytes->data[at + 26])
    return 0;
  size_t size = PAGE_HEADER + (size_t) bytes->data[at + 26];
  for (int i = 0; i < bytes->data[at + 26]; i++)
    size += bytes->data[at + PAGE_HEADER + (size_t) i];
  return size <= left ? size : 0;
}

bool
ogg_pages_write (OggPages *pages, const void *bytes, size_t size, GError **error)
{
  g_byte_array_append (pages->waiting, bytes, (guint) size);
  size_t at = 0, page;
  bool good = true;
  while (good && (page = page_size (pages->waiting, at)) > 0) {
    uint8_t *start = pages->waiting->data + at;
    if (memcmp (start, "OggS", 4) != 0) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "the Ogg encoder gave a broken page");
      return false;
    }
    if (pages->headers > 0 && (int) pages->packets->len >= pages->headers)
      good = emit (pages, start, page, error);
    else
      good = take_header_page (pages, start, error);
    at += page;
  }
  g_byte_array_remove_range (pages->waiting, 0, (guint) at);
  return good;
}

bool
ogg_pages_end (OggPages *pages, GError **error)
{
  if (pages->waiting->len == 0)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED,
               "the Ogg encoder left %u bytes that are no page", pages->waiting->len);
  return false;
}
