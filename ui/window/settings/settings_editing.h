/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How projects begin, as the settings say. GTK thread. */
#pragma once

#include "ui/desk/desk.h"

void settings_editing_apply (LqDesk *desk);
