/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a sound to a file: dithered, tagged, under its name only when it is whole, the same bytes
 * every time (no clock, no random number). Any thread but audio, one at a time. */
#pragma once

#include <glib.h>
#include "dsp/dither.h"
#include "media/bext.h"
#include "media/tags.h"

typedef enum {
  ENCODE_WAV, /* RF64 past 4 GiB */
  ENCODE_FLAC,
  ENCODE_MP3,
  ENCODE_OPUS,
  ENCODE_OGG, /* Vorbis */
  ENCODE_AIFF,
} EncodeFormat;

typedef enum {
  ENCODE_16,
  ENCODE_24,
  ENCODE_32F,
} EncodeBits;

typedef struct {
  const char *path; /* written over if it is there */
  EncodeFormat format;
  int rate, channels;
  EncodeBits bits; /* of WAV, FLAC (16, 24) and AIFF; the others have no word length */
  DitherKind dither; /* for 16 and 24 bits */
  uint64_t seed; /* of the dither and of the serial number of an Ogg stream */
  /* MP3: kbit/s, constant; Opus: kbit/s on average; 0 is 320 for MP3 and 160 for Opus. Vorbis goes
   * by quality, 0.1 to 1; 0 is 0.8 (about 256 kbit/s). */
  int bitrate;
  double quality;
  const MediaTags *tags; /* or NULL; copied */
  const BextInfo *bext; /* WAV only; or NULL; copied */
  bool want_hash;
} EncodeSpec;

typedef struct {
  Frames frames;
  /* Samples that were clamped; of floats and lossy formats those beyond full scale, which are kept.
   */
  int64_t clipped_samples;
  float peak; /* of what was given, linear */
  /* SHA-256 with want_hash, else empty. WAV, FLAC and AIFF: of the interleaved little-endian
   * samples, so the three give the same; it is the hash of the bytes of a WAV file's data chunk,
   * and of what a decoder puts out raw. Lossy formats: of the whole file. */
  char sha256[65];
} EncodeReport;

typedef struct Encoder Encoder;

/* "wav", "flac", "mp3", "opus", "ogg" or "aiff", and the endings ".aif", ".oga", ".wave"; false for
 * others. `name` is a format's name or a path. */
bool encode_format_from_name (const char *name, EncodeFormat *format);
/* The first rate of 44100 and 48000 multiples that the format can have, for a sound at `rate`:
 * 48000 for Opus, at most 48000 for MP3, else `rate`. The caller converts. */
int encode_rate (EncodeFormat format, int rate);

/* NULL and ENGINE_ERROR_INVALID for what the format cannot hold (Opus at another rate than 48 kHz,
 * float FLAC, MP3 over two channels), ENGINE_ERROR_FAILED when the file cannot be made. */
Encoder *encoder_open (const EncodeSpec *spec, GError **error);

/* Appends n frames of planar floats; NaN counts as 0. After an error (full disk, AIFF past 4 GB)
 * only encoder_abort may follow. */
bool encoder_write (Encoder *encoder, const float *const *planar, int n, GError **error);

/* Replaces the bext that the spec had, for its loudness is known only at the end; its coding
 * history stays that of the spec. Before encoder_close. */
void encoder_set_bext (Encoder *encoder, const BextInfo *bext);

/* Finishes the file, puts it under its name, frees the encoder. `report` may be NULL. A lossy file
 * of no frames is refused (ENGINE_ERROR_INVALID). On failure nothing is left and what stood under
 * the name still does. */
bool encoder_close (Encoder *encoder, EncodeReport *report, GError **error);
/* Frees the encoder and leaves nothing behind. NULL is fine. */
void encoder_abort (Encoder *encoder);
