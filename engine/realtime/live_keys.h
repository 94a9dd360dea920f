/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is played on keyboards just now, on its way into the instruments of a graph. Audio thread.
 *
 * A note is never left hanging, whatever becomes of its off: before each block, a strip lets go of
 * keys that are not down any more. */
#pragma once

#include "dsp/processor.h"

#define PLAYED_MOST 256 /* events of one block */
#define LIVE_PORT_ALL UINT32_MAX

typedef struct {
  int frame; /* of the device's block */
  uint32_t port; /* live_port_key () of its name */
  Event event;
} PlayedEvent;

/* Those of one block of the device, by frame. */
typedef struct {
  int n;
  PlayedEvent events[PLAYED_MOST];
  uint64_t down[16][2]; /* keys that were down before, or went down in it */
  unsigned panic; /* another number: whatever sounds is let go */
} PlayedEvents;

#define KEY_VALUES 131 /* of a channel: controllers, bend, pressure, program */

/* What an instrument's strip remembers of it. All zeros at first. */
typedef struct {
  uint64_t held[16][2];
  int n_held;
  uint32_t port; /* that it heard last */
  unsigned panic;
  uint64_t known[(16 * KEY_VALUES + 63) / 64]; /* which values were moved */
  float values[16 * KEY_VALUES];
} LiveKeys;

typedef struct StripContext StripContext;
typedef struct Strip Strip;

/* The name of a port as a number, neither 0 nor LIVE_PORT_ALL. Any thread. */
uint32_t live_port_key (const char *name);

/* Before a part of the block: lets go of what is not held any more, or not heard any more. */
void live_keys_settle (const StripContext *context, const Strip *strip) REALTIME;
/* Gives the strip's instrument the events of frame `offset` of the call. */
void live_keys_play (const StripContext *context, const Strip *strip, int offset) REALTIME;
/* The first frame of [offset, end) with an event for the strip, or `end`. */
int live_keys_next (const StripContext *context, const Strip *strip, int offset, int end) REALTIME;
/* What was moved, to an instrument that is fresh. */
void live_keys_chase (const Strip *strip) REALTIME;
/* The instrument was reset: nothing sounds. What was moved is still known. */
void live_keys_forget (const Strip *strip) REALTIME;
/* The song leaves the place behind `at`: lets go of what the notes of the song made sound. */
void live_keys_leave (const Strip *strip, Frames at) REALTIME;
