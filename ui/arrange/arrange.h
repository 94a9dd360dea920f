/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Arrange view: tools, rulers, headers and timeline. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/arrange/rulers.h"
#include "ui/desk/desk.h"

#define LQ_TYPE_ARRANGE (lq_arrange_get_type ())
G_DECLARE_FINAL_TYPE (LqArrange, lq_arrange, LQ, ARRANGE, GtkWidget)

GtkWidget *lq_arrange_new (LqDesk *desk);
/* Once a frame: playhead, meters, follow. `busy`: something far away is drawn in this frame; all
 * that lies between would be filled anew, so the playhead may wait for the next one. */
void lq_arrange_tick (LqArrange *arrange, gint64 now, bool busy);
void lq_arrange_clear_peaks (LqArrange *arrange);
LqRulers *lq_arrange_rulers (LqArrange *arrange);
/* Takes the focus and gives it on to the item at the cursor, which is a child. */
GtkWidget *lq_arrange_timeline (LqArrange *arrange);
bool lq_arrange_has_focus (LqArrange *arrange); /* it, or the item */
GtkWidget *lq_arrange_headers (LqArrange *arrange);
GtkWidget *lq_arrange_canvas (LqArrange *arrange); /* what draws the clips */
/* The hairline where something would be dropped; a negative x takes it away. */
void lq_arrange_set_hair (LqArrange *arrange, double x, const char *tag);
/* Takes back the drag that is under way; false where none is. */
bool lq_arrange_cancel_drag (LqArrange *arrange);
/* In a narrow window headers are narrower. */
void lq_arrange_set_narrow (LqArrange *arrange, bool narrow, bool low);
