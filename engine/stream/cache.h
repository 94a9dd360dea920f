/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory that live playback reads from: files in chunks, filled by the reader, with one bound
 * for all. Any thread but audio. */
#pragma once

#include "stream/source.h"

#define STREAM_BUDGET_BYTES ((size_t) 1 << 30)

/* 0 = STREAM_BUDGET_BYTES. Memory is taken as it is needed, in slabs. */
StreamCache *stream_cache_new (size_t budget_bytes);
/* NULL is fine. The reader, every source and every plan are gone before. */
void stream_cache_free (StreamCache *cache);

/* The channels first ... first + channels - 1 (1 or 2 of them) of a file. The same file, unchanged,
 * is found again with what is still in memory of it, also after its last source was released. The
 * source holds a reference to what it needs of `file`. */
const AudioSource *stream_source (StreamCache *cache, PcmFile *file, int first, int channels);
/* NULL is fine; no graph that reads it runs any more. */
void stream_source_free (const AudioSource *source);

/* What is behind a source of this cache; NULL for others. Borrowed. */
StreamFile *stream_source_file (const AudioSource *source);

StreamFile *stream_file_ref (StreamFile *file);
void stream_file_unref (StreamFile *file);

size_t stream_cache_budget (const StreamCache *cache);
size_t stream_cache_used (const StreamCache *cache); /* bytes that hold sound */
uint64_t stream_cache_misses (const StreamCache *cache);
/* One sentence when the memory could not be locked and may be paged out, else NULL. To be freed. */
char *stream_cache_warning (const StreamCache *cache);
