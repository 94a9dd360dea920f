/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid that cursor and drags keep to. */
#include <math.h>

#include "ui/desk/desk_private.h"

#define FREE_STEP_PX 10 /* of cursor keys without snap */

DeskGrid *
lq_desk_grid (LqDesk *desk)
{
  return &desk->grid;
}

Ticks
lq_desk_grid_step (LqDesk *desk, Ticks at)
{
  const DeskGrid *grid = &desk->grid;
  Ticks step = grid->step;
  if (step == 0)
    return tempo_map_bar_length (desk->map, at) * MAX (grid->bars, 1);
  if (grid->triplet)
    step = step * 2 / 3;
  return step;
}

/* The tick of the bar line that the grid counts from at a place. */
static Ticks
bar_line (LqDesk *desk, Ticks at)
{
  BarPosition bar = tempo_map_bar (desk->map, at);
  if (desk->grid.step == 0)
    bar.bar -= (bar.bar - 1) % MAX (desk->grid.bars, 1);
  bar.beat = bar.sixteenth = 1;
  bar.ticks = 0;
  Ticks line = 0;
  tempo_map_from_bar (desk->map, &bar, &line);
  return line;
}

static Ticks
line_before (LqDesk *desk, Ticks at)
{
  const Ticks line = bar_line (desk, at), step = MAX (lq_desk_grid_step (desk, at), 1);
  return line + (at - line) / step * step;
}

static Ticks
line_behind (LqDesk *desk, Ticks at)
{
  const Ticks next = line_before (desk, at) + MAX (lq_desk_grid_step (desk, at), 1);
  /* A bar that the step does not divide ends earlier. */
  const Ticks line = bar_line (desk, next);
  return line > at && line < next ? line : next;
}

Position
lq_desk_snap (LqDesk *desk, Units at)
{
  if (at < 0)
    at = 0;
  if (!desk->grid.snap)
    return (
        Position){ frames_to_units (units_to_frames (at, lq_desk_rate (desk)), lq_desk_rate (desk)),
                   TIME_ABSOLUTE };
  const Ticks ticks = tempo_map_ticks (desk->map, at);
  const Ticks before = line_before (desk, ticks), behind = line_behind (desk, ticks);
  return (Position){ ticks - before <= behind - ticks ? before : behind, TIME_MUSICAL };
}

Position
lq_desk_step (LqDesk *desk, Position from, int direction)
{
  if (!desk->grid.snap) {
    const double step = FREE_STEP_PX / desk->view.px_per_second * UNITS_PER_SECOND;
    const Units at = desk_units (desk, from) + (Units) (direction * step);
    return lq_desk_snap (desk, at);
  }
  const Ticks at = tempo_map_position_ticks (desk->map, from);
  if (direction > 0)
    return (Position){ line_behind (desk, at), TIME_MUSICAL };
  const Ticks before = line_before (desk, at);
  if (before < at)
    return (Position){ before, TIME_MUSICAL };
  return (Position){ at > 0 ? line_before (desk, at - 1) : 0, TIME_MUSICAL };
}

char *
lq_desk_grid_text (LqDesk *desk)
{
  const DeskGrid *grid = &desk->grid;
  if (grid->step == 0)
    return g_strdup_printf (grid->bars == 1 ? "%d bar" : "%d bars", grid->bars);
  return g_strdup_printf ("1/%d%s", (int) (4 * TICKS_PER_QUARTER / grid->step),
                          grid->triplet ? "T" : "");
}
