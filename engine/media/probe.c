/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/probe.h"

#include "base/error.h"
#include "media/decode.h"
#include "media/pcm.h"
#include "media/probe_riff.h"

#include <string.h>

void
media_info_clear (MediaInfo *info)
{
  bext_clear (&info->bext);
  tags_clear (&info->tags);
  g_free (info->project);
  g_free (info->scene);
  g_free (info->take);
  g_free (info->tape);
  g_free (info->note);
  g_free (info->loops);
  for (int i = 0; i < info->n_cues; i++)
    g_free (info->cues[i].name);
  g_free (info->cues);
  *info = (MediaInfo){ .root_note = -1 };
  bext_init (&info->bext);
}

static void
name_format (MediaInfo *info, int format)
{
  static const struct {
    int format;
    const char *name;
  } names[] = {
    { SF_FORMAT_WAV, "WAV" }, { SF_FORMAT_WAVEX, "WAV" }, { SF_FORMAT_RF64, "RF64" },
    { SF_FORMAT_W64, "W64" }, { SF_FORMAT_AIFF, "AIFF" }, { SF_FORMAT_FLAC, "FLAC" },
    { SF_FORMAT_OGG, "Ogg" }, { SF_FORMAT_MPEG, "MP3" },  { SF_FORMAT_CAF, "CAF" },
    { SF_FORMAT_AU, "AU" },
  };
  SF_FORMAT_INFO known = { .format = format & SF_FORMAT_TYPEMASK };
  const char *name = NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].format == known.format)
      name = names[i].name;
  if (name == NULL && sf_command (NULL, SFC_GET_FORMAT_INFO, &known, sizeof known) == 0)
    name = known.name;
  g_strlcpy (info->format, name ? name : "audio", sizeof info->format);
}

static void
name_encoding (MediaInfo *info, int format)
{
  static const struct {
    int format;
    const char *name;
    int bits;
    bool is_float;
  } names[] = {
    { SF_FORMAT_PCM_S8, "8-bit PCM", 8, false },    { SF_FORMAT_PCM_U8, "8-bit PCM", 8, false },
    { SF_FORMAT_PCM_16, "16-bit PCM", 16, false },  { SF_FORMAT_PCM_24, "24-bit PCM", 24, false },
    { SF_FORMAT_PCM_32, "32-bit PCM", 32, false },  { SF_FORMAT_FLOAT, "32-bit float", 32, true },
    { SF_FORMAT_DOUBLE, "64-bit float", 64, true }, { SF_FORMAT_VORBIS, "Vorbis", 0, false },
    { SF_FORMAT_OPUS, "Opus", 0, false },           { SF_FORMAT_MPEG_LAYER_III, "MP3", 0, false },
    { SF_FORMAT_ALAC_16, "ALAC", 16, false },       { SF_FORMAT_ALAC_20, "ALAC", 20, false },
    { SF_FORMAT_ALAC_24, "ALAC", 24, false },       { SF_FORMAT_ALAC_32, "ALAC", 32, false },
  };
  SF_FORMAT_INFO known = { .format = format & SF_FORMAT_SUBMASK };
  const char *name = NULL;
  info->lossy = true;
  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].format == known.format) {
      name = names[i].name;
      info->bits = names[i].bits;
      info->is_float = names[i].is_float;
      info->lossy = names[i].bits == 0;
    }
  if (name == NULL && sf_command (NULL, SFC_GET_FORMAT_INFO, &known, sizeof known) == 0)
    name = known.name;
  g_strlcpy (info->encoding, name ? name : "unknown", sizeof info->encoding);
}

/* What libsndfile knows of the formats that we do not read ourselves (AIFF, CAF, SDS ...). */
static void
probe_sndfile (MediaInfo *info, SNDFILE *sndfile)
{
  SF_INSTRUMENT instrument = { 0 };
  if (sf_command (sndfile, SFC_GET_INSTRUMENT, &instrument, sizeof instrument) == SF_TRUE) {
    info->root_note = instrument.basenote >= 0 ? instrument.basenote : -1;
    const int n = CLAMP (instrument.loop_count, 0, (int) G_N_ELEMENTS (instrument.loops));
    info->loops = g_new0 (MediaLoop, (gsize) n + 1);
    for (int i = 0; i < n; i++)
      if (instrument.loops[i].mode != SF_LOOP_NONE &&
          instrument.loops[i].start < instrument.loops[i].end)
        info->loops[info->n_loops++] =
            (MediaLoop){ instrument.loops[i].start, instrument.loops[i].end,
                         (int) instrument.loops[i].count,
                         instrument.loops[i].mode == SF_LOOP_ALTERNATING };
  }

  SF_CUES cues;
  if (sf_command (sndfile, SFC_GET_CUE, &cues, sizeof cues) == SF_TRUE) {
    const int n = (int) MIN (cues.cue_count, G_N_ELEMENTS (cues.cue_points));
    info->cues = g_new0 (MediaCue, (gsize) n + 1);
    for (int i = 0; i < n; i++) {
      cues.cue_points[i].name[sizeof cues.cue_points[i].name - 1] = '\0';
      const char *name = cues.cue_points[i].name;
      info->cues[info->n_cues++] = (MediaCue){ .at = cues.cue_points[i].sample_offset,
                                               .name = *name ? g_utf8_make_valid (name, -1)
                                                             : g_strdup_printf ("%d", i + 1) };
    }
  }
}

/* The tempo of an Apple loop, an AIFF or CAF with a "basc" chunk. */
static void
probe_tempo (MediaInfo *info, SNDFILE *sndfile)
{
  SF_LOOP_INFO loop = { 0 };
  if (sf_command (sndfile, SFC_GET_LOOP_INFO, &loop, sizeof loop) != SF_TRUE)
    return;
  info->acid_tempo = loop.bpm > 0 && loop.bpm < 10000 ? (double) loop.bpm : 0.0;
  info->acid_beats = CLAMP (loop.num_beats, 0, 1000000);
  info->one_shot = loop.loop_mode == SF_LOOP_NONE;
  if (info->root_note < 0 && loop.root_key >= 0 && loop.root_key < 128)
    info->root_note = loop.root_key;
}

static void
set_tag (char **tag, SNDFILE *sndfile, int which)
{
  const char *text = sf_get_string (sndfile, which);
  if (*tag == NULL && text && *text)
    *tag = g_utf8_make_valid (text, -1);
}

static void
probe_strings (MediaInfo *info, SNDFILE *sndfile)
{
  set_tag (&info->tags.title, sndfile, SF_STR_TITLE);
  set_tag (&info->tags.artist, sndfile, SF_STR_ARTIST);
  set_tag (&info->tags.album, sndfile, SF_STR_ALBUM);
  set_tag (&info->tags.comment, sndfile, SF_STR_COMMENT);
  set_tag (&info->tags.copyright, sndfile, SF_STR_COPYRIGHT);
  set_tag (&info->tags.date, sndfile, SF_STR_DATE);
  set_tag (&info->tags.genre, sndfile, SF_STR_GENRE);
}

static void
probe_flac (MediaInfo *info, const uint8_t *bytes, size_t size)
{
  for (size_t at = 4; at + 4 <= size;) {
    const size_t length =
        (size_t) bytes[at + 1] << 16 | (size_t) bytes[at + 2] << 8 | bytes[at + 3];
    if (length > size - at - 4)
      return;
    if ((bytes[at] & 127) == 4)
      tags_read_vorbis (&info->tags, bytes + at + 4, length);
    if (bytes[at] & 128)
      return;
    at += 4 + length;
  }
}

/* The second packet of the stream, put together from its pages. */
static void
probe_ogg (MediaInfo *info, const uint8_t *bytes, size_t size)
{
  GByteArray *packet = g_byte_array_new ();
  int packets = 0;
  for (size_t at = 0; packets < 2 && at + 27 <= size && memcmp (bytes + at, "OggS", 4) == 0;) {
    const int segments = bytes[at + 26];
    size_t body = at + 27 + (size_t) segments;
    for (int i = 0; i < segments && packets < 2 && body <= size; i++) {
      const size_t length = bytes[at + 27 + (size_t) i];
      if (length > size - body)
        break;
      if (packets == 1)
        g_byte_array_append (packet, bytes + body, (guint) length);
      body += length;
      packets += length < 255;
    }
    at = body;
  }
  if (packet->len > 8 && memcmp (packet->data, "OpusTags", 8) == 0)
    tags_read_vorbis (&info->tags, packet->data + 8, packet->len - 8);
  else if (packet->len > 7 && memcmp (packet->data, "\3vorbis", 7) == 0)
    tags_read_vorbis (&info->tags, packet->data + 7, packet->len - 7);
  g_byte_array_unref (packet);
}

/* AIFF keeps ID3 in a chunk; its numbers are big-endian. */
static void
probe_aiff (MediaInfo *info, const uint8_t *bytes, size_t size)
{
  for (size_t at = 12; at + 8 <= size;) {
    const size_t length = (size_t) bytes[at + 4] << 24 | (size_t) bytes[at + 5] << 16 |
                          (size_t) bytes[at + 6] << 8 | bytes[at + 7];
    if (g_ascii_strncasecmp ((const char *) bytes + at, "id3 ", 4) == 0)
      tags_read_id3 (&info->tags, bytes + at + 8, MIN (length, size - at - 8));
    if (length > size - at - 8)
      return;
    at += 8 + length + (length & 1);
  }
}

/* The parts that we read ourselves, out of the mapped file; true for the WAV family. */
static bool
probe_bytes (MediaInfo *info, const uint8_t *bytes, size_t size)
{
  RiffReader reader;
  if (riff_open (&reader, bytes, size) != RIFF_NONE) {
    probe_riff (info, &reader);
    return true;
  }
  tags_read_id3 (&info->tags, bytes, size);
  const size_t id3 = MIN (tags_id3_size (bytes, size), size);
  if (size - id3 > 42 && memcmp (bytes + id3, "fLaC", 4) == 0)
    probe_flac (info, bytes + id3, size - id3);
  else if (size > 27 && memcmp (bytes, "OggS", 4) == 0)
    probe_ogg (info, bytes, size);
  else if (size > 12 && memcmp (bytes, "FORM", 4) == 0)
    probe_aiff (info, bytes, size);
  return false;
}

/* A stream that was written to a pipe does not know its length: it is decoded to find out. */
static Frames
count_frames (MediaDecoder *decoder)
{
  enum { BLOCK = 4096 };
  const int channels = decoder_info (decoder)->channels;
  float *samples = g_new (float, (gsize) BLOCK *(gsize) channels);
  float **planar = g_new (float *, (gsize) channels);
  Frames frames = 0;
  for (int c = 0; c < channels; c++)
    planar[c] = samples + BLOCK * c;
  for (int got = 1; got > 0; frames += got)
    got = decoder_read (decoder, planar, BLOCK);
  g_free (planar);
  g_free (samples);
  return frames;
}

bool
media_probe (const char *path, MediaInfo *info, GError **error)
{
  *info = (MediaInfo){ .root_note = -1 };
  bext_init (&info->bext);
  MediaDecoder *decoder = decoder_open (path, error);
  if (decoder == NULL)
    return false;

  const SF_INFO *sf_info = decoder_info (decoder);
  info->frames = sf_info->frames;
  info->rate = sf_info->samplerate;
  info->channels = sf_info->channels;
  name_format (info, sf_info->format);
  name_encoding (info, sf_info->format);
  PcmFile *pcm = pcm_open (path, NULL);
  if (pcm) {
    info->frames = pcm_info (pcm)->frames;
    info->bits = pcm_info (pcm)->bits;
    info->truncated = pcm_info (pcm)->truncated;
    pcm_unref (pcm);
  }

  GMappedFile *map = g_mapped_file_new (path, FALSE, NULL);
  const bool riff = map && probe_bytes (info, (const uint8_t *) g_mapped_file_get_contents (map),
                                        g_mapped_file_get_length (map));
  if (map)
    g_mapped_file_unref (map);
  if (!riff) {
    probe_sndfile (info, decoder_sndfile (decoder));
    probe_tempo (info, decoder_sndfile (decoder));
  }
  if (info->frames < 0 || info->frames >= SF_COUNT_MAX / 2)
    info->frames = count_frames (decoder);
  probe_strings (info, decoder_sndfile (decoder));
  info->bpm = info->tags.bpm > 0 ? info->tags.bpm : info->acid_tempo;
  decoder_close (decoder);
  return true;
}
