/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of automation as command lines. No GTK; main thread. */
#pragma once

#include "ui/desk/desk.h"

/* "gain", or "EFFECT.cutoff" with the id of the device, as `target=` takes it. To be freed. */
char *point_target (const Envelope *envelope);
/* A value as `value=` takes it: what the lane shows, in the unit of the target. To be freed. */
char *point_value_text (const Project *project, const Track *track, const Envelope *envelope,
                        double value);
/* The place of a point of the envelope as `at=` takes it; borrowed as from lq_desk_place. */
const char *point_place (LqDesk *desk, const Envelope *envelope, int64_t at);
