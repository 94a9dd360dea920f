/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking things from another project: its value, its tracks by name, its media. Main thread. */
#pragma once

#include "edit/command.h"

typedef struct {
  Project *project;
  char *folder; /* of its media */
} OtherProject;

/* Reads the project that an argument of type ARG_FILE names. */
bool other_project_open (Edit *edit, const char *path, OtherProject *other, GError **error);
void other_project_clear (OtherProject *other);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OtherProject, other_project_clear)

/* Ids of the tracks that a text names, separated by commas, in the order of that project; "" or
 * "all": those that hold something of their own, all but main. `members`: what stands in a group
 * comes along. NULL with an error; to be freed. */
GArray *other_project_tracks (const OtherProject *other, const char *text, bool members,
                              GError **error);

/* range.copy with project=: the range of that project's tracks, for range.paste with tracks=. Their
 * media come into this project. */
bool range_copy_from (Edit *edit, const Args *args, GError **error);
