/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole sound as one small waveform, its channels together. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "media/peaks.h"

#define LQ_TYPE_PEAK_VIEW (lq_peak_view_get_type ())
G_DECLARE_FINAL_TYPE (LqPeakView, lq_peak_view, LQ, PEAK_VIEW, GtkWidget)

GtkWidget *lq_peak_view_new (void);
/* A line there, 0 to 1; below 0: none. */
void lq_peak_view_set_place (LqPeakView *view, double place);
void lq_peak_view_show (LqPeakView *view, Peaks *peaks); /* takes them; NULL: nothing */
