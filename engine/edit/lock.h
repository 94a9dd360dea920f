/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locked clips keep their place, edges and content, whichever command is run. Any thread. */
#pragma once

#include "base/error.h"
#include "model/project.h"

/* Whether every clip that is locked before and after a step stands where it stood and plays what it
 * played: false with an error that names the first that does not, and says how. A clip that goes
 * with its track is none of them; what changes how it sounds (level, fades, pitch) is allowed. */
bool locks_check (const Project *before, const Project *after, GError **error);
