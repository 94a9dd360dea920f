/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the player gives, to a file: a ring that the audio thread fills and main empties. */
#pragma once

#include <glib.h>

#include "base/realtime.h"
#include "base/types.h"

typedef struct Capture Capture;

/* A WAV file of two channels of floats. Main thread, as all but write. */
Capture *capture_new (const char *path, int rate, GError **error);
/* Finishes the file. False when something could not be written or came too fast. */
bool capture_free (Capture *capture, GError **error);

void capture_write (Capture *capture, const float *left, const float *right,
                    int n) REALTIME; /* audio thread */

void capture_poll (Capture *capture);
const char *capture_problem (const Capture *capture); /* a sentence, or NULL */
