/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the page of the piano roll: what its files share. GTK thread. */
#pragma once

#include "ui/editor/roll_page.h"

#define ROLL_KEYS 56 /* design units */
#define ROLL_RULER 16
#define ROLL_LANE 44 /* as it starts out; the next two hold it */
#define ROLL_LANE_LEAST 24
#define ROLL_LANE_MOST 160

typedef enum {
  AREA_NONE,
  AREA_KEYS,
  AREA_RULER,
  AREA_NOTES,
  AREA_EDGE, /* between notes and lane */
  AREA_LANE,
  AREA_HEAD /* of the lane */
} RollArea;

struct _LqPianoRoll {
  GtkWidget parent_instance;
  Roll *roll;
  LqEditor *editor; /* that it is a page of; NULL when that goes */
  GtkWidget *keys, *ruler, *notes, *lane, *head, *overlay, *playhead;
  GtkWidget *tools; /* in the tab row; weak */
  GtkWidget *entry; /* of a lyric, or NULL */
  Id lyric_of;
  GtkWidget *menu, *lane_menu; /* or NULL */
  GSimpleAction *lane_action;
  double lane_units; /* how high the lane is */
  char *lane_now; /* what its head says */
  double playhead_x; /* drawn last */
  unsigned grown; /* of roll_grows () */
  RollArea pressed;
  double x, y; /* of the pointer */
  double pan_x;
  int pan_y;
};

int roll_page_lane_height (const LqPianoRoll *page); /* pixels */
void roll_page_set_lane (LqPianoRoll *page, double units);
/* The part under a place of the page. */
RollArea roll_page_area (LqPianoRoll *page, double x, double y);
/* Pointer and wheel (roll_pointer.c). */
void roll_pointer_attach (LqPianoRoll *page);
/* Controls in the tab row (roll_tools.c). */
GtkWidget *roll_tools_new (Roll *roll);
void roll_tools_show (GtkWidget *tools, Roll *roll);
/* The entry of a lyric (roll_lyric.c). */
void roll_lyric_close (LqPianoRoll *page);
void roll_lyric_allocate (LqPianoRoll *page);
