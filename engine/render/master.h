/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finished masters: files for each delivery of a song or an album, and a report of what they
 * measure. Any thread but audio; works on a value, so editing goes on. */
#pragma once

#include "render/render.h"

typedef struct {
  const Project *project;
  const char *folder; /* of the project */
  const char *output; /* a folder; made when it is not there */
  const char *const *deliveries; /* names, NULL-terminated; NULL or none: all of them */
  int threads; /* 0 = one for each core */

  void (*progress) (double done, void *data); /* 0..1 over all deliveries, or NULL */
  void *progress_data;
  GCancellable *cancellable; /* or NULL */
} MasterSpec;

typedef struct {
  char *delivery;
  char *file; /* in the folder; of an album the folder of its songs' files */
  int number; /* of a song of an album; 0: a song of its own, or the album */
  char *stems; /* the folder in the folder, or NULL */
  EncodeFormat format;
  EncodeBits bits; /* of WAV, FLAC and AIFF */
  DitherKind dither;
  int bitrate; /* as in RenderFile */
  int rate;
  bool no_master;
  double target; /* LUFS that were wanted, 0 = as mixed */
  double ceiling; /* dBTP */
  double gain_db; /* what the target took; 0 without one */
  bool limited; /* a true-peak limiter kept the ceiling while reaching the target */
  LoudnessReport loudness;
  EncodeReport encoded;
  GPtrArray *notes; /* sentences */
} Master;

typedef struct {
  char *song; /* or the album */
  int songs; /* of an album; 0: it is a song */
  GPtrArray *chain; /* names of the effects that work in the mastering chain */
  GPtrArray *masters; /* Master, in the order of the deliveries; behind an album its songs */
} MasterReport;

/* Renders the deliveries of a song or an album (without any: WAV and FLAC of 24 bit, MP3 of 320
 * kbit/s), each once per rate and loudness, and puts them into the folder with report.txt and
 * report.json when all are whole. An album is one folder of files for each delivery, cut on CD
 * frames out of the whole, whose loudness the target means. On failure the folder is as it was:
 * ENGINE_ERROR_NOT_FOUND names the nearest delivery, ENGINE_ERROR_INVALID a delivery that makes no
 * sense or a song of an album that cannot be had; `report` is to be cleared in any case. */
bool master (const MasterSpec *spec, MasterReport *report, GError **error);
void master_report_clear (MasterReport *report);

/* The same every time: no clock and no path of this machine. Fresh text. */
char *master_report_text (const MasterReport *report);
char *master_report_json (const MasterReport *report);
