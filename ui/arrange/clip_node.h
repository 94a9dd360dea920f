/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of clips as render nodes, kept until the clip, the zoom or the theme changes. GTK
 * thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define CLIP_TILE 1024 /* pixels of a picture at most */

typedef struct ClipNodes ClipNodes;

typedef enum {
  CLIP_SELECTED = 1 << 0,
  CLIP_MUTED = 1 << 1, /* its track does not sound */
  CLIP_DIMMED = 1 << 2, /* a take that is not heard here */
  CLIP_TAG = 1 << 3, /* the name stands on a tag, not on a bar */
  CLIP_BARE = 1 << 4, /* no name */
  CLIP_FROZEN = 1 << 5,
} ClipLook;

ClipNodes *clip_nodes_new (GtkWidget *widget, LqDesk *desk);
void clip_nodes_free (ClipNodes *nodes);
/* Call once a frame: forgets what was not drawn for a while. */
void clip_nodes_tick (ClipNodes *nodes);
/* The tile's part of a clip that is `width` pixels wide in all, with its top left corner at 0, 0.
 * Borrowed. */
GskRenderNode *clip_node (ClipNodes *nodes, const Track *track, const Clip *clip, unsigned look,
                          int64_t x, int width, int height, int tile);
/* The name of a clip that begins left of what is in sight, at its left edge; `width` is what of it
 * is in sight. */
void clip_node_name (ClipNodes *nodes, GtkSnapshot *snapshot, const Track *track, const Clip *clip,
                     unsigned look, int width, int height, double y);
