/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of the grid: its step, and what drags snap to. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/desk/desk.h"

/* Gives the button its menu and the actions behind it. */
void grid_menu_attach (GtkMenuButton *button, LqDesk *desk);
