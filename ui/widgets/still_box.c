/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/still_box.h"

#include "ui/draw/picture.h"

#define LQ_TYPE_STILL_BOX (lq_still_box_get_type ())
G_DECLARE_FINAL_TYPE (LqStillBox, lq_still_box, LQ, STILL_BOX, GtkBox)

struct _LqStillBox {
  GtkBox parent_instance;
  Token floor;
  GArray *pictures; /* PictureOfChild, in the order of the children */
};

G_DEFINE_FINAL_TYPE (LqStillBox, lq_still_box, GTK_TYPE_BOX)

static void
lq_still_box_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqStillBox *box = LQ_STILL_BOX (widget);
  const GdkRGBA floor = token_color (box->floor);
  guint i = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child), i++) {
    if (i >= box->pictures->len)
      g_array_set_size (box->pictures, i + 1);
    picture_of_child (&g_array_index (box->pictures, PictureOfChild, i), widget, child, &floor,
                      snapshot);
  }
}

static void
lq_still_box_dispose (GObject *object)
{
  g_array_set_size (LQ_STILL_BOX (object)->pictures, 0);
  G_OBJECT_CLASS (lq_still_box_parent_class)->dispose (object);
}

static void
lq_still_box_finalize (GObject *object)
{
  g_array_unref (LQ_STILL_BOX (object)->pictures);
  G_OBJECT_CLASS (lq_still_box_parent_class)->finalize (object);
}

static void
lq_still_box_class_init (LqStillBoxClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_still_box_dispose;
  G_OBJECT_CLASS (class)->finalize = lq_still_box_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = lq_still_box_snapshot;
}

static void
clear_picture (gpointer picture)
{
  picture_of_child_clear (picture);
}

static void
lq_still_box_init (LqStillBox *box)
{
  box->pictures = g_array_new (FALSE, TRUE, sizeof (PictureOfChild));
  g_array_set_clear_func (box->pictures, clear_picture);
}

GtkWidget *
still_box_new (int spacing, Token floor)
{
  LqStillBox *box = g_object_new (LQ_TYPE_STILL_BOX, "spacing", spacing, NULL);
  box->floor = floor;
  return GTK_WIDGET (box);
}
