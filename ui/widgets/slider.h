/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lying fader: level of a track in its header, of sends, of the monitors. A GtkRange, so that
 * screen readers read and set its value. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_SLIDER (lq_slider_get_type ())
G_DECLARE_FINAL_TYPE (LqSlider, lq_slider, LQ, SLIDER, GtkRange)

/* In dB by the fader law, -90 standing for silence. `name`: "Volume, Lead Vox". */
GtkWidget *lq_slider_new (const char *name);
/* From -1 to 1, filled from the middle: a pan. */
GtkWidget *lq_slider_new_balance (const char *name);
/* Without telling anybody. */
void lq_slider_show_value (LqSlider *slider, double db);
/* Signals: "moved" (double value) while the hand moves it, "let-go" when the hand lets go. */
