/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a WAV file that grows into an RF64 past 4 GiB without moving its samples (EBU Tech
 * 3306: a JUNK chunk keeps the place of ds64). Any thread but audio. */
#pragma once

#include <glib.h>
#include "media/bext.h"
#include "media/pcm.h"
#include "media/tags.h"

typedef struct {
  PcmEncoding encoding; /* PCM_INT16, PCM_INT24 or PCM_FLOAT32 */
  int rate, channels;
  const BextInfo *bext; /* or NULL */
  const MediaTags *tags; /* or NULL */
} WavHeader;

/* Everything before the first sample of a file with `frames` frames. The size of the header does
 * not depend on `frames`, so it is written once with 0 and again over itself at the end. */
GByteArray *wav_header_new (const WavHeader *header, Frames frames);

/* What follows the last sample: 1 when the data size is odd. */
int wav_header_padding (const WavHeader *header, Frames frames);
