/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Controllers of note clips, as envelopes keep them: control changes, bend, pressure and programs
 * of a channel. Main thread. */
#pragma once

#include "base/error.h"
#include "model/project.h"

/* The name that envelopes keep ("cc64", "bend@10") of what a user wrote: that itself in any case,
 * or "modulation", "volume", "pan", "expression", "sustain" in place of the number. To be freed;
 * NULL with an error. */
char *controller_read (const char *text, GError **error);
/* Whether an envelope of a note clip is one. */
bool controller_is (const char *param);
/* The range of its values: 0 to 127, of bend -1 to 1. */
void controller_range (const char *param, double *least, double *most);
/* Whether its values step from point to point: programs, and pedals as they are switched (64 to
 * 69). */
bool controller_steps (const char *param);
/* A number in its range, or a percentage of it. */
bool controller_read_value (const char *param, const char *text, double *value, GError **error);

/* The envelope of a clip that is one; NULL: none. */
const Envelope *controller_find (const Clip *content, const char *param);
/* Its value at a tick of the content; `none` before the first point or without any. */
double controller_value (const Envelope *envelope, Ticks at, double none);
