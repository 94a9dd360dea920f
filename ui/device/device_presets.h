/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presets that users keep: of a device, of a chain. Files of text in a folder for each kind, a
 * value a word or a command a line. Without a screen; main thread. */
#pragma once

#include "ui/device/device_state.h"

#define PRESETS_OF_CHAINS "chain"

/* Of `kind`: a device's, or that above. To be freed. */
char *presets_folder (const char *kind);
GPtrArray *presets_list (const char *kind); /* names, sorted; to be freed with its texts */
/* False with a sentence where it cannot be written, or the name is none. One of that name is
 * replaced. */
bool presets_save (const char *kind, const char *name, const char *text, GError **error);
char *presets_load (const char *kind, const char *name, GError **error); /* to be freed */
bool presets_remove (const char *kind, const char *name, GError **error);

/* What differs from the defaults: "threshold=-24 ratio=3". To be freed. */
char *preset_of_device (const DeviceSpec *spec, const Effect *effect);
/* Command lines, to be run as one step; texts of the array are its own. */
GPtrArray *preset_device_lines (Id track, Id effect, const char *text);

/* The inserts of a track, a line each; devices that are not built in are left out. */
char *preset_of_chain (const Track *track);
/* In place of the inserts that the track has. */
GPtrArray *preset_chain_lines (const Track *track, const char *text);
