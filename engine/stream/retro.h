/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last minutes of an armed input, always held, so that what was just played can become a take.
 * The audio thread writes over the oldest; another thread copies out whenever it likes, and neither
 * waits for the other.
 *
 * Memory: 4 bytes per frame and channel, rounded up to a power of two, and RETRO_SEGMENTS x 24: two
 * minutes at 48 kHz are 32 MiB per channel (174 s). */
#pragma once

#include "stream/retro_write.h"
#include "stream/take_file.h"

#define RETRO_SECONDS 120
#define RETRO_CHANNELS_MAX 64

/* Any thread but audio. All of its memory is touched. */
Retro *retro_new (int channels, int rate, double seconds);
void retro_free (Retro *retro); /* NULL is fine; when nobody uses it */
size_t retro_bytes (const Retro *retro); /* of memory */
Frames retro_capacity (const Retro *retro);
int retro_channels (const Retro *retro);

/* A stretch without a jump of the song or the device. */
typedef struct {
  Frames device_frame, n;
  Frames song_frame; /* of the first, or RETRO_STILL */
} RetroSegment;

/* What is held now, the oldest first; the oldest may be gone when it is read. Free with
 * g_array_unref. One thread at a time. */
GArray *retro_segments (const Retro *retro);

/* Copies the frames [device_frame, device_frame + n) to planar[channel]. What was overwritten, lost
 * by the device or has not come yet is silence; returns how many frames that is. */
Frames retro_read (const Retro *retro, Frames device_frame, Frames n, float *const *planar);

/* The newest stretch that is a pass through [song_from, song_to) or a part of it; false when
 * nothing held was played there. */
bool retro_find_song (const Retro *retro, Frames song_from, Frames song_to, RetroSegment *segment);

/* Writes a segment, or a part of one, to a file of its own: `spec` says which but for rate,
 * channels and song_frame, which are the segment's (0 where it stood still). *path and *hash are
 * the caller's. On failure nothing is left. */
bool retro_save (const Retro *retro, const RetroSegment *segment, const TakeFileSpec *spec,
                 char **path, char **hash, GError **error);

/* Holds the last n events, rounded up to a power of two: 24 bytes each. */
RetroEvents *retro_events_new (int n);
void retro_events_free (RetroEvents *events);
/* RetroEvent with device frames in [from, to), in the order they came. Free with g_array_unref. */
GArray *retro_events_read (const RetroEvents *events, Frames from, Frames to);
