/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and signals that the tests of media/ make for themselves, in a folder of their own. */
#pragma once

#include <glib.h>
#include <sndfile.h>
#include "base/types.h"

/* A fresh folder under the temporary one; removed with all that is in it by fixture_remove_folder.
 */
char *fixture_folder (void);
void fixture_remove_folder (char *folder);
int fixture_count_files (const char *folder); /* hidden ones too */

char *fixture_path (const char *folder, const char *name);

/* Interleaved floats of `channels`: a different sine in each, amplitude 0.5, whole numbers of 24
 * bits. */
float *fixture_tones (int rate, int channels, Frames frames);

/* The same as arrays of their own, NULL behind the last. */
float **fixture_planar (int channels, int rate, Frames frames);
void fixture_free_planar (float **planar);

/* Writes them with libsndfile; format as in SF_INFO. */
char *fixture_write (const char *folder, const char *name, int format, int rate, int channels,
                     const float *interleaved, Frames frames);

/* The whole of a file as interleaved floats by libsndfile; info is filled in. */
float *fixture_read (const char *path, SF_INFO *info);

/* Amplitude of the sine of `frequency` in every `stride`-th sample, by a windowed correlation. */
double fixture_level (const float *samples, int stride, Frames frames, double frequency, int rate);

void fixture_assert_same_files (const char *a, const char *b);
