/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of the browser: the file that is selected, with its waveform, length and format. What it
 * shows is read on another thread. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/browser/node.h"

#define LQ_TYPE_FOOT (lq_foot_get_type ())
G_DECLARE_FINAL_TYPE (LqFoot, lq_foot, LQ, FOOT, GtkBox)

/* `cache`: where the project keeps its peaks, or NULL. */
GtkWidget *lq_foot_new (const char *cache);
/* Where what is heard of it has come to, 0 to 1; below 0: nothing is heard. */
void lq_foot_set_place (LqFoot *foot, double place);
/* The state of the buttons, which run browser.preview and browser.sync. */
void lq_foot_show_preview (LqFoot *foot, bool on, bool sync);
void lq_foot_show (LqFoot *foot, LqNode *node); /* NULL, or no file: a hint */
