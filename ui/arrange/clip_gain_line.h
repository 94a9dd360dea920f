/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the gain points of a clip stand in its row: the fader law over its body. No GTK; any
 * thread. */
#pragma once

#include "ui/desk/clip_gain.h"

/* Pixels from the top of a clip of this height whose header takes so many of them, and back. */
double clip_gain_y (int height, int header, double db);
double clip_gain_db (int height, int header, double y);
