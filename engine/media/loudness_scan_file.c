/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media/loudness_scan.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <sndfile.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "dsp/loudness.h"

#define CHUNK_FRAMES 4096

typedef struct {
  SNDFILE *sndfile;
  float *interleaved;
  int rate, channels;
  Frames frames, at;
} Source;

static gboolean
open_sndfile (Source *source, const char *path, GError **error)
{
  SF_INFO info = { 0 };
  const int file = open (path, O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return error_set_errno (error, errno, "cannot open", path);
  source->sndfile = sf_open_fd (file, SFM_READ, &info, SF_TRUE);
  if (!source->sndfile) {
    g_autofree char *reason = g_strdup (sf_strerror (NULL));
    if (g_str_has_suffix (reason, "."))
      reason[strlen (reason) - 1] = '\0';
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "cannot read '%s': %s", path, reason);
    return FALSE;
  }
  source->rate = info.samplerate;
  source->channels = info.channels;
  source->frames = info.frames;
  return TRUE;
}

static void
source_clear (Source *source)
{
  if (source->sndfile)
    sf_close (source->sndfile);
  g_free (source->interleaved);
}

static gboolean
source_open (Source *source, const char *path, GError **error)
{
  *source = (Source){ 0 };
  if (!open_sndfile (source, path, error))
    return FALSE;

  if (source->channels > LOUDNESS_MAX_CHANNELS)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot measure '%s': it has %d channels, and loudness is defined for %d at most",
                 path, source->channels, LOUDNESS_MAX_CHANNELS);
  else if (source->rate < 8000)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID,
                 "cannot measure '%s': its rate of %d Hz is under 8000 Hz", path, source->rate);
  else {
    source->interleaved = g_new (float, CHUNK_FRAMES * source->channels);
    return TRUE;
  }
  source_clear (source);
  return FALSE;
}

static void
deinterleave (const float *interleaved, int channels, int n, float *const *planar)
{
  for (int channel = 0; channel < channels; channel++) {
    const float *const from = interleaved + channel;
    float *const to = planar[channel];
    for (int i = 0; i < n; i++) {
      const float x = from[(size_t)i * channels];
      to[i] = isfinite (x) ? x : 0;
    }
  }
}

/* The next frames, 0 at the end. */
static int
source_read (Source *source, float *const *planar)
{
  const int n = (int)sf_readf_float (source->sndfile, source->interleaved, CHUNK_FRAMES);
  deinterleave (source->interleaved, source->channels, n, planar);
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
    planar[channel] = memory + (size_t)channel * CHUNK_FRAMES;

  LoudnessScan *scan = loudness_scan_new (source.rate, source.channels);
  gboolean cancelled = FALSE;
  Frames told = 0;
  for (int n; !cancelled && (n = source_read (&source, planar)) > 0;) {
    loudness_scan_process (scan, (const float *const *)planar, n);
    if (source.at - told < source.rate)
      continue;
    told = source.at;
    cancelled = g_cancellable_is_cancelled (cancellable);
    if (progress && source.frames > 0)
      progress (MIN ((double)source.at / source.frames, 1), data);
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
