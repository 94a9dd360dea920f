/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips of lanes in the order of time, kept for as long as their list lives. No GTK;
 * main thread. */
#pragma once

#include "model/clip.h"

typedef struct LaneSpans LaneSpans;

LaneSpans *lane_spans_new (void);
void lane_spans_free (LaneSpans *spans);
/* When the tempo map is another one than before. */
void lane_spans_forget (LaneSpans *spans);
/* Of a list of clips, n of them; borrowed until the next forgetting. */
const ClipSpan *lane_spans_get (LaneSpans *spans, const TempoMap *map, const List *clips, int *n);
/* The first that ends behind `at`: from there to the right the search goes on. Clips of a lane
 * overlap in crossfades only, so their ends rise as their starts do. */
int lane_spans_first (const ClipSpan *spans, int n, Units at);
/* Drops lists that nobody else holds. */
void lane_spans_tidy (LaneSpans *spans);
