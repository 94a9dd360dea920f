/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/loudness_scan.h"

#include <string.h>

#include "base/error.h"
#include "dsp/loudness.h"
#include "media/decode.h"
#include "media/pcm.h"

#define CHUNK_FRAMES 4096

/* One of the two is there: the mapping, for plain PCM, or the decoder. */
typedef struct {
  PcmFile *pcm;
  MediaDecoder *decoder;
  int rate, channels;
  Frames frames, at;
} Source;

static void
source_clear (Source *source)
{
  pcm_unref (source->pcm);
  decoder_close (source->decoder);
}

static gboolean
check_measurable (const Source *source, const char *path, GError **error)
{
  if (source->channels > LOUDNESS_MAX_CHANNELS)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot measure '%s': it has %d channels, and loudness is defined for %d at most",
                 path, source->channels, LOUDNESS_MAX_CHANNELS);
  else if (source->rate < LOUDNESS_MIN_RATE)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot measure '%s': its rate of %d Hz is under %d Hz", path, source->rate,
                 LOUDNESS_MIN_RATE);
  else
    return TRUE;
  return FALSE;
}

static gboolean
source_open (Source *source, const char *path, GError **error)
{
  *source = (Source){ .pcm = pcm_open (path, NULL) };
  if (source->pcm) {
    const PcmInfo *info = pcm_info (source->pcm);
    source->rate = info->rate;
    source->channels = info->channels;
    source->frames = info->frames;
  } else {
    source->decoder = decoder_open (path, error);
    if (!source->decoder)
      return FALSE;
    const SF_INFO *info = decoder_info (source->decoder);
    source->rate = info->samplerate;
    source->channels = info->channels;
    source->frames = info->frames;
  }
  if (check_measurable (source, path, error))
    return TRUE;
  source_clear (source);
  return FALSE;
}

/* The next frames, 0 at the end. */
static int
source_read (Source *source, float *const *planar)
{
  int n;
  if (source->pcm) {
    n = (int) int64_min (source->frames - source->at, CHUNK_FRAMES);
    if (n > 0)
      pcm_read (source->pcm, source->at, n, 0, source->channels, planar);
  } else
    n = decoder_read (source->decoder, planar, CHUNK_FRAMES);
  source->at += n;
  return n;
}

gboolean
loudness_scan_file (const char *path, LoudnessReport *report, LoudnessProgress *progress,
                    gpointer data, GCancellable *cancellable, GError **error)
{
  memset (report, 0, sizeof *report);
  Source source;
  if (!source_open (&source, path, error))
    return FALSE;

  g_autofree float *memory = g_new (float, CHUNK_FRAMES *source.channels);
  float *planar[LOUDNESS_MAX_CHANNELS];
  for (int channel = 0; channel < source.channels; channel++)
    planar[channel] = memory + (size_t) channel * CHUNK_FRAMES;

  LoudnessScan *scan = loudness_scan_new (source.rate, source.channels);
  gboolean cancelled = FALSE;
  Frames told = 0;
  for (int n; !cancelled && (n = source_read (&source, planar)) > 0;) {
    loudness_scan_process (scan, (const float *const *) planar, n);
    if (source.at - told < source.rate)
      continue;
    told = source.at;
    cancelled = g_cancellable_is_cancelled (cancellable);
    if (progress && source.frames > 0)
      progress (MIN ((double) source.at / source.frames, 1), data);
  }

  if (cancelled)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_CANCELLED, "the scan of '%s' was cancelled",
                 path);
  else {
    loudness_scan_finish (scan, report);
    report->file = g_strdup (path);
  }
  loudness_scan_free (scan);
  source_clear (&source);
  return !cancelled;
}
