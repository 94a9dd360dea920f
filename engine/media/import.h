/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings an original file into a project's media folder, unchanged and safely. Any thread but
 * audio. */
#pragma once

#include "base/types.h"
#include "media/hash.h"

typedef struct {
  char *path; /* of the file in the folder */
  char *hash; /* of its content */
  bool reused; /* the content was there already; nothing was written */
} ImportResult;

/* Copies `from` into `folder`, which is made if it is not there. The name stays, or becomes
 * "name 2.wav" and so on when it is taken by another content; nothing is ever written over. A file
 * of the folder that has the same content is taken instead, `from` itself among them. The copy
 * shares its blocks with the original where the file system can. It appears under its name when it
 * is whole and on the disk; on failure (also a full disk, a source that changes meanwhile,
 * ENGINE_ERROR_CANCELLED) nothing is left. progress (bytes, of twice the size: reading and copying)
 * and cancellable may be NULL. */
bool media_import (const char *from, const char *folder, ImportResult *result,
                   MediaProgress progress, gpointer data, GCancellable *cancellable,
                   GError **error);
void import_result_clear (ImportResult *result);
