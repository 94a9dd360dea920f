/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as hands move them: the way of a knob, steps of keys, what is typed. Without a screen;
 * any thread. */
#pragma once

#include <glib.h>

#include "base/param.h"

/* Whether it has a value that can be moved; files have none. */
bool param_moves (const ParamSpec *param);
/* On the display scale, 0 to 1; and back, rounded where the parameter knows whole values only. */
double param_position (const ParamSpec *param, double value);
double param_at (const ParamSpec *param, double position);
/* Two-way: knobs fill from the middle. */
bool param_is_two_way (const ParamSpec *param);

/* So many natural steps on: 1 dB, 1 %, 1/12 octave of a frequency; 0.1 is a fine step, 10 a coarse
 * one. Whole values, switches and choices go on by one at least. Stays in the range. */
double param_step (const ParamSpec *param, double value, double steps);

/* What was typed: "-6", "1.2k", "+1.5" and "*2" on what is there, "A4" of a frequency, a choice or
 * the beginning of its name. Out of range it becomes the nearest value and *nearest is set. False
 * with a sentence where it is no value. */
bool param_read (const ParamSpec *param, const char *text, double now, double *value, bool *nearest,
                 GError **error);

/* As commands read it; choices by name. To be freed. */
char *param_write (const ParamSpec *param, double value);
