/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Carries out an import plan on an open project, as one undo step. Main thread. */
#pragma once

#include "exchange/import_media.h"
#include "session.h"

typedef struct {
  const char *at; /* a place as commands take it, or NULL: as the plan says */
  const char *track; /* the one file goes to this track, made if it is not there; or NULL */
  void (*progress) (double done, void *data); /* 0..1; or NULL */
  void *progress_data;
  GCancellable *cancellable; /* or NULL */
  ImportMedia *media; /* of this plan, brought before, kept when all goes well; or NULL */
} ImportOptions;

/* What came of it, in the order of the tracks. */
typedef struct {
  GArray *tracks; /* Id */
  GArray *clips; /* Id, of audio, one for each track of the plan */
  double tempo; /* that the song got, 0 = it stays */
} ImportReport;

/* All or nothing, in the project's value and in its folder; does not save. The plan's notes grow.
 * In a project without clips, a tempo that the plan knows becomes the song's, and a MIDI file
 * brings its tempos, meters, keys, markers and lyrics. */
bool import_run (Session *session, ImportPlan *plan, const ImportOptions *options,
                 ImportReport *report, GError **error);
void import_report_clear (ImportReport *report);
