/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One device: its title with power, name, sidechain, preset, A and B, and below it graph and
 * controls. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/analyzer_graph.h"
#include "ui/device/eq_graph.h"
#include "ui/device/params.h"

#define LQ_TYPE_DEVICE_CARD (lq_device_card_get_type ())
G_DECLARE_FINAL_TYPE (LqDeviceCard, lq_device_card, LQ, DEVICE_CARD, GtkBox)

GtkWidget *lq_device_card_new (DeviceHand *hand); /* borrowed; outlives it */
/* The device of the hand, and its values, as they are now. */
void lq_device_card_show (LqDeviceCard *card, bool b);
/* While it plays: values of envelopes, meters. */
void lq_device_card_tick (LqDeviceCard *card, Live *live, const InsertTapReading *reading,
                          bool rolling, gint64 now);

LqParams *lq_device_card_params (LqDeviceCard *card);
LqEqGraph *lq_device_card_eq (LqDeviceCard *card); /* NULL where it is no equalizer */
LqAnalyzerGraph *lq_device_card_analyzer (LqDeviceCard *card); /* NULL where it is none */
bool lq_device_card_graph_focused (LqDeviceCard *card);
/* Between graph and parameters; false where there is no graph. */
bool lq_device_card_other (LqDeviceCard *card);
/* Graph or parameters, what had the focus last. */
bool lq_device_card_focus (LqDeviceCard *card);
void lq_device_card_open_presets (LqDeviceCard *card);
void lq_device_card_open_against (LqDeviceCard *card); /* of an equalizer */
bool lq_device_card_open_sidechain (LqDeviceCard *card); /* false where it hears none */

/* Signals: "switched" (gboolean on), "side" (gboolean b), "preset" (const char *name: of the
 * factory as it is, of the user behind "user:", "save" behind "save:"), "sidechain" (guint64 track;
 * 0: its own input). */
