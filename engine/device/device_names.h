/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of audio devices that stay when their numbers move, and how a device is found by one. Any
 * thread but audio. */
#pragma once

#include <glib.h>

/* "cannot be told" is NULL; the caller's. */
typedef char *(*DeviceCardId) (int card, void *data);

/* The name of a device of PortAudio: "ALSA: HDA Intel PCH: ALC257 Analog (hw:PCH,0)" from host
 * "ALSA" and "HDA Intel PCH: ALC257 Analog (hw:1,0)": the number of the card depends on the order
 * of plugging, its id does not. The caller's. */
char *device_name_stable (const char *host, const char *name, DeviceCardId card_id, void *data);

/* Makes those that occur twice differ, in order: " #2", " #3". names[i] are replaced. */
void device_names_make_unique (char **names, int n);

/* The one of n that `wanted` means: the same; the same but for case; the only one it is a part of.
 * -1 with ENGINE_ERROR_NOT_FOUND otherwise. */
int device_name_match (const char *const *names, int n, const char *wanted, GError **error);

/* The id of a sound card, as ALSA has it: a DeviceCardId; data is not used. */
char *device_card_id (int card, void *data);
