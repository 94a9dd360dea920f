/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of one device as they are seen and moved: what the model says, where an envelope is
 * now, what a hand holds. A drag is heard within a block through the live value and becomes one
 * step of undo when the hand lets go, or automation, as the mode of the track says. Without a
 * screen; main thread. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/device/device_state.h"

typedef struct {
  LqDesk *desk; /* borrowed */
  Id track, effect; /* 0: none */
  const DeviceSpec *spec; /* NULL: none, or not known */
  double *values; /* n_params: what shows now */
  double *set; /* n_params: what the model has */
  bool *automated; /* n_params */
  double *held; /* n_params: what waits for the hand to let go, NaN where nothing does */
  bool moves; /* the desk holds values of it */
} DeviceHand;

void device_hand_init (DeviceHand *hand, LqDesk *desk);
void device_hand_clear (DeviceHand *hand);
/* Another device; what was held is let go. */
void device_hand_take (DeviceHand *hand, Id track, Id effect);

/* Borrowed until the next change; NULL where it is gone. */
const Track *device_hand_track (const DeviceHand *hand);
const Effect *device_hand_effect (const DeviceHand *hand);

/* Reads model, envelopes at the playhead and hands anew. True where something looks different. */
bool device_hand_read (DeviceHand *hand);

/* The hand moves a parameter: heard at once, kept when it lets go. */
void device_hand_move (DeviceHand *hand, int param, double value);
void device_hand_let_go (DeviceHand *hand);
void device_hand_cancel (DeviceHand *hand);
/* A step by key: presses of the same parameter within 600 ms are one step of undo. */
void device_hand_step (DeviceHand *hand, int param, double value);
/* One value as a step of its own. */
void device_hand_set (DeviceHand *hand, int param, double value);
/* All values as one step; false where nothing differs. */
bool device_hand_set_all (DeviceHand *hand, const double *values);
/* `command` of the device; false after telling why. */
bool device_hand_run (DeviceHand *hand, const char *command, const char *rest);

/* Holds values for the ear alone, such as the other bands off; NULL lets go. False where they would
 * write automation. */
bool device_hand_audition (DeviceHand *hand, const double *values);
