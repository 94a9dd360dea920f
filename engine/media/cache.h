/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any audio file as mapped PCM at the project's rate: the original where it is that already, else a
 * float WAV made once and kept in the cache. Any thread but audio; several processes at once. */
#pragma once

#include "media/hash.h"
#include "media/pcm.h"

/* Where the conversion of the content `hash` to `rate` lies under cache_dir. To be freed. */
char *media_cache_path (const char *cache_dir, const char *hash, int rate);

/* Opens `file` at project_rate. `hash` is its content hash, NULL to have it computed where it is
 * needed. A cached conversion has resample_length (frames, its rate, project_rate) frames, no delay
 * and unchanged gain. Where cache_dir cannot be written the user's cache folder serves, else the
 * temporary one. Converting takes its time: cancellable and progress (in source frames) may be
 * NULL. */
PcmFile *media_open (const char *file, const char *hash, int project_rate, const char *cache_dir,
                     GError **error);
PcmFile *media_open_full (const char *file, const char *hash, int project_rate,
                          const char *cache_dir, MediaProgress progress, gpointer data,
                          GCancellable *cancellable, GError **error);
