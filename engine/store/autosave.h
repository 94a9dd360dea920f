/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the newest value of a project in recovery/ while the user works, on a thread of its own.
 * Its functions belong to one thread, usually main; the report comes on the thread of the autosave.
 *
 * An error (a full disk) is reported and the next edit tries again; it never disturbs anything. */
#pragma once

#include "store/folder.h"

typedef struct Autosave Autosave;

/* After each attempt: the path that was written, or the error. Both are borrowed. */
typedef void (*AutosaveReport) (const char *path, const GError *error, void *data);

/* Writes when `quiet_seconds` have passed without an edit, or four times that since the first one
 * that is not in a file. `saved` is the value on disk, NULL when there is none. The folder must
 * outlive the autosave; `report` may be NULL. */
Autosave *autosave_new (const ProjectFolder *folder, const Project *saved, double quiet_seconds,
                        AutosaveReport report, void *data);

/* Stops the thread; what has not been written yet is written if `write` says so. */
void autosave_free (Autosave *autosave, bool write);

/* The value after an edit; a reference is taken. Returns at once. */
void autosave_edit (Autosave *autosave, const Project *project);

/* This value has been saved on purpose: it needs no autosave, and old ones are pruned (recovery.h).
 */
void autosave_saved (Autosave *autosave, const Project *project);

/* Writes what is waiting now and returns when nothing is under way. */
void autosave_flush (Autosave *autosave);
