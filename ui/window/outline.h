/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An arrangement in small: its clips as blocks. GTK thread; the blocks are made on any thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/project.h"

typedef struct {
  float x, width; /* shares of the song */
  int row;
  const char *color; /* of the track, interned */
} OutlineBlock;

/* OutlineBlock, of the first tracks that play anything. Free with g_array_unref. */
GArray *outline_of_clips (const Project *project);
/* Of a project without clips: its tracks, as if they played a song. */
GArray *outline_of_tracks (const Project *project);

#define LQ_TYPE_OUTLINE (lq_outline_get_type ())
G_DECLARE_FINAL_TYPE (LqOutline, lq_outline, LQ, OUTLINE, GtkWidget)

GtkWidget *outline_new (int width, int height); /* design units; empty */
void outline_set (LqOutline *outline, GArray *blocks); /* keeps a reference */
