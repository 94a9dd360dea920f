/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying from one open project and pasting into another. The commands of the project that takes
 * name a value of the other one that is kept in its cache/. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* A range of this desk is the newest that was copied; `tracks` (Id) in their order, NULL: all. */
void other_desk_copied (LqDesk *desk, Units from, Units to, const GArray *tracks);
/* What must run before range.paste, when the newest copy is from another desk: lines are added.
 * *tracks gets the tracks to paste onto, from the cursor on, or NULL where they are those that were
 * copied. False with a problem. */
bool other_desk_lines (LqDesk *desk, GPtrArray *lines, char **tracks, char **problem);
/* Keeps the value of a desk for commands of others. The path, to be freed; NULL with an error. */
char *other_desk_keep (LqDesk *desk, const Project *project, GError **error);
