/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Targets of automation as commands name them, and their envelopes. Main thread. */
#pragma once

#include "edit/command.h"
#include "edit/points.h"

/* What an automation target is: the strip's own, a send's or a device's parameter; or, with a clip,
 * the clip's own. */
typedef struct {
  Id track, clip; /* clip 0 = the track */
  Id device; /* 0 = the track or clip itself */
  const char *param; /* borrowed from the text or a table */
  const ParamSpec *spec; /* of a device */
  PointScale scale;
  const char *text; /* as it was written */
} Target;

/* From the arguments "track", "clip" (where the command has it) and "target". */
bool target_read (Edit *edit, const Args *args, Target *target, GError **error);
/* A value in the unit of the target, in its range. */
bool target_read_value (const Target *target, const char *text, double *value, GError **error);
/* Whether values step from point to point: switches and choices. */
bool target_steps (const Target *target);

/* The arguments "shape" and "tension", where they are given. */
void point_read_shape (const Args *args, Point *point);

/* The envelope of a target; NULL when it has none. */
const Envelope *target_envelope (const Project *project, const Target *target);
/* The same to be written, made when there is none and `make`. */
Envelope *target_edit_envelope (Edit *edit, const Target *target, bool make);
/* A place of the song in the time of the envelope. */
int64_t target_time (Edit *edit, const Target *target, const Envelope *envelope, Position at);
/* The index of the point at a place; -1 with an error that names the nearest. */
int target_find_point (Edit *edit, const Target *target, const Envelope *envelope, Position at,
                       GError **error);
/* Takes an envelope without points away. */
void target_drop_empty (Edit *edit, const Target *target);
