/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector: what is selected, as rows that can be changed, on the tabs Clip, Track and Notes.
 * It shows anew at most once a frame, and only rows that changed. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/commands/keymap.h"
#include "ui/desk/desk.h"

#define LQ_TYPE_INSPECTOR (lq_inspector_get_type ())
G_DECLARE_FINAL_TYPE (LqInspector, lq_inspector, LQ, INSPECTOR, GtkWidget)

/* `prefs` keeps which groups are folded, in "inspector-folded"; `keys` is shown beside actions and
 * outlives the inspector. */
GtkWidget *lq_inspector_new (LqDesk *desk, GSettings *prefs, const KeyMap *keys);
/* Signals: "do" (const char *action): an action of the key map is asked for;
 * "said" (const char *sentence): what the user should know. */

/* What their editor has selected of a clip's notes, n ids; with none, all are shown. Clip 0: the
 * editor is closed. */
void lq_inspector_set_notes (LqInspector *inspector, Id clip, const Id *notes, int n);
/* Shows what is selected now, without waiting for the next frame. */
void lq_inspector_show_now (LqInspector *inspector);
