/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a track's `input` says: device channels, a MIDI port or a track. Any thread. */
#pragma once

#include "model/project.h"

typedef enum {
  INPUT_NONE, /* nothing that can be recorded as sound */
  INPUT_DEVICE,
  INPUT_MIDI,
  INPUT_TRACK,
} InputKind;

#define INPUT_MOST_CHANNELS 64

typedef struct {
  InputKind kind;
  int n; /* of device channels: at least 1; of a track: 2 */
  int channels[INPUT_MOST_CHANNELS]; /* from 0 */
  Id track;
  const char *port; /* of MIDI, "" for all; borrowed from the track */
} TrackInput;

/* Channels of the device, "3" or "3-4", from 0; returns how many: 0 where it is neither. */
int device_channels_read (const char *text, int channels[2]);

/* "3" is the device's third input, "3-4" or "3+4" a pair, "1-8" eight of them; "midi" all ports,
 * "midi:NAME" one; "track:NAME" or an id what that track gives, which for who takes notes from who
 * takes notes is the other's own input; "none". Without a word an audio track listens to the first
 * input, an instrument to all MIDI ports. */
TrackInput track_input (const Project *project, const Track *track);
