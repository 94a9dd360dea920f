/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/lane_header.h"

#include "ui/draw/text.h"

void
lane_header_draw (const LaneHeader *lane, GtkSnapshot *snapshot, GtkWidget *widget, int height,
                  const Lane *take, bool rates)
{
  const GdkRGBA name = token_color (TOKEN_TEXT2), value = token_color (TOKEN_TEXT1);
  const int left = lane->left, width = gtk_widget_get_width (widget);
  const bool two = height >= ui_px (30);
  const int line = two ? ui_px (16) : height - 1;

  text_draw (snapshot, widget, TEXT_CAPTION, lane->name, left, 0, width - left - ui_px (60), line,
             &name);
  if (two)
    text_draw (snapshot, widget, TEXT_CAPTION_BOLD, lane->value, left, line - 1,
               width - left - ui_px (60), line, &value);
  if (take)
    take_stars_draw (snapshot, widget, take, height, rates);
  else
    text_draw_right (snapshot, widget, TEXT_CAPTION, lane->detail, width - ui_px (12), 0,
                     height - 1, &name);
}
