/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll_part.h"

struct _LqRollPart {
  GtkWidget parent_instance;
  Roll *roll;
  RollDraw draw;
};

G_DEFINE_FINAL_TYPE (LqRollPart, lq_roll_part, GTK_TYPE_WIDGET)

static void
lq_roll_part_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqRollPart *part = LQ_ROLL_PART (widget);
  const float width = (float) gtk_widget_get_width (widget);
  const float height = (float) gtk_widget_get_height (widget);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  part->draw (widget, snapshot, part->roll);
  gtk_snapshot_pop (snapshot);
}

static void
lq_roll_part_class_init (LqRollPartClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_roll_part_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_roll_part_init (LqRollPart *part)
{
  gtk_widget_set_overflow (GTK_WIDGET (part), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_roll_part_new (Roll *roll, RollDraw draw)
{
  LqRollPart *part = g_object_new (LQ_TYPE_ROLL_PART, NULL);
  part->roll = roll;
  part->draw = draw;
  return GTK_WIDGET (part);
}
