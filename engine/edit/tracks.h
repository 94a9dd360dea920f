/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands of tracks share. Main thread. */
#pragma once

#include "edit/command.h"

/* Puts a track, which the caller may write, into the group or folder of this name; "none" is the
 * top level. */
bool track_set_group (Edit *edit, Track *track, const char *text, GError **error);
