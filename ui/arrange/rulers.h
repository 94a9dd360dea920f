/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rulers above the timeline: time, bars with loop, markers, sections, chords, lyrics, tempo.
 * GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/ruler.h"
#include "ui/desk/desk.h"

#define LQ_TYPE_RULERS (lq_rulers_get_type ())
G_DECLARE_FINAL_TYPE (LqRulers, lq_rulers, LQ, RULERS, GtkWidget)

GtkWidget *lq_rulers_new (LqDesk *desk);
void lq_rulers_show (LqRulers *rulers, Ruler ruler, bool on);
bool lq_rulers_shows (LqRulers *rulers, Ruler ruler);
/* Where a ruler stands; its height is 0 where it does not show. */
int lq_rulers_top (LqRulers *rulers, Ruler ruler, int *height);
int lq_rulers_height (LqRulers *rulers);
/* Which one is at a height; N_RULERS: none. */
Ruler lq_rulers_at (LqRulers *rulers, double y);
const char *ruler_title (Ruler ruler); /* as its label says */
