/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to insert: built-in devices by family, their presets, those that users keep, and
 * the command lines that put them on a track. Without a screen; main thread. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/device/device_state.h"

/* Instruments first; then effects in the order of a signal that is worked on. */
typedef enum {
  FAMILY_INSTRUMENT,
  FAMILY_EQ,
  FAMILY_DYNAMICS,
  FAMILY_SPACE,
  FAMILY_COLOR,
  FAMILY_UTILITY,
  N_FAMILIES
} DeviceFamily;

const char *shelf_family_name (DeviceFamily family); /* translated */
/* Effects that the table of families does not name are utilities. */
DeviceFamily shelf_family (const DeviceSpec *spec);
/* DeviceSpec: all of a family, in the order of their tables. Free the array. */
GPtrArray *shelf_family_devices (DeviceFamily family);

/* A key names a thing across starts of the program: "device:eq", "preset:eq:Vocal: clear" (built
 * in), "user:eq:Mine", "chain:Drum bus". */
bool shelf_is_key (const char *text); /* false for a path */
char *shelf_key_device (const DeviceSpec *spec); /* to be freed */
char *shelf_key_preset (const DeviceSpec *spec, const char *name);
char *shelf_key_user (const DeviceSpec *spec, const char *name);
char *shelf_key_chain (const char *name);
/* What a key names; NULL where it is gone. To be freed. */
char *shelf_name (const char *key);
/* Of a device or its presets; NULL for chains and what is unknown. */
const DeviceSpec *shelf_device (const char *key);
/* Whether a user has made it, so that it can be removed. */
bool shelf_is_removable (const char *key);
bool shelf_remove (const char *key, GError **error);

/* Command lines, one step, for a track; where it is 0 or does not take the thing (an instrument
 * on an audio track) a track of its own comes behind it, and *makes_track is true. NULL with a
 * sentence where the thing is gone. To be unreffed. */
GPtrArray *shelf_lines (const Project *project, const char *key, Id track, bool *makes_track,
                        GError **error);
/* In place of a device of that track; an instrument takes the place of instruments only. */
GPtrArray *shelf_replace_lines (const Project *project, const char *key, Id track, Id effect,
                                GError **error);
