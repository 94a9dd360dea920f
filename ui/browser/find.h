/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The search of the browser, on a thread of its own. GTK thread. */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

/* What was found, Listed *; borrowed. all: nothing was left out. */
typedef void (*FilesFound) (gpointer owner, GPtrArray *list, bool all);

/* Looks for `text` in the names below the folders, which it frees; `owner` lives until then. When
 * it was cancelled, `found` is not called. */
void find_files (GObject *owner, char **folders, const char *text, GCancellable *cancellable,
                 FilesFound found);

/* What stands in place of a list that is empty. */
GtkWidget *find_nothing_new (void);
/* The entry, with its key at the end as long as it is empty. */
GtkWidget *find_entry_new (GtkWidget **entry);
