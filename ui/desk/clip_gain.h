/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gain points of audio clips, over the time of the song. No GTK; main thread. */
#pragma once

#include "model/clip.h"

/* Those of the clip, borrowed; NULL: it has none, or carries notes. */
const Envelope *clip_gain_of (const Clip *clip);
/* The place of a point in the song. */
Units clip_gain_units (const TempoMap *map, const Clip *clip, const Envelope *envelope, int index);
/* The point that stands at a place of the song, to a tenth of a millisecond; -1: none. */
int clip_gain_find (const TempoMap *map, const Clip *clip, const Envelope *envelope, Units at);
/* The gain at a place of the song, dB, down to -inf; 0 where `envelope` is NULL. */
double clip_gain_value (const TempoMap *map, const Clip *clip, const Envelope *envelope, Units at);
