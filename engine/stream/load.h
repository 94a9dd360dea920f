/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads runs of chunks from files into the cache. Reader thread. */
#pragma once

#include "stream/scan.h"

typedef enum {
  STREAM_LOADED,
  STREAM_NO_ROOM, /* everything in memory is wanted just as much */
  STREAM_MISSING, /* the file is gone or replaced */
  STREAM_SHORTENED, /* the file ends before it did when it was opened */
  STREAM_IO_ERROR,
} StreamLoadResult;

/* What of the run is not in memory by now; adds to *bytes what was read. A file that failed is left
 * alone for a second. */
StreamLoadResult stream_load (StreamCache *cache, const StreamRun *run, uint64_t *bytes);

/* Lets the system begin to read a run, without waiting. */
void stream_load_advise (const StreamRun *run);
