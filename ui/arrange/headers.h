/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of headers: as many header widgets as rows are in sight, which show others when the
 * view moves. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/arrange/hand.h"

#define LQ_TYPE_HEADERS (lq_headers_get_type ())
G_DECLARE_FINAL_TYPE (LqHeaders, lq_headers, LQ, HEADERS, GtkWidget)

/* The hand is borrowed. */
GtkWidget *lq_headers_new (LqDesk *desk, Hand *hand);
void lq_headers_tick (LqHeaders *headers, gint64 now);
void lq_headers_clear_peaks (LqHeaders *headers);
