/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A horizontal box whose children seldom change: each is drawn as a picture while it rests, so that
 * frames in which something else moves cost little. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/draw/theme.h"

/* `floor`: the color that the box lies on, and it has no other. */
GtkWidget *still_box_new (int spacing, Token floor);
