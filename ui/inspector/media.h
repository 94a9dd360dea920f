/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of clips that are missing, and where they were found. Main thread; no screen. */
#pragma once

#include "ui/desk/desk.h"

/* Looks at the disk. */
bool media_is_missing (LqDesk *desk, const Clip *clip);
/* The line that says where the file of a clip is. To be freed. */
char *media_locate_line (const Clip *clip, const char *path);
/* The lines for every missing file of the project that lies in the folder or below, by its name;
 * *missing gets how many are missing. Reads at most 50000 entries. Free with g_ptr_array_unref. */
GPtrArray *media_locate_lines (LqDesk *desk, const char *folder, int *missing);
