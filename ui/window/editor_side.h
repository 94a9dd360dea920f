/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bottom editor of a window: which pages it has, and when it shows. GTK thread. */
#pragma once

#include "ui/editor/editor.h"
#include "ui/window/window.h"

/* Puts the editor of the window's project in its place, with all pages. */
void editor_side_attach (LqWindow *window);
/* Opens it at a page and gives it the focus. False, after telling why, where it has no such page.
 */
bool editor_side_open (LqWindow *window, const char *page);
/* Opens it at a clip, with the page of its kind. */
void editor_side_open_clip (LqWindow *window, Id clip);
