/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats that libsndfile encodes, led through our own output so that tags are ours and nothing
 * in the file hangs on the clock: FLAC, MP3, Opus, Vorbis, AIFF. Private to encode. */
#pragma once

#include "media/encode.h"
#include "media/output.h"

typedef struct SndfileSink SndfileSink;

/* `tags` is not NULL and is used here only. The output stays the caller's. */
SndfileSink *sndfile_sink_open (OutputFile *output, const EncodeSpec *spec, const MediaTags *tags,
                                GError **error);
/* Interleaved; integers stand in the upper bits of 32. */
bool sndfile_sink_write_int (SndfileSink *sink, const int32_t *interleaved, int n, GError **error);
bool sndfile_sink_write_float (SndfileSink *sink, const float *interleaved, int n, GError **error);
/* Finishes the stream and frees the sink. */
bool sndfile_sink_close (SndfileSink *sink, GError **error);
void sndfile_sink_abort (SndfileSink *sink);
