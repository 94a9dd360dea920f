/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an audio file is and says of itself, without decoding it. Any thread but audio. */
#pragma once

#include <glib.h>
#include "media/bext.h"
#include "media/tags.h"

typedef struct {
  Frames start, end; /* the last frame that sounds is end - 1 */
  int count; /* 0 = for ever */
  bool ping_pong; /* forward and back */
} MediaLoop;

typedef struct {
  Frames at, length; /* length 0 is a point */
  char *name; /* never NULL */
} MediaCue;

typedef struct {
  Frames frames; /* at `rate`; what is really there of PCM, what the file claims of the others */
  int rate, channels;
  char format[48]; /* "WAV", "FLAC", ... */
  char encoding[48]; /* "24-bit PCM", "Vorbis", ... */
  int bits; /* that carry sound; 0 for lossy encodings */
  bool is_float, lossy;
  bool truncated; /* it ends before its header says */

  bool has_time_reference;
  int64_t time_reference; /* frames since midnight */
  bool has_bext;
  BextInfo bext;
  char *project, *scene, *take, *tape, *note; /* iXML; NULL where it has none */

  int root_note; /* MIDI number, -1 = not said */
  int n_loops;
  MediaLoop *loops;
  bool has_acid, one_shot;
  double acid_tempo; /* BPM, 0 = not said */
  int acid_beats;
  int n_cues; /* in order of position */
  MediaCue *cues;

  MediaTags tags;
  double bpm; /* the tags' or, without, the acid tempo; 0 = not said */
} MediaInfo;

/* False with a sentence that says what is wrong (no such file, a folder, 0 bytes, unknown, broken);
 * info is then empty. media_info_clear frees what it filled in. */
bool media_probe (const char *path, MediaInfo *info, GError **error);
void media_info_clear (MediaInfo *info);
