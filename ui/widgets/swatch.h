/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small square in the color of a track. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_SWATCH (lq_swatch_get_type ())
G_DECLARE_FINAL_TYPE (LqSwatch, lq_swatch, LQ, SWATCH, GtkWidget)

/* Those that are chosen from: the name in files, and the one for people, marked N_. */
typedef struct {
  const char *value, *name;
} SwatchColor;

const SwatchColor *swatch_colors (int *n);

GtkWidget *lq_swatch_new (double size); /* design units */
void lq_swatch_show (LqSwatch *swatch, const char *color); /* as theme.h names them */
