/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the inspector: what its rows ask of it. GTK thread. */
#pragma once

#include "ui/inspector/inspector.h"
#include "ui/inspector/rows.h"

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
