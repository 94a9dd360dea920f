/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mixes of songs that an album keeps in cache/songs, and which of them go. Any thread but
 * audio; several processes at once. */
#pragma once

#include <glib.h>
#include <stdint.h>

#define SONG_CACHE "cache/songs"

typedef struct {
  int64_t bytes; /* of all together */
  int64_t seconds; /* since one was used */
} SongCacheLimits;

/* 8 GiB and 90 days. */
extern const SongCacheLimits song_cache_limits;

/* Notes that the mix at `path` was used just now. */
void song_cache_use (const char *path);

/* Takes away what passes the limits, that which was not used for longest first; `now` in seconds
 * since 1970. What was used within the hour before stays in any case, and so do mixes of `kept`
 * (file names). Nothing but mixes and what was left half written is touched. */
void song_cache_prune (const char *folder, const char *const *kept, const SongCacheLimits *limits,
                       int64_t now);

/* Bytes of the mixes in the folder, and how many; 0 where there is none. */
int64_t song_cache_size (const char *folder, int *n);
