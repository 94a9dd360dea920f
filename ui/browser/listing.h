/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders as the browser lists them: folders, audio and MIDI files, nothing else and nothing
 * hidden, in the order in which people list names. Reads the disk: any thread but GTK's. */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

typedef enum { LISTED_FOLDER, LISTED_AUDIO, LISTED_MIDI } ListedKind;

typedef struct {
  ListedKind kind;
  char *name; /* UTF-8, to be shown */
  char *path;
} Listed;

/* By its name; false where it is no file of sound or notes. */
bool listing_kind (const char *name, ListedKind *kind);

/* Listed *, folders first; to be unreffed. NULL where the folder cannot be read. */
GPtrArray *listing_read (const char *folder, GCancellable *cancellable, GError **error);

/* The files in and below the folders whose names have every word of `text`, whatever its case;
 * those that lie nearer to a folder come first. At most `most`, and no folder is read any more
 * after `seconds`; *all is false where that left something out. Links to folders are not followed.
 * To be unreffed. */
GPtrArray *listing_search (const char *const *folders, const char *text, guint most, double seconds,
                           GCancellable *cancellable, bool *all);
