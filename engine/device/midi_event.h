/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A MIDI message that came or goes at a time. A plain value; any thread. */
#pragma once

#include <stdint.h>

/* Room also for a short system exclusive message, such as MMC or a full MTC frame. */
#define MIDI_EVENT_BYTES 21

typedef struct {
  int64_t time_ns; /* CLOCK_MONOTONIC */
  uint16_t port; /* which, of MidiPorts */
  uint8_t size; /* bytes of one whole message, status byte first */
  uint8_t data[MIDI_EVENT_BYTES];
} MidiEvent;
