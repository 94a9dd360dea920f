/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headphone mixes by name. Main thread. */
#pragma once

#include "edit/command.h"

/* The cue of this name; "cue1" to "cue32" are made when they are first used. 0 when there is none.
 */
Id cue_find (Edit *edit, const char *text);
