/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Audio files stretched and transposed by Rubber Band (R3), whole, once, kept in the cache. Any
 * thread but audio; several processes at once. */
#pragma once

#include "media/pcm.h"

/* A frame of the file and where it comes to lie, both in frames at the project's rate. */
typedef struct {
  double from, to;
} StretchPoint;

typedef struct {
  double ratio; /* output length / source length, 0.05 to 20 */
  double semitones; /* -48 to 48 */
  bool formant; /* keep formants while transposing */
  /* Places that are pinned between start and end, rising in both; what lies between them is
   * stretched evenly. */
  const StretchPoint *points;
  int n_points;
} StretchSpec;

/* The file at project_rate, stretched: ceil (frames at that rate x ratio) frames, rendered from the
 * start of the file in offline mode by one thread, so that no edge of a clip changes it. The
 * cache's key is (hash, ratio, points, semitones, formants, engine version, rate). `hash` may be
 * NULL. */
PcmFile *stretch_open (const char *file, const char *hash, int project_rate,
                       const StretchSpec *spec, const char *cache_dir, GError **error);
/* Whether that file lies in the cache already. */
bool stretch_is_made (const char *hash, int project_rate, const StretchSpec *spec,
                      const char *cache_dir);
