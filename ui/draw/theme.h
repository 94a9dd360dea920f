/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Colors, lengths and the style sheet: theme (dark, light), contrast and scale of the interface.
 * GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/tokens.h"

typedef enum { THEME_DARK, THEME_LIGHT, THEME_SYSTEM } ThemeChoice;

typedef struct {
  ThemeChoice choice;
  bool high_contrast; /* asked for here; the desktop's own wish turns it on, too */
  double scale; /* 0.8 to 2 */
} ThemeSettings;

/* Loads the style sheet for the display; once, after GTK has started. */
void theme_start (const ThemeSettings *settings);
void theme_set (const ThemeSettings *settings);
const ThemeSettings *theme_settings (void);

bool theme_is_dark (void);
bool theme_is_high_contrast (void);
/* Grows with each change: what was drawn under another number is of another look. */
unsigned theme_serial (void);
/* Called after each change. */
void theme_listen (void (*changed) (void *data), void *data);
void theme_unlisten (void *data);

GdkRGBA token_color (Token token);
GdkRGBA token_alpha (Token token, double alpha);
/* `amount` of `over` laid on `under`. */
GdkRGBA color_mix (const GdkRGBA *under, const GdkRGBA *over, double amount);
/* Of a track: a name of the palette or #rrggbb; stone for anything else. */
GdkRGBA color_of_track (const char *name);

/* A length of the design in logical pixels of the screen; hairlines stay 1. */
int ui_px (double units);
/* The width of the ring around what has the focus, pixels. */
double ui_ring (void);
