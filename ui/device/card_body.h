/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graph and controls of a device side by side, as there is room. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/device/device_hand.h"

#define LQ_TYPE_CARD_BODY (lq_card_body_get_type ())
G_DECLARE_FINAL_TYPE (LqCardBody, lq_card_body, LQ, CARD_BODY, GtkWidget)

/* Takes the children; the hand is borrowed. */
GtkWidget *lq_card_body_new (DeviceHand *hand, GtkWidget *params);
void lq_card_body_set_graph (LqCardBody *body, GtkWidget *graph); /* taken; or NULL */
/* Which of the two shows where there is room for one. */
void lq_card_body_prefer_graph (LqCardBody *body, bool graph);
bool lq_card_body_prefers_graph (LqCardBody *body);
