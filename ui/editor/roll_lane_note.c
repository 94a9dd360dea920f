/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lane of what is played on one note alone: which note that is, and its points. */
#include <math.h>
#include <string.h>

#include "edit/controllers.h"
#include "edit/expressions.h"
#include "edit/notes.h"
#include "ui/editor/roll_lane.h"

#define SHOWN_SEMITONES 12 /* up and down */

int
roll_lane_kind (const char *param)
{
  const size_t n = strlen (ROLL_LANE_NOTE);
  for (int kind = 0; param && !strncmp (param, ROLL_LANE_NOTE, n) && kind < N_EXPRESSIONS; kind++)
    if (!strcmp (param + n, expression_params[kind]))
      return kind;
  return -1;
}

/* One that begins a little behind the line counts there, too: it was played. */
const RollNote *
roll_lane_note (const Roll *roll)
{
  const RollNote *best = NULL;
  const Ticks at = roll_at (roll), step = roll_grid_step (roll, at);
  int least = INT_MAX;
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    /* One that is selected goes before all others. */
    const int away =
        ABS (note->pitch - roll->pitch) + (roll_is_selected (roll, note->id) ? 0 : 128);
    if (note->at < at + MAX (step, 1) && at < note->end && !note->outside && away < least) {
      best = note;
      least = away;
    }
  }
  return best;
}

void
roll_lane_span (const Roll *roll, Ticks *from, Ticks *to)
{
  const bool one = roll_lane_kind (roll->lane) >= 0;
  const RollNote *note = one ? roll_lane_note (roll) : NULL;
  *from = one ? note ? note->at : 0 : roll->from;
  *to = one ? note ? note->end : 0 : roll->to;
}

void
roll_lane_range (const char *param, double *least, double *most)
{
  const int kind = roll_lane_kind (param);
  if (kind < 0)
    controller_range (param, least, most);
  else
    expression_range (kind, least, most);
  if (kind == EXPRESSION_PITCH) {
    *least = -SHOWN_SEMITONES;
    *most = SHOWN_SEMITONES;
  }
}

double
roll_lane_held (const char *param, double value)
{
  const int kind = roll_lane_kind (param);
  double least, most;
  if (kind < 0)
    controller_range (param, &least, &most);
  else
    expression_range (kind, &least, &most);
  return CLAMP (value, least, most);
}

double
roll_lane_still (const char *param)
{
  const int kind = roll_lane_kind (param);
  return kind < 0 ? 0 : expression_still (kind);
}

GArray *
roll_lane_note_points (const Roll *roll, const RollNote *note)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (LanePoint));
  const Clip *content = notes_content (lq_desk_project (roll->desk), roll_clip (roll));
  const Expression *expression = expression_find (content, note->id, roll_lane_kind (roll->lane));
  for (int i = 0; expression && i < run_n (expression->points); i++) {
    const Point *point = run_point (expression->points, i);
    const LanePoint shown = { note->at + point->at, point->value, point->shape, point->tension,
                              false };
    g_array_append_val (points, shown);
  }
  return points;
}

char *
roll_lane_command (const Roll *roll, const char *what)
{
  const int kind = roll_lane_kind (roll->lane);
  const RollNote *note = kind < 0 ? NULL : roll_lane_note (roll);
  char clip[ID_TEXT_SIZE], id[ID_TEXT_SIZE];
  id_write (clip, roll->clip);
  if (kind < 0)
    return g_strdup_printf ("controller.%s clip=%s controller=%s", what, clip, roll->lane);
  return note ? g_strdup_printf ("expression.%s clip=%s note=%s expression=%s", what, clip,
                                 id_write (id, note->id), expression_params[kind])
              : NULL;
}
