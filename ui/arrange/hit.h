/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lies under the pointer: the zones of clips, automation, takes and ruler items, which say
 * what a click or a drag there does. No GTK; main thread.
 *
 * Lengths are pixels; x counts from the timeline's left edge, y from its top or, in rulers, from
 * the top of the one ruler. What a hit names lives until the next change of the project. */
#pragma once

#include "ui/arrange/lane_spans.h"
#include "ui/desk/ruler.h"
#include "ui/desk/desk.h"

typedef enum {
  HIT_NOTHING, /* below the last row */
  HIT_LANE, /* where a lane is empty */
  HIT_CLIP, /* its header or upper half */
  HIT_CLIP_BODY, /* its lower half */
  HIT_CLIP_START, /* its outer edges */
  HIT_CLIP_END,
  HIT_FADE_IN, /* its top corners */
  HIT_FADE_OUT,
  HIT_GAIN, /* the line in the middle of its header */
  HIT_GAIN_POINT, /* its gain points, and the line between them */
  HIT_GAIN_LINE,
  HIT_CROSSFADE_MOVE, /* the header where it and the next one sound together: its middle */
  HIT_CROSSFADE, /* the same, beside the middle */
  HIT_AUTOMATION, /* a lane of points, between them */
  HIT_POINT,
  HIT_LINE, /* the line between two points */
  HIT_BEND, /* the handle in the middle of a segment */
  HIT_TAKE, /* a take lane */
  HIT_PART_EDGE, /* where a comp goes from one take to the next */
  HIT_TIME, /* the time ruler */
  HIT_BARS,
  HIT_LOOP, /* the band of the loop */
  HIT_LOOP_START,
  HIT_LOOP_END,
  HIT_RULER, /* another ruler, beside its items */
  HIT_ITEM, /* a marker, section, chord, lyric or tempo */
  HIT_ITEM_START,
  HIT_ITEM_END,
  N_HITS
} HitKind;

typedef struct {
  HitKind kind;
  int row; /* of the desk; -1: in a ruler, or none */
  Ruler ruler;
  Id clip; /* of clip zones, also of HIT_CLIP_BODY */
  Id item; /* envelope, take lane, marker ... */
  int index; /* of the point (of gain, too), of the segment's first point, or of the part behind the
                joint */
  Units at; /* the place under the pointer, not before the song start */
  double x, y; /* the middle of the handle, for drawing it */
} Hit;

typedef struct {
  LqDesk *desk;
  LaneSpans *spans;
  const TempoMap *map; /* that the spans are of */
} HitTester;

void hit_tester_init (HitTester *tester, LqDesk *desk);
void hit_tester_clear (HitTester *tester);

Hit hit_timeline (HitTester *tester, double x, double y);
/* `height` of the ruler says where the upper part of the bar ruler with the loop ends. */
Hit hit_ruler (LqDesk *desk, Ruler ruler, double x, double y, int height);

/* Where an item of a ruler begins and ends; what has no length ends where it begins. */
void ruler_item_span (const Node *node, Position *at, Position *end);

/* "Trim start", marked N_; NULL where there is nothing to say. */
const char *hit_name (HitKind kind);
/* Whether the zone belongs to a clip. */
bool hit_is_clip (HitKind kind);

/* Where a lane of automation draws a value: pixels from the row's top, and back. */
double automation_y (LqDesk *desk, const Row *row, double share);
double automation_share (LqDesk *desk, const Row *row, double y);
const Envelope *envelope_of_row (const Row *row);
const Comp *comp_of_track (const Track *track);
const List *clips_of_row (const Row *row);
