/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sounds begin inside audio clips, as their peaks show it. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* The onset of the clip's source nearest to a place of the song, at most `reach` units away.
 * False where there is none, or where the peaks are not there yet. Loops are not looked into. */
bool transient_near (LqDesk *desk, const Clip *clip, Units at, Units reach, Units *onset);
