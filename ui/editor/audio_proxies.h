/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What carries the focus of the audio clip editor: two children of its page, drawn empty, that lie
 * over the warp marker at the cursor, or over the cursor. A move names the other one and gives it
 * the focus, so that each move is a change of focus, which every screen reader speaks. GTK thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/editor/audio_view.h"

typedef struct AudioProxies AudioProxies;

/* Before all other children of the page, which itself does not take the focus and outlives them. */
AudioProxies *audio_proxies_new (GtkWidget *page, AudioView *view);
void audio_proxies_free (AudioProxies *proxies); /* NULL is fine */
/* The cursor has moved, or the marker under it has changed. */
void audio_proxies_follow (AudioProxies *proxies, bool moved);
/* Lays them over the item; the canvas begins at `left` and is `height` high. */
void audio_proxies_allocate (AudioProxies *proxies, int left, int height);
bool audio_proxies_grab (AudioProxies *proxies); /* the focus */
