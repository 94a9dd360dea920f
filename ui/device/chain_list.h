/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The devices of a strip, one below the other: chosen, switched off, moved by dragging. GTK thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_CHAIN_LIST (lq_chain_list_get_type ())
G_DECLARE_FINAL_TYPE (LqChainList, lq_chain_list, LQ, CHAIN_LIST, GtkBox)

GtkWidget *lq_chain_list_new (LqDesk *desk);
/* The devices as they are now, with the chosen one; 0: none. */
void lq_chain_list_show (LqChainList *list, Id track, Id chosen);
/* "−4.6 dB" below the name of the chosen one while it plays; NULL: what it says at rest. */
void lq_chain_list_show_reduction (LqChainList *list, const char *text);
bool lq_chain_list_focus (LqChainList *list); /* the row of the chosen one */
/* Key of the action that adds a device, as it is shown; NULL: none. */
void lq_chain_list_set_key (LqChainList *list, const char *key);

/* Signals: "chosen" (guint64 effect), "switched" (guint64 effect, gboolean on), "moved" (guint64
 * effect, int to: a place from 1 in its row), "add" () and "dropped" (const char *preset path). */
