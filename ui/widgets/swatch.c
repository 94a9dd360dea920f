/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/swatch.h"

#include <glib/gi18n.h>

#include "ui/draw/theme.h"

struct _LqSwatch {
  GtkWidget parent_instance;
  double size;
  char *color;
};

G_DEFINE_FINAL_TYPE (LqSwatch, lq_swatch, GTK_TYPE_WIDGET)

static void
lq_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqSwatch *swatch = LQ_SWATCH (widget);
  const int size = ui_px (swatch->size);
  const GdkRGBA color = color_of_track (swatch->color);
  const graphene_rect_t square = GRAPHENE_RECT_INIT (
      (float) (gtk_widget_get_width (widget) - size) / 2,
      (float) (gtk_widget_get_height (widget) - size) / 2, (float) size, (float) size);
  GskRoundedRect round;
  gsk_rounded_rect_init_from_rect (&round, &square, (float) ui_px (2));
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &color, &square);
  gtk_snapshot_pop (snapshot);
}

static void
lq_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = ui_px (LQ_SWATCH (widget)->size);
  *minimum_baseline = *natural_baseline = -1;
}

void
lq_swatch_show (LqSwatch *swatch, const char *color)
{
  if (!g_strcmp0 (swatch->color, color))
    return;
  g_free (swatch->color);
  swatch->color = g_strdup (color);
  gtk_widget_queue_draw (GTK_WIDGET (swatch));
}

static void
lq_swatch_finalize (GObject *object)
{
  g_free (LQ_SWATCH (object)->color);
  G_OBJECT_CLASS (lq_swatch_parent_class)->finalize (object);
}

static void
lq_swatch_class_init (LqSwatchClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_swatch_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = lq_swatch_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_swatch_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_swatch_init (LqSwatch *swatch)
{
}

GtkWidget *
lq_swatch_new (double size)
{
  LqSwatch *swatch = g_object_new (LQ_TYPE_SWATCH, NULL);
  swatch->size = size;
  return GTK_WIDGET (swatch);
}

static const SwatchColor colors[] = {
  { "brick", N_ ("Brick") }, { "clay", N_ ("Clay") },   { "ochre", N_ ("Ochre") },
  { "olive", N_ ("Olive") }, { "moss", N_ ("Moss") },   { "jade", N_ ("Jade") },
  { "teal", N_ ("Teal") },   { "steel", N_ ("Steel") }, { "indigo", N_ ("Indigo") },
  { "iris", N_ ("Iris") },   { "plum", N_ ("Plum") },   { "rose", N_ ("Rose") },
  { "stone", N_ ("Stone") },
};

const SwatchColor *
swatch_colors (int *n)
{
  *n = (int) G_N_ELEMENTS (colors);
  return colors;
}
