/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a form: captions, lists, checks, radio rows with a second line. GTK thread. */
#pragma once

#include <gtk/gtk.h>

GtkWidget *form_label (const char *text, const char *css); /* at its start; css may be NULL */
GtkWidget *form_column (const char *css);
void form_group (GtkWidget *column, const char *title);
/* A caption and what it names; returned is the row. */
GtkWidget *form_row (GtkWidget *column, const char *caption, GtkWidget *field);
GtkWidget *form_list (const char *const *texts);
/* `detail` gets the label at its end. */
GtkWidget *form_check (GtkWidget *column, const char *text, GtkWidget **detail);
/* `group` may be NULL; `detail` gets the label of its second line. */
GtkWidget *form_radio (GtkWidget *column, GtkWidget *group, const char *text, GtkWidget **detail);
void form_empty (GtkWidget *box);
