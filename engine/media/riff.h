/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chunks of a WAV, RF64, BW64 or W64 file that lies in memory. Broken sizes never lead outside.
 * Any thread but audio. */
#pragma once

#include "base/types.h"

typedef enum {
  RIFF_NONE, /* no such file */
  RIFF_WAV,
  RIFF_RF64, /* also BW64 */
  RIFF_W64,
} RiffKind;

typedef struct {
  RiffKind kind;
  const uint8_t *bytes;
  size_t size;
  size_t next; /* where the next chunk header starts */
  uint64_t ds64_data; /* size of "data" by the ds64 chunk, 0 without */
} RiffReader;

typedef struct {
  char id[5];
  const uint8_t *bytes;
  size_t size; /* what of it is in the file */
  uint64_t declared; /* what its header says */
} RiffChunk;

/* What a "fmt " chunk says. */
typedef struct {
  int tag; /* 1 integer, 3 float; that of the sub-format where it is extensible */
  int channels, rate;
  int block_bytes; /* one frame */
  int bits; /* of the container: 24 for 20 bits in 3 bytes */
  int valid_bits;
} WavFormat;

RiffKind riff_open (RiffReader *reader, const uint8_t *bytes, size_t size);

/* The next chunk in the order of the file; false at the end. */
bool riff_next (RiffReader *reader, RiffChunk *chunk);

/* The first chunk of that id; false without. */
bool riff_find (const RiffReader *reader, const char *id, RiffChunk *chunk);

/* False when the chunk is too short or says what cannot be (no channel, no rate). */
bool wav_format_read (const RiffChunk *chunk, WavFormat *format);

static inline uint16_t
riff_u16 (const uint8_t *bytes)
{
  return (uint16_t) (bytes[0] | bytes[1] << 8);
}

static inline uint32_t
riff_u32 (const uint8_t *bytes)
{
  return riff_u16 (bytes) | (uint32_t) riff_u16 (bytes + 2) << 16;
}

static inline uint64_t
riff_u64 (const uint8_t *bytes)
{
  return riff_u32 (bytes) | (uint64_t) riff_u32 (bytes + 4) << 32;
}
