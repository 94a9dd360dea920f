/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the Mix view: what its files share. GTK thread. */
#pragma once

#include "ui/mixer/mixer.h"
#include "ui/mixer/mixer_pointer.h"
#include "ui/mixer/mixer_proxies.h"
#include "ui/mixer/strip_face.h"

/* Meters of neighbors as they were drawn last. */
typedef struct {
  GskRenderNode *node;
  int x;
  unsigned change; /* of the mixer, then */
  bool odd;
} MixerBlock;

struct _LqMixer {
  GtkWidget parent_instance;
  LqDesk *desk;
  MixerModel *model;
  GHashTable *faces; /* Id * -> StripFace */
  GArray *xs; /* int: left edge of each strip but main, before scrolling; one more for the end */
  StripLayout layout, main; /* of all strips, of main */
  GArray *blocks; /* MixerBlock */
  int x; /* scrolled, pixels */
  unsigned change; /* counts what the desk told */
  bool stale; /* strips are to be read anew */
  bool reveals; /* the strip of the cursor is to come into sight */
  bool focused;
  MixerPointer *pointer;
  MixerProxies *proxies;
  MixerMeters meters;
  void *meters_data;
};

/* What a strip is drawn with. False where it is not in sight. */
bool mixer_strip_draw (LqMixer *mixer, int index, StripDraw *draw);
/* The strip at a place of the widget, and the cell of it; -1: none. */
int mixer_strip_at (LqMixer *mixer, double x, double y, Cell *cell);
/* The cell of the cursor in the widget. */
Box mixer_cell_box (LqMixer *mixer);
Box mixer_box_of (LqMixer *mixer, int index, Cell cell);
void mixer_scroll_to (LqMixer *mixer, int x);
StripFace *mixer_face (LqMixer *mixer, Id track);

GArray *mixer_blocks_new (void);
void mixer_blocks_draw (LqMixer *mixer, GtkSnapshot *snapshot); /* meters of all but main */
void mixer_blocks_draw_main (LqMixer *mixer, GtkSnapshot *snapshot);
