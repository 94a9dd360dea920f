/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the monitor section may hear of a project, by name. Main thread. */
#pragma once

#include "model/project.h"

/* "main", a cue or a reference, by name or id: *cue is 0 or the number of the cue, from 1;
 * *reference is 0 or the reference, in place of that. Errors name the nearest. */
bool monitor_source_read (const Project *project, const char *text, int *cue, Id *reference,
                          GError **error);
