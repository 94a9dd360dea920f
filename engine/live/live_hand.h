/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that a hand plays in the window: on the letter keys, or to hear what it edits. Main thread.
 */
#pragma once

#include "live/live.h"

/* The instrument that hears them without being armed; 0: none. */
void live_hand_focus (Live *live, Id track);

typedef enum {
  HAND_TRACK, /* the track in focus alone */
  HAND_KEYBOARD, /* as a keyboard: what hears all ports, and is recorded; else the track in focus */
} HandTo;

/* A note begins; `velocity` 1..127. Nothing without MIDI in the config. */
void live_hand_on (Live *live, HandTo to, int pitch, int velocity);
void live_hand_off (Live *live, HandTo to, int pitch);

/* Inside live. */

#define LIVE_HAND_NUMBER 255 /* of the port */

/* Puts a message in the queue as if it had come by a port. */
void live_midi_play (LiveMidi *midi, uint16_t port, const uint8_t data[3], int64_t time_ns);
/* The value with the track in focus listening to the hand; a new reference. */
Project *live_hand_project (Live *live, const Project *project);
