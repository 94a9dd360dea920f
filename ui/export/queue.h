/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports one after another on a thread of their own, on project values, so that editing goes on.
 * One queue for the program; no GTK. Main thread, with its main loop running. */
#pragma once

#include "ui/export/plan.h"

typedef enum { EXPORT_WAITS, EXPORT_RUNS, EXPORT_DONE, EXPORT_FAILED, EXPORT_STOPPED } ExportState;

typedef struct {
  ExportPlan *plan;
  ExportState state;
  double done; /* 0..1 */
  gint64 started, ended; /* monotonic, microseconds */
  char *clock; /* "13:47", when it ended */
  char *problem; /* a sentence, where it failed */
  int n_files; /* that were written */
  LoudnessReport loudness; /* of the mix, where `measured` */
  bool measured;
  double gain_db;
  bool limited;
  int64_t clipped; /* samples */
  GPtrArray *notes; /* sentences */
} ExportJob;

typedef void (*ExportListener) (const ExportJob *job, bool ended, void *data);

/* Takes the plan. */
const ExportJob *export_queue_add (ExportPlan *plan);
/* A running one leaves no file behind; one that has ended is taken from the list. */
void export_queue_remove (const ExportJob *job);
int export_queue_n (void);
const ExportJob *export_queue_get (int i); /* in the order of adding */
bool export_queue_is_busy (void);
/* The newest one of a project that was measured, or NULL. */
const ExportJob *export_queue_measured (const char *folder);
/* Whether a waiting or running export writes there. */
bool export_queue_promises (const char *path);

/* Called ten times a second while one runs and when one ends; the job may be NULL where the list
 * itself has changed. */
void export_queue_listen (ExportListener listener, void *data);
void export_queue_unlisten (void *data);
