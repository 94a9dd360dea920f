/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that shows what is chosen and opens the list of all choices. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#define LQ_TYPE_CHOICE (lq_choice_get_type ())
G_DECLARE_FINAL_TYPE (LqChoice, lq_choice, LQ, CHOICE, GtkWidget)

/* `name` is what readers say: "Type, Equalizer, Lead Vox". */
GtkWidget *lq_choice_new (const char *name);
/* One row a text; one that begins with a tab is a title. Taken: an array that owns its texts. */
void lq_choice_set_items (LqChoice *choice, GPtrArray *items);
/* What the button shows. `chosen` is the row that is marked, -1: none. */
void lq_choice_show (LqChoice *choice, const char *text, int chosen);
/* Its text is never cut: it takes the width that it needs. */
void lq_choice_keep_whole (LqChoice *choice);
void lq_choice_set_arrow (LqChoice *choice, bool on);
void lq_choice_open (LqChoice *choice);

/* Signals: "opening" () before the list is made, for items that change, and "chosen" (int row). */
