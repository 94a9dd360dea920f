/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of the settings: rows of a name and a control, which a search can pick from. GTK thread. */
#pragma once

#include "ui/window/window.h"

GtkWidget *settings_page_new (const char *title);
const char *settings_page_title (GtkWidget *page);
/* Adds a row; `hint` stands below the title, NULL for none; `control` may be NULL. */
GtkWidget *settings_page_add (GtkWidget *page, const char *title, const char *hint,
                              GtkWidget *control);
void settings_page_set_hint (GtkWidget *row, const char *hint);
/* With a capital letter; to be freed. */
char *settings_sentence (const char *text);
void settings_page_remove (GtkWidget *page, GtkWidget *row);
/* Shows the rows that have all these words, folded; returns whether there are any. */
bool settings_page_filter (GtkWidget *page, char *const *words);

/* A list to choose from; width in units of the design. */
GtkWidget *settings_choice_new (const char *const *texts, double width);
/* Its texts anew, without telling anybody. */
void settings_choice_set (GtkWidget *choice, const char *const *texts, guint selected);
/* The same, tied to a setting: `values` is an array in GVariant's text, "['dark', 'light']". */
GtkWidget *settings_choice_new_bound (const char *key, const char *values, const char *const *texts,
                                      double width);
GtkWidget *settings_switch_new_bound (const char *key);
/* Several controls side by side. */
GtkWidget *settings_button_new (const char *text, GCallback clicked, gpointer data);

void settings_audio_fill (GtkWidget *page, LqWindow *main);
void settings_midi_fill (GtkWidget *page, LqWindow *main);
/* The folder for new projects, as a row. */
void settings_project_folder_fill (GtkWidget *page);
void settings_recording_fill (GtkWidget *page, LqWindow *main);
void settings_folders_fill (GtkWidget *page, LqWindow *main);
void settings_editing_fill (GtkWidget *page, LqWindow *main);
void settings_look_fill (GtkWidget *page, LqWindow *main);
void settings_keys_fill (GtkWidget *page, LqWindow *main);
