/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What carries the focus of the timeline: two children of its canvas, drawn empty, that lie over
 * the item at the cursor. A move of the cursor names the other one and gives it the focus, so that
 * each move is a change of focus, which every screen reader speaks. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

typedef struct Proxies Proxies;

/* For a canvas without children that gives the focus on to them. It outlives them. */
Proxies *proxies_new (GtkWidget *canvas, LqDesk *desk);
void proxies_free (Proxies *proxies);
GtkWidget *proxies_current (Proxies *proxies); /* that has the focus, or would */
