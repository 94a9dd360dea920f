/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of the inspector as widgets. GTK thread. */
#pragma once

#include "ui/inspector/hand.h"
#include "ui/inspector/inspector_private.h"

typedef struct {
  LqInspector *inspector; /* borrowed */
  const RowSpec *spec;
  int index;
  GtkWidget *widget; /* of the whole row, borrowed from its box */
  GtkWidget *caption, *control, *slider, *switch_; /* those that it has */
  Hand hand;
  bool quiet; /* it is shown, not changed */
} RowView;

/* The view lives as long as its widget. */
RowView *row_view_new (LqInspector *inspector, const InspectRow *row);
void row_view_show (RowView *view, const InspectRow *row);
/* A slider follows hands and envelopes. */
void row_view_show_live (RowView *view, const InspectPage *page, const InspectRow *row);
/* Buttons and switches stand beside each other in one line. */
bool row_view_is_short (const RowSpec *spec);
