/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a clip sounds the places at which its recording lost something. No GTK; any thread. */
#pragma once

#include <glib.h>

#include "model/tempo_map.h"

/* Units of the song; from == to: nobody knows how much is missing. */
typedef struct {
  Units from, to;
} ClipDropout;

/* Of an audio clip, in the order of its source, and each time that a loop comes by. What lies
 * outside of the clip is left out. Free with g_array_unref; NULL where there are none. */
GArray *clip_dropouts (const TempoMap *map, const Clip *clip, const Source *source);
