/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decodes any format that libsndfile reads, front to back, as floats. Any thread but audio, one at
 * a time. */
#pragma once

#include <glib.h>
#include <sndfile.h>
#include "base/types.h"

typedef struct MediaDecoder MediaDecoder;

/* NULL and a sentence that says what is wrong: no such file, a folder, empty, unknown, broken. */
MediaDecoder *decoder_open (const char *path, GError **error);
void decoder_close (MediaDecoder *decoder); /* NULL is fine */

const SF_INFO *decoder_info (const MediaDecoder *decoder);
SNDFILE *decoder_sndfile (MediaDecoder *decoder); /* for its markers and tags */

/* Up to n frames to `planar`, one array a channel, full scale +-1, infinities and NaN as 0. Returns
 * how many; 0 at the end, which comes early in a file that was cut off. */
int decoder_read (MediaDecoder *decoder, float *const *planar, int n);
