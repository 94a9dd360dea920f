/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an action would do now, in a few words. Main thread. */
#pragma once

#include "ui/commands/action.h"
#include "ui/desk/desk.h"

/* NULL where its name says it all. To be freed. */
char *outcome_text (LqDesk *desk, const Action *action);
