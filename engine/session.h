/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project: folder, lock, document and what commands need from the layers below. Main
 * thread. */
#pragma once

#include "edit/document.h"
#include "host.h"
#include "store/autosave.h"
#include "store/take_recovery.h"

typedef struct Session Session;

typedef enum {
  SESSION_READ, /* ignores the lock; cannot be saved */
  SESSION_WRITE, /* takes the lock, ENGINE_ERROR_LOCKED when another program holds it */
} SessionMode;

/* `path` is the folder or the project file in it. `seed` starts the ids that are drawn, 0 = by
 * chance. */
Session *session_open (const char *path, SessionMode mode, uint64_t seed, GError **error);
/* Makes the folder with an empty project, or one from a template, and opens it to write. `path`
 * must not hold a project yet. The new project has an id of its own. */
Session *session_new (const char *path, const Project *project, uint64_t seed, GError **error);
/* Media that project.clean_up was told to move away go now. */
bool session_save (Session *session, GError **error);
/* From now on every edit is kept in recovery/ once the user rests (store/autosave.h). */
void session_start_autosave (Session *session, double quiet_seconds, AutosaveReport report,
                             void *data);
/* TakeLeft: what was recorded and no saved project plays (store/take_recovery.h). Free with
 * g_ptr_array_unref. */
GPtrArray *session_left_takes (const Session *session);
/* Mends the file of one and puts it on a take lane of its track, as one step; `heard`: the track
 * plays it. */
bool session_place_take (Session *session, TakeLeft *left, bool heard, GError **error);
void session_close (Session *session); /* NULL is fine; gives the lock back */

Document *session_document (const Session *session);
const Project *session_project (const Session *session); /* borrowed */
const char *session_folder (const Session *session); /* borrowed, absolute */
const ProjectFolder *session_project_folder (const Session *session); /* borrowed */
const char *session_file (const Session *session); /* of the project, absolute */

/* Until the next call, imports report there; borrowed, NULL ends it. */
void session_watch_imports (Session *session, const ImportWatch *watch);

/* What commands need, for callers that run them on a value of their own. */
const EditHost *session_host (const Session *session);
