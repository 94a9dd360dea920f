/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A take between its first frame and its whole file. Writer thread. Private to writer. */
#pragma once

#include "store/take_note.h"
#include "stream/take_file.h"
#include "stream/writer.h"

typedef struct {
  int input;
  Take *take;
  TakeFile *file;
  char *note_path;
  TakeNote note;
  bool noted; /* `note` says nothing that the file at `note_path` does not */
  bool named; /* note and folders are on the disk */
  bool ended; /* nothing more is written; to be closed */
  bool last; /* the sync that runs is the last */
  bool done; /* and it is over */
  int number; /* what the wait for the disk gave: 0 or errno */
  gint64 synced_at; /* when its last sync began, g_get_monotonic_time */
  bool failed; /* and that was told */
  GError *error; /* of a sync, that was not told yet; NULL = none */
} OpenTake;

/* Makes file and note of a take, the rest of which is filled in; `spec` is its file. Takes `take`.
 * NULL on error, with nothing left. */
OpenTake *open_take_new (const TakeFileSpec *spec, const char *project_folder, const char *input,
                         Take *take, GError **error);

/* On failure what found room is kept. */
bool open_take_write (OpenTake *open, const float *const *planar, int n, GError **error);

/* Frames are missing behind what is there, or something was lost (0): the note says so with the
 * next sync. The first DROPOUTS_MOST of them. */
void open_take_mark (OpenTake *open, Frames missing);

/* A round of syncs begins: puts those of `takes` (OpenTake) that have ended, or were not synced
 * since `before`, into `round` and makes the disk begin with all of them. */
void open_takes_start_sync (const GPtrArray *takes, gint64 before, GPtrArray *round);
/* Waits for the disk; on a thread of its own, so that no ring runs full meanwhile. */
void open_takes_wait (const GPtrArray *round);
/* The round is over. */
void open_takes_end_sync (const GPtrArray *round);

/* Whether it has ended and is on the disk, or never will be. */
bool open_take_is_done (const OpenTake *open);
/* Closes the file of one that is done, and frees it. False with an error that was not told yet. */
bool open_take_close (OpenTake *open, GError **error);
