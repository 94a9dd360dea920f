/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget of one parameter. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"
#include "ui/device/device_layout.h"

/* A control of that parameter; what it does goes to the hand. */
GtkWidget *param_cell_new (DeviceHand *hand, int param);
void param_cell_set_kind (GtkWidget *cell, DeviceHand *hand, int param, DeviceCellKind kind);
/* The value as it is now. */
void param_cell_show (GtkWidget *cell, DeviceHand *hand, int param);
/* "Threshold, Compressor, Lead Vox"; to be freed. */
char *param_cell_name (DeviceHand *hand, int param);
