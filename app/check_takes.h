/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `lacquer check` does about takes that were recorded and never placed. Main thread. */
#pragma once

#include "base/json.h"
#include "store/take_recovery.h"

/* TakeLeft; empty where there are none. `path` is the project's. */
GPtrArray *check_takes_list (const char *path);
/* Puts each on a take lane of its track and saves; one sentence each in `done`. The project is not
 * touched when there are none. */
bool check_takes_place (const char *path, GPtrArray *done, GError **error);
void check_takes_write (const GPtrArray *takes, JsonWriter *json);
void check_takes_print (const GPtrArray *takes);
