/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a PCM file to floats: one routine per encoding and layout, chosen once per file for the
 * processor at hand; every choice gives the same bits. Realtime. */
#pragma once

#include "media/pcm.h"

/* n samples that lie `stride` bytes apart. */
typedef void PcmDecodeOne (const uint8_t *bytes, int stride, int n, float *out);
/* n frames of two interleaved channels. */
typedef void PcmDecodeTwo (const uint8_t *bytes, int n, float *left, float *right);

typedef struct {
  PcmDecodeOne *one; /* any layout */
  PcmDecodeTwo *two; /* stereo */
} PcmDecoder;

/* The decoders read no byte before bytes[-1] and none after the last sample; bytes[-1] must exist.
 * `baseline_only` gives those for every processor, to compare against. */
PcmDecoder pcm_decoder (PcmEncoding encoding, bool baseline_only);

int pcm_sample_bytes (PcmEncoding encoding);
