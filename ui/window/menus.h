/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus: rows of the table of actions with their keys. GTK thread. */
#pragma once

#include "ui/window/window.h"

GMenuModel *menus_new (LqWindow *window);
