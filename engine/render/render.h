/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offline rendering: a project value to files. Any thread but audio; works on a value, so editing
 * goes on. */
#pragma once

#include <gio/gio.h>

#include "media/encode.h"
#include "media/loudness_scan.h"
#include "mix/media_pool.h"

typedef struct {
  const char *path;
  EncodeFormat format;
  EncodeBits bits;
  DitherKind dither;
  int bitrate; /* kbit/s of lossy formats, 0 = default */
} RenderFile;

typedef struct {
  const Project *project;
  const char *folder; /* of the project */

  Frames from; /* song position of the first frame */
  Frames to; /* one behind the last; INT64_MAX: the song's end and a tail */
  double tail; /* seconds behind the end; negative: until it has died away */
  int rate; /* of the files; 0 = the project's */
  bool no_master;

  const RenderFile *files; /* the mix, in as many forms as wanted */
  int n_files;

  const char *stems; /* a folder, or NULL */
  bool stems_all; /* and the strips inside groups, in a folder for each */
  RenderFile stem; /* the form of stems; path is unused */

  bool want_loudness; /* measure what is written (slower) */
  bool tag_loudness; /* write what was measured into WAV files, too */
  bool want_hash;
  double loudness; /* LUFS to reach, 0 = as mixed */
  double ceiling; /* dBTP that the limiter keeps while reaching it */

  int threads; /* 0 = one for each core */
  int block; /* the most frames of one step; 0 = 1024 */

  void (*progress) (double done, void *data); /* 0..1, or NULL */
  void *progress_data;
  GCancellable *cancellable; /* or NULL */
} RenderSpec;

typedef struct {
  char *path;
  EncodeReport encoded;
} RenderedFile;

typedef struct {
  Frames frames;
  int rate;
  const char *bits; /* "24", of the first file; NULL for lossy formats */
  LoudnessReport loudness; /* where it was wanted; else NaN */
  bool measured;
  double gain_db; /* what reaching the wanted loudness took; 0 as mixed */
  bool limited; /* and whether a limiter kept the ceiling behind it */
  GArray *files; /* RenderedFile: the mix, as in the spec */
  GArray *stems; /* RenderedFile, main-input among them */
  GPtrArray *notes; /* sentences: solo, missing media, a target that could not be met */
  GPtrArray *lacks; /* those of them that say what is not heard as it should be */
  double cpu_seconds, wall_seconds;
} RenderReport;

/* Nothing is left of any file when it fails (ENGINE_ERROR_CANCELLED when stopped). `report` is to
 * be cleared in any case. */
bool render (const RenderSpec *spec, RenderReport *report, GError **error);
void render_report_clear (RenderReport *report);

/* The fixed order of a name made safe as a file name: no '/', no leading '.', no control
 * characters. */
char *render_file_name (const char *name);
