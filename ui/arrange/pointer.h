/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer over timeline and rulers: it takes focus, clicks, drags and scrolling. Invisible;
 * lies over the timeline. GTK thread. */
#pragma once

#include "ui/arrange/hand.h"

#define LQ_TYPE_POINTER (lq_pointer_get_type ())
G_DECLARE_FINAL_TYPE (LqPointer, lq_pointer, LQ, POINTER, GtkWidget)

/* The hand, the ghosts and the rulers are borrowed. */
GtkWidget *lq_pointer_new (LqDesk *desk, Hand *hand, LqGhosts *ghosts, LqRulers *rulers);
