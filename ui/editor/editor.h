/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bottom editor: a row of tabs over one page, for the clip or track that is being worked on.
 * GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

#define LQ_TYPE_EDITOR (lq_editor_get_type ())
G_DECLARE_FINAL_TYPE (LqEditor, lq_editor, LQ, EDITOR, GtkBox)

GtkWidget *lq_editor_new (LqDesk *desk);

/* Adds a page, which the editor takes, behind those that are there. `id` is what it is shown by
 * ("piano-roll"), `title` the translated word on its tab, `action` what a click on the tab does
 * ("view.piano-roll"). */
void lq_editor_add_page (LqEditor *editor, const char *id, const char *title, const char *action,
                         GtkWidget *page);
/* Controls of a page at the right of the tab row, while it shows; taken. */
void lq_editor_set_tools (LqEditor *editor, const char *id, GtkWidget *tools);
/* A sentence in place of a page that has nothing to show; NULL: the page. */
void lq_editor_set_empty (LqEditor *editor, const char *id, const char *text);

/* False where there is no such page. */
bool lq_editor_show (LqEditor *editor, const char *id);
const char *lq_editor_shown (LqEditor *editor); /* NULL: no page at all */
GtkWidget *lq_editor_page (LqEditor *editor, const char *id); /* or NULL; borrowed */
/* Gives the page that shows the focus. */
void lq_editor_focus (LqEditor *editor);

/* The clip that is being edited: the one that was selected last, as long as it exists; 0: none.
 * Signal "clip-changed" () when it becomes another one. Signal "resized" (int height in pixels)
 * while the user drags the upper edge. */
Id lq_editor_clip (LqEditor *editor);
void lq_editor_set_clip (LqEditor *editor, Id clip);
