/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The picture of a sound: minimum, maximum and RMS of every PEAKS_BASE frames of each channel, and
 * the same of ever longer stretches. Read from a mapped file on any thread, many at once; built on
 * any thread but audio, one at a time. */
#pragma once

#include "media/hash.h"
#include "base/types.h"

#define PEAKS_BASE 128 /* frames of a bin of level 0 */
#define PEAKS_FACTOR 4 /* a bin of a level is that many of the level below */

typedef struct {
  float min, max, rms; /* linear */
} PeakBin;

typedef struct Peaks Peaks;

/* Where the peaks of the content `hash` lie under cache_dir. To be freed. */
char *peaks_path (const char *cache_dir, const char *hash);

/* NULL and ENGINE_ERROR_INVALID when the file is broken, of another version, or not of the content
 * `hash`: build it anew. `hash` NULL accepts any. */
Peaks *peaks_open (const char *path, const char *hash, GError **error);
void peaks_close (Peaks *peaks); /* NULL is fine */

Frames peaks_frames (const Peaks *peaks); /* at the source's own rate, as all positions here */
int peaks_rate (const Peaks *peaks);
int peaks_channels (const Peaks *peaks);
int peaks_levels (const Peaks *peaks);
Frames peaks_bin_frames (int level);

/* The coarsest level whose bins are no longer than that; -1 when even level 0 is too coarse and the
 * samples themselves should be drawn. */
int peaks_level (const Peaks *peaks, double frames_per_column);

/* n bins of a level from `first`; those before the start and past the end are 0. */
void peaks_read (const Peaks *peaks, int level, int channel, int64_t first, int n, PeakBin *bins);

/* One bin for each of n columns, column i from the bin that holds frame `from` + i *
 * frames_per_column to the one before that of column i + 1, or that one bin. */
void peaks_columns (const Peaks *peaks, int channel, double from, double frames_per_column, int n,
                    PeakBin *columns);

/* Builds peaks while sound arrives, for takes and imports. */
typedef struct PeakBuilder PeakBuilder;

PeakBuilder *peak_builder_new (int rate, int channels);
void peak_builder_free (PeakBuilder *builder); /* NULL is fine */
void peak_builder_add (PeakBuilder *builder, const float *const *planar, int n);
/* Writes what has been added so far, at once under its name when it is whole. */
bool peak_builder_write (PeakBuilder *builder, const char *path, const char *hash, GError **error);

/* Builds the peaks of any audio file that decodes. progress is in frames; it and cancellable may be
 * NULL. */
bool peaks_build (const char *file, const char *hash, const char *path, MediaProgress progress,
                  gpointer data, GCancellable *cancellable, GError **error);
