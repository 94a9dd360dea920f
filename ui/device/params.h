/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The controls of a device, from the table of its parameters: knobs, choices, switches, in groups
 * and on pages. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"

#define LQ_TYPE_PARAMS (lq_params_get_type ())
G_DECLARE_FINAL_TYPE (LqParams, lq_params, LQ, PARAMS, GtkWidget)

/* `hand` is borrowed and outlives it. */
GtkWidget *lq_params_new (DeviceHand *hand);
/* The hand has taken another device: new controls. */
void lq_params_rebuild (LqParams *params);
/* The values of the hand, as they are now. */
void lq_params_show (LqParams *params);

int lq_params_n_pages (LqParams *params);
int lq_params_page (LqParams *params);
void lq_params_look (LqParams *params, int param); /* its page shows; the focus stays where it is */
void lq_params_set_page (LqParams *params, int page); /* and focuses its first control */
/* What has the focus, or had it last; -1: nothing can. */
int lq_params_current (LqParams *params);
bool lq_params_focus (LqParams *params, int param); /* -1: the current one */
void lq_params_go (LqParams *params, int direction);
/* Acts on the current one. */
void lq_params_step (LqParams *params, double steps);
void lq_params_reset (LqParams *params);
/* Opens the entry with the whole value selected, or with this typed. False for what has no value to
 * type. */
bool lq_params_type (LqParams *params, const char *typed);

/* Signals: "paged" () when there are other pages or another one shows, "current" () when another
 * one has the focus, "file" (int param) when a file is to be chosen. */
