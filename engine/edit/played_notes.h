/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MIDI messages as notes and points of controllers. Main thread. */
#pragma once

#include "edit/command.h"

/* A channel message at a place of the song. */
typedef struct {
  Ticks at;
  uint8_t n, bytes[3];
} PlayedMessage;

/* Reads "48000:903c64,72000:803c40": frames of the song at the project's rate, and the bytes of a
 * channel message. PlayedMessage by place; NULL with an error. */
GArray *played_messages_read (Edit *edit, const char *text, GError **error);

/* How hard a key was pressed while its note sounded. */
typedef struct {
  guint note; /* index among the notes */
  Ticks at; /* from the note's start */
  double value; /* 0..127 */
} PlayedPressure;

/* Of the messages before `end`: Note without ids, by place, in ticks of the song. A key that is
 * still down there ends there; one that comes up at its own tick lasts one. *pressures gets
 * PlayedPressure, by note and place. */
GArray *played_notes (const GArray *messages, Ticks end, GArray **pressures);

/* The envelope of a note clip that a message is a point of ("cc64", "bend@10") and the point's
 * value; false for notes and for what clips do not hold. The name is the caller's. */
bool played_value (const PlayedMessage *message, char **param, double *value);
