/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the engine. Messages are one sentence a user can act on, without a
 * trailing period: "cannot open 'x.wav': No such file or directory". Any thread but audio. */
#pragma once

#include <glib.h>

#define ENGINE_ERROR (engine_error_quark ())
GQuark engine_error_quark (void);

typedef enum {
  ENGINE_ERROR_FAILED, /* the outside world said no: files, disks, devices */
  ENGINE_ERROR_INVALID, /* a value or file is not what it should be */
  ENGINE_ERROR_NOT_FOUND, /* a name or id matches nothing */
  ENGINE_ERROR_LOCKED, /* another program holds the project */
  ENGINE_ERROR_CANCELLED, /* the user stopped it */
} EngineError;

/* Sets an ENGINE_ERROR_FAILED "what 'path': strerror (number)". Returns false, to be returned. */
gboolean error_set_errno (GError **error, int number, const char *what, const char *path);
