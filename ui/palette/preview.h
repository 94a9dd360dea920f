/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What command lines would do, found by running them on a value that nobody keeps. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* Nothing is changed, read or written but that value. True where the lines would run; *words (may
 * be NULL, to be freed) gets the name of the step, or NULL where only running tells. Else a
 * sentence. */
bool preview_lines (LqDesk *desk, const GPtrArray *lines, char **words, GError **error);
