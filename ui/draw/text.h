/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on canvases in the styles of the design. GTK thread. */
#pragma once

#include "ui/draw/theme.h"

typedef enum {
  TEXT_POSITION,
  TEXT_FIGURE,
  TEXT_TITLE,
  TEXT_NAME,
  TEXT_VALUE,
  TEXT_BODY,
  TEXT_CAPTION,
  TEXT_CAPTION_BOLD,
  TEXT_SCALE,
  N_TEXT_STYLES,
} TextStyle;

/* A layout of one line, cut with an ellipsis at `width` pixels (-1: not cut). Kept for later calls
 * with the same text; borrowed until the next one. */
PangoLayout *text_layout (GtkWidget *widget, TextStyle style, const char *text, int width);
/* Pixels that it takes uncut. */
int text_width (GtkWidget *widget, TextStyle style, const char *text);
/* Draws it with its left edge at x and its line centered in [y, y + height). */
void text_draw (GtkSnapshot *snapshot, GtkWidget *widget, TextStyle style, const char *text,
                double x, double y, int width, int height, const GdkRGBA *color);
/* The same with its right edge at x. */
void text_draw_right (GtkSnapshot *snapshot, GtkWidget *widget, TextStyle style, const char *text,
                      double x, double y, int height, const GdkRGBA *color);
/* Told of each text that canvases draw, uncut or as cut, in pixels of the widget: for tests. NULL:
 * nobody. */
typedef void (*TextSeen) (GtkWidget *widget, const char *text, double x, double y, int width,
                          int height, void *data);
void text_watch (TextSeen seen, void *data);
void fill_rect (GtkSnapshot *snapshot, double x, double y, double width, double height,
                const GdkRGBA *color);
/* The outline inside a rectangle, `line` pixels wide. */
void stroke_rect (GtkSnapshot *snapshot, double x, double y, double width, double height,
                  double line, const GdkRGBA *color);
