/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside the page of the audio clip editor: what its files share. GTK thread. */
#pragma once

#include "ui/editor/audio_page.h"
#include "ui/editor/audio_proxies.h"

#define AUDIO_SIDE 148 /* design units */
#define AUDIO_RULER 16
#define AUDIO_TRANSIENTS 8
#define AUDIO_WARPS 14 /* flags of 12, and air */
#define AUDIO_TOP (AUDIO_RULER + AUDIO_TRANSIENTS + AUDIO_WARPS)

struct _LqAudioPage {
  GtkWidget parent_instance;
  AudioView *view;
  LqEditor *editor; /* that it is a page of; NULL when that goes */
  AudioProxies *proxies;
  GtkWidget *side, *floor, *overlay, *playhead, *menu;
  double playhead_x; /* drawn last */
  double pointer_x;
  double pan_x;
  guint search; /* idle source that looks for transients */
};

/* The row under a height of the canvas. */
AudioRow audio_page_row (double y);
double audio_page_canvas_x (double x); /* of a place of the page */

/* A child that only draws. */
typedef void (*AudioDraw) (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view);
GtkWidget *audio_part_new (AudioView *view, AudioDraw draw);
/* Ruler, transients, flags, waveform (audio_draw.c); what moves by itself. */
void audio_draw_floor (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view);
void audio_draw_overlay (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view);
void audio_draw_playhead (GtkWidget *widget, GtkSnapshot *snapshot, AudioView *view);
double audio_playhead_x (const AudioView *view);
/* The waveform as pixels (audio_paint.c), `top` and below; lengths in pixels of the canvas. */
void audio_paint_append (GtkSnapshot *snapshot, GtkWidget *widget, AudioView *view, int top);

/* Pointer and wheel (audio_pointer.c). */
void audio_pointer_attach (LqAudioPage *page);
/* The column of values (audio_side.c). */
GtkWidget *audio_side_new (AudioView *view);
void audio_side_show (GtkWidget *side);
