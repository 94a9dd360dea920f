/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was written as command lines, and what automation calls a held control. Main thread. */
#pragma once

#include "live/automation_trace.h"
#include "model/project.h"

/* "gain", "s:....pan", "e:....threshold"; NULL where automation has no word for it. */
char *automation_target_text (const LiveTarget *target, const AutomationModel *model);
/* The parameter alone. */
const char *automation_param (const LiveTarget *target, const AutomationModel *model);

/* The control that an envelope of a track moves; false where the graph has it not. */
bool automation_target_of (const Graph *graph, const Track *track, const Envelope *envelope,
                           LiveTarget *target);

char *automation_line (const LiveTarget *target, const AutomationModel *model,
                       const TraceStretch *stretch);
