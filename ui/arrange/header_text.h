/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the header of a row: its name, its input or mode, its value. GTK thread. */
#pragma once

#include "ui/desk/rows.h"

/* To be freed. The level of a track is left empty: it may move. */
void header_texts (const Project *project, const Row *row, char **name, char **detail,
                   char **value);
