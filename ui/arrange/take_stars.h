/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stars in the header of a take: how it is rated, and where a click rates it. GTK thread. */
#pragma once

#include "ui/desk/desk.h"
#include <gtk/gtk.h>

/* In a header of that height, from its top; `rates`: those that are not given show, too. */
void take_stars_draw (GtkSnapshot *snapshot, GtkWidget *widget, const Lane *lane, int height,
                      bool rates);
/* Which star of a take's header is at x, from 1; 0: none. */
int take_stars_at (double x);
/* Gives a take so many stars, or none where it has just as many. */
void take_stars_set (LqDesk *desk, const Row *row, int stars);
const Lane *take_of_row (const Row *row); /* NULL: the row is no take */
