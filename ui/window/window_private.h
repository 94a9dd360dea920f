/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the window: what its parts share. */
#pragma once

#include "ui/window/window.h"

struct _LqWindow {
  GtkApplicationWindow parent_instance;
  LqDesk *desk;
  GtkWidget *title, *overlay, *stack, *frame, *transport, *status, *arrange, *mixer, *start;
  GtkWidget *toast, *banner, *layer;
  GtkWidget *panel; /* the one that is open, or NULL */
  GtkWidget *focus_before; /* a layer took the focus; weak */
  guint poll_timer;
  bool mixes; /* the Mix view shows */
  char *page_before; /* of the bottom editor, in the arrangement */
  bool narrow, low, closing;
};
