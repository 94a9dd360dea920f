/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/wav_header.h"

#include "media/pcm_decode.h"

#include <string.h>

#define DS64_SIZE 28

static void
add (GByteArray *to, const void *bytes, size_t size)
{
  g_byte_array_append (to, bytes, (guint) size);
}

static void
add_number (GByteArray *to, uint64_t x, int bytes)
{
  uint8_t little[8];
  for (int i = 0; i < bytes; i++)
    little[i] = (uint8_t) (x >> (8 * i));
  add (to, little, (size_t) bytes);
}

static void
add_chunk (GByteArray *to, const char *id, const GByteArray *contents)
{
  add (to, id, 4);
  add_number (to, contents->len, 4);
  add (to, contents->data, contents->len);
  if (contents->len & 1)
    add (to, "", 1);
}

static uint32_t
channel_mask (int channels)
{
  static const uint32_t masks[] = { 0, 0x4, 0x3, 0x7, 0x33, 0x37, 0x3f, 0x13f, 0x63f };
  return channels < (int) G_N_ELEMENTS (masks) ? masks[channels] : 0;
}

/* More than two channels need the extensible form, which says what the channels are. */
static GByteArray *
format_new (const WavHeader *header)
{
  GByteArray *format = g_byte_array_new ();
  const int bytes = pcm_sample_bytes (header->encoding);
  const int tag = header->encoding == PCM_FLOAT32 ? 3 : 1;
  const bool extensible = header->channels > 2;

  add_number (format, extensible ? 0xfffe : (uint64_t) tag, 2);
  add_number (format, (uint64_t) header->channels, 2);
  add_number (format, (uint64_t) header->rate, 4);
  add_number (format, (uint64_t) header->rate * (uint64_t) (bytes * header->channels), 4);
  add_number (format, (uint64_t) (bytes * header->channels), 2);
  add_number (format, (uint64_t) bytes * 8, 2);
  if (extensible) {
    add_number (format, 22, 2);
    add_number (format, (uint64_t) bytes * 8, 2);
    add_number (format, channel_mask (header->channels), 4);
    add_number (format, (uint64_t) tag, 2);
    add (format, "\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71", 14);
  } else if (tag == 3) {
    add_number (format, 0, 2);
  }
  return format;
}

static void
add_chunks (GByteArray *to, const WavHeader *header, Frames frames)
{
  GByteArray *contents;
  if (header->bext) {
    contents = g_byte_array_new ();
    bext_write (header->bext, contents);
    add_chunk (to, "bext", contents);
    g_byte_array_unref (contents);
  }
  contents = format_new (header);
  add_chunk (to, "fmt ", contents);
  g_byte_array_unref (contents);
  if (header->encoding == PCM_FLOAT32) {
    add (to, "fact\4\0\0\0", 8);
    add_number (to, frames > UINT32_MAX ? UINT32_MAX : (uint64_t) frames, 4);
  }
  if (header->tags && !tags_is_empty (header->tags)) {
    contents = g_byte_array_new ();
    tags_write_info (header->tags, contents);
    add_chunk (to, "LIST", contents);
    g_byte_array_unref (contents);
  }
}

static uint64_t
data_size (const WavHeader *header, Frames frames)
{
  return (uint64_t) frames * (uint64_t) (pcm_sample_bytes (header->encoding) * header->channels);
}

GByteArray *
wav_header_new (const WavHeader *header, Frames frames)
{
  const uint64_t data = data_size (header, frames);
  GByteArray *chunks = g_byte_array_new ();
  add_chunks (chunks, header, frames);
  const uint64_t riff = 4 + 8 + DS64_SIZE + chunks->len + 8 + data + (data & 1);
  const bool large = riff > UINT32_MAX - 8;

  GByteArray *bytes = g_byte_array_new ();
  add (bytes, large ? "RF64" : "RIFF", 4);
  add_number (bytes, large ? UINT32_MAX : riff, 4);
  add (bytes, large ? "WAVEds64" : "WAVEJUNK", 8);
  add_number (bytes, DS64_SIZE, 4);
  add_number (bytes, large ? riff : 0, 8);
  add_number (bytes, large ? data : 0, 8);
  add_number (bytes, large ? (uint64_t) frames : 0, 8);
  add_number (bytes, 0, 4);
  add (bytes, chunks->data, chunks->len);
  add (bytes, "data", 4);
  add_number (bytes, large ? UINT32_MAX : data, 4);
  g_byte_array_unref (chunks);
  return bytes;
}

int
wav_header_padding (const WavHeader *header, Frames frames)
{
  return (int) (data_size (header, frames) & 1);
}
