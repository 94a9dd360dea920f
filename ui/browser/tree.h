/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the trees of the browser hold: folders of the project and of the user, and the sources of
 * the project. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/browser/node.h"
#include "ui/desk/desk.h"

/* LqNode: the project's folder, the user's library folders, Music and Home. */
GListStore *tree_files (LqDesk *desk, const char *const *places);
/* Fills in the sources of a project: those that clips play, then the others. */
void tree_fill_sources (GListStore *roots, LqDesk *desk);

/* GtkTreeListRow over LqNode; folders are listed when they unfold. Takes no reference. */
GtkTreeListModel *tree_model_new (GListStore *roots, GtkFilter *filter);
/* Reads the folders of the project again. */
void tree_reread_project (GListStore *roots);
/* Unfolds the project's folder, and its audio as soon as that is known. */
void tree_unfold_project (GtkTreeListModel *model);
/* Paths of the folders among the roots, the project's and the user's or all; to be freed with
 * g_strfreev (). */
char **tree_folders (GListStore *roots, bool all);
/* Adds the files, devices and presets below `from` that pass and whose names have all the words,
 * folded. What is in folders of the disk is not known here. */
void tree_collect (GListModel *from, char *const *words, GtkFilter *filter, GListStore *found);
