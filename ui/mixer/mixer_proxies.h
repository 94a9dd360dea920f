/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What carries the focus of the mixer: children of its canvas, drawn empty, that lie over the cell
 * of the cursor: two sliders for values, two buttons for the rest. A move of the cursor names the
 * other one of its kind and gives it the focus, so that every screen reader speaks it. GTK thread.
 */
#pragma once

#include <gtk/gtk.h>

#include "ui/mixer/mixer.h"

typedef struct MixerProxies MixerProxies;

MixerProxies *mixer_proxies_new (LqMixer *mixer);
void mixer_proxies_free (MixerProxies *proxies);
GtkWidget *mixer_proxies_current (MixerProxies *proxies);
/* Says what the cell of the cursor is now; `moved`: as another one, which takes the focus. */
void mixer_proxies_follow (MixerProxies *proxies, bool moved);
void mixer_proxies_allocate (MixerProxies *proxies);
