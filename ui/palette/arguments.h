/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what is typed with its arguments: "vox -1.5", "go chorus", "split 17.3", "send vox verb
 * -12", "tempo 96", or any command of the engine as a script writes it. Main thread. */
#pragma once

#include "ui/palette/item.h"

/* Adds what the text may mean, each with what would happen; a name or value that is wrong adds one
 * problem that names the nearest. Text without arguments adds nothing. */
void arguments_read (LqDesk *desk, const char *text, GPtrArray *items);
/* The word that runs an action with arguments, "split" of clip.split; NULL for most. */
const char *arguments_word (const Action *action);
