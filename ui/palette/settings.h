/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings of the program as lines of the palette. Main thread. */
#pragma once

#include "ui/palette/item.h"

/* Adds the settings whose words fit, each with the value that choosing it gives: the other one of a
 * switch, the next of a choice, or what is typed behind the name ("scale 1.2", "theme light"). */
void settings_add (GSettings *settings, const char *query, GPtrArray *items);
