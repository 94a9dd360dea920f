/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an import that takes time: pairs are joined, files are hashed and copied into the
 * folder of the project. Any thread but audio; one at a time for a folder. */
#pragma once

#include <gio/gio.h>

#include "exchange/import_plan.h"
#include "model/project.h"

typedef struct ImportMedia ImportMedia;

/* Everything that the tracks of the plan play. All or nothing: NULL with a sentence, and nothing is
 * left. progress (0..1) and cancellable may be NULL. */
ImportMedia *import_media_new (const char *folder, const ImportPlan *plan,
                               void (*progress) (double done, void *data), void *data,
                               GCancellable *cancellable, GError **error);
/* The copies stay when it is freed; without this they go. */
void import_media_keep (ImportMedia *media);
void import_media_free (ImportMedia *media); /* NULL is fine */

/* What a track of the plan plays, as commands name it: the original, or the pair as one. Borrowed.
 */
const char *import_media_path (const ImportMedia *media, int track);
/* Describes the copy of such a file, without an id; reads nothing. NULL with a sentence for any
 * other path. */
Source *import_media_source (const ImportMedia *media, const char *path, GError **error);
