/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What actions of the key map do. GTK thread. */
#pragma once

#include "ui/window/window.h"

typedef struct {
  const char *id;
  void (*run) (LqWindow *window, int arg);
  int arg;
} Doing;

/* Tables of the do_*.c files, ended by a row without id. */
extern const Doing doings_transport[];
extern const Doing doings_cursor[];
extern const Doing doings_view[];
extern const Doing doings_track[];
extern const Doing doings_edit[];
extern const Doing doings_project[];
extern const Doing doings_palette[];
extern const Doing doings_windows[];
extern const Doing doings_export[];
extern const Doing doings_browser[];
extern const Doing doings_start[];
extern const Doing doings_editor[];
extern const Doing doings_access[];
extern const Doing doings_context[];
extern const Doing doings_files[];
extern const Doing doings_live[];
extern const Doing doings_device[];
extern const Doing doings_notes[];
extern const Doing doings_record[];
extern const Doing doings_audio[];
extern const Doing doings_mixer[];

/* What ui/deeds does, behind the tables: a row of theirs comes first. */
const Doing *doings_deeds (int *n);
/* One of them, by its id. */
void do_deed (LqWindow *window, const char *id);
/* The same with what it would ask for. A problem, to be freed; NULL: it is done. */
char *do_deed_typed (LqWindow *window, const char *id, const char *text);

/* NULL where nothing is done yet. */
const Doing *doing_find (const char *id);
/* What a key of everywhere means while the piano roll has the focus; NULL: the same as ever. */
const Doing *doing_in_roll (LqWindow *window, const char *id);
/* The same while the audio clip editor has it. */
const Doing *doing_in_audio (LqWindow *window, const char *id);
/* Runs an action. False where it is unknown or not there yet; the user is told why. */
bool do_action (LqWindow *window, const char *id);
/* Imports files and folders as one step, and tells what came of it. */
void do_import_files (LqWindow *window, const char *const *paths, int n);
/* Why it cannot run now, or NULL. */
const char *doing_refused (LqWindow *window, const Action *action);
