/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place for what GTK 4.8 has no lasting function for: style sheets from memory, file
 * choosers. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

void compat_load_css (GtkCssProvider *provider, const char *sheet);

typedef enum { CHOOSE_OPEN, CHOOSE_OPEN_SEVERAL, CHOOSE_FOLDER, CHOOSE_SAVE } ChooseKind;
/* Files that the user has chosen; n is 0 when he has not. Borrowed. */
typedef void (*ChosenFiles) (GListModel *files, void *data);

/* Asks for files; `name` is what a new one is called at first, or NULL; `folder` where it starts,
 * or NULL. Patterns like "*.lacquer", NULL-terminated, or NULL for all. */
void compat_choose (GtkWindow *parent, ChooseKind kind, const char *title, const char *folder,
                    const char *name, const char *const *patterns, ChosenFiles chosen, void *data);
