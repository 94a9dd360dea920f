/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that shows a choice and opens the list of what can be chosen, which is made when it
 * opens: models that are never looked at cost nothing. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/inspector/page.h"

typedef struct {
  GArray *(*list) (void *data, int *chosen); /* Choice; the button frees it */
  void (*chosen) (const char *value, void *data);
} ChoiceCalls;

/* `calls` is constant; it and `data` outlive the button. */
GtkWidget *choice_button_new (const ChoiceCalls *calls, void *data);
/* `text` NULL: what is selected does not agree. */
void choice_button_show (GtkWidget *button, const char *text);
/* Fills a menu button from edge to edge; by itself it centers what it holds. */
void choice_button_set_child (GtkWidget *button, GtkWidget *child);
/* The same with colors of tracks: shows one of them, and all in a grid. */
GtkWidget *color_button_new (void (*chosen) (const char *value, void *data), void *data);
void color_button_show (GtkWidget *button, const char *color);
