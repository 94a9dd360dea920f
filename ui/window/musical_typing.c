/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/musical_typing.h"

#include <glib/gi18n.h>

#include "live/live_hand.h"
#include "ui/editor/roll_edit.h"
#include "ui/editor/roll_page.h"
#include "ui/window/frame_rows.h"
#include "ui/window/window_private.h"

#define N_CODES 64

/* Codes of evdev: the home row and the one above it, Z X C V below. */
enum { CODE_Q = 16, CODE_A = 30, CODE_Z = 44, CODE_X = 45, CODE_C = 46, CODE_V = 47 };

typedef struct {
  bool on;
  int octave; /* of the C on A: 4 is middle C */
  int velocity;
  signed char sounds[N_CODES]; /* pitch + 1 that the key began; 0: it is up */
} Typing;

static Typing *
typing_of (LqWindow *window)
{
  Typing *typing = g_object_get_data (G_OBJECT (window), "musical-typing");
  if (!typing) {
    typing = g_new0 (Typing, 1);
    typing->octave = 4;
    typing->velocity = 100;
    g_object_set_data_full (G_OBJECT (window), "musical-typing", typing, g_free);
  }
  return typing;
}

/* Semitones above the C on A; -1: no key of the instrument. */
static int
semitone (unsigned code)
{
  static const signed char white[] = { 0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17 }; /* A to ' */
  static const signed char black[] = { -1, 1, 3, -1, 6, 8, 10, -1, 13, 15, -1, 18 }; /* Q to ] */
  if (code >= CODE_A && code < CODE_A + G_N_ELEMENTS (white))
    return white[code - CODE_A];
  if (code >= CODE_Q && code < CODE_Q + G_N_ELEMENTS (black))
    return black[code - CODE_Q];
  return -1;
}

/* The armed instrument under the cursor, else the first armed one, else that under the cursor. */
static Id
instrument (LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  const Id cursor = lq_desk_cursor_track (desk);
  Id armed = 0;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_INSTRUMENT || !track->arm)
      continue;
    if (track->node.id == cursor)
      return cursor;
    armed = armed ? armed : track->node.id;
  }
  return armed ? armed : cursor;
}

static Live *
live_of (LqWindow *window)
{
  return window->desk ? lq_desk_live (window->desk) : NULL;
}

static void
let_go (LqWindow *window, Typing *typing)
{
  Live *live = live_of (window);
  for (unsigned code = 0; code < N_CODES; code++) {
    if (typing->sounds[code] && live)
      live_hand_off (live, HAND_KEYBOARD, typing->sounds[code] - 1);
    typing->sounds[code] = 0;
  }
}

void
musical_typing_silence (LqWindow *window)
{
  let_go (window, typing_of (window));
}

static void
show (LqWindow *window)
{
  status_row_show (window->status, window);
}

void
musical_typing_toggle (LqWindow *window, int arg)
{
  Typing *typing = typing_of (window);
  if (typing->on) {
    musical_typing_end (window);
    return;
  }
  typing->on = true;
  if (live_of (window))
    live_hand_focus (live_of (window), instrument (window->desk));
  show (window);
}

bool
musical_typing_is_on (LqWindow *window)
{
  return typing_of (window)->on;
}

bool
musical_typing_end (LqWindow *window)
{
  Typing *typing = typing_of (window);
  if (!typing->on)
    return false;
  let_go (window, typing);
  typing->on = false;
  show (window);
  return true;
}

/* A note on the roll's cursor, which goes on by one grid unit. */
static void
step (LqWindow *window, int pitch, int velocity)
{
  GtkWidget *editor = lq_window_editor (window);
  GtkWidget *page = editor ? lq_editor_page (LQ_EDITOR (editor), "piano-roll") : NULL;
  Roll *roll = page ? lq_piano_roll_model (LQ_PIANO_ROLL (page)) : NULL;
  if (!roll || !roll->step_input || !roll_clip (roll) || !gtk_widget_get_mapped (page))
    return;
  const Ticks at = roll_at (roll);
  if (roll_add_note (roll, at, roll_grid_step (roll, at), pitch, velocity / 127.0)) {
    roll_set_cursor (roll, roll_step (roll, at, 1), pitch, false);
    roll_reveal (roll);
  }
}

static bool
change (LqWindow *window, Typing *typing, unsigned code)
{
  switch (code) {
  case CODE_Z:
  case CODE_X:
    typing->octave = CLAMP (typing->octave + (code == CODE_X ? 1 : -1), 0, 8);
    break;
  case CODE_C:
  case CODE_V:
    typing->velocity = CLAMP (typing->velocity + (code == CODE_V ? 10 : -10), 10, 127);
    break;
  default:
    return false;
  }
  show (window);
  return true;
}

bool
musical_typing_press (LqWindow *window, unsigned code, bool modified)
{
  Typing *typing = typing_of (window);
  if (!typing->on || modified || !window->desk || code >= N_CODES)
    return false;
  if (change (window, typing, code))
    return true;
  const int above = semitone (code);
  if (above < 0)
    return false;
  const int pitch = (typing->octave + 1) * 12 + above;
  if (typing->sounds[code] || pitch > 127) /* it repeats while it is down */
    return true;
  typing->sounds[code] = (signed char) (pitch + 1 > 127 ? 0 : pitch + 1);
  Live *live = live_of (window);
  if (live && typing->sounds[code]) {
    live_hand_focus (live, instrument (window->desk));
    live_hand_on (live, HAND_KEYBOARD, pitch, typing->velocity);
  }
  step (window, pitch, typing->velocity);
  return true;
}

bool
musical_typing_release (LqWindow *window, unsigned code)
{
  Typing *typing = typing_of (window);
  Live *live = live_of (window);
  if (code >= N_CODES || !typing->sounds[code])
    return false;
  if (live)
    live_hand_off (live, HAND_KEYBOARD, typing->sounds[code] - 1);
  typing->sounds[code] = 0;
  return true;
}

char *
musical_typing_text (LqWindow *window)
{
  const Typing *typing = typing_of (window);
  const Track *track =
      window->desk ? project_find_track (lq_desk_project (window->desk), instrument (window->desk))
                   : NULL;
  if (!typing->on)
    return NULL;
  return g_strdup_printf (_ ("Musical typing · %s · C%d · velocity %d · Z X octave, C V velocity, "
                             "Escape ends"),
                          track ? text_get (track->name) : "", typing->octave, typing->velocity);
}
