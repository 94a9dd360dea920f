/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keys and drags do to the points of a controller: as command lines. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/controllers.h"
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

static double
held (double value, const char *param)
{
  double least, most;
  controller_range (param, &least, &most);
  return CLAMP (value, least, most);
}

bool
roll_lane_add (Roll *roll, Ticks at, double value)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) points = roll_lane_points (roll);
  char clip[ID_TEXT_SIZE], text[G_ASCII_DTOSTR_BUF_SIZE];
  /* It runs on as what it stands in does. */
  const char *shape = controller_steps (roll->lane) ? "hold" : "linear";
  for (guint i = 0; i < points->len && g_array_index (points, LanePoint, i).at <= at; i++)
    shape = g_array_index (points, LanePoint, i).shape == POINT_HOLD ? "hold" : "linear";
  g_ptr_array_add (lines, g_strdup_printf ("controller.add clip=%s controller=%s at=%s value=%s "
                                           "shape=%s",
                                           id_write (clip, roll->clip), roll->lane,
                                           place (roll, at), number (text, value), shape));
  return run (roll, lines);
}

bool
roll_lane_remove (Roll *roll, Ticks at)
{
  char clip[ID_TEXT_SIZE];
  return lq_desk_run (roll->desk, NULL, "controller.remove clip=%s controller=%s at=%s",
                      id_write (clip, roll->clip), roll->lane, place (roll, at));
}

/* Each selected point by so much. What moves later goes first, lest one lands on the next. */
bool
roll_lane_move (Roll *roll, Ticks by, double up)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) points = roll_lane_points (roll);
  char clip[ID_TEXT_SIZE], text[G_ASCII_DTOSTR_BUF_SIZE];
  for (guint i = 0; i < points->len; i++) {
    const LanePoint *point = &g_array_index (points, LanePoint, by > 0 ? points->len - 1 - i : i);
    if (!point->selected)
      continue;
    const Ticks to = CLAMP (point->at + by, roll->from, roll->to);
    GString *line = g_string_new (NULL);
    g_string_printf (line, "controller.move clip=%s controller=%s at=%s",
                     id_write (clip, roll->clip), roll->lane, place (roll, point->at));
    if (to != point->at)
      g_string_append_printf (line, " to=%s", place (roll, to));
    g_string_append_printf (line, " value=%s", number (text, held (point->value + up, roll->lane)));
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

static void
reroll_lane_move (Roll *roll)
{
  char clip[ID_TEXT_SIZE];
  const Ticks at = roll_at (roll);
  if (!roll->ranged) {
    roll_lane_remove (roll, at);
    return;
  }
  lq_desk_run (roll->desk, NULL, "controller.remove clip=%s controller=%s from=%s to=%s",
               id_write (clip, roll->clip), roll->lane, place (roll, MIN (at, roll->anchor)),
               place (roll, MAX (at, roll->anchor)));
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
  roll_lane_add (roll, roll_at (roll), held ((isnan (there) ? 0 : there) + up, roll->lane));
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

bool
roll_lane_edit (Roll *roll, RollEdit edit, int arg)
{
  double least, most;
  g_autoptr (GArray) points = roll_lane_points (roll);
  const Ticks at = roll_at (roll);
  const bool selected = any_selected (roll);
  controller_range (roll->lane, &least, &most);

  if (edit == EDIT_VELOCITY || edit == EDIT_INSERT) {
    const double there = roll_lane_value (roll, points, at);
    if (at < roll->from || at >= roll->to)
      lq_desk_say (roll->desk, false, "%s", _ ("The cursor stands outside of the clip."));
    else if (edit == EDIT_VELOCITY)
      change_value (roll, arg * (most > 1 ? 1 : 1.0 / 100));
    else
      roll_lane_add (roll, at, isnan (there) ? 0 : there);
    return true;
  }
  if (edit != EDIT_DELETE && edit != EDIT_MOVE && edit != EDIT_MOVE_FINE)
    return false;
  if (!selected)
    lq_desk_say (roll->desk, false, "%s", _ ("No point stands at the cursor."));
  else if (edit == EDIT_DELETE)
    reroll_lane_move (roll);
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
  if (!best)
    return;
  roll_set_cursor (roll, best->at, roll->pitch, false);
  roll_reveal (roll);
}

void
roll_lane_write (Roll *roll, const GArray *curve, Ticks step)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  char clip[ID_TEXT_SIZE], value[G_ASCII_DTOSTR_BUF_SIZE];
  const LanePoint *drawn = (const LanePoint *) (const void *) curve->data;
  const guint n = curve->len;
  if (n == 1) {
    roll_lane_add (roll, drawn[0].at, drawn[0].value);
    return;
  }
  const Ticks from = drawn[0].at, to = MIN (drawn[n - 1].at + step, roll->to);
  g_string_printf (text, "controller.write clip=%s controller=%s from=%s to=%s points=",
                   id_write (clip, roll->clip), roll->lane, place (roll, from), place (roll, to));
  for (guint i = 0; i < n; i++)
    if (i == 0 || drawn[i].value != drawn[i - 1].value)
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT ":%s", i ? "," : "", drawn[i].at - from,
                              number (value, drawn[i].value));
  g_ptr_array_add (lines, g_strdup (text->str));
  run (roll, lines);
}
