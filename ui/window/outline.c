/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/outline.h"

#include <math.h>

#include "model/clip.h"
#include "ui/draw/text.h"

#define WIDTH 112
#define HEIGHT 44
#define MOST_ROWS 6

typedef struct {
  float x, width; /* shares of the song */
  int row;
  GdkRGBA color;
} Block;

struct _LqOutline {
  GtkWidget parent_instance;
  GArray *blocks;
  int rows;
};

G_DEFINE_FINAL_TYPE (LqOutline, lq_outline, GTK_TYPE_WIDGET)

static void
lq_outline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqOutline *outline = LQ_OUTLINE (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA well = token_color (TOKEN_WELL);
  const int pad = ui_px (4);
  const double room = width - 2 * pad, line = (height - 2.0 * pad) / MAX (outline->rows, 1);

  fill_rect (snapshot, 0, 0, width, height, &well);
  for (guint i = 0; i < outline->blocks->len; i++) {
    const Block *block = &g_array_index (outline->blocks, Block, i);
    fill_rect (snapshot, pad + block->x * room, pad + block->row * line + 1,
               fmax (block->width * room - 1, 1), fmax (line - 2, 1), &block->color);
  }
}

static void
lq_outline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = ui_px (orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT);
}

static void
lq_outline_finalize (GObject *object)
{
  g_array_unref (LQ_OUTLINE (object)->blocks);
  G_OBJECT_CLASS (lq_outline_parent_class)->finalize (object);
}

static void
lq_outline_class_init (LqOutlineClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_outline_finalize;
  GTK_WIDGET_CLASS (class)->snapshot = lq_outline_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_outline_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_outline_init (LqOutline *outline)
{
  outline->blocks = g_array_new (FALSE, FALSE, sizeof (Block));
  gtk_widget_set_valign (GTK_WIDGET (outline), GTK_ALIGN_CENTER);
}

static void
add_track (LqOutline *outline, const TempoMap *map, const Track *track, Units length)
{
  const GdkRGBA floor = token_color (TOKEN_WELL), color = color_of_track (text_get (track->color));
  for (int i = 0; i < list_n (track->clips); i++) {
    const Clip *clip = (const Clip *) list_get (track->clips, i);
    const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
    const Block block = { .x = (float) ((double) from / (double) length),
                          .width = (float) ((double) (to - from) / (double) length),
                          .row = outline->rows,
                          .color = color_mix (&floor, &color, 0.65) };
    g_array_append_val (outline->blocks, block);
  }
  outline->rows++;
}

GtkWidget *
outline_new (const Project *project)
{
  LqOutline *outline = g_object_new (LQ_TYPE_OUTLINE, NULL);
  if (!project)
    return GTK_WIDGET (outline);
  TempoMap *map = tempo_map_new (project);
  Units length = 1;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->clips); k++)
      length = int64_max (length, clip_end_units (map, (const Clip *) list_get (track->clips, k)));
  }
  for (int i = 0; i < list_n (project->tracks) && outline->rows < MOST_ROWS; i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (list_n (track->clips) > 0)
      add_track (outline, map, track, length);
  }
  tempo_map_free (map);
  return GTK_WIDGET (outline);
}
