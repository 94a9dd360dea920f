/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A control that a hand can hold, in the project: its value, its range, and the command line that
 * sets it. Values as in desk_touch.h. Any thread. */
#pragma once

#include "edit/command.h"
#include "realtime/live_value.h"

#define TOUCH_SILENCE -90.0 /* dB: a gain at or below is silence */

bool touch_is_gain (const LiveTarget *target);
/* NULL for strips and sends, and where there is no such device or parameter. */
const ParamSpec *touch_param (const EditHost *host, const Project *project,
                              const LiveTarget *target);
/* What the project says, without envelopes; 0 where there is no such control. */
double touch_model (const EditHost *host, const Project *project, const LiveTarget *target);
double touch_clamp (const ParamSpec *spec, const LiveTarget *target, double value);
/* To be freed; NULL where there is no such control. */
char *touch_line (const EditHost *host, const Project *project, const LiveTarget *target,
                  double value);
