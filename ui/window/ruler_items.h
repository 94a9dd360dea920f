/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markers, sections, chords, lyrics and tempos: made at the edit cursor, renamed, removed. GTK
 * thread. */
#pragma once

#include "ui/desk/ruler.h"
#include "ui/window/window.h"

/* Adds the actions win.ruler-add (a Ruler), win.ruler-rename and win.ruler-remove (an id). */
void ruler_items_attach (LqWindow *window);
/* Asks for the name, symbol, text or tempo of a new item at the edit cursor. */
void ruler_items_add (LqWindow *window, Ruler ruler);
/* Asks for another one. */
void ruler_items_rename (LqWindow *window, Id item);
bool ruler_items_remove (LqWindow *window, Id item);
