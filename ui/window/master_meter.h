/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level and loudness of the master in the transport. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_MASTER_METER (lq_master_meter_get_type ())
G_DECLARE_FINAL_TYPE (LqMasterMeter, lq_master_meter, LQ, MASTER_METER, GtkWidget)

GtkWidget *master_meter_new (void);
void master_meter_tick (GtkWidget *meter, LqDesk *desk, gint64 now);
void master_meter_set_narrow (GtkWidget *meter, bool narrow); /* integrated loudness only */
