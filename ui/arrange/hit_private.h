/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the hit zones: what their files share. */
#pragma once

#include "ui/arrange/hit.h"

/* How high the header of clips in a row is, pixels. */
int hit_clip_header (LqDesk *desk, const Row *row);
/* `inside` counts from the row's top; hit->y is of the song then, too. */
void hit_automation (LqDesk *desk, const Row *row, double x, double inside, Hit *hit);
