/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that commands bring into the project. Main thread. */
#pragma once

#include "edit/command.h"

/* Puts a fresh source (without id, taken) among those of the project, or finds the one there that
 * has the same content. Returns its id. */
Id sources_add (Edit *edit, Source *source);
/* Imports an audio file; 0 with an error when it cannot be. `channels` says which one or two of its
 * channels the source gives, "3" or "1-2"; NULL: all, where it has no more than two. */
Id sources_import (Edit *edit, const char *file, const char *channels, GError **error);
/* The same for a source of another project, whose folder is given: it keeps its settings. */
Id sources_bring (Edit *edit, const Source *source, const char *folder, GError **error);
/* A clip of a whole imported file at `at`, else (NULL) at its time stamp or the song start. The
 * caller owns it; NULL with an error. */
Clip *sources_new_clip (Edit *edit, const char *file, const char *channels, const Position *at,
                        GError **error);
