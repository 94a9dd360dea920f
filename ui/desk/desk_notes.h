/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of notes that are recorded: into takes or clips, as played or on a grid. Kept with
 * what shows of the project, no part of it. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Takes at first. */
RecordMode lq_desk_note_mode (LqDesk *desk);
/* The grid that notes go to as they are kept, "1/16" or "1/8t"; "": as they were played, which is
 * so at first. Borrowed. */
const char *lq_desk_note_grid (LqDesk *desk);
/* Also while it is recorded: what holds at the end counts. Tells DESK_STATE. */
void lq_desk_set_note_mode (LqDesk *desk, RecordMode mode);
/* A text that is no grid means "". */
void lq_desk_set_note_grid (LqDesk *desk, const char *grid);
