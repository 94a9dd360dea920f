/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Level and loudness of the master in the transport. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"
#include "ui/widgets/meter.h"

#define LQ_TYPE_MASTER_METER (lq_master_meter_get_type ())
G_DECLARE_FINAL_TYPE (LqMasterMeter, lq_master_meter, LQ, MASTER_METER, GtkWidget)

GtkWidget *master_meter_new (void);
void master_meter_tick (GtkWidget *meter, LqDesk *desk, gint64 now);
/* What it shows: readings can be taken by one only, so others look here. */
typedef struct {
  const MeterBallistics *meter;
  const StripMeterReading *reading; /* the last one */
  double true_peak; /* dB, the highest since it was cleared; -90: none */
} MasterReading;

MasterReading master_meter_read (GtkWidget *meter); /* borrowed until the next tick */
void master_meter_clear (GtkWidget *meter); /* clip lamp and highest value */
void master_meter_set_narrow (GtkWidget *meter, bool narrow); /* integrated loudness only */
