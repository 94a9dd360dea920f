/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One ring and the take that is being made of it. Writer thread. Private to writer. */
#pragma once

#include "stream/writer.h"

typedef struct WriterTrack WriterTrack;

/* Takes the report; the writer hands it on. For FINISHED the hash is still to be made. */
typedef void (*WriterSink) (WriterReport *report, void *data);

WriterTrack *writer_track_new (int number, CaptureRing *ring, const WriterInput *input,
                               WriterSink sink, void *data);
/* A take that is open is closed first. */
void writer_track_free (WriterTrack *track);
int writer_track_number (const WriterTrack *track);

void writer_track_stop (WriterTrack *track, Frames device_frame);
/* Writes what the ring holds. False when the ring is done with. */
bool writer_track_drain (WriterTrack *track);

/* Whether a take has frames that were not synced since `before` (g_get_monotonic_time). */
bool writer_track_wants_sync (const WriterTrack *track, gint64 before);
void writer_track_start_sync (WriterTrack *track);
void writer_track_sync (WriterTrack *track);
