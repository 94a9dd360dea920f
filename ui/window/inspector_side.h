/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector at the window's side. GTK thread. */
#pragma once

#include "ui/window/window.h"

/* For the window's project. */
GtkWidget *inspector_side_new (LqWindow *window);
