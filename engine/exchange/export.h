/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes, lyrics, markers or all of a project as a file for others, by the ending of its name. Any
 * thread but audio. */
#pragma once

#include <gio/gio.h>

#include "model/project.h"

/* .mid (notes, tempo, markers), .txt (song sheet), .lrc and .vtt (timed lyrics), .csv (markers and
 * sections), .zip (the whole `folder` of the project as it stands on the disk, with media). The
 * file appears when it is whole. Another ending, or nothing to write (no notes, no lyrics, no
 * markers), is ENGINE_ERROR_INVALID. `cancellable` may be NULL. */
bool export_file (const Project *project, const char *folder, const char *path,
                  GCancellable *cancellable, GError **error);
