/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The piano roll: what its keys do, and what keys of everywhere mean while it has the focus. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/editor/roll_lane.h"
#include "ui/editor/roll_page.h"
#include "ui/window/actions/do.h"
#include "ui/window/musical_typing.h"
#include "ui/window/prompt.h"

#define ZOOM 1.5
#define ROW_STEP 2 /* pixels */

/* What an action's number says: an edit and how far it goes. */
#define EDIT(edit, n) ((edit) *1000 + (n) + 500)

static LqPianoRoll *
page_of (LqWindow *window)
{
  GtkWidget *editor = lq_window_editor (window);
  return editor ? LQ_PIANO_ROLL (lq_editor_page (LQ_EDITOR (editor), "piano-roll")) : NULL;
}

/* NULL, after telling why, where no note clip is being edited. */
static Roll *
roll_of (LqWindow *window)
{
  LqPianoRoll *page = page_of (window);
  Roll *roll = page ? lq_piano_roll_model (page) : NULL;
  if (roll && roll_clip (roll))
    return roll;
  lq_window_toast (window, _ ("Select a clip with notes first."), false);
  return NULL;
}

static void
edit (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (roll)
    roll_edit (roll, (RollEdit) (arg / 1000), arg % 1000 - 500);
}

static void
horizontal (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (roll)
    roll_move_cursor (roll, arg > 50 ? arg - 100 : arg, 0, arg > 50);
}

static void
vertical (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  const bool extend = arg > 50;
  if (!roll)
    return;
  if (roll->in_lane && (extend ? arg > 100 : arg > 0)) /* the notes lie above */
    roll_lane_enter (roll, false);
  if (roll->in_lane)
    return;
  roll_move_cursor (roll, 0, extend ? arg - 100 : arg, extend);
  if (!extend)
    roll_hear (roll, roll->pitch, 0.7);
}

static void
next_note (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (roll)
    roll_next_note (roll, arg);
}

static void
clip_edge (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  roll_set_cursor (roll, arg < 0 ? roll->from : roll->to, roll->pitch, false);
  roll_reveal (roll);
}

static void
select_note (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  const int index = roll ? roll_under_cursor (roll) : -1;
  if (index >= 0)
    roll_select (roll, roll_note (roll, (guint) index)->id, true);
  else if (roll)
    lq_window_toast (window, _ ("No note lies under the cursor."), false);
}

static void
select_all (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (roll)
    roll_select_all (roll);
}

enum { CUT, COPY };

static void
copy (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  if (!roll_copy (roll))
    lq_window_toast (window, _ ("Select notes first."), false);
  else if (arg == CUT)
    roll_edit (roll, EDIT_DELETE, 0);
}

/* --- Quantizing --- */

static char *
quantize_text (const Roll *roll)
{
  const RollQuantize *quantize = &roll->quantize;
  const Ticks grid = quantize->grid ? quantize->grid : roll_grid_step (roll, roll->from);
  const bool triplet = grid % 3 != 0 ? false : (4 * TICKS_PER_QUARTER) % grid != 0;
  const Ticks step = triplet ? grid * 3 / 2 : grid;
  return g_strdup_printf ("1/%d%s %d%% %d%%%s", (int) (4 * TICKS_PER_QUARTER / MAX (step, 1)),
                          triplet ? "t" : "", quantize->strength, quantize->swing,
                          quantize->ends ? " ends" : "");
}

static bool
read_grid (const char *word, Ticks *grid)
{
  char *rest;
  if (!g_str_has_prefix (word, "1/"))
    return false;
  const gint64 part = g_ascii_strtoll (word + 2, &rest, 10);
  const bool triplet = !strcmp (rest, "t") || !strcmp (rest, "T");
  if (part < 1 || part > 128 || (*rest && !triplet) || (4 * TICKS_PER_QUARTER) % part)
    return false;
  *grid = 4 * TICKS_PER_QUARTER / part;
  *grid = triplet ? *grid * 2 / 3 : *grid;
  return true;
}

/* "1/16 80% 20% ends": grid, strength, swing. */
static bool
read_quantize (const char *text, RollQuantize *quantize)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  int numbers = 0;
  RollQuantize read = { .strength = 100 };
  for (char **word = words; *word; word++) {
    char *rest;
    if (!**word || read_grid (*word, &read.grid))
      continue;
    if (!strcmp (*word, "ends") || !strcmp (*word, _ ("ends"))) {
      read.ends = true;
      continue;
    }
    const gint64 number = g_ascii_strtoll (*word, &rest, 10);
    if (rest == *word || (*rest && strcmp (rest, "%")) || number < 0 || number > 100 || numbers > 1)
      return false;
    *(numbers++ == 0 ? &read.strength : &read.swing) = (int) number;
  }
  *quantize = read;
  return true;
}

static char *
quantize_typed (LqWindow *window, const char *text, void *data)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return NULL;
  if (!read_quantize (text, &roll->quantize))
    return g_strdup (_ ("Type the grid, the strength and the swing, as in 1/16 80% 20%."));
  roll_edit (roll, EDIT_QUANTIZE, 0);
  return NULL;
}

static void
quantize_settings (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  g_autofree char *text = quantize_text (roll);
  prompt (window, _ ("Quantize: grid, strength, swing; “ends” moves ends, too"), text,
          quantize_typed, NULL);
}

/* --- Switches --- */

static void
lyric (LqWindow *window, int arg)
{
  if (roll_of (window) && !lq_piano_roll_type_lyric (page_of (window)))
    lq_window_toast (window, _ ("No note lies under the cursor."), false);
}

static void
lane (LqWindow *window, int arg)
{
  if (roll_of (window))
    lq_piano_roll_choose_lane (page_of (window));
}

enum { SCALE_LOCK, FOLD, STEP_INPUT, AUDITION };

static void
flag (LqWindow *window, int arg)
{
  static const char *const folds[N_FOLDS] = { N_ ("All rows"), N_ ("Rows of the scale"),
                                              N_ ("Rows with notes") };
  Roll *roll = roll_of (window);
  const char *text = NULL;
  if (!roll)
    return;
  switch (arg) {
  case SCALE_LOCK:
    roll->locked = !roll->locked;
    text = roll->locked ? _ ("Notes stay in the scale") : _ ("Notes go anywhere");
    break;
  case FOLD: {
    /* From all to those with notes first, which helps most. */
    static const RollFold next[N_FOLDS] = {
      [FOLD_NONE] = FOLD_USED, [FOLD_USED] = FOLD_SCALE, [FOLD_SCALE] = FOLD_NONE
    };
    roll->fold = next[roll->fold];
    text = _ (folds[roll->fold]);
    break;
  }
  case STEP_INPUT:
    roll->step_input = !roll->step_input;
    text = roll->step_input
               ? _ ("Step input: letters play with musical typing, Right leaves a rest")
               : _ ("Step input is off");
    break;
  case AUDITION:
    roll->audition = !roll->audition;
    text = roll->audition ? _ ("Notes are heard while they move") : _ ("Notes move silently");
    break;
  }
  roll_set_state (roll);
  if (roll->row_of[roll->pitch] >= 0)
    roll_reveal (roll);
  lq_window_toast (window, text, false);
}

static void
tool (LqWindow *window, int arg)
{
  static const char *const names[N_ROLL_TOOLS] = { N_ ("Pointer tool"), N_ ("Range tool"),
                                                   N_ ("Pencil tool"), N_ ("Split tool"),
                                                   N_ ("Velocity tool") };
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  roll->tool = (RollTool) arg;
  roll_set_state (roll);
  lq_window_toast (window, _ (names[arg]), false);
}

/* --- View --- */

static void
zoom (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  const double x = roll_x (roll, roll_at (roll));
  roll_zoom (roll, arg > 0 ? ZOOM : 1 / ZOOM, x < 0 || x > roll->width ? roll->width / 2.0 : x);
}

static void
taller (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (roll)
    roll_set_row_height (roll, roll->row_height + ROW_STEP * arg);
}

static void
zoom_selection (LqWindow *window, int arg)
{
  static double before, before_x;
  static Id kept;
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  if (kept == roll->clip) {
    roll->px_per_quarter = before;
    roll_scroll (roll, before_x - roll->x, 0);
    kept = 0;
    return;
  }
  g_autoptr (GArray) targets = roll_targets (roll);
  Ticks from = roll->from, to = roll->to;
  for (guint i = 0; i < targets->len; i++) {
    const RollNote *note = roll_note (roll, g_array_index (targets, guint, i));
    from = i == 0 ? note->at : MIN (from, note->at);
    to = i == 0 ? note->end : MAX (to, note->end);
  }
  before = roll->px_per_quarter;
  before_x = roll->x;
  kept = roll->clip;
  roll_zoom_to (roll, from, to);
}

enum { GRID_SNAP, GRID_COARSER, GRID_FINER, GRID_TRIPLET };

static void
grid (LqWindow *window, int arg)
{
  Roll *roll = roll_of (window);
  if (!roll)
    return;
  if (arg == GRID_COARSER || arg == GRID_FINER)
    roll_grid_finer (roll, arg == GRID_FINER ? 1 : -1);
  else {
    bool *which = arg == GRID_SNAP ? &roll->grid.snap : &roll->grid.triplet;
    *which = !*which;
    roll_set_state (roll);
  }
}

static void
out (LqWindow *window, int arg)
{
  LqPianoRoll *page = page_of (window);
  if (musical_typing_end (window) || (page && lq_piano_roll_escape (page)))
    return;
  lq_window_focus_view (window);
}

static void
menu (LqWindow *window, int arg)
{
  if (roll_of (window))
    lq_piano_roll_open_menu (page_of (window));
}

/* Of everywhere, while the roll has the focus. */
static const Doing there[] = {
  { "edit.delete", edit, EDIT (EDIT_DELETE, 0) },
  { "edit.duplicate", edit, EDIT (EDIT_DUPLICATE, 0) },
  { "edit.paste", edit, EDIT (EDIT_PASTE, 0) },
  { "edit.cut", copy, CUT },
  { "edit.copy", copy, COPY },
  { "edit.select-all", select_all },
  { "edit.open", lyric },
  { "grid.snap", grid, GRID_SNAP },
  { "grid.coarser", grid, GRID_COARSER },
  { "grid.finer", grid, GRID_FINER },
  { "grid.triplet", grid, GRID_TRIPLET },
  { "focus.out", out },
  { "focus.context-menu", menu },
};

const Doing *
doing_in_roll (LqWindow *window, const char *id)
{
  if (lq_window_place (window) != PLACE_PIANO_ROLL)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS (there); i++)
    if (!strcmp (there[i].id, id))
      return &there[i];
  return NULL;
}

const Doing doings_notes[] = {
  { "notes.cursor-left", horizontal, -1 },
  { "notes.cursor-right", horizontal, 1 },
  { "notes.cursor-up", vertical, 1 },
  { "notes.cursor-down", vertical, -1 },
  { "notes.extend-left", horizontal, 99 },
  { "notes.extend-right", horizontal, 101 },
  { "notes.extend-up", vertical, 101 },
  { "notes.extend-down", vertical, 99 },
  { "notes.previous", next_note, -1 },
  { "notes.next", next_note, 1 },
  { "notes.octave-up", vertical, 12 },
  { "notes.octave-down", vertical, -12 },
  { "notes.clip-start", clip_edge, -1 },
  { "notes.clip-end", clip_edge, 1 },
  { "notes.select", select_note },
  { "notes.insert", edit, EDIT (EDIT_INSERT, 0) },
  { "notes.delete", edit, EDIT (EDIT_DELETE, 0) },
  { "notes.move-left", edit, EDIT (EDIT_MOVE, -1) },
  { "notes.move-right", edit, EDIT (EDIT_MOVE, 1) },
  { "notes.move-left-fine", edit, EDIT (EDIT_MOVE_FINE, -5) },
  { "notes.move-right-fine", edit, EDIT (EDIT_MOVE_FINE, 5) },
  { "notes.transpose-up", edit, EDIT (EDIT_TRANSPOSE, 1) },
  { "notes.transpose-down", edit, EDIT (EDIT_TRANSPOSE, -1) },
  { "notes.transpose-octave-up", edit, EDIT (EDIT_OCTAVE, 1) },
  { "notes.transpose-octave-down", edit, EDIT (EDIT_OCTAVE, -1) },
  { "notes.velocity-up", edit, EDIT (EDIT_VELOCITY, 8) },
  { "notes.velocity-down", edit, EDIT (EDIT_VELOCITY, -8) },
  { "notes.velocity-up-fine", edit, EDIT (EDIT_VELOCITY, 1) },
  { "notes.velocity-down-fine", edit, EDIT (EDIT_VELOCITY, -1) },
  { "notes.shorter", edit, EDIT (EDIT_LENGTH, -1) },
  { "notes.longer", edit, EDIT (EDIT_LENGTH, 1) },
  { "notes.trim-start", edit, EDIT (EDIT_TRIM_START, 0) },
  { "notes.trim-end", edit, EDIT (EDIT_TRIM_END, 0) },
  { "notes.split", edit, EDIT (EDIT_SPLIT, 0) },
  { "notes.join", edit, EDIT (EDIT_JOIN, 0) },
  { "notes.legato", edit, EDIT (EDIT_LEGATO, 0) },
  { "notes.quantize", edit, EDIT (EDIT_QUANTIZE, 0) },
  { "notes.quantize-settings", quantize_settings },
  { "notes.humanize", edit, EDIT (EDIT_HUMANIZE, 0) },
  { "notes.mute", edit, EDIT (EDIT_MUTE, 0) },
  { "notes.lyric", lyric },
  { "notes.scale", flag, SCALE_LOCK },
  { "notes.fold", flag, FOLD },
  { "notes.step-input", flag, STEP_INPUT },
  { "notes.audition", flag, AUDITION },
  { "notes.lane", lane },
  { "notes.reverse", edit, EDIT (EDIT_REVERSE, 0) },
  { "notes.zoom-in", zoom, 1 },
  { "notes.zoom-out", zoom, -1 },
  { "notes.taller", taller, 1 },
  { "notes.lower", taller, -1 },
  { "notes.zoom-selection", zoom_selection },
  { "notes.tool-pointer", tool, ROLL_POINTER },
  { "notes.tool-range", tool, ROLL_RANGE },
  { "notes.tool-pencil", tool, ROLL_PENCIL },
  { "notes.tool-split", tool, ROLL_SPLIT },
  { "notes.tool-velocity", tool, ROLL_VELOCITY },
  { "view.musical-typing", musical_typing_toggle },
  { NULL },
};
