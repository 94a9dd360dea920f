/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first step of an import plan: the files that it is about. Any thread but audio. */
#pragma once

#include "exchange/import_plan.h"

/* Adds what can be imported to the plan's files, MIDI files and notes. */
bool import_files_add (ImportPlan *plan, const char *path, GError **error);
