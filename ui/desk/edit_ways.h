/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How edits by hand are made, as the settings say. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

typedef struct {
  bool overlap_fades; /* clips laid over the edge of another fade into it, instead of covering it */
  int split_fade; /* milliseconds of fade at both sides of a split; 0: none */
  char split_text[24]; /* the same as commands read it */
} EditWays;

/* Of an open project, to be read and written; at first all 0. */
EditWays *edit_ways (LqDesk *desk);
/* " crossfade=on" for clip.move, clip.trim and clip.duplicate where overlaps fade, else "". */
const char *edit_ways_overlap (LqDesk *desk);
/* Likewise " fade=5ms" for clip.split where splits fade; good until the next call. */
const char *edit_ways_split (LqDesk *desk);
