/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of a project: Song/Song.lacquer with audio/, cache/, recovery/ and view/ beside it.
 * One thread at a time; paths of a folder never change.
 *
 * Errors are ENGINE_ERROR_FAILED (disk, rights), _NOT_FOUND (nothing there), _INVALID (no project).
 */
#pragma once

#include "model/project.h"

#define PROJECT_SUFFIX ".lacquer"

typedef struct ProjectFolder ProjectFolder;

typedef enum { FOLDER_AUDIO, FOLDER_CACHE, FOLDER_RECOVERY, FOLDER_VIEW } SubFolder;

/* Makes a folder for a new project, named as its file will be; project_save then writes that. An
 * empty folder may be there already. A song and an album differ in Project.kind only. */
ProjectFolder *project_folder_new (const char *path, GError **error);

/* The project at `path`, which is its file or its folder; nothing is read but the folder. Where a
 * folder holds several projects, the error names them. */
ProjectFolder *project_folder_find (const char *path, GError **error);
void project_folder_free (ProjectFolder *folder);

const char *project_folder_path (const ProjectFolder *folder); /* absolute */
const char *project_folder_file (const ProjectFolder *folder); /* absolute, of the project file */
const char *project_folder_shown (const ProjectFolder *folder); /* the file, as errors name it */
char *project_folder_stem (const ProjectFolder *folder); /* "Song"; the caller's */

/* The path of a sub-folder, made if it is not there; NULL on error. The caller's. */
char *project_folder_sub (const ProjectFolder *folder, SubFolder sub, GError **error);

/* The path of media named as in Source.file: relative, with "/". NULL when that leads out of the
 * folder. Percent escapes are for bytes that are no UTF-8; a file whose name has them as they are
 * comes first. The caller's. */
char *project_folder_media (const ProjectFolder *folder, const char *relative);

/* Reads and checks the project at `path`, folder or file; *folder is the caller's, to save it. */
Project *project_load (const char *path, ProjectFolder **folder, GError **error);

/* Syncs media that were not named by the last save, then replaces the project file: written beside,
 * synced, renamed, folder synced. Refuses where the file is not as it was loaded or last saved. On
 * error the file is as it was. Takes that the project plays are no longer listed as left over
 * (store/take_recovery.h). */
bool project_save (ProjectFolder *folder, const Project *project, GError **error);

/* The user said so: the next save overwrites what is on disk now. */
bool project_folder_accept (ProjectFolder *folder, GError **error);
