/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Devices of a strip as the screen needs them: which there are, their values, and the command lines
 * that change them. Without a screen; main thread. */
#pragma once

#include "base/param.h"
#include "model/project.h"

typedef enum { DEVICE_INSTRUMENT, DEVICE_INSERT, DEVICE_MASTER } DeviceRow;

typedef struct {
  const Effect *effect;
  const DeviceSpec *spec; /* NULL: not known to this version */
  DeviceRow row;
  int at; /* from 1 in its row */
} DeviceSlot;

const DeviceSpec *device_spec (const char *kind); /* or NULL */
/* Instrument, inserts, mastering chain: DeviceSlot. To be freed. */
GArray *device_slots (const Track *track);
/* That of a device, borrowed; NULL: none. */
const DeviceSlot *device_slot_of (const GArray *slots, Id effect);
/* What it is called: its own name, else that of its kind. Borrowed. */
const char *device_title (const Effect *effect);
/* n_params values, as the model has them. */
void device_values (const DeviceSpec *spec, const Effect *effect, double *values);
/* The path of a file parameter, "" for none; borrowed. */
const char *device_file (const Effect *effect, const ParamSpec *param);
int device_param (const DeviceSpec *spec, const char *name); /* -1: none */

/* The envelope of a parameter, or NULL; one that is off counts as none. */
const Envelope *device_envelope (const Track *track, const Effect *effect, const ParamSpec *param);

/* Whether an effect of the track can listen to another one without a circle of routing. */
bool device_may_hear (const Project *project, const Track *track, Id effect, const Track *source);

/* Command lines; to be freed. */
char *device_line_set (Id track, Id effect, const ParamSpec *param, double value);
/* All that differs between two sets of values in one line; NULL where nothing does. A part of a
 * device is switched as `to` has it, whatever its other values would switch on. */
char *device_line_values (Id track, Id effect, const DeviceSpec *spec, const double *from,
                          const double *to);
/* `command` of the effect with the rest of the line. */
char *device_line (const char *command, Id track, Id effect, const char *rest);
