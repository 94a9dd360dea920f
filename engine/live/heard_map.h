/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which place of the song went out at which frame of the device, for the last seconds. Audio
 * thread. */
#pragma once

#include <stdbool.h>

#include "base/realtime.h"
#include "base/types.h"

#define HEARD_SPANS 256

/* A stretch without a jump. */
typedef struct {
  Frames device, song, n;
  unsigned pass; /* its number */
  bool records; /* what is played to it is kept */
} HeardSpan;

/* All zeros at first. */
typedef struct {
  unsigned n; /* spans ever; the last ones are kept */
  HeardSpan spans[HEARD_SPANS];
} HeardMap;

/* n frames of the song went out from this frame of the device on: the last span goes on, or a new
 * one begins. Returns it. */
const HeardSpan *heard_map_add (HeardMap *map, Frames device, Frames song, Frames n,
                                bool records) REALTIME;
/* The span that went out at a frame of the device, or NULL where the song stood. */
const HeardSpan *heard_map_find (const HeardMap *map, Frames device) REALTIME;
/* The last one, or NULL. */
const HeardSpan *heard_map_last (const HeardMap *map) REALTIME;
