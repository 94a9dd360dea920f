/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a hand did outside of where recording is meant to happen, before the end of a pre-roll or
 * beside the punch range, is taken out of what is written. Main thread. */
#pragma once

#include "live/automation_trace.h"

/* Cuts TraceStretches to song positions [from, to). At a cut the line meets the model there, in a
 * ramp as long as that of a touch which lies inside. What is left of none goes. */
void automation_limit (GPtrArray *stretches, const AutomationModel *model, Frames from, Frames to,
                       int rate);
