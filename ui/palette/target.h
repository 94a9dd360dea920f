/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands act on, in words. Main thread. */
#pragma once

#include "ui/desk/desk.h"

/* "2 clips, Gtr L and Gtr R", "Range 17.1.1 – 21.1.1", "Track 7, Gtr R". To be freed. */
char *target_text (LqDesk *desk);
