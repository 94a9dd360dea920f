/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the views of the analyzer look, each over the whole widget. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/analysis.h"

void analyzer_draw_spectrum (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis);
void analyzer_draw_stereo (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis);
/* `target`: LUFS. */
void analyzer_draw_loudness (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis,
                             double target);
void analyzer_draw_tuner (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis);
