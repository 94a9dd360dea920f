/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a screen reader says of the item at the cursor of the timeline: a clip, a part of a comp, a
 * point of automation, an item of a ruler, or the empty place. GTK thread. */
#pragma once

#include "ui/desk/desk.h"

typedef struct {
  char *name, *description;
  bool selected;
  Units from, to; /* where the item lies; equal: a place */
} Spoken;

/* To be cleared. */
Spoken spoken_at_cursor (LqDesk *desk);
void spoken_clear (Spoken *spoken);
/* "Track 10, Lead Vox, audio, armed"; to be freed. `number` counts from 1. */
char *spoken_track (const Track *track, int number);
/* "bar 25 to 29", or with beats where an end lies within a bar; to be freed. */
char *spoken_span (LqDesk *desk, Units from, Units to);
/* "gain −1.5 dB, fade out 12 ms"; empty where nothing is set. To be freed. */
char *spoken_clip_settings (const Clip *clip);
