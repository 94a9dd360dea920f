/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the palette's list: icon, name with its matched letters, what will happen, keys. GTK
 * thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/palette/item.h"
#include "ui/window/window.h"

#define LQ_TYPE_PALETTE_ROW (lq_palette_row_get_type ())
G_DECLARE_FINAL_TYPE (LqPaletteRow, lq_palette_row, LQ, PALETTE_ROW, GtkWidget)

#define PALETTE_ROW 40 /* units */
#define PALETTE_ALSO_ROW 31
#define PALETTE_PAD 16

GtkWidget *lq_palette_row_new (LqWindow *window);
/* The item is borrowed until the next call; NULL: none. */
void lq_palette_row_show (LqPaletteRow *row, const PaletteItem *item, bool chosen);
const PaletteItem *lq_palette_row_item (LqPaletteRow *row);
