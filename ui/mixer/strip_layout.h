/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the parts of a strip stand, and which of them is at a place. The same for all strips of one
 * width, so that their rows line up. No GTK; any thread. */
#pragma once

#include <stdbool.h>

typedef enum { STRIP_NARROW, STRIP_NORMAL, STRIP_WIDE, STRIP_MAIN } StripWidth;
#define N_STRIP_WIDTHS 3 /* that can be chosen */

/* What the cell cursor can be on, from the top; behind CELL_FADER only the pointer gets. */
typedef enum {
  CELL_EQ,
  CELL_INSERT,
  CELL_SEND,
  CELL_PAN,
  CELL_WIDTH,
  CELL_BUTTON,
  CELL_FADER,
  CELL_VALUE,
  CELL_PEAK,
  CELL_OUTPUT,
  CELL_MODE,
  CELL_NAME,
  CELL_NONE
} CellKind;

/* Dim and mono are of the monitors, beside main. */
typedef enum {
  BUTTON_ARM,
  BUTTON_MONITOR,
  BUTTON_MUTE,
  BUTTON_SOLO,
  BUTTON_PHASE,
  BUTTON_DIM,
  BUTTON_MONO,
  N_BUTTONS
} StripButton;

typedef struct {
  CellKind kind;
  int index; /* of the insert, send or StripButton */
} Cell;

typedef struct {
  int x, y, width, height; /* pixels of the strip; width 0: it does not show */
} Box;

typedef struct {
  StripWidth as;
  int width, height;
  int n_inserts, n_sends; /* slots that show */
  int slot; /* from one slot to the next */
  Box eq, inserts, sends, counters, pan, phase, pan_text, buttons, fader, scale, meter, reduction,
      loudness, value, peak, output, name, color;
  int bar; /* width of one of the two bars of the meter */
  bool parts_phase; /* it stands among the buttons */
} StripLayout;

int strip_width (StripWidth as, int (*px) (double));
/* `inserts` and `sends`: the most that a strip has. */
void strip_layout (StripLayout *layout, StripWidth as, int height, int inserts, int sends,
                   int (*px) (double));

/* `buttons`: which StripButtons there are, as bits; the others have the room. `first`: the first
 * insert or send that shows. */
Box strip_layout_button (const StripLayout *layout, unsigned buttons, int button);
Box strip_layout_slot (const StripLayout *layout, CellKind kind, int slot);
Cell strip_layout_at (const StripLayout *layout, unsigned buttons, int x, int y);
/* Where the line of the cap stands, pixels from the top of the strip, and back. */
double strip_layout_fader_y (const StripLayout *layout, double db);
