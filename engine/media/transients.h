/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where sounds begin: places at which the energy rises suddenly over what was before. Any thread
 * but audio; the same file gives the same places. */
#pragma once

#include "media/pcm.h"

/* int64_t, frames of the file in [from, to), rising; of the channels first .. first + channels - 1,
 * two at most. A place is the first frame of the rise, no two lie nearer than 40 ms. To be freed.
 */
GArray *transients_find (const PcmFile *file, Frames from, Frames to, int first, int channels);
