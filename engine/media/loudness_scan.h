/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loudness of a finished programme, as `lacquer loudness` and the renderer report it. Any
 * thread but audio, which has called realtime_thread_init (). */
#pragma once

#include <gio/gio.h>

#include "base/json.h"
#include "base/types.h"
#include "dsp/loudness_histogram.h"
#include "media/loudness_curve.h"

/* NaN is what is undefined: all of silence, and what wants a longer programme. */
typedef struct {
  char *file; /* NULL from a stream */
  int rate, channels;
  double seconds;
  double integrated; /* LUFS, gated */
  double momentary_max; /* LUFS, 400 ms */
  double short_term_max; /* LUFS, 3 s */
  double lra; /* LU */
  double true_peak; /* dBTP */
  double sample_peak; /* dBFS */
  double plr; /* true peak - integrated, dB */
  double psr_min; /* least true peak of 3 s - their short-term loudness, dB, over the gate */
  double dr; /* dB, see media/dynamic_range.h */
  LoudnessCurve curve; /* its course, in steps of 100 ms; not written as text */
} LoudnessReport;

void loudness_report_clear (LoudnessReport *report);

/* One object, an element of a list or, with a `name`, a member; NaN is null. */
void loudness_report_write (const LoudnessReport *report, JsonWriter *json, const char *name);

typedef struct LoudnessScan LoudnessScan;

/* `rate` 8000 Hz or more; `channels` 1 to 8 (LOUDNESS_MAX_CHANNELS), in the order of WAV files. */
LoudnessScan *loudness_scan_new (int rate, int channels);
void loudness_scan_free (LoudnessScan *scan);

/* Planar audio, n frames of finite numbers; the same report for any cutting. */
void loudness_scan_process (LoudnessScan *scan, const float *const *audio, int n);

/* Ends the scan and fills the report but for `file`; not to be called twice. */
void loudness_scan_finish (LoudnessScan *scan, LoudnessReport *report);

/* The gating blocks so far; those of all tracks, merged, give the loudness of an album. */
const LoudnessHistogram *loudness_scan_blocks (const LoudnessScan *scan);

/* From 0 to 1, about once for each second of audio, on the scan's thread. */
typedef void LoudnessProgress (double fraction, gpointer data);

/* Scans an audio file of any format that libsndfile reads. `progress` and `cancellable` may be
 * NULL. FALSE with ENGINE_ERROR_FAILED (cannot be read), _INVALID (no audio, more than 8 channels)
 * or _CANCELLED; the report is then empty. Samples that are not numbers count as 0. */
gboolean loudness_scan_file (const char *path, LoudnessReport *report, LoudnessProgress *progress,
                             gpointer data, GCancellable *cancellable, GError **error);
