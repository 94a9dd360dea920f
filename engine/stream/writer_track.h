/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One ring and the take that is being made of it. Writer thread. Private to writer. */
#pragma once

#include <glib.h>

#include "stream/writer.h"

typedef struct WriterTrack WriterTrack;

/* Takes the report; the writer hands it on. */
typedef void (*WriterSink) (WriterReport *report, void *data);

/* What it opens it adds to `takes` (OpenTake), which is the writer's: to sync, and to close what
 * has ended. */
WriterTrack *writer_track_new (int number, CaptureRing *ring, const WriterInput *input,
                               GPtrArray *takes, WriterSink sink, void *data);
/* A take that is open ends. */
void writer_track_free (WriterTrack *track);
int writer_track_number (const WriterTrack *track);

void writer_track_stop (WriterTrack *track, Frames device_frame);
/* Writes what the ring holds. False when the ring is done with. */
bool writer_track_drain (WriterTrack *track);
