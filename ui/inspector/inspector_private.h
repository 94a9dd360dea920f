/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the inspector: what its parts share, and what its rows ask of it. GTK thread. */
#pragma once

#include "ui/inspector/inspector.h"
#include "ui/inspector/rows.h"

struct _LqInspector {
  GtkWidget parent_instance;
  LqDesk *desk;
  const KeyMap *keys;
  GtkWidget *tabs[N_INSPECTS], *row, *scroller, *pages[N_INSPECTS];
  Inspect tab;
  InspectPage *page; /* as it shows */
  InspectNotes notes;
  guint tick; /* until the next frame: what shows is stale; while the song plays, sliders are */
  bool stale;
  int after; /* frames that sliders are still followed when the song has stopped */
  bool changing; /* tabs are set, not clicked */
  Id clip, track; /* selected first, when it was last looked */
  GtkWidget *last; /* that had the focus; weak */
  Id locating; /* clip whose file the user looks for */
  guint warming; /* source: pages are made before they are asked for */
};

/* Shows anew with the next frame. */
void inspector_queue_show (LqInspector *inspector);
/* The row as it is now; NULL where it does not show any more. The page is borrowed until the next
 * change. */
const InspectRow *inspector_row (LqInspector *inspector, const RowSpec *spec, int index,
                                 const InspectPage **page);
/* Runs what was typed or chosen as one step. False with a sentence in *sentence; with true it may
 * hold a note. */
bool inspector_enter (LqInspector *inspector, const RowSpec *spec, int index, const char *text,
                      char **sentence);
void inspector_step (LqInspector *inspector, const RowSpec *spec, int index, double steps);
/* A button: lines, an action, or files to be found. */
void inspector_press (LqInspector *inspector, const RowSpec *spec, int index);
void inspector_do (LqInspector *inspector, const char *action);
void inspector_say (LqInspector *inspector, const char *sentence);
/* The keys of an action as they show, to be freed; NULL or empty: none. */
char *inspector_keys (LqInspector *inspector, const char *action);
LqDesk *inspector_desk (LqInspector *inspector);
