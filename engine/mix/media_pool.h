/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open media of a project, as the compiler asks for them: each file mapped once, converted,
 * stretched and transposed through the cache. Any thread but audio, one at a time. */
#pragma once

#include "mix/mix.h"
#include "stream/cache.h"

typedef struct MediaPool MediaPool;

/* `folder` is the project's; what is made lies in its cache folder. */
MediaPool *media_pool_new (const char *folder, int rate);
/* For playing live: its sources are read from `cache`, which outlives it. */
MediaPool *media_pool_new_live (const char *folder, int rate, StreamCache *cache);
void media_pool_free (MediaPool *pool); /* every graph that reads from it is gone before */

/* Whether a sound can be had without stretching a file first. Nothing is opened. */
bool media_pool_has (MediaPool *pool, const Source *source, double stretch, double transpose,
                     bool formant, const WarpMap *warp);
/* For a MixRequest; borrowed. */
const MixMedia *media_pool_media (MediaPool *pool);
