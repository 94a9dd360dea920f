/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Frozen tracks: the key of a frozen file, which says what it holds, and whether it still does. Any
 * thread but audio. */
#pragma once

#include "model/project.h"

/* How a frozen file lies in the song. */
typedef struct {
  Frames latency; /* of the pre tap when it was computed; it keeps it, so that nothing else moves */
  Frames lead; /* frames of the file before the song start: what rings ahead of it */
  Frames cut; /* the song's end when the file was cut while it still sounded; 0 = it died away */
} FrozenShape;

typedef enum {
  FROZEN_NOT,
  FROZEN_GOOD,
  FROZEN_STALE, /* what feeds the track has changed */
  FROZEN_MISSING, /* the file is not there */
} FrozenState;

/* The key of what feeds a pre tap (mix/feed.h) and lies in a file like that: a hash of the value,
 * and the sizes of the files that its devices read. `folder` is the project's. To be freed. */
char *frozen_key (const Project *feed, const char *folder, const FrozenShape *shape);

/* Whether a frozen track may play its file. `shape` (may be NULL) is filled where it is good. */
FrozenState frozen_state (const Project *project, const Track *track, const char *folder,
                          FrozenShape *shape);
/* For the user: "'Drums' has changed since it was frozen ..."; NULL where all is well. To be freed.
 */
char *frozen_sentence (FrozenState state, const Track *track);
