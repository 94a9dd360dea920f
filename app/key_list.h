/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default key map as `lacquer commands` lists it. Main thread. */
#pragma once

#include "base/json.h"

/* Every action, place by place: description, keys and the commands it runs. */
void key_list_append (GString *text);
void key_list_write (JsonWriter *json);

/* The actions with a key that run a command: as a list "keys", or lines for people behind those of
 * its arguments. */
void key_list_write_command (JsonWriter *json, const char *command);
void key_list_append_command (GString *text, const char *command);
