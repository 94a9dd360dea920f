/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loudness of an export along the song: momentary as an area, short-term as a line, the target
 * across both. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "media/loudness_curve.h"

#define LQ_TYPE_EXPORT_CURVE (lq_export_curve_get_type ())
G_DECLARE_FINAL_TYPE (LqExportCurve, lq_export_curve, LQ, EXPORT_CURVE, GtkWidget)

GtkWidget *lq_export_curve_new (void);
/* The curve is copied; NULL: nothing was measured. `target` in LUFS, 0: none. */
void lq_export_curve_show (LqExportCurve *view, const LoudnessCurve *curve, double target);
