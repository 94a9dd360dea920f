/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hand on the arrangement: joins presses, motion, keys and the view to one drag. Timeline,
 * rulers and headers share one, because only one of them is dragged at a time. GTK thread. */
#pragma once

#include "ui/arrange/ghosts.h"
#include "ui/arrange/pick.h"

typedef enum { HAND_TIMELINE, HAND_RULER, HAND_HEADER, HAND_HEIGHT } HandPart;

typedef struct Hand Hand;

Hand *hand_new (LqDesk *desk, LqGhosts *ghosts);
void hand_free (Hand *hand); /* after hand_cancel () */

/* Connects drags with the primary button of a widget; `press` is called for each press with how
 * many there were, and says by hand_press () what is held. */
typedef void (*HandPress) (GtkWidget *widget, int n, double x, double y, unsigned keys, void *data);
void hand_attach (Hand *hand, GtkWidget *widget, HandPress press, void *data);
/* Modifier keys act at once while the widget has the focus. */
void hand_watch_keys (Hand *hand, GtkWidget *widget);

void hand_press (Hand *hand, HandPart part, GtkWidget *widget, const Hit *hit, double x, double y,
                 unsigned keys);
/* Takes everything back. False where nothing was held. */
bool hand_cancel (Hand *hand);
bool hand_is_dragging (const Hand *hand);
/* Whether the press of that time has cancelled a drag: it opens no menu then. */
bool hand_has_cancelled_at (const Hand *hand, guint32 time);
unsigned hand_keys (gpointer controller); /* of its current event, as DragKeys */
/* Asks the window for the menu of that name at a place of the widget. */
void hand_open_menu (GtkWidget *widget, const char *name, double x, double y);
