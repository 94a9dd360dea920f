/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which content a file has: SHA-256 of all its bytes. Any thread but audio. */
#pragma once

#include <gio/gio.h>

/* How far a long work on files is: bytes done of all bytes. Called often, on the working thread. */
typedef void (*MediaProgress) (gint64 done, gint64 all, gpointer data);

/* 64 small hexadecimal digits, to be freed; NULL and an error when the file cannot be read, it is a
 * folder, or (ENGINE_ERROR_CANCELLED) `cancellable` was. progress and cancellable may be NULL. */
char *media_hash_file (const char *path, MediaProgress progress, gpointer data,
                       GCancellable *cancellable, GError **error);
