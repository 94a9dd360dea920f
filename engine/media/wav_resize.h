/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sizes in the header of a WAV file that grows: set while it is written, and mended when its
 * writer was killed. Only headers as wav_header_new makes them: JUNK or ds64 first, data last. Any
 * thread but audio. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct {
  int channels, rate, frame_bytes;
  int64_t data_at; /* bytes before frame 0 */
  Frames frames; /* as the header says */
} WavShape;

/* No header that we write is longer. */
#define WAV_HEADER_MAX 65536

/* From the first n bytes of a file, at most WAV_HEADER_MAX are needed; false when they are no such
 * header. */
bool wav_shape_read (const uint8_t *head, size_t n, WavShape *shape);

/* Makes a header, whose shape was read, that of a file with so many frames. The RIFF size past
 * which the file is an RF64 is `limit`; 0 = what 32 bits hold. */
void wav_resize (uint8_t *head, const WavShape *shape, Frames frames, uint64_t limit);

/* What the size of the file says is there: sets the header to it and drops a last frame that is not
 * whole. Sound is not touched. shape->frames is then what is there. Changes nothing when the header
 * was right; synced otherwise. ENGINE_ERROR_INVALID when it is no such file. */
bool wav_mend (const char *path, WavShape *shape, GError **error);

/* The first half of that: what is there, and nothing is written. */
bool wav_measure (const char *path, WavShape *shape, GError **error);
