/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/encode.h"

#include "base/error.h"
#include "media/output.h"
#include "media/pack.h"
#include "media/sha256.h"
#include "media/sndfile_sink.h"
#include "media/wav_header.h"

#include <string.h>

#define BLOCK 8192
#define AIFF_LIMIT (INT64_C (0xffffffff) - (1 << 20)) /* leaves room for the other chunks */

struct Encoder {
  EncodeSpec spec; /* its pointers are to what is copied below, or NULL */
  MediaTags tags;
  BextInfo bext;
  OutputFile *output;
  SndfileSink *sink; /* NULL for WAV, which we write ourselves */
  Dither *dithers; /* one a pair of channels */
  int32_t **integers; /* planar, BLOCK frames a channel */
  int32_t *interleaved;
  uint8_t *packed;
  Sha256 sha;
  EncodeReport report;
  int32_t peak_bits;
};

bool
encode_format_from_name (const char *name, EncodeFormat *format)
{
  static const struct {
    const char *ending;
    EncodeFormat format;
  } endings[] = {
    { "wav", ENCODE_WAV }, { "wave", ENCODE_WAV },  { "flac", ENCODE_FLAC },
    { "mp3", ENCODE_MP3 }, { "opus", ENCODE_OPUS }, { "ogg", ENCODE_OGG },
    { "oga", ENCODE_OGG }, { "aiff", ENCODE_AIFF }, { "aif", ENCODE_AIFF },
  };
  const char *dot = strrchr (name, '.');
  const char *ending = dot ? dot + 1 : name;
  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (ending, endings[i].ending) == 0) {
      *format = endings[i].format;
      return true;
    }
  return false;
}

int
encode_rate (EncodeFormat format, int rate)
{
  if (format == ENCODE_OPUS)
    return 48000;
  if (format != ENCODE_MP3 || rate <= 48000)
    return rate;
  return rate % 44100 == 0 ? 44100 : 48000;
}

static bool
is_lossy (EncodeFormat format)
{
  return format == ENCODE_MP3 || format == ENCODE_OPUS || format == ENCODE_OGG;
}

static bool
is_mp3_rate (int rate)
{
  static const int rates[] = { 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000 };
  for (size_t i = 0; i < G_N_ELEMENTS (rates); i++)
    if (rate == rates[i])
      return true;
  return false;
}

/* What stands in the way, or NULL. */
static const char *
find_fault (const EncodeSpec *spec)
{
  if (spec->channels < 1 || spec->channels > 255 || spec->rate < 1)
    return "a file needs 1 to 255 channels and a sample rate";
  switch (spec->format) {
  case ENCODE_FLAC:
    if (spec->bits == ENCODE_32F)
      return "FLAC holds no floating point: choose 16 or 24 bits";
    if (spec->channels > 8)
      return "FLAC holds at most 8 channels";
    return spec->rate > 655350 ? "FLAC holds no such sample rate" : NULL;
  case ENCODE_MP3:
    if (spec->channels > 2)
      return "MP3 holds at most 2 channels";
    return is_mp3_rate (spec->rate) ? NULL : "MP3 holds sample rates up to 48000 Hz only";
  case ENCODE_OPUS:
    return spec->rate == 48000 ? NULL : "Opus needs a sample rate of 48000 Hz";
  case ENCODE_OGG:
    return spec->rate > 200000 ? "Ogg Vorbis holds sample rates up to 200000 Hz only" : NULL;
  default:
    return NULL;
  }
}

static PcmEncoding
wav_encoding (EncodeBits bits)
{
  static const PcmEncoding encodings[] = { PCM_INT16, PCM_INT24, PCM_FLOAT32 };
  return encodings[bits];
}

static int
word_bits (EncodeBits bits)
{
  return bits == ENCODE_16 ? 16 : bits == ENCODE_24 ? 24 : 32;
}

static bool
write_wav_header (Encoder *encoder, Frames frames, GError **error)
{
  const WavHeader header = { .encoding = wav_encoding (encoder->spec.bits),
                             .rate = encoder->spec.rate,
                             .channels = encoder->spec.channels,
                             .bext = encoder->spec.bext,
                             .tags = &encoder->tags };
  const char zero = 0;
  if (frames > 0 && wav_header_padding (&header, frames) &&
      !output_write (encoder->output, &zero, 1, error))
    return false;
  GByteArray *bytes = wav_header_new (&header, frames);
  const bool good = output_seek (encoder->output, 0, error) &&
                    output_write (encoder->output, bytes->data, bytes->len, error);
  g_byte_array_unref (bytes);
  return good;
}

static void
allocate (Encoder *encoder)
{
  const EncodeSpec *spec = &encoder->spec;
  const int channels = spec->channels;
  encoder->integers = g_new (int32_t *, (gsize) channels);
  for (int c = 0; c < channels; c++)
    encoder->integers[c] = g_new (int32_t, BLOCK);
  encoder->interleaved = g_new (int32_t, BLOCK * (gsize) channels);
  encoder->packed = g_malloc ((gsize) BLOCK * (gsize) channels * 4);
  encoder->dithers = g_new0 (Dither, (gsize) (channels + 1) / 2);
  for (int c = 0; c < channels && spec->bits != ENCODE_32F; c += 2)
    dither_init (encoder->dithers + c / 2, spec->dither, word_bits (spec->bits), spec->rate,
                 spec->seed, c);
}

Encoder *
encoder_open (const EncodeSpec *spec, GError **error)
{
  const char *fault = find_fault (spec);
  if (fault) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "cannot write '%s': %s", spec->path,
                 fault);
    return NULL;
  }
  OutputFile *output = output_open (spec->path, error);
  if (output == NULL)
    return NULL;

  Encoder *encoder = g_new0 (Encoder, 1);
  encoder->spec = *spec;
  encoder->spec.path = NULL;
  encoder->output = output;
  if (spec->tags)
    tags_copy (&encoder->tags, spec->tags);
  bext_init (&encoder->bext);
  if (spec->bext) {
    encoder->bext = *spec->bext;
    encoder->bext.coding_history = g_strdup (spec->bext->coding_history);
    encoder->spec.bext = &encoder->bext;
  }
  sha256_init (&encoder->sha);
  allocate (encoder);
  bool good;
  if (spec->format == ENCODE_WAV) {
    good = write_wav_header (encoder, 0, error);
  } else {
    encoder->sink = sndfile_sink_open (output, spec, &encoder->tags, error);
    good = encoder->sink != NULL;
  }
  if (good)
    return encoder;
  encoder_abort (encoder);
  return NULL;
}

/* The bits of |x| order as |x| does, and integers make a maximum that vectors can take. */
VECTOR_CLONES static int32_t
peak_bits (const float *in, int n, int32_t peak)
{
  for (int i = 0; i < n; i++) {
    int32_t bits;
    memcpy (&bits, in + i, sizeof bits);
    bits &= 0x7fffffff;
    bits = bits > 0x7f800000 ? 0 : bits;
    peak = bits > peak ? bits : peak;
  }
  return peak;
}

VECTOR_CLONES static int64_t
count_overs (const float *in, int n)
{
  int32_t overs = 0;
  for (int i = 0; i < n; i++)
    overs += (in[i] > 1.0f) | (in[i] < -1.0f);
  return overs;
}

static bool
write_floats (Encoder *encoder, const float *const *planar, int n, GError **error)
{
  const int channels = encoder->spec.channels;
  const size_t size = (size_t) n * (size_t) channels * 4;
  for (int c = 0; c < channels; c++)
    encoder->report.clipped_samples += count_overs (planar[c], n);

  pack_float32 (planar, channels, n, encoder->packed);
  float *floats = (float *) encoder->packed;
  for (size_t i = 0; i < size / 4; i++)
    floats[i] = floats[i] == floats[i] ? floats[i] : 0.0f;
  if (encoder->spec.want_hash && !is_lossy (encoder->spec.format))
    sha256_add (&encoder->sha, encoder->packed, size);
  if (encoder->sink)
    return sndfile_sink_write_float (encoder->sink, floats, n, error);
  return output_write (encoder->output, encoder->packed, size, error);
}

static bool
write_integers (Encoder *encoder, const float *const *planar, int n, GError **error)
{
  const int channels = encoder->spec.channels;
  const int bits = word_bits (encoder->spec.bits);
  int32_t **integers = encoder->integers;
  for (int c = 0; c < channels; c += 2) {
    const bool pair = c + 1 < channels;
    const float *const in[2] = { planar[c], pair ? planar[c + 1] : NULL };
    int32_t *const out[2] = { integers[c], pair ? integers[c + 1] : NULL };
    encoder->report.clipped_samples +=
        dither_process (encoder->dithers + c / 2, encoder->report.frames, in, out, n);
  }

  const size_t size = (size_t) n * (size_t) channels * (size_t) bits / 8;
  if (encoder->sink == NULL || encoder->spec.want_hash)
    pack_integers ((const int32_t *const *) integers, channels, bits, n, encoder->packed);
  if (encoder->spec.want_hash)
    sha256_add (&encoder->sha, encoder->packed, size);
  if (encoder->sink == NULL)
    return output_write (encoder->output, encoder->packed, size, error);

  for (int c = 0; c < channels; c++)
    for (int i = 0; i < n; i++)
      encoder->interleaved[i * channels + c] = (int32_t) ((uint32_t) integers[c][i] << (32 - bits));
  return sndfile_sink_write_int (encoder->sink, encoder->interleaved, n, error);
}

static bool
check_size (const Encoder *encoder, int n, GError **error)
{
  const EncodeSpec *spec = &encoder->spec;
  const int64_t size = (encoder->report.frames + n) * spec->channels * (word_bits (spec->bits) / 8);
  if (spec->format != ENCODE_AIFF || size <= AIFF_LIMIT)
    return true;
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
               "AIFF holds no more than 4 GB: choose WAV or FLAC");
  return false;
}

bool
encoder_write (Encoder *encoder, const float *const *planar, int n, GError **error)
{
  const int channels = encoder->spec.channels;
  const bool integers = !is_lossy (encoder->spec.format) && encoder->spec.bits != ENCODE_32F;
  const float *part[255];

  if (!check_size (encoder, n, error))
    return false;
  for (int done = 0; done < n; done += BLOCK) {
    const int count = MIN (n - done, BLOCK);
    for (int c = 0; c < channels; c++) {
      part[c] = planar[c] + done;
      encoder->peak_bits = peak_bits (part[c], count, encoder->peak_bits);
    }
    if (!(integers ? write_integers (encoder, part, count, error)
                   : write_floats (encoder, part, count, error)))
      return false;
    encoder->report.frames += count;
  }
  return true;
}

void
encoder_set_bext (Encoder *encoder, const BextInfo *bext)
{
  if (encoder->spec.bext == NULL)
    return;
  char *history = encoder->bext.coding_history;
  encoder->bext = *bext;
  encoder->bext.coding_history = history;
}

/* Lossy files are hashed as they stand, for the encoder writes their first bytes last. */
static bool
hash_output (Encoder *encoder, GError **error)
{
  int64_t got = output_seek (encoder->output, 0, error) ? 1 : -1;
  while (got > 0) {
    got = output_read (encoder->output, encoder->packed, BLOCK * 4, error);
    if (got > 0)
      sha256_add (&encoder->sha, encoder->packed, (size_t) got);
  }
  return got == 0;
}

static bool
finish (Encoder *encoder, GError **error)
{
  bool good;
  if (encoder->report.frames == 0 && is_lossy (encoder->spec.format)) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "there is nothing to write: the sound has no length");
    return false;
  }
  if (encoder->sink)
    good = sndfile_sink_close (g_steal_pointer (&encoder->sink), error);
  else
    good = write_wav_header (encoder, encoder->report.frames, error);
  if (good && encoder->spec.want_hash && is_lossy (encoder->spec.format))
    good = hash_output (encoder, error);
  return good && output_commit (g_steal_pointer (&encoder->output), true, error);
}

bool
encoder_close (Encoder *encoder, EncodeReport *report, GError **error)
{
  const bool good = finish (encoder, error);
  if (good && encoder->spec.want_hash) {
    char *text = sha256_finish (&encoder->sha);
    g_strlcpy (encoder->report.sha256, text, sizeof encoder->report.sha256);
    g_free (text);
  }
  memcpy (&encoder->report.peak, &encoder->peak_bits, sizeof encoder->report.peak);
  if (report)
    *report = encoder->report;
  encoder_abort (encoder);
  return good;
}

void
encoder_abort (Encoder *encoder)
{
  if (encoder == NULL)
    return;
  sndfile_sink_abort (encoder->sink);
  output_abort (encoder->output);
  tags_clear (&encoder->tags);
  bext_clear (&encoder->bext);
  for (int c = 0; c < encoder->spec.channels; c++)
    g_free (encoder->integers[c]);
  g_free (encoder->integers);
  g_free (encoder->interleaved);
  g_free (encoder->packed);
  g_free (encoder->dithers);
  g_free (encoder);
}
