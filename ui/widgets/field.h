/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A caption over a value that can be typed in: tempo, meter, key. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#define LQ_TYPE_FIELD (lq_field_get_type ())
G_DECLARE_FINAL_TYPE (LqField, lq_field, LQ, FIELD, GtkBox)

/* Signal "entered" (const char *text) when the user has typed another value. */
GtkWidget *lq_field_new (const char *caption, const char *name);
void lq_field_set (LqField *field, const char *value); /* as long as nobody types */
void lq_field_edit (LqField *field); /* opens the entry with the whole value selected */
