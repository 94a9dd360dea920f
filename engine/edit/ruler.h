/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of what stands in the rulers: markers, chords, lyrics, comments. Main thread. */
#pragma once

#include "edit/command.h"

/* In the order of time; takes the reference. */
void ruler_insert (Edit *edit, List **list, Node *node);
/* The node of an id, out of its list, as a copy of the caller's. */
gpointer ruler_take (List **list, Id id);

/* Commands whose argument `what` names a node of the list: to another place by the arguments "to"
 * or "by", in the base that it has; and away. */
bool ruler_move (Edit *edit, const Args *args, List **list, const char *what, GError **error);
bool ruler_remove (Edit *edit, const Args *args, List **list, const char *what);
/* The argument "length" in the base of `at`: nothing or more. */
bool ruler_read_length (Edit *edit, const Args *args, Position at, Position *length,
                        GError **error);
