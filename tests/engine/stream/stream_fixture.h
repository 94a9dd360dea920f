/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of noise files, a cache and a reader over them, and graphs that hold regions only. Tests
 * only. */
#pragma once

#include "media_fixture.h"
#include "stream/reader.h"

typedef struct {
  char *folder;
  StreamCache *cache;
  StreamReader *reader;
  GPtrArray *files, *sources; /* PcmFile, AudioSource of them, in the order added */
} StreamFixture;

StreamFixture *stream_fixture_new (size_t budget);
void stream_fixture_free (StreamFixture *fixture);

/* Writes noise by number; returns the number of the file. */
int stream_fixture_add (StreamFixture *fixture, int format, int channels, Frames frames);

static inline const AudioSource *
stream_fixture_source (const StreamFixture *fixture, int file)
{
  return g_ptr_array_index (fixture->sources, file);
}

/* A plan of a graph with one strip per list, shifted by its index times `shift`. */
StreamPlan *stream_fixture_plan (const RegionList *lists, int n, Frames shift);

/* Waits until prepared; whether all of it came. */
bool stream_fixture_prepare (StreamFixture *fixture, StreamPlan *plan, Frames at);

/* Waits up to two seconds until so much is in memory. */
void stream_fixture_wait_used (const StreamFixture *fixture, size_t bytes);
