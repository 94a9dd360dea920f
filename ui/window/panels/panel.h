/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small panel beside a control: rows of a name and a control, until Escape or a click elsewhere.
 * GTK thread. */
#pragma once

#include "ui/window/window.h"

/* An empty one that points at `within` of a widget (NULL: at all of it). At most one is open; one
 * with the same title that is open closes, and NULL is returned. */
GtkWidget *panel_new (LqWindow *window, GtkWidget *anchor, const GdkRectangle *within,
                      const char *title);
/* A row; `title` NULL: the control alone. */
void panel_add (GtkWidget *panel, const char *title, GtkWidget *control);
GtkWidget *panel_hint (const char *text);
/* Opens it with the focus on the first control. `tick`, which may be NULL, is called with each
 * frame while it is open. */
void panel_open (GtkWidget *panel, void (*tick) (void *data, gint64 now), void *data);
/* A whole number, or a level with one digit, with buttons for more and less. `changed` as for
 * "value-changed". */
GtkWidget *panel_number (const char *name, double least, double most, double step, int digits,
                         double value, GCallback changed, void *data);
GtkWidget *panel_switch (const char *name, bool on, GCallback changed, void *data);
GtkWidget *panel_choice (const char *name, const char *const *texts, guint selected,
                         GCallback changed, void *data);
