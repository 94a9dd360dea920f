/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures in memory as parts of a widget's drawing. The cairo renderer goes through every node of
 * the window with every frame, however little has changed; of a picture it copies what has changed
 * and nothing else. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/wave.h"

/* Without transparency; `scale` is the device's. Sizes in logical pixels, > 0. Black at first. */
cairo_surface_t *picture_new (int width, int height, int scale);
/* The pixels of it, borrowed. Call cairo_surface_mark_dirty () when they were written. */
PixelMap picture_map (cairo_surface_t *picture);
/* A part of it as a picture of its own, which has the same pixels and must go before it does. */
cairo_surface_t *picture_part (cairo_surface_t *picture, int x, int y, int width, int height);
/* Draws what was added to a snapshot, and takes it. */
void picture_draw (cairo_surface_t *picture, GtkSnapshot *snapshot);
/* Puts the picture into a widget's drawing; its pixels must not change any more. */
void picture_append (GtkSnapshot *snapshot, cairo_surface_t *picture, int x, int y);

/* Plain opaque rectangles as one picture; `node` itself where there is anything else in it, or
 * where the renderer of the widget is better off with rectangles. A reference. */
GskRenderNode *picture_of_rects (GskRenderNode *node, GtkWidget *widget);

/* A child that seldom changes, as a picture. Zeroed at first. */
typedef struct {
  GskRenderNode *drawn; /* what the child looked like in the last frame */
  GskTransform *place;
  int same; /* frames that it has looked like that */
  int patience; /* frames that it must, before a picture is taken */
  GskRenderNode *picture; /* of it, or NULL */
} PictureOfChild;

/* As gtk_widget_snapshot_child (), for a child that lies over nothing but `floor`. What looks the
 * same for some time is drawn as a picture from then on. */
void picture_of_child (PictureOfChild *kept, GtkWidget *parent, GtkWidget *child,
                       const GdkRGBA *floor, GtkSnapshot *snapshot);
void picture_of_child_clear (PictureOfChild *kept);
