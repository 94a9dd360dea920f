/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an action acts on: the range if there is one, else the selected clips, else what lies under
 * the cursor. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* The clips of a row: of the playing lane, or of the take lane that it shows; NULL: none. Borrowed.
 */
const List *desk_row_clips (LqDesk *desk, int row);
/* In the row of the cursor; NULL: none lies there. Borrowed. */
const Clip *desk_clip_at_cursor (LqDesk *desk);
/* Ids, each once: the clips that the range touches, else those selected, else the one under the
 * cursor, with the others of their groups. To be freed. */
GArray *desk_target_clips (LqDesk *desk);
/* Adds the other clips of the groups that some of them are in. */
void desk_add_grouped (LqDesk *desk, GArray *ids);
/* From the first start to the last end of clips; false where they are none. */
bool desk_clips_span (LqDesk *desk, const GArray *clips, Units *from, Units *to);
/* The range, else what the selected clips span. */
bool desk_selected_span (LqDesk *desk, Units *from, Units *to);
/* The same, else what the clip under the cursor spans. */
bool desk_target_span (LqDesk *desk, Units *from, Units *to);
/* Ids, in the order of the rows: the tracks of the range, else those of the selected clips, else
 * that of the cursor. To be freed. */
GArray *desk_target_tracks (LqDesk *desk);
/* The track and row of the cursor; NULL where there are none. Borrowed. */
const Track *desk_cursor_track (LqDesk *desk);
const Row *desk_cursor_row (LqDesk *desk);
/* The edit cursor in units. */
Units desk_cursor_units (LqDesk *desk);
/* As a position on a tick where one is exactly there. */
Position desk_position (LqDesk *desk, Units at);
/* The same as text for commands, in memory of the desk (lq_desk_place). */
const char *desk_place (LqDesk *desk, Units at);
/* Ids as commands take them: with commas between. To be freed. */
char *desk_ids_text (LqDesk *desk, const GArray *ids);
