/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stereo programme in floats on disk, under no name, for work that needs it whole. One thread. */
#pragma once

#include "base/error.h"
#include "base/types.h"

typedef struct FloatStore FloatStore;

FloatStore *float_store_new (GError **error);
void float_store_free (FloatStore *store); /* NULL is fine */

bool float_store_append (FloatStore *store, const float *const *audio, int n, GError **error);
Frames float_store_frames (const FloatStore *store);
/* Up to n frames from `at`, planar; returns how many, -1 with an error. */
int float_store_read (FloatStore *store, Frames at, int n, float *const *audio, GError **error);
