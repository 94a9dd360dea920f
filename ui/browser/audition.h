/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hearing files beside the song: read, brought to the project's rate and, where they say their
 * tempo, to the song's, on another thread; played to the monitors alone. Main thread. */
#pragma once

#include "ui/desk/desk.h"

#define AUDITION_SECONDS 120 /* of a file that are heard */
#define AUDITION_SYNC_SECONDS 60 /* a longer file keeps its own tempo */

typedef struct Audition Audition;

/* `heard` is called when a file begins to sound. */
Audition *audition_new (LqDesk *desk, void (*heard) (gpointer data), gpointer data);
void audition_free (Audition *audition); /* NULL is fine; what plays ends */
/* In place of what is heard. `sync`: in the tempo of the song at its playhead. A file that cannot
 * be read is silent: the browser says why. */
void audition_play (Audition *audition, const char *path, bool sync);
void audition_stop (Audition *audition);
/* How far it has come, 0 to 1; below 0: nothing is heard. */
double audition_place (const Audition *audition);

/* What is heard of a file: two sides of *n frames at the rate, from g_malloc, which may be one.
 * `bpm` of the song, 0: as it is. False where it cannot be read. Any thread but audio. */
bool audition_read (const char *path, int rate, double bpm, float *sides[2], Frames *n,
                    GCancellable *cancellable);
