/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars of the large meters: left and right with the scale of faders, momentary and short-term
 * loudness with the target as a gold line. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/window/master_meter.h"

GtkWidget *loudness_bars_new (void);
/* `target`: LUFS; 0: none. */
void loudness_bars_show (GtkWidget *bars, const MasterReading *reading, double target);
