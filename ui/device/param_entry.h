/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value being typed in: units and sums, an error line below. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"

#define LQ_TYPE_PARAM_ENTRY (lq_param_entry_get_type ())
G_DECLARE_FINAL_TYPE (LqParamEntry, lq_param_entry, LQ, PARAM_ENTRY, GtkBox)

/* With the whole value selected, or `typed` in its place. */
GtkWidget *lq_param_entry_new (DeviceHand *hand, int param, const char *name, const char *typed);
void lq_param_entry_start (LqParamEntry *entry); /* once it has a parent */

/* Signal "closed" (int go) when it is done or given up: 1 and -1 to go on to a neighbor. */
