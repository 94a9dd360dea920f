/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the page of the piano roll: what its files share. GTK thread. */
#pragma once

#include "ui/editor/roll_page.h"

#define ROLL_KEYS 56 /* design units */
#define ROLL_RULER 16
#define ROLL_LANE 44

typedef enum { AREA_NONE, AREA_KEYS, AREA_RULER, AREA_NOTES, AREA_LANE } RollArea;

struct _LqPianoRoll {
  GtkWidget parent_instance;
  Roll *roll;
  LqEditor *editor; /* that it is a page of; NULL when that goes */
  GtkWidget *keys, *ruler, *notes, *lane, *head, *overlay, *playhead;
  GtkWidget *tools; /* in the tab row; weak */
  GtkWidget *entry; /* of a lyric, or NULL */
  Id lyric_of;
  GtkWidget *menu;
  double playhead_x; /* drawn last */
  RollArea pressed;
  double x, y; /* of the pointer */
  double pan_x;
  int pan_y;
};

int roll_page_lane_height (void);
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
