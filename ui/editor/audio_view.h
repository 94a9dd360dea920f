/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audio clip editor without a screen: one clip on the song's clock, its transients and warp
 * markers, zoom, what lies where, and what a drag does. Main thread.
 *
 * Times are units of the song; lengths on the screen are pixels of the canvas, from its left edge.
 */
#pragma once

#include "ui/deeds/audio_clip.h"

typedef enum {
  AUDIO_CLIP = 1 << 0, /* the clip, its sound or its markers */
  AUDIO_CURSOR = 1 << 1,
  AUDIO_VIEW = 1 << 2, /* zoom and place */
  AUDIO_DRAG = 1 << 3,
} AudioChange;

typedef enum { AUDIO_ROW_RULER, AUDIO_ROW_TRANSIENTS, AUDIO_ROW_WARPS, AUDIO_ROW_WAVE } AudioRow;
typedef enum { AUDIO_DRAG_NONE, AUDIO_DRAG_WARP, AUDIO_DRAG_RANGE } AudioDrag;

typedef struct {
  Id id;
  Units at;
} AudioMarker;

typedef struct {
  LqDesk *desk;
  Id clip, track; /* 0: none */
  Units from, to; /* of the clip */
  GArray *markers; /* AudioMarker, as in the clip */
  GArray *transients; /* Units, rising; NULL: not looked for yet */
  double px_per_second;
  double x; /* pixels from the song start to the left edge */
  int width;
  int (*px) (double);
  double kept_zoom, kept_x; /* before zooming to the selection; 0: none */

  AudioDrag drag;
  Id dragged; /* marker */
  Units drag_to;
  double pressed_x;
  bool moved; /* far enough to mean it */

  void (*changed) (void *data, unsigned what);
  void *data;
} AudioView;

AudioView *audio_view_new (LqDesk *desk, int (*px) (double));
void audio_view_free (AudioView *view);
void audio_view_listen (AudioView *view, void (*changed) (void *data, unsigned what), void *data);

/* A clip without sound of its own counts as none. Shows all of it. */
void audio_view_set_clip (AudioView *view, Id clip);
/* After a change of the desk, DeskChange bits. */
void audio_view_desk_changed (AudioView *view, unsigned what);
const Clip *audio_view_clip (const AudioView *view); /* NULL: none */
const Source *audio_view_source (const AudioView *view); /* NULL: none */
/* Looks for transients, which reads the whole file the first time. */
void audio_view_find_transients (AudioView *view);

void audio_view_set_width (AudioView *view, int width);
double audio_view_x (const AudioView *view, Units at);
Units audio_view_at (const AudioView *view, double x);
void audio_view_zoom (AudioView *view, double factor, double x); /* what is at x stays there */
void audio_view_zoom_to (AudioView *view, Units from, Units to);
/* To the range, else the clip; again: back. */
void audio_view_zoom_selection (AudioView *view);
void audio_view_scroll (AudioView *view, double dx);
void audio_view_reveal (AudioView *view, Units at);

/* Puts the cursor on the clip's row. */
void audio_view_set_cursor (AudioView *view, Units at, bool extend);
/* A step of the grid. */
void audio_view_step (AudioView *view, int direction, bool extend);
Units audio_view_snap (const AudioView *view, Units at, bool free);

/* The marker or transient within reach of x; -1: none. */
int audio_view_marker_at (const AudioView *view, double x);
int audio_view_transient_at (const AudioView *view, double x);
/* The marker that the cursor stands on; -1: none. */
int audio_view_chosen (const AudioView *view);

/* --- Pointer: presses, drags; `free` without snapping, `twice` the second of two clicks --- */
void audio_view_press (AudioView *view, AudioRow row, double x, bool free, bool extend, bool twice);
void audio_view_drag (AudioView *view, double x, bool free);
void audio_view_release (AudioView *view);
/* True where a drag was given up. */
bool audio_view_cancel (AudioView *view);
