/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planar samples to the interleaved little-endian bytes of a WAV file. Pure functions; any thread.
 */
#pragma once

#include "base/types.h"

/* n frames; `to` holds n * channels * bits / 8 bytes. `bits` is 16 or 24; the integers fit. */
void pack_integers (const int32_t *const *planar, int channels, int bits, int n, uint8_t *to);
void pack_float32 (const float *const *planar, int channels, int n, uint8_t *to);
