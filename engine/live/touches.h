/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hands hold just now, as the main thread sees it: on its way to the player's live values. */
#pragma once

#include <glib.h>

#include "realtime/player.h"

#define TOUCHES 512

typedef struct {
  LiveTarget target;
  double value; /* dB of a gain, else in the unit of the parameter; what `adds`: an offset */
  bool gain;
  bool adds;
  bool writes; /* automation, while the song plays */
  bool sent; /* the player knows the value, or that it is let go */
  bool let_go;
  bool at_once; /* let go without waiting for an edit */
  bool dropped;
  bool begins; /* it belongs to the next start, not to what plays still */
  bool latched; /* no hand is there any more, but the value stays */
  Frames back; /* of the release */
  uint32_t serial; /* of the request that was sent last */
} Touch;

/* What the player was told. */
typedef struct {
  PlayerRequest request;
  bool writes, begins, dropped;
} TouchSent;

typedef struct {
  Player *player; /* borrowed */
  uint32_t serial; /* of the last request */
  GArray *sent; /* TouchSent, in order, for whoever takes them out */
  int n;
  Touch touches[TOUCHES];
} Touches;

void touches_init (Touches *touches, Player *player);
void touches_clear (Touches *touches);

/* False when TOUCHES are held already. The gain of a strip or send is in dB. Of `touch` the target,
 * the value, `adds`, `writes`, `begins` and `latched` count. */
bool touches_hold (Touches *touches, const Touch *touch);
const Touch *touches_find (const Touches *touches, const LiveTarget *target); /* or NULL */
/* Lets go when `settled` is next said, so that an edit on its way is heard first. */
void touches_let_go (Touches *touches, const LiveTarget *target);
/* Lets go at once, in so many frames; 0: as fast as usual. `dropped`: it is not kept. */
void touches_let_go_now (Touches *touches, const LiveTarget *target, Frames back, bool dropped);
/* The hand goes, the value stays until touches_unlatch (), which lets go as touches_let_go () of
 * all that was sent up to this serial. */
void touches_latch (Touches *touches, const LiveTarget *target);
void touches_unlatch (Touches *touches, uint32_t serial);
/* Latched, and sent up to there. */
bool touch_is_left (const Touch *touch, uint32_t serial);
/* Sends what is not sent. `settled`: the newest project is what plays. */
void touches_send (Touches *touches, bool settled);
