/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rulers that show, and the one that the cursor is on. */
#include "ui/desk/desk_private.h"

Ruler
lq_desk_ruler (LqDesk *desk)
{
  return desk->ruler;
}

void
lq_desk_set_ruler (LqDesk *desk, Ruler ruler)
{
  if (desk->ruler == ruler)
    return;
  desk->ruler = ruler;
  desk_changed (desk, DESK_CURSOR);
}

bool
lq_desk_ruler_shows (LqDesk *desk, Ruler ruler)
{
  return !desk->rulers_hidden[ruler];
}

void
lq_desk_show_ruler (LqDesk *desk, Ruler ruler, bool on)
{
  if (desk->rulers_hidden[ruler] == !on)
    return;
  desk->rulers_hidden[ruler] = !on;
  if (!on && desk->ruler == ruler)
    desk->ruler = N_RULERS;
  desk_changed (desk, DESK_VIEW | DESK_CURSOR);
}

Ruler
lq_desk_next_ruler (LqDesk *desk, Ruler from, int direction)
{
  for (int i = (int) from + direction; i >= RULER_MARKERS && i < N_RULERS; i += direction)
    if (!desk->rulers_hidden[i])
      return (Ruler) i;
  return N_RULERS;
}
