/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/room.h"

#include <stdbool.h>

#define RANK "room-rank"

struct _LqRoom {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LqRoom, lq_room, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  GtkWidget *child;
  int rank, least, wish;
} Part;

static GArray *
parts_of (GtkWidget *widget, int height)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    if (!gtk_widget_should_layout (child))
      continue;
    Part part = { .child = child,
                  .rank = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (child), RANK)) };
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, height, &part.least, &part.wish, NULL,
                        NULL);
    g_array_append_val (parts, part);
  }
  return parts;
}

static void
lq_room_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation,
                 int for_size, int *minimum, int *natural, int *minimum_baseline,
                 int *natural_baseline)
{
  g_autoptr (GArray) parts = parts_of (widget, -1);
  *minimum = *natural = 0;
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);
    if (orientation == GTK_ORIENTATION_HORIZONTAL) {
      *minimum += part->rank == 0 ? part->least : 0;
      *natural += part->wish;
      continue;
    }
    int least, wish;
    gtk_widget_measure (part->child, orientation, -1, &least, &wish, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, wish);
  }
  *natural = MAX (*natural, *minimum);
}

/* Leaves out the parts of the highest rank that is left; false where there is none. */
static bool
give_way (GArray *parts)
{
  int highest = 0;
  for (guint i = 0; i < parts->len; i++)
    highest = MAX (highest, g_array_index (parts, Part, i).rank);
  for (guint i = parts->len; i-- > 0 && highest > 0;)
    if (g_array_index (parts, Part, i).rank == highest) {
      gtk_widget_set_child_visible (g_array_index (parts, Part, i).child, FALSE);
      g_array_remove_index (parts, i);
    }
  return highest > 0;
}

static int
sum_of_least (const GArray *parts)
{
  int sum = 0;
  for (guint i = 0; i < parts->len; i++)
    sum += g_array_index (parts, Part, i).least;
  return sum;
}

static void
lq_room_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  g_autoptr (GArray) parts = parts_of (widget, -1);
  while (sum_of_least (parts) > width && give_way (parts))
    ;
  g_autofree GtkRequestedSize *sizes = g_new0 (GtkRequestedSize, parts->len + 1);
  int left = width - sum_of_least (parts), expanding = 0;
  for (guint i = 0; i < parts->len; i++) {
    const Part *part = &g_array_index (parts, Part, i);
    sizes[i] = (GtkRequestedSize){ part->child, part->least, part->wish };
    expanding += gtk_widget_compute_expand (part->child, GTK_ORIENTATION_HORIZONTAL);
  }
  left = gtk_distribute_natural_allocation (MAX (left, 0), parts->len, sizes);
  int x = 0;
  const bool right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  for (guint i = 0; i < parts->len; i++) {
    int wide = sizes[i].minimum_size;
    if (gtk_widget_compute_expand (sizes[i].data, GTK_ORIENTATION_HORIZONTAL)) {
      wide += left / expanding;
      left -= left / expanding--;
    }
    GtkAllocation at = { right_to_left ? width - x - wide : x, 0, wide, height };
    gtk_widget_set_child_visible (sizes[i].data, TRUE);
    gtk_widget_size_allocate (sizes[i].data, &at, -1);
    x += wide;
  }
}

static void
lq_room_class_init (LqRoomClass *class)
{
  GTK_LAYOUT_MANAGER_CLASS (class)->measure = lq_room_measure;
  GTK_LAYOUT_MANAGER_CLASS (class)->allocate = lq_room_allocate;
}

static void
lq_room_init (LqRoom *room)
{
}

void
room_use (GtkWidget *widget)
{
  gtk_widget_set_layout_manager (widget, g_object_new (LQ_TYPE_ROOM, NULL));
}

void
room_rank (GtkWidget *child, int rank)
{
  g_object_set_data (G_OBJECT (child), RANK, GINT_TO_POINTER (rank));
}
