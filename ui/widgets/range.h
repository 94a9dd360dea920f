/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What our sliders and knobs change of the GtkRange that they are. GTK thread. */
#pragma once

#include <gtk/gtk.h>

/* GtkRange brings gestures of its own, which take clicks for pages: ours are added behind this. */
void range_silence_gestures (GtkWidget *range);
