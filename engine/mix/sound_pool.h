/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short audio files in memory, at the project rate, for devices that hear files. Any thread but
 * audio, one at a time. */
#pragma once

#include <glib.h>

#include "dsp/processor.h"

#define SOUND_POOL_SECONDS 10 /* more is not read */

typedef struct SoundPool SoundPool;

/* `cache` is the folder for converted files. */
SoundPool *sound_pool_new (const char *cache, int rate);
void sound_pool_free (SoundPool *pool); /* NULL is fine */

/* Read at the first call and again when the file has changed; of more than two channels the first
 * two. Borrowed until the next call for that path. NULL with an error. */
const ProcessorSound *sound_pool_find (SoundPool *pool, const char *path, GError **error);
