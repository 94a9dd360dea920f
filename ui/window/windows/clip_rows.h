/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clips of a project as rows of a list, in the order of time. Main thread, no GTK. */
#pragma once

#include <gio/gio.h>

#include "ui/desk/desk.h"

typedef enum {
  CLIP_ROW_START,
  CLIP_ROW_LENGTH,
  CLIP_ROW_TRACK,
  CLIP_ROW_NAME,
  CLIP_ROW_GAIN,
  N_CLIP_ROW_TEXTS
} ClipRowText;

#define LQ_TYPE_CLIP_ROW (lq_clip_row_get_type ())
G_DECLARE_FINAL_TYPE (LqClipRow, lq_clip_row, LQ, CLIP_ROW, GObject)

struct _LqClipRow {
  GObject parent_instance;
  Id clip, track;
  Units from;
  int number; /* of the track */
  char *texts[N_CLIP_ROW_TEXTS];
};

/* Fills a store with the clips of the playing lanes. */
void clip_rows_fill (GListStore *rows, LqDesk *desk);
