/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An import that goes on while the window is used: another thread reads and copies the files, then
 * the project changes in one step. GTK thread. */
#pragma once

#include "exchange/import_run.h"
#include "ui/window/window.h"

typedef struct {
  Position at;
  Id track; /* that a single audio file goes to, where it takes audio; 0: to a new one */
} ImportPlace;

/* What came of it, for the one who asked. */
typedef struct {
  const ImportPlan *plan;
  const ImportReport *report;
  bool on_track; /* it went to the track of the place */
} ImportResultOf;

typedef void (*ImportedFiles) (LqWindow *window, const ImportResultOf *result);

/* Into the project of the window; place NULL: as the files say. One at a time: a second one is
 * refused in words, as is what fails. `done` is called only when all went well. */
void import_job_start (LqWindow *window, const char *const *paths, int n, const ImportPlace *place,
                       ImportedFiles done);
/* Nothing of it is left then; waits for the thread. Before the project is closed. */
void import_job_stop (void);
/* How far it is and a way to stop it, for the status row; shown while one goes on. */
GtkWidget *import_chip_new (void);
