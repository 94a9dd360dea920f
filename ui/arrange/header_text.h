/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the header of a row: its name, its input or mode, its value. GTK thread. */
#pragma once

#include "ui/desk/desk.h"

/* To be freed. */
void header_texts (const Project *project, const Row *row, char **name, char **detail);
/* What an envelope says at the playhead, or while the song stands at the edit cursor; NAN: nothing.
 */
double header_lane_value (LqDesk *desk, const Track *track, Id item);
/* As text, empty of NAN; to be freed. */
char *header_lane_value_text (LqDesk *desk, const Track *track, Id item, double value);
