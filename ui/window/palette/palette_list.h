/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the palette. However many items there are, it holds the rows in sight. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/palette/item.h"
#include "ui/window/window.h"

#define LQ_TYPE_PALETTE_LIST (lq_palette_list_get_type ())
G_DECLARE_FINAL_TYPE (LqPaletteList, lq_palette_list, LQ, PALETTE_LIST, GtkWidget)

/* Signals "moved" when another item is chosen or the items have changed, "run" when the chosen one
 * was clicked. */
GtkWidget *lq_palette_list_new (LqWindow *window);
/* PaletteItem; takes a reference and chooses the first. */
void lq_palette_list_set_items (LqPaletteList *list, GPtrArray *items);
void lq_palette_list_set_most (LqPaletteList *list, int pixels); /* no taller than that */
int lq_palette_list_chosen (LqPaletteList *list); /* -1: there are none */
void lq_palette_list_choose (LqPaletteList *list, int index); /* the nearest there is */
int lq_palette_list_page (LqPaletteList *list); /* how many rows fit */
/* The entry that has the focus: screen readers read the chosen row as its active descendant. */
void lq_palette_list_set_entry (LqPaletteList *list, GtkWidget *entry);
