/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project folder as one ZIP file, to be kept or sent. Any thread but audio. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Writes `folder` with all that is in it under its own name, but for hidden files, what can be made
 * again (cache/) and what belongs to this machine (recovery/, view/). The same files give the same
 * bytes: sorted by name, without times or owners, media as they are and the rest compressed. `path`
 * appears when it is whole; it is left out where it lies in the folder. `cancellable` may be NULL.
 * ENGINE_ERROR_FAILED when something cannot be read or written. */
bool archive_write_folder (const char *folder, const char *path, GCancellable *cancellable,
                           GError **error);
