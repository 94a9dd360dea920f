/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices and presets in the browser, and what becomes of them: they are put on tracks, in place of
 * others, or removed. GTK thread. */
#pragma once

#include "ui/browser/node.h"
#include "ui/window/window.h"

/* LqNode, as BrowserFill; `window` is an LqWindow. */
GListStore *browser_shelf_fill (bool presets, void *window);
/* Puts what the key names on the track, or, where that is 0 or does not take it, on one of its own.
 */
void browser_shelf_insert (LqWindow *window, const char *key, Id track);
/* In place of the chosen device of the panel. */
void browser_shelf_replace (LqWindow *window, const char *key);
/* A preset of the user, after a question. */
void browser_shelf_remove (LqWindow *window, const char *key);
/* Timeline and headers take devices and presets from here on. */
void browser_shelf_attach (LqWindow *window);
