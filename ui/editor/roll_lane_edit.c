/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys and drags do to the points of a controller: as command lines. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/controllers.h"
#include "edit/expressions.h"
#include "ui/editor/roll_lane.h"

#define JOIN_KEY UINT64_C (0x6c616e65) /* of values that are changed again and again */

static const char *
place (const Roll *roll, Ticks at)
{
  return lq_desk_place (roll->desk, (Position){ at, TIME_MUSICAL });
}

/* As commands read them. */
static const char *
number (char text[G_ASCII_DTOSTR_BUF_SIZE], double value)
{
  return g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.6g", value);
}

static bool
run (Roll *roll, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  if (lines->len == 0 || lq_desk_run_lines (roll->desk, lines, NULL, &error))
    return true;
  lq_desk_say (roll->desk, true, "%s", error->message);
  return false;
}

/* With what the edit says of it; NULL, and the user is told, where there is no note. */
static char *command (Roll *roll, const char *what, const char *format, ...) G_GNUC_PRINTF (3, 4);

static char *
command (Roll *roll, const char *what, const char *format, ...)
{
  g_autofree char *begin = roll_lane_command (roll, what);
  va_list args;
  if (!begin) {
    lq_desk_say (roll->desk, false, "%s", _ ("No note sounds at the cursor."));
    return NULL;
  }
  va_start (args, format);
  g_autofree char *rest = g_strdup_vprintf (format, args);
  va_end (args);
  return g_strdup_printf ("%s %s", begin, rest);
}

bool
roll_lane_add (Roll *roll, Ticks at, double value)
{
  g_autoptr (GArray) points = roll_lane_points (roll);
  const bool steps = roll_lane_kind (roll->lane) < 0 && controller_steps (roll->lane);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  /* It runs on as what it stands in does. */
  const char *shape = steps ? "hold" : "linear";
  for (guint i = 0; i < points->len && g_array_index (points, LanePoint, i).at <= at; i++)
    shape = g_array_index (points, LanePoint, i).shape == POINT_HOLD ? "hold" : "linear";
  g_autofree char *line = command (roll, "add", "at=%s value=%s shape=%s", place (roll, at),
                                   number (text, value), shape);
  return line && lq_desk_run (roll->desk, NULL, "%s", line);
}

bool
roll_lane_remove (Roll *roll, Ticks at)
{
  g_autofree char *line = command (roll, "remove", "at=%s", place (roll, at));
  return line && lq_desk_run (roll->desk, NULL, "%s", line);
}

/* Each selected point by so much. What moves later goes first, lest one lands on the next. */
bool
roll_lane_move (Roll *roll, Ticks by, double up)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) points = roll_lane_points (roll);
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  Ticks from, end;
  roll_lane_span (roll, &from, &end);
  if (roll_lane_kind (roll->lane) >= 0)
    end--; /* at the end of the note nothing of it is heard */
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, by > 0 ? points->len - 1 - i : i);
    if (!point->selected)
      continue;
    const Ticks to = CLAMP (point->at + by, from, end);
    g_autofree char *begin = command (roll, "move", "at=%s", place (roll, point->at));
    GString *line = g_string_new (begin);
    if (to != point->at)
      g_string_append_printf (line, " to=%s", place (roll, to));
    g_string_append_printf (line, " value=%s",
                            number (text, roll_lane_held (roll->lane, point->value + up)));
    g_ptr_array_add (lines, g_string_free (line, FALSE));
  }
  if (lines->len == 1 && by == 0)
    return lq_desk_run_joined (roll->desk, JOIN_KEY ^ roll->clip, "%s",
                               (const char *) lines->pdata[0]);
  return run (roll, lines);
}

static bool
any_selected (const Roll *roll)
{
  g_autoptr (GArray) points = roll_lane_points (roll);
  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, LanePoint, i).selected)
      return true;
  return false;
}

/* Those of the range, or the one at the cursor. */
static void
remove_selected (Roll *roll)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) points = roll_lane_points (roll);
  const Ticks at = roll_at (roll);
  if (!roll->ranged) {
    roll_lane_remove (roll, at);
    return;
  }
  if (roll_lane_kind (roll->lane) < 0)
    g_ptr_array_add (lines,
                     command (roll, "remove", "from=%s to=%s", place (roll, MIN (at, roll->anchor)),
                              place (roll, MAX (at, roll->anchor))));
  else
    for (guint i = 0; i < points->len; i++)
      if (g_array_index (points, LanePoint, i).selected)
        g_ptr_array_add (lines, command (roll, "remove", "at=%s",
                                         place (roll, g_array_index (points, LanePoint, i).at)));
  run (roll, lines);
}

/* A place without a point gets one, as high as the line is there. */
static void
change_value (Roll *roll, double up)
{
  if (any_selected (roll)) {
    roll_lane_move (roll, 0, up);
    return;
  }
  g_autoptr (GArray) points = roll_lane_points (roll);
  const double there = roll_lane_value (roll, points, roll_at (roll));
  const double from = isnan (there) ? roll_lane_still (roll->lane) : there;
  roll_lane_add (roll, roll_at (roll), roll_lane_held (roll->lane, from + up));
}

static void
shift_points (Roll *roll, Ticks by)
{
  const Ticks at = roll_at (roll);
  const Ticks anchor = roll->anchor;
  if (roll_lane_move (roll, by, 0) && at + by >= 0) {
    /* The cursor goes along, and with it what is selected. */
    const bool ranged = roll->ranged;
    roll->ranged = false;
    roll_set_cursor (roll, CLAMP (at + by, roll->from, roll->to), roll->pitch, false);
    roll->anchor = anchor + by;
    roll->ranged = ranged;
    roll_tell (roll, ROLL_CURSOR | ROLL_STATE);
  }
}

/* What 127ths of a velocity are here: of a pitch 8 are a semitone, and 1 a tenth. */
static double
step_of (const char *param, int arg)
{
  double least, most;
  roll_lane_range (param, &least, &most);
  if (roll_lane_kind (param) == EXPRESSION_PITCH)
    return ABS (arg) > 1 ? arg / 8.0 : arg / 10.0;
  return most > 1 ? arg : arg / 100.0;
}

/* Where the note begins behind the cursor, that goes to its start. */
static void
enter_note (Roll *roll)
{
  Ticks from, to;
  roll_lane_span (roll, &from, &to);
  if (roll_lane_kind (roll->lane) >= 0 && to > from && roll_at (roll) < from)
    roll_set_cursor (roll, from, roll->pitch, false);
}

bool
roll_lane_edit (Roll *roll, RollEdit edit, int arg)
{
  if (edit == EDIT_VELOCITY || edit == EDIT_INSERT)
    enter_note (roll);
  g_autoptr (GArray) points = roll_lane_points (roll);
  const Ticks at = roll_at (roll);
  const bool selected = any_selected (roll);

  if (edit == EDIT_VELOCITY || edit == EDIT_INSERT) {
    const double there = roll_lane_value (roll, points, at);
    if (at < roll->from || at >= roll->to)
      lq_desk_say (roll->desk, false, "%s", _ ("The cursor stands outside of the clip."));
    else if (edit == EDIT_VELOCITY)
      change_value (roll, step_of (roll->lane, arg));
    else
      roll_lane_add (roll, at, isnan (there) ? roll_lane_still (roll->lane) : there);
    return true;
  }
  if (edit != EDIT_DELETE && edit != EDIT_MOVE && edit != EDIT_MOVE_FINE)
    return false;
  if (!selected)
    lq_desk_say (roll->desk, false, "%s", _ ("No point stands at the cursor."));
  else if (edit == EDIT_DELETE)
    remove_selected (roll);
  else
    shift_points (roll, edit == EDIT_MOVE ? arg * roll_grid_step (roll, at) : arg);
  return true;
}

void
roll_lane_next (Roll *roll, int direction)
{
  g_autoptr (GArray) points = roll_lane_points (roll);
  const Ticks at = roll_at (roll);
  const LanePoint *best = NULL;
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, i);
    if (direction < 0 && point->at < at)
      best = point;
    else if (direction > 0 && point->at > at && !best)
      best = point;
  }
  if (!best && roll_lane_kind (roll->lane) >= 0) {
    roll_lane_enter (roll, false); /* to the next note */
    roll_next_note (roll, direction);
    roll_lane_enter (roll, true);
    return;
  }
  if (!best)
    return;
  roll_set_cursor (roll, best->at, roll->pitch, false);
  roll_reveal (roll);
}

void
roll_lane_write (Roll *roll, const GArray *curve, Ticks step)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char value[G_ASCII_DTOSTR_BUF_SIZE];
  const LanePoint *drawn = (const LanePoint *) (const void *) curve->data;
  const guint n = curve->len;
  const bool one = roll_lane_kind (roll->lane) >= 0;
  if (n == 1) {
    roll_lane_add (roll, drawn[0].at, drawn[0].value);
    return;
  }
  /* Values of a controller hold for a step, those of a note run on to the next. */
  const Ticks from = drawn[0].at,
              to = one ? drawn[n - 1].at : MIN (drawn[n - 1].at + step, roll->to);
  for (guint i = 0; i < n; i++) {
    const bool same = i > 0 && drawn[i].value == drawn[i - 1].value;
    if (!same || (one && (i + 1 == n || drawn[i + 1].value != drawn[i].value)))
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%s", i ? "," : "", drawn[i].at - from,
                              number (value, drawn[i].value));
  }
  g_autofree char *line = command (roll, "write", "from=%s to=%s points=%s", place (roll, from),
                                   place (roll, to), text->str);
  if (line)
    lq_desk_run (roll->desk, NULL, "%s", line);
}
