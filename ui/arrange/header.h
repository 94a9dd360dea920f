/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of one row: number, name, level, buttons and meter of a track, or what names a lane.
 * GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_HEADER (lq_header_get_type ())
G_DECLARE_FINAL_TYPE (LqHeader, lq_header, LQ, HEADER, GtkWidget)

GtkWidget *lq_header_new (LqDesk *desk);
/* Shows another row; its node lives until the next change of the project. */
void lq_header_set_row (LqHeader *header, const Row *row, bool focused);
/* Takes the level; once a frame. True where the meter looks different now. */
bool lq_header_tick (LqHeader *header, gint64 now);
/* The meter and the outline of the focus, into the drawing of the parent, where the header lies at
 * `y`: they change while the header itself stays the same picture. */
void lq_header_snapshot_meter (LqHeader *header, GtkSnapshot *snapshot, double y);
void lq_header_clear_peaks (LqHeader *header);
