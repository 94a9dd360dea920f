/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/peaks.h"

#include "base/error.h"
#include "base/realtime.h"
#include "media/decode.h"
#include "media/half.h"
#include "media/output.h"
#include "media/pcm.h"
#include "media/peaks_sum.h"

#include <math.h>
#include <string.h>

#define BLOCK 4096 /* frames at a time: they stay in the first cache */
#define DIRECT 16384 /* frames straight from a mapping at a time */

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
      peaks_sum (builder->partial[c], 1, false, to);
    peaks_sum (planar[c] + first, whole, false, to + complete);
    if (rest > 0)
      memcpy (builder->partial[c], planar[c] + n - rest, (size_t) rest * sizeof (float));
  }
  builder->frames += n;
}

static inline PackedBin
join_extremes (const PackedBin *bins, int n, float rms)
{
  int low = half_rank (bins[0].min), high = half_rank (bins[0].max);
  for (int i = 1; i < n; i++) {
    low = MIN (low, half_rank (bins[i].min));
    high = MAX (high, half_rank (bins[i].max));
  }
  return (PackedBin){ half_of_rank (low), half_of_rank (high), half_from_float (rms) };
}

/* The last bin of a level, out of up to PEAKS_FACTOR of which the last may be shorter. */
static PackedBin
join_rest (const PackedBin *bins, int n, Frames bin_frames, Frames frames)
{
  double squares = 0.0;
  for (int i = 0; i < n; i++) {
    const double rms = half_to_float (bins[i].rms);
    squares += rms * rms * (double) int64_min (bin_frames, frames - i * bin_frames);
  }
  return join_extremes (bins, n, (float) sqrt (squares / (double) frames));
}

#define JOINED 16 /* bins that are joined at once */

/* JOINED bins as join_level makes them, with the numbers of one kind side by side. */
VECTOR_CLONES static void
join_many (const PackedBin *below, PackedBin *above)
{
  int low[JOINED], high[JOINED];
  float squares[JOINED] = { 0 };
  uint16_t lows[JOINED], highs[JOINED], roots[JOINED];

  for (int k = 0; k < PEAKS_FACTOR; k++) {
    for (int i = 0; i < JOINED; i++) {
      const PackedBin *bin = &below[i * PEAKS_FACTOR + k];
      lows[i] = bin->min;
      highs[i] = bin->max;
      roots[i] = bin->rms;
    }
    for (int i = 0; i < JOINED; i++) {
      const int a = half_rank (lows[i]), b = half_rank (highs[i]);
      const float rms = half_to_float (roots[i]);
      low[i] = k == 0 ? a : MIN (low[i], a);
      high[i] = k == 0 ? b : MAX (high[i], b);
      squares[i] += rms * rms;
    }
  }
  for (int i = 0; i < JOINED; i++) {
    lows[i] = half_of_rank (low[i]);
    highs[i] = half_of_rank (high[i]);
    roots[i] = half_from_float (sqrtf (squares[i] * (1.0f / PEAKS_FACTOR)));
  }
  for (int i = 0; i < JOINED; i++)
    above[i] = (PackedBin){ lows[i], highs[i], roots[i] };
}

/* `above` may be `below`: bins are read before their place is written. */
static void
join_level (const PackedBin *below, Frames bin_frames, Frames frames, PackedBin *above)
{
  const int64_t whole = frames / (bin_frames * PEAKS_FACTOR);
  const Frames rest = frames - whole * bin_frames * PEAKS_FACTOR;
  int64_t i = 0;
  for (; i + JOINED <= whole; i += JOINED)
    join_many (below + i * PEAKS_FACTOR, above + i);
  for (; i < whole; i++) {
    const PackedBin *bins = below + i * PEAKS_FACTOR;
    float squares = 0.0f;
    for (int k = 0; k < PEAKS_FACTOR; k++) {
      const float rms = half_to_float (bins[k].rms);
      squares += rms * rms;
    }
    above[i] = join_extremes (bins, PEAKS_FACTOR, sqrtf (squares * (1.0f / PEAKS_FACTOR)));
  }
  if (rest > 0)
    above[whole] = join_rest (below + whole * PEAKS_FACTOR,
                              (int) ((rest + bin_frames - 1) / bin_frames), bin_frames, rest);
}

static bool
write_levels (const PeakBuilder *builder, int levels, OutputFile *output, GError **error)
{
  PackedBin **bins = g_new (PackedBin *, (gsize) builder->channels);
  PackedBin **joined = g_new (PackedBin *, (gsize) builder->channels);
  bool good = true;
  for (int c = 0; c < builder->channels; c++) {
    bins[c] = (PackedBin *) (void *) builder->bins[c]->data;
    joined[c] = g_new (PackedBin, builder->bins[c]->len / PEAKS_FACTOR + 1);
  }
  for (int level = 0; level < levels; level++) {
    const int64_t n = peaks_bins (builder->frames, level);
    for (int c = 0; c < builder->channels; c++) {
      good = good && output_write (output, bins[c], (size_t) n * sizeof (PackedBin), error);
      join_level (bins[c], peaks_bin_frames (level), builder->frames, joined[c]);
      bins[c] = joined[c];
    }
  }
  for (int c = 0; c < builder->channels; c++)
    g_free (joined[c]);
  g_free (joined);
  g_free (bins);
  return good;
}

/* Level 0 with the unfinished bin, which is taken off again: more sound may come. */
static bool
write_with_rest (PeakBuilder *builder, int levels, OutputFile *output, GError **error)
{
  const int filled = (int) (builder->frames % PEAKS_BASE);
  for (int c = 0; c < builder->channels && filled > 0; c++) {
    const PackedBin last = pack_partial (builder->partial[c], filled);
    g_array_append_val (builder->bins[c], last);
  }
  const bool good = write_levels (builder, levels, output, error);
  for (int c = 0; c < builder->channels && filled > 0; c++)
    g_array_set_size (builder->bins[c], builder->bins[c]->len - 1);
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
      write_with_rest (builder, (int) header.levels, output, error))
    return output_commit (output, false, error);
  output_abort (output);
  return false;
}

typedef struct {
  PcmFile *pcm; /* one of the two */
  MediaDecoder *decoder;
  int rate, channels;
  Frames frames;
} Source;

static bool
open_source (Source *source, const char *file, GError **error)
{
  *source = (Source){ .pcm = pcm_open (file, NULL) };
  if (source->pcm) {
    const PcmInfo *info = pcm_info (source->pcm);
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
}

/* Makes room at once: growing would move what is there several times. */
static void
reserve_bins (PeakBuilder *builder, Frames frames)
{
  for (int c = 0; c < builder->channels; c++) {
    g_array_set_size (builder->bins[c], (guint) (frames / PEAKS_BASE + DIRECT / PEAKS_BASE));
    g_array_set_size (builder->bins[c], 0);
  }
}

/* Whole bins straight from the file; 0 where that cannot be done. The builder has no unfinished
 * bin. */
static int
add_bytes (PeakBuilder *builder, const PcmFile *pcm)
{
  const PcmInfo *info = pcm_info (pcm);
  const uint8_t *bytes = pcm_bytes (pcm) + builder->frames * info->frame_bytes;
  const guint at = (guint) (builder->frames / PEAKS_BASE);
  PackedBin *bins[2] = { NULL, NULL };
  if (builder->channels > 2)
    return 0;
  for (int c = 0; c < builder->channels; c++) {
    g_array_set_size (builder->bins[c], at + DIRECT / PEAKS_BASE);
    bins[c] = &g_array_index (builder->bins[c], PackedBin, at);
  }
  /* The two frames more are those that must stand behind what is summed. */
  const int done = peaks_sum_pcm (info->encoding, info->channels, bytes,
                                  int64_min (info->frames - builder->frames, DIRECT + 2), bins);
  for (int c = 0; c < builder->channels; c++)
    g_array_set_size (builder->bins[c], at + (guint) done);
  builder->frames += done * PEAKS_BASE;
  return done * PEAKS_BASE;
}

/* Up to BLOCK frames; 0 at the end. */
static int
read_source (const Source *source, Frames at, float *const *planar)
{
  if (source->decoder)
    return decoder_read (source->decoder, planar, BLOCK);
  const int n = (int) int64_min (BLOCK, source->frames - at);
  pcm_read (source->pcm, at, n, 0, source->channels, planar);
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
  if (source.pcm)
    reserve_bins (builder, source.frames);
  float *samples = g_new (float, BLOCK *(gsize) source.channels);
  float **planar = g_new (float *, (gsize) source.channels);
  for (int c = 0; c < source.channels; c++)
    planar[c] = samples + BLOCK * c;

  bool good = true;
  for (int got = 1; got > 0 && good;) {
    got = source.pcm ? add_bytes (builder, source.pcm) : 0;
    if (got == 0) {
      got = read_source (&source, builder->frames, planar);
      peak_builder_add (builder, (const float *const *) planar, got);
    }
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
