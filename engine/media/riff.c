/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/riff.h"

#include <string.h>

#define W64_HEADER 24 /* a GUID of 16 bytes and a size of 8 that counts itself */

/* The last 12 bytes of the GUIDs of Sony Wave64: those of "riff" differ from all others. */
static const uint8_t w64_riff_tail[12] = { 0x2e, 0x91, 0xcf, 0x11, 0xa5, 0xd6,
                                           0x28, 0xdb, 0x04, 0xc1, 0x00, 0x00 };

RiffKind
riff_open (RiffReader *reader, const uint8_t *bytes, size_t size)
{
  *reader = (RiffReader){ .kind = RIFF_NONE, .bytes = bytes, .size = size };
  if (size >= 12 && memcmp (bytes + 8, "WAVE", 4) == 0) {
    reader->next = 12;
    if (memcmp (bytes, "RIFF", 4) == 0)
      reader->kind = RIFF_WAV;
    else if (memcmp (bytes, "RF64", 4) == 0 || memcmp (bytes, "BW64", 4) == 0)
      reader->kind = RIFF_RF64;
  } else if (size >= 40 && memcmp (bytes, "riff", 4) == 0 &&
             memcmp (bytes + 4, w64_riff_tail, 12) == 0 && memcmp (bytes + 24, "wave", 4) == 0) {
    reader->next = 40;
    reader->kind = RIFF_W64;
  }
  return reader->kind;
}

static bool
next_w64 (RiffReader *reader, RiffChunk *chunk)
{
  if (reader->size - reader->next < W64_HEADER)
    return false;
  const uint8_t *head = reader->bytes + reader->next;
  const uint64_t whole = riff_u64 (head + 16);
  const size_t left = reader->size - reader->next - W64_HEADER;

  memcpy (chunk->id, head, 4);
  chunk->id[4] = '\0';
  chunk->bytes = head + W64_HEADER;
  chunk->declared = whole >= W64_HEADER ? whole - W64_HEADER : 0;
  chunk->size = chunk->declared < left ? chunk->declared : left;
  const size_t padded = chunk->size > SIZE_MAX - 8 ? chunk->size : (chunk->size + 7) / 8 * 8;
  reader->next += W64_HEADER + (padded < left ? padded : left);
  return true;
}

bool
riff_next (RiffReader *reader, RiffChunk *chunk)
{
  if (reader->kind == RIFF_NONE)
    return false;
  if (reader->kind == RIFF_W64)
    return next_w64 (reader, chunk);
  if (reader->next > reader->size || reader->size - reader->next < 8)
    return false;

  const uint8_t *head = reader->bytes + reader->next;
  const size_t left = reader->size - reader->next - 8;
  const bool data = memcmp (head, "data", 4) == 0;
  memcpy (chunk->id, head, 4);
  chunk->id[4] = '\0';
  chunk->bytes = head + 8;
  chunk->declared = riff_u32 (head + 4);
  if (data && reader->kind == RIFF_RF64 && chunk->declared == UINT32_MAX && reader->ds64_data)
    chunk->declared = reader->ds64_data;
  else if (data && (chunk->declared == 0 || chunk->declared == UINT32_MAX))
    chunk->declared = left; /* written to a pipe, or the writer died before it knew */
  chunk->size = chunk->declared < left ? chunk->declared : left;
  if (memcmp (head, "ds64", 4) == 0 && chunk->size >= 16)
    reader->ds64_data = riff_u64 (chunk->bytes + 8);

  const size_t padded = chunk->size + (chunk->size & 1);
  reader->next += 8 + (padded < left ? padded : left);
  return true;
}

bool
riff_find (const RiffReader *reader, const char *id, RiffChunk *chunk)
{
  RiffReader walk = *reader;
  walk.next = reader->kind == RIFF_W64 ? 40 : 12;
  while (riff_next (&walk, chunk))
    if (strcmp (chunk->id, id) == 0)
      return true;
  return false;
}

bool
wav_format_read (const RiffChunk *chunk, WavFormat *format)
{
  const uint8_t *bytes = chunk->bytes;
  if (chunk->size < 16)
    return false;
  const uint32_t rate = riff_u32 (bytes + 4);
  *format = (WavFormat){ .tag = riff_u16 (bytes),
                         .channels = riff_u16 (bytes + 2),
                         .rate = rate > INT32_MAX ? 0 : (int) rate,
                         .block_bytes = riff_u16 (bytes + 12),
                         .valid_bits = riff_u16 (bytes + 14) };
  if (format->tag == 0xfffe) {
    if (chunk->size < 40)
      return false;
    if (riff_u16 (bytes + 18) != 0)
      format->valid_bits = riff_u16 (bytes + 18);
    format->tag = riff_u16 (bytes + 24);
  }
  if (format->channels == 0 || format->rate == 0 || format->block_bytes == 0)
    return false;
  format->bits = format->block_bytes / format->channels * 8;
  return true;
}
