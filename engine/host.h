/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands need from the layers below the edit layer: the tables of devices, and media. Main
 * thread. */
#pragma once

#include "edit/document.h"
#include "media/hash.h"

/* What goes on while files are imported, for callers who wait. */
typedef struct {
  MediaProgress progress; /* of the file at hand, from 0 with each; or NULL */
  gpointer data;
  GCancellable *cancellable; /* or NULL */
  GPtrArray *copied; /* gets the paths of files that were made; or NULL */
  GPtrArray *said; /* gets what a command found, as lines for the user; or NULL */
} ImportWatch;

typedef struct {
  char *folder; /* of the project; NULL: files cannot be imported */
  const ImportWatch *watch; /* or NULL */
  const Document *document; /* whose history uses media; NULL: there is none */
  GPtrArray *unused; /* places of media to be moved away when the value is saved; or NULL */
  const char *effect_kinds[64], *instrument_kinds[16]; /* filled by host_init */
} HostData;

/* Moves what clean-ups found and still nothing uses; after saving. Main thread. */
bool host_move_unused (HostData *data, GError **error);

/* Fills the table; `data` must outlive it. */
void host_init (EditHost *host, HostData *data);
