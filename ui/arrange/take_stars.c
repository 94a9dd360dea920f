/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/take_stars.h"

#include "ui/draw/text.h"

#define FIRST 84 /* design units, where the first star begins */
#define STEP 11
#define MOST 5

const Lane *
take_of_row (const Row *row)
{
  const int index = row->kind == ROW_TAKE ? list_find (row->node->lanes, row->item) : -1;
  return index < 0 ? NULL : (const Lane *) list_get (row->node->lanes, index);
}

void
take_stars_draw (GtkSnapshot *snapshot, GtkWidget *widget, const Lane *lane, int height, bool rates)
{
  const GdkRGBA given = token_color (TOKEN_TEXT2), open = token_color (TOKEN_TEXT3);
  const int n = rates ? MOST : lane->rating;

  for (int i = 0; i < n; i++) {
    const bool is_given = i < lane->rating;
    text_draw (snapshot, widget, TEXT_CAPTION, is_given ? "★" : "☆", ui_px (FIRST + i * STEP), 0,
               -1, height - 1, is_given ? &given : &open);
  }
}

int
take_stars_at (double x)
{
  const double star = (x - ui_px (FIRST)) / ui_px (STEP);
  return star >= 0 && star < MOST ? (int) star + 1 : 0;
}

void
take_stars_set (LqDesk *desk, const Row *row, int stars)
{
  const Lane *lane = take_of_row (row);
  if (lane)
    lq_desk_run (desk, NULL, "lane.set track=%s lane=%s rating=%d", lq_desk_id (desk, row->track),
                 lq_desk_id (desk, row->item), lane->rating == stars ? 0 : stars);
}
