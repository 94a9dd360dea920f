/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clips that are edited together: those that are chosen, those of their groups, and the clips
 * of fellow tracks of an edit group that lie at the same places. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Id, those of `clips` first. Clips of take lanes are left out. To be unreferenced. */
GArray *fellows_of (LqDesk *desk, const Id *clips, guint n);
/* All that are selected where the clip is one of them, else it alone; with fellows. */
GArray *fellows_of_clip (LqDesk *desk, Id clip);
