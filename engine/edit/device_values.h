/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of effects and instruments as commands write them: "threshold=-20dB", "band1.type=bell".
 */
#pragma once

#include "edit/command.h"

/* The row of a parameter, or NULL with an error that names the nearest. */
const ParamSpec *device_find_param (const DeviceSpec *spec, const char *name, GError **error);

/* Reads a value in the parameter's own unit or a related one (kHz, s, ms, %, 4:1, on/off, a choice)
 * and checks the range. For choices and files *choice is the text to store, else NULL. */
bool device_read_value (const ParamSpec *param, const char *text, double *value,
                        const char **choice, GError **error);

/* Whether it switches a part of a device: "band3.on". */
bool device_is_switch (const char *name);
/* Sets one parameter as text. Setting anything of a part, "band3.freq", switches it on: switches
 * that are given, too, come last. */
bool device_set (Effect *effect, const DeviceSpec *spec, const char *name, const char *text,
                 GError **error);
/* All parameters as a preset of the table has them; the nearest name on error. */
bool device_apply_preset (Effect *effect, const DeviceSpec *spec, const char *name, GError **error);

/* Sets all the pairs beyond a command's own arguments on the effect. */
bool device_set_rest (Effect *effect, const DeviceSpec *spec, const Args *args, GError **error);

/* The spec of an effect node, by its kind, instrument or effect; NULL when it is not built in. */
const DeviceSpec *device_spec_of (const EditHost *host, const Effect *effect);
