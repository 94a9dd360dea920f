/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/place.h"

void
place_child (GtkWidget *child, int x, int y, int width, int height)
{
  const GtkAllocation at = { x, y, MAX (width, 0), MAX (height, 0) };
  int least, wish;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, at.width, &least, &wish, NULL, NULL);
  gtk_widget_size_allocate (child, &at, -1);
}
