/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of clips in memory, kept until the clip, the zoom or the theme changes, and laid into
 * the picture of their row. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define CLIP_TILE 1024 /* pixels of a picture at most */

typedef struct ClipTiles ClipTiles;

typedef enum {
  CLIP_SELECTED = 1 << 0,
  CLIP_MUTED = 1 << 1, /* its track does not sound */
  CLIP_DIMMED = 1 << 2, /* a take that is not heard here */
  CLIP_TAG = 1 << 3, /* the name stands on a tag, not on a bar */
  CLIP_BARE = 1 << 4, /* no name */
  CLIP_FROZEN = 1 << 5,
} ClipLook;

/* A clip on the screen, in logical pixels. */
typedef struct {
  const Track *track;
  const Clip *clip;
  unsigned look; /* ClipLook */
  int64_t x; /* from the song start */
  int left; /* from the left edge of the row's picture; may be negative */
  int width, height;
} ClipBox;

ClipTiles *clip_tiles_new (GtkWidget *widget, LqDesk *desk);
void clip_tiles_free (ClipTiles *tiles);
/* Call once a frame: forgets what was not drawn for a while. */
void clip_tiles_tick (ClipTiles *tiles);
/* Draws what of the clip is in sight of the row's picture, an image surface. */
void clip_tiles_draw (ClipTiles *tiles, cairo_surface_t *row, const ClipBox *box);
/* The name of a clip that begins left of what is in sight, at its left edge. */
void clip_tiles_draw_name (ClipTiles *tiles, GtkSnapshot *snapshot, const ClipBox *box,
                           int row_width);
