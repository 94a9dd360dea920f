/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tap of one track as a file of 32-bit floats at the project rate. Any thread but audio. */
#pragma once

#include <gio/gio.h>

#include "model/project.h"

typedef struct {
  const Project *project; /* what mix/feed.h makes of it */
  const char *folder; /* of the project */
  Id track;
  bool post; /* the post tap, which is stereo, instead of the pre tap */
  bool keep_lead; /* the file begins before the song start where anything rings ahead of it */
  bool trim; /* silence before the first block that sounds is left out */
  Frames from, to; /* exactly this range of the song; to = 0: the song and its tail */
  Frames longest; /* the tail is cut here */
  GCancellable *cancellable; /* or NULL */
} TapRender;

typedef struct {
  int channels;
  Frames frames;
  Frames latency; /* of the tap */
  Frames start; /* song position of the first frame behind the lead */
  Frames lead; /* frames of the file before the song start: `latency`, or 0 where they are zeros */
  bool cut; /* it still sounded, above -160 dBFS, at `longest` */
  GPtrArray *lacks; /* sentences: what is not in it that should be */
} TapReport;

/* Plays from the song start, whatever of it is kept, to the end of the range or of the tail, which
 * is where everything that feeds the tap sleeps and zeros alone come. The file is at least a frame
 * long. Nothing is left on failure;
 * `report` is to be cleared in any case. */
bool tap_render (const TapRender *spec, const char *path, TapReport *report, GError **error);
void tap_report_clear (TapReport *report);
