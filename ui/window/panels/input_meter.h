/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large meter of one input with the highest value since it was cleared, and a tuner under it. A
 * click clears the highest value. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_INPUT_METER (lq_input_meter_get_type ())
G_DECLARE_FINAL_TYPE (LqInputMeter, lq_input_meter, LQ, INPUT_METER, GtkWidget)

GtkWidget *input_meter_new (bool tuner);
/* `peak` linear, since the last call; below 0: nothing is listened to. */
void input_meter_step (GtkWidget *meter, double peak, gint64 now);
void input_meter_tune (GtkWidget *meter, bool found, double hz);
