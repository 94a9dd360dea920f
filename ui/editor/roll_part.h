/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of the piano roll on the screen: a widget that only draws. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/editor/roll.h"

#define LQ_TYPE_ROLL_PART (lq_roll_part_get_type ())
G_DECLARE_FINAL_TYPE (LqRollPart, lq_roll_part, LQ, ROLL_PART, GtkWidget)

typedef void (*RollDraw) (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);

/* `roll` outlives it. */
GtkWidget *lq_roll_part_new (Roll *roll, RollDraw draw);

/* What the parts draw: roll_draw.c, and roll_overlay.c for what lies over them. */
void roll_draw_keys (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
void roll_draw_ruler (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
void roll_draw_notes (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
void roll_draw_lane (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
void roll_draw_head (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
void roll_draw_overlay (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
/* The playhead alone, so that it redraws nothing else. */
void roll_draw_playhead (GtkWidget *widget, GtkSnapshot *snapshot, Roll *roll);
/* Red notes while the roll's track is recorded (roll_growing.c). */
void roll_draw_growing (GtkSnapshot *snapshot, Roll *roll);
/* Scrolls to the row of the key that went down last. */
void roll_follow_growing (Roll *roll);
/* Whether they are to be drawn anew; *serial is of the last call. */
bool roll_grows (const Roll *roll, unsigned *serial);
double roll_playhead_x (const Roll *roll);
