/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame of a project's window: transport, banner, browser, view, bottom editor, inspector,
 * status. It has the narrowest form's minimum and chooses its form by the room it gets. GTK thread.
 */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

#define NARROW 1366 /* design units: less is a narrow window */

typedef enum {
  FRAME_TRANSPORT,
  FRAME_BANNER, /* as high as its text */
  FRAME_BROWSER,
  FRAME_VIEW,
  FRAME_MIX, /* in the same place: one of them is hidden */
  FRAME_BOTTOM,
  FRAME_INSPECTOR,
  FRAME_STATUS,
  N_FRAME_PARTS
} FramePart;

#define LQ_TYPE_FRAME (lq_frame_get_type ())
G_DECLARE_FINAL_TYPE (LqFrame, lq_frame, LQ, FRAME, GtkWidget)

GtkWidget *lq_frame_new (void);
void lq_frame_set (LqFrame *frame, FramePart part, GtkWidget *child); /* takes it */
GtkWidget *lq_frame_get (LqFrame *frame, FramePart part);
void lq_frame_show (LqFrame *frame, FramePart part, bool on);
bool lq_frame_shows (LqFrame *frame, FramePart part);
/* Of the bottom editor, design units; 0: as the form has it. Kept between 160 and 70 % of the view.
 */
void lq_frame_set_bottom (LqFrame *frame, double height);
/* Signal "formed" (gboolean narrow, gboolean low) when the form changes. */
