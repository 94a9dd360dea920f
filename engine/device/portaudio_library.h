/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PortAudio itself: started and ended, kept quiet, its devices under our names. One thread at a
 * time is let in; any thread but audio.
 *
 * PortAudio sees only the devices that were there when it was started, so it runs only while
 * something is open, and starts anew for the next. */
#pragma once

#include <glib.h>
#include <portaudio.h>
#include <stdbool.h>

#include "device/device_list.h"

/* Starts it for one more user, at first in a child to see whether it survives. */
bool portaudio_begin (GError **error);
void portaudio_end (void);

/* Every call of PortAudio but for those of the callback stands between these two; what it and the
 * libraries below write to standard error meanwhile gets lost. */
void portaudio_enter (void);
void portaudio_leave (void);

/* Begun and entered: the device of that name, NULL for the default; paNoDevice with
 * ENGINE_ERROR_NOT_FOUND. *name becomes its full name; the caller's. */
PaDeviceIndex portaudio_find (const char *wanted, char **name, GError **error);

/* In a child: all devices; DeviceInfo. */
GPtrArray *portaudio_list (bool with_rates, GError **error);

/* Who has a device open may be the only one who can see it. */
void portaudio_set_open (const DeviceInfo *info);
void portaudio_set_closed (const DeviceInfo *info);
void portaudio_add_open (GPtrArray *list);

/* Sets an ENGINE_ERROR_FAILED "what: why". */
void portaudio_set_error (GError **error, PaError number, const char *what);
