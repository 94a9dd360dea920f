/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 (FIPS 180-4), with the processor's own instructions where it has them: six times as fast
 * as GChecksum there. Any thread but audio. */
#pragma once

#include <glib.h>
#include "base/types.h"

typedef struct {
  uint32_t state[8];
  uint64_t size; /* bytes so far */
  uint8_t waiting[64]; /* size % 64 of them */
  bool baseline_only; /* for tests: not the processor's own instructions */
} Sha256;

void sha256_init (Sha256 *sha);
void sha256_add (Sha256 *sha, const void *bytes, size_t size);
/* 64 small hexadecimal digits, to be freed. The state is used up. */
char *sha256_finish (Sha256 *sha);
