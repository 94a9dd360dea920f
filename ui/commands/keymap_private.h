/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keymap.c and keymap_file.c share. Main thread. */
#pragma once

#include "ui/commands/keymap.h"

struct KeyMap {
  GArray **keys; /* of Key, by the action's index in actions_all () */
  GPtrArray *unknown; /* lines of a file about actions of other versions */
};

GArray *keymap_array (const KeyMap *map, const Action *action);
