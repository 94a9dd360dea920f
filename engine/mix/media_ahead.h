/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stretched media made before they are asked for, so that nobody who edits waits for them. */
#pragma once

#include <stdatomic.h>

#include "mix/media_pool.h"

/* Whether a compile of the project would have to stretch something. Main thread. */
bool media_ahead_is_needed (MediaPool *pool, const Project *project);
/* Puts what the project plays stretched into the cache of its folder, until *stop is set. Any
 * thread but audio. What cannot be made is left out. */
void media_ahead_make (const char *folder, int rate, const Project *project,
                       const atomic_bool *stop);
