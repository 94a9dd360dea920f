/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hands hold just now, as the main thread sees it: on its way to the player's live values. */
#pragma once

#include "realtime/player.h"

#define TOUCHES 256

typedef struct {
  LiveTarget target;
  double value; /* dB of a gain, else in the unit of the parameter */
  bool gain;
  bool sent; /* the player knows the value, or that it is let go */
  bool let_go;
} Touch;

typedef struct {
  Player *player; /* borrowed */
  int n;
  Touch touches[TOUCHES];
} Touches;

/* False when TOUCHES are held already. The gain of a strip or send is in dB. */
bool touches_hold (Touches *touches, const LiveTarget *target, double value);
/* Lets go when `settled` is next said, so that an edit on its way is heard first; or `at_once`. */
void touches_let_go (Touches *touches, const LiveTarget *target, bool at_once);
/* Sends what is not sent. `settled`: the newest project is what plays. */
void touches_send (Touches *touches, bool settled);
