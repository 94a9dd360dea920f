/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Explains what has the focus: its name, what it does, its keys. GTK thread. */
#pragma once

#include "ui/window/window.h"

void what_is_this (LqWindow *window);
