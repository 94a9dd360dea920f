/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/sndfile_sink.h"

#include "base/error.h"
#include "base/hash.h"
#include "media/ogg_pages.h"

#include <sndfile.h>
#include <string.h>

#define FLAC_INFO_SIZE 38 /* the STREAMINFO block with its header */
#define FLAC_COMMENT 4
#define FLAC_PADDING 1
#define FLAC_LAST 0x80
#define FLAC_RESERVE 1024 /* free room behind our tags, for other programs to tag in place */

struct SndfileSink {
  OutputFile *output;
  SNDFILE *sndfile;
  EncodeFormat format;
  int64_t base; /* where libsndfile's file starts in ours */
  OggPages *ogg;
  int64_t ogg_at; /* bytes that went to ogg */
  GByteArray *front; /* FLAC: our comment block; MP3: the ID3 tag */
  GError *error; /* the first one that happened below libsndfile */
};

static sf_count_t
vio_length (void *data)
{
  const SndfileSink *sink = data;
  return sink->ogg ? sink->ogg_at : output_size (sink->output) - sink->base;
}

static sf_count_t
vio_tell (void *data)
{
  const SndfileSink *sink = data;
  return sink->ogg ? sink->ogg_at : output_tell (sink->output) - sink->base;
}

static sf_count_t
vio_seek (sf_count_t offset, int whence, void *data)
{
  SndfileSink *sink = data;
  if (sink->ogg)
    return sink->ogg_at; /* a stream is written front to back */
  const sf_count_t start = whence == SEEK_SET   ? 0
                           : whence == SEEK_CUR ? vio_tell (data)
                                                : vio_length (data);
  if (sink->error == NULL)
    output_seek (sink->output, sink->base + start + offset, &sink->error);
  return vio_tell (data);
}

static sf_count_t
vio_read (void *to, sf_count_t size, void *data)
{
  SndfileSink *sink = data;
  if (sink->error || sink->ogg)
    return 0;
  const int64_t got = output_read (sink->output, to, (size_t) size, &sink->error);
  return got < 0 ? 0 : got;
}

static sf_count_t
vio_write (const void *from, sf_count_t size, void *data)
{
  SndfileSink *sink = data;
  if (sink->error)
    return 0;
  bool good;
  if (sink->ogg) {
    good = ogg_pages_write (sink->ogg, from, (size_t) size, &sink->error);
    sink->ogg_at += size;
  } else {
    good = output_write (sink->output, from, (size_t) size, &sink->error);
  }
  return good ? size : 0;
}

static SF_VIRTUAL_IO virtual_io = { vio_length, vio_seek, vio_read, vio_write, vio_tell };

static int
sndfile_format (const EncodeSpec *spec)
{
  static const int words[] = { SF_FORMAT_PCM_16, SF_FORMAT_PCM_24, SF_FORMAT_FLOAT };
  switch (spec->format) {
  case ENCODE_FLAC:
    return SF_FORMAT_FLAC | words[spec->bits];
  case ENCODE_AIFF:
    return SF_FORMAT_AIFF | words[spec->bits];
  case ENCODE_MP3:
    return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
  case ENCODE_OPUS:
    return SF_FORMAT_OGG | SF_FORMAT_OPUS;
  default:
    return SF_FORMAT_OGG | SF_FORMAT_VORBIS;
  }
}

/* libsndfile takes a compression from 0 to 1 and makes of it, for MP3, 320 to 32 kbit/s, and for
 * Opus 256 to 6 kbit/s a channel. */
static void
set_rate_of_bits (SNDFILE *sndfile, const EncodeSpec *spec)
{
  double compression = 0.5;
  if (spec->format == ENCODE_MP3) {
    int constant = SF_BITRATE_MODE_CONSTANT;
    sf_command (sndfile, SFC_SET_BITRATE_MODE, &constant, sizeof constant);
    compression = (320.0 - (spec->bitrate ? spec->bitrate : 320)) / (320.0 - 32.0);
  } else if (spec->format == ENCODE_OPUS) {
    const double each = (spec->bitrate ? spec->bitrate : 160) / (double) spec->channels;
    compression = (256.0 - each) / (256.0 - 6.0);
  } else if (spec->format == ENCODE_OGG) {
    compression = 1.0 - (spec->quality > 0 ? spec->quality : 0.8);
  }
  compression = CLAMP (compression, 0.0, 1.0);
  if (spec->format != ENCODE_AIFF)
    sf_command (sndfile, SFC_SET_COMPRESSION_LEVEL, &compression, sizeof compression);
}

/* AIFF has four text chunks; the rest goes into an "ID3 " chunk, as Apple's programs write it. */
static void
set_aiff_tags (SNDFILE *sndfile, const MediaTags *tags)
{
  if (tags->title)
    sf_set_string (sndfile, SF_STR_TITLE, tags->title);
  if (tags->artist)
    sf_set_string (sndfile, SF_STR_ARTIST, tags->artist);
  if (tags->comment)
    sf_set_string (sndfile, SF_STR_COMMENT, tags->comment);
  if (tags->copyright)
    sf_set_string (sndfile, SF_STR_COPYRIGHT, tags->copyright);
  if (tags_is_empty (tags))
    return;
  GByteArray *id3 = g_byte_array_new ();
  tags_write_id3 (tags, id3);
  const SF_CHUNK_INFO chunk = {
    .id = "ID3 ", .id_size = 4, .datalen = id3->len, .data = id3->data
  };
  sf_set_chunk (sndfile, &chunk);
  g_byte_array_unref (id3);
}

/* The comment block of FLAC holds a vendor of its own; what the encoder wrote is not needed. */
static GByteArray *
flac_comments (const MediaTags *tags)
{
  static const uint8_t vendor[] = "\7\0\0\0Lacquer";
  GByteArray *block = g_byte_array_new ();
  tags_write_vorbis (tags, vendor, sizeof vendor - 1, block);
  return block;
}

static bool
write_front (SndfileSink *sink, const MediaTags *tags, GError **error)
{
  if (sink->format == ENCODE_MP3 && !tags_is_empty (tags)) {
    GByteArray *id3 = g_byte_array_new ();
    tags_write_id3 (tags, id3);
    const bool good = output_write (sink->output, id3->data, id3->len, error);
    sink->base = id3->len;
    g_byte_array_unref (id3);
    return good;
  }
  if (sink->format == ENCODE_FLAC) {
    sink->front = flac_comments (tags);
    sink->base = (int64_t) sink->front->len + FLAC_RESERVE;
    guint8 *room = g_malloc0 ((gsize) sink->base);
    const bool good = output_write (sink->output, room, (size_t) sink->base, error);
    g_free (room);
    return good;
  }
  return true;
}

static void
set_error (SndfileSink *sink, const char *what, GError **error)
{
  if (sink->error)
    g_propagate_error (error, g_steal_pointer (&sink->error));
  else
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot %s: %s", what,
                 sf_strerror (sink->sndfile));
}

SndfileSink *
sndfile_sink_open (OutputFile *output, const EncodeSpec *spec, const MediaTags *tags,
                   GError **error)
{
  SndfileSink *sink = g_new0 (SndfileSink, 1);
  sink->output = output;
  sink->format = spec->format;
  if (spec->format == ENCODE_OGG || spec->format == ENCODE_OPUS)
    sink->ogg = ogg_pages_new (output, (uint32_t) hash_mix (spec->seed + 1), tags);
  if (!write_front (sink, tags, error)) {
    sndfile_sink_abort (sink);
    return NULL;
  }

  SF_INFO info = { .samplerate = spec->rate,
                   .channels = spec->channels,
                   .format = sndfile_format (spec) };
  sink->sndfile = sf_open_virtual (&virtual_io, SFM_WRITE, &info, sink);
  if (sink->sndfile == NULL) {
    set_error (sink, "encode", error);
    sndfile_sink_abort (sink);
    return NULL;
  }
  sf_command (sink->sndfile, SFC_SET_ADD_PEAK_CHUNK, NULL, SF_FALSE); /* it holds the time of day */
  set_rate_of_bits (sink->sndfile, spec);
  if (spec->format == ENCODE_AIFF)
    set_aiff_tags (sink->sndfile, tags);
  return sink;
}

bool
sndfile_sink_write_int (SndfileSink *sink, const int32_t *interleaved, int n, GError **error)
{
  if (sf_writef_int (sink->sndfile, interleaved, n) == n && sink->error == NULL)
    return true;
  set_error (sink, "encode", error);
  return false;
}

bool
sndfile_sink_write_float (SndfileSink *sink, const float *interleaved, int n, GError **error)
{
  if (sf_writef_float (sink->sndfile, interleaved, n) == n && sink->error == NULL)
    return true;
  set_error (sink, "encode", error);
  return false;
}

static void
flac_block (GByteArray *to, int type, size_t size)
{
  const uint8_t head[] = { (uint8_t) type, (uint8_t) (size >> 16), (uint8_t) (size >> 8),
                           (uint8_t) size };
  g_byte_array_append (to, head, sizeof head);
}

/* Size of "fLaC" and all metadata blocks of the stream that starts at `at`; 0 when it is broken. */
static int64_t
flac_metadata_size (OutputFile *output, int64_t at, GError **error)
{
  int64_t size = 4;
  for (;;) {
    uint8_t head[4];
    if (!output_seek (output, at + size, error) ||
        output_read (output, head, sizeof head, error) != sizeof head)
      return 0;
    size += 4 + ((int64_t) head[1] << 16 | head[2] << 8 | head[3]);
    if (head[0] & FLAC_LAST)
      return size;
  }
}

/* The encoder's metadata lie behind the room we left. Ours take both places: stream information as
 * the encoder wrote it, our comments, padding up to the first frame. */
static bool
finish_flac (SndfileSink *sink, GError **error)
{
  OutputFile *output = sink->output;
  uint8_t start[4 + FLAC_INFO_SIZE];
  const int64_t old = flac_metadata_size (output, sink->base, error);
  if (old < (int64_t) sizeof start || !output_seek (output, sink->base, error) ||
      output_read (output, start, sizeof start, error) != sizeof start) {
    if (error && *error == NULL)
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "the FLAC encoder gave no header");
    return false;
  }

  const size_t whole = (size_t) (sink->base + old);
  GByteArray *bytes = g_byte_array_new ();
  g_byte_array_append (bytes, start, sizeof start);
  bytes->data[4] &= (uint8_t) ~FLAC_LAST;
  flac_block (bytes, FLAC_COMMENT, sink->front->len);
  g_byte_array_append (bytes, sink->front->data, sink->front->len);
  flac_block (bytes, FLAC_PADDING | FLAC_LAST, whole - bytes->len - 4);
  const guint written = bytes->len;
  g_byte_array_set_size (bytes, (guint) whole);
  memset (bytes->data + written, 0, whole - written);
  const bool good =
      output_seek (output, 0, error) && output_write (output, bytes->data, bytes->len, error);
  g_byte_array_unref (bytes);
  return good;
}

bool
sndfile_sink_close (SndfileSink *sink, GError **error)
{
  /* Without a single frame this encoder would not even begin. */
  if (sink->format == ENCODE_FLAC && output_size (sink->output) == sink->base)
    sf_command (sink->sndfile, SFC_UPDATE_HEADER_NOW, NULL, 0);
  const int failed = sf_close (sink->sndfile);
  sink->sndfile = NULL;
  bool good = failed == 0 && sink->error == NULL;
  if (!good)
    set_error (sink, "finish the file", error);
  if (good && sink->ogg)
    good = ogg_pages_end (sink->ogg, error);
  if (good && sink->format == ENCODE_FLAC)
    good = finish_flac (sink, error);
  sndfile_sink_abort (sink);
  return good;
}

void
sndfile_sink_abort (SndfileSink *sink)
{
  if (sink == NULL)
    return;
  if (sink->sndfile)
    sf_close (sink->sndfile);
  ogg_pages_free (sink->ogg);
  if (sink->front)
    g_byte_array_unref (sink->front);
  g_clear_error (&sink->error);
  g_free (sink);
}
