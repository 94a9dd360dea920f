/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks.h"

#include "base/error.h"
#include "media/decode.h"
#include "media/half.h"
#include "media/output.h"
#include "media/pcm.h"
#include "media/peaks_sum.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define BLOCK 8192 /* frames at a time: they stay in the second cache */

struct PeakBuilder {
  int rate, channels;
  Frames frames;
  float **partial; /* of each channel, the frames of the bin that is not full */
  GArray **bins; /* of each channel, level 0: PackedBin */
};

PeakBuilder *
peak_builder_new (int rate, int channels)
{
  PeakBuilder *builder = g_new0 (PeakBuilder, 1);
  builder->rate = rate;
  builder->channels = channels;
  builder->partial = g_new0 (float *, (gsize) channels);
  builder->bins = g_new0 (GArray *, (gsize) channels);
  for (int c = 0; c < channels; c++) {
    builder->partial[c] = g_new0 (float, PEAKS_BASE);
    builder->bins[c] = g_array_new (FALSE, FALSE, sizeof (PackedBin));
  }
  return builder;
}

void
peak_builder_free (PeakBuilder *builder)
{
  if (builder == NULL)
    return;
  for (int c = 0; c < builder->channels; c++) {
    g_free (builder->partial[c]);
    g_array_unref (builder->bins[c]);
  }
  g_free (builder->partial);
  g_free (builder->bins);
  g_free (builder);
}

static PackedBin
pack_partial (const float *x, int n)
{
  float low = x[0], high = x[0], squares = 0.0f;
  for (int i = 0; i < n; i++) {
    low = fminf (low, x[i]);
    high = fmaxf (high, x[i]);
    squares += x[i] * x[i];
  }
  return (PackedBin){ half_from_float (low), half_from_float (high),
                      half_from_float (sqrtf (squares / (float) n)) };
}

void
peak_builder_add (PeakBuilder *builder, const float *const *planar, int n)
{
  const int filled = (int) (builder->frames % PEAKS_BASE);
  const int first = filled ? MIN (n, PEAKS_BASE - filled) : 0;
  const int whole = (n - first) / PEAKS_BASE;
  const int rest = n - first - whole * PEAKS_BASE;

  for (int c = 0; c < builder->channels; c++) {
    GArray *bins = builder->bins[c];
    memcpy (builder->partial[c] + filled, planar[c], (size_t) first * sizeof (float));
    const int complete = filled + first == PEAKS_BASE;
    const guint at = bins->len;
    g_array_set_size (bins, at + (guint) (complete + whole));
    PackedBin *to = &g_array_index (bins, PackedBin, at);
    if (complete)
      peaks_sum (builder->partial[c], 1, to);
    peaks_sum (planar[c] + first, whole, to + complete);
    if (rest > 0)
      memcpy (builder->partial[c], planar[c] + n - rest, (size_t) rest * sizeof (float));
  }
  builder->frames += n;
}

/* A bin of the next level out of up to PEAKS_FACTOR; only the very last may be shorter than others.
 */
static PackedBin
join_bins (const PackedBin *bins, int n, Frames bin_frames, Frames frames)
{
  float low = half_to_float (bins[0].min), high = half_to_float (bins[0].max);
  double squares = 0.0;
  for (int i = 0; i < n; i++) {
    const double rms = half_to_float (bins[i].rms);
    const float bin_low = half_to_float (bins[i].min), bin_high = half_to_float (bins[i].max);
    low = bin_low < low ? bin_low : low;
    high = bin_high > high ? bin_high : high;
    squares += rms * rms * (double) int64_min (bin_frames, frames - i * bin_frames);
  }
  return (PackedBin){ half_from_float (low), half_from_float (high),
                      half_from_float ((float) sqrt (squares / (double) frames)) };
}

/* The channel's bins of level 0, the unfinished one with them. */
static GArray *
base_bins (const PeakBuilder *builder, int channel)
{
  GArray *bins = g_array_copy (builder->bins[channel]);
  const int filled = (int) (builder->frames % PEAKS_BASE);
  if (filled > 0) {
    const PackedBin last = pack_partial (builder->partial[channel], filled);
    g_array_append_val (bins, last);
  }
  return bins;
}

static GArray *
next_level (const GArray *below, Frames frames, Frames bin_frames)
{
  const guint n = (below->len + PEAKS_FACTOR - 1) / PEAKS_FACTOR;
  GArray *bins = g_array_sized_new (FALSE, FALSE, sizeof (PackedBin), n);
  g_array_set_size (bins, n);
  const PackedBin *from = (const PackedBin *) (const void *) below->data;
  PackedBin *to = (PackedBin *) (void *) bins->data;
  for (guint i = 0; i < n; i++) {
    const guint at = i * PEAKS_FACTOR;
    to[i] = join_bins (from + at, (int) MIN (below->len - at, PEAKS_FACTOR), bin_frames,
                       int64_min (frames - at * bin_frames, bin_frames * PEAKS_FACTOR));
  }
  return bins;
}

static bool
write_levels (const PeakBuilder *builder, int levels, OutputFile *output, GError **error)
{
  GArray **bins = g_new (GArray *, (gsize) builder->channels);
  bool good = true;
  for (int c = 0; c < builder->channels; c++)
    bins[c] = base_bins (builder, c);

  for (int level = 0; level < levels; level++)
    for (int c = 0; c < builder->channels; c++) {
      good = good && output_write (output, bins[c]->data, bins[c]->len * sizeof (PackedBin), error);
      GArray *next = next_level (bins[c], builder->frames, peaks_bin_frames (level));
      g_array_unref (bins[c]);
      bins[c] = next;
    }
  for (int c = 0; c < builder->channels; c++)
    g_array_unref (bins[c]);
  g_free (bins);
  return good;
}

bool
peak_builder_write (PeakBuilder *builder, const char *path, const char *hash, GError **error)
{
  PeakFileHeader header = { .magic = PEAKS_MAGIC,
                            .version = PEAKS_VERSION,
                            .base = PEAKS_BASE,
                            .factor = PEAKS_FACTOR,
                            .rate = (uint32_t) builder->rate,
                            .channels = (uint32_t) builder->channels,
                            .frames = builder->frames,
                            .levels = (uint32_t) peaks_count_levels (builder->frames) };
  if (hash)
    memcpy (header.hash, hash, MIN (strlen (hash), sizeof header.hash));
  OutputFile *output = output_open (path, error);
  if (output == NULL)
    return false;
  if (output_write (output, &header, sizeof header, error) &&
      write_levels (builder, (int) header.levels, output, error))
    return output_commit (output, false, error);
  output_abort (output);
  return false;
}

typedef struct {
  PcmFile *pcm; /* one of the two */
  MediaDecoder *decoder;
  int fd; /* of the pcm */
  uint8_t *bytes; /* BLOCK frames of it, behind one byte that the decoder may touch */
  int rate, channels;
  Frames frames;
} Source;

static bool
open_source (Source *source, const char *file, GError **error)
{
  *source = (Source){ .pcm = pcm_open (file, NULL), .fd = -1 };
  if (source->pcm) {
    const PcmInfo *info = pcm_info (source->pcm);
    source->fd = open (file, O_RDONLY | O_CLOEXEC);
    if (source->fd < 0)
      return error_set_errno (error, errno, "cannot open", file);
    source->bytes = g_malloc ((gsize) BLOCK * (gsize) info->frame_bytes + 1);
    source->rate = info->rate;
    source->channels = info->channels;
    source->frames = info->frames;
    return true;
  }
  source->decoder = decoder_open (file, error);
  if (source->decoder == NULL)
    return false;
  const SF_INFO *info = decoder_info (source->decoder);
  source->rate = info->samplerate;
  source->channels = info->channels;
  source->frames = info->frames;
  return true;
}

static void
close_source (Source *source)
{
  pcm_unref (source->pcm);
  decoder_close (source->decoder);
  g_free (source->bytes);
  if (source->fd >= 0)
    close (source->fd);
}

/* Up to BLOCK frames; 0 at the end, which comes early in a file that was cut off. */
static int
read_source (const Source *source, Frames at, float *const *planar)
{
  if (source->decoder)
    return decoder_read (source->decoder, planar, BLOCK);
  const PcmInfo *info = pcm_info (source->pcm);
  const size_t size = (size_t) int64_min (BLOCK, source->frames - at) * (size_t) info->frame_bytes;
  const ssize_t got =
      pread (source->fd, source->bytes + 1, size, info->data_at + at * info->frame_bytes);
  const int n = got > 0 ? (int) (got / info->frame_bytes) : 0;
  pcm_decode (source->pcm, source->bytes + 1, n, 0, source->channels, planar);
  return n;
}

bool
peaks_build (const char *file, const char *hash, const char *path, MediaProgress progress,
             gpointer data, GCancellable *cancellable, GError **error)
{
  Source source;
  if (!open_source (&source, file, error)) {
    close_source (&source);
    return false;
  }
  PeakBuilder *builder = peak_builder_new (source.rate, source.channels);
  float *samples = g_new (float, BLOCK *(gsize) source.channels);
  float **planar = g_new (float *, (gsize) source.channels);
  for (int c = 0; c < source.channels; c++)
    planar[c] = samples + BLOCK * c;

  bool good = true;
  for (int got = 1; got > 0 && good;) {
    got = read_source (&source, builder->frames, planar);
    peak_builder_add (builder, (const float *const *) planar, got);
    if (progress)
      progress (builder->frames, source.frames, data);
    good = !g_cancellable_is_cancelled (cancellable);
  }
  if (!good)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "drawing '%s' was cancelled", file);
  good = good && peak_builder_write (builder, path, hash, error);

  g_free (planar);
  g_free (samples);
  peak_builder_free (builder);
  close_source (&source);
  return good;
}
