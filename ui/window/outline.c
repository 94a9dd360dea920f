/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/outline.h"

#include <math.h>

#include "model/clip.h"
#include "ui/draw/text.h"

#define MOST_ROWS 6
#define MOST_TRACKS 9
#define NEAR 0.004f /* of the song: blocks that near are one */

struct _LqOutline {
  GtkWidget parent_instance;
  GArray *blocks; /* OutlineBlock */
  int rows, width, height;
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
    const OutlineBlock *block = &g_array_index (outline->blocks, OutlineBlock, i);
    const GdkRGBA track = color_of_track (block->color), color = color_mix (&well, &track, 0.65);
    fill_rect (snapshot, pad + block->x * room, pad + block->row * line + 1,
               fmax (block->width * room - 1, 1), fmax (line - 2, 1), &color);
  }
}

static void
lq_outline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  const LqOutline *outline = LQ_OUTLINE (widget);
  *minimum = *natural =
      ui_px (orientation == GTK_ORIENTATION_HORIZONTAL ? outline->width : outline->height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) /* in a small window it gives way */
    *minimum = ui_px (outline->width * 0.75);
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
  outline->blocks = g_array_new (FALSE, FALSE, sizeof (OutlineBlock));
  gtk_widget_set_valign (GTK_WIDGET (outline), GTK_ALIGN_CENTER);
}

GtkWidget *
outline_new (int width, int height)
{
  LqOutline *outline = g_object_new (LQ_TYPE_OUTLINE, NULL);
  outline->width = width;
  outline->height = height;
  return GTK_WIDGET (outline);
}

void
outline_set (LqOutline *outline, GArray *blocks)
{
  g_array_unref (outline->blocks);
  outline->blocks = g_array_ref (blocks);
  outline->rows = 0;
  for (guint i = 0; i < blocks->len; i++)
    outline->rows = MAX (outline->rows, g_array_index (blocks, OutlineBlock, i).row + 1);
  gtk_widget_queue_draw (GTK_WIDGET (outline));
}

static void
add_block (GArray *blocks, OutlineBlock block)
{
  OutlineBlock *last =
      blocks->len > 0 ? &g_array_index (blocks, OutlineBlock, blocks->len - 1) : NULL;
  if (last && last->row == block.row && last->width < NEAR && block.x - last->x < NEAR)
    last->width = MAX (last->width, block.x + block.width - last->x);
  else
    g_array_append_val (blocks, block);
}

static Units
song_length (const Project *project, const TempoMap *map)
{
  Units length = 1;
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    for (int k = 0; k < list_n (track->clips); k++)
      length = int64_max (length, clip_end_units (map, (const Clip *) list_get (track->clips, k)));
  }
  return length;
}

static bool
has_clips (const Track *track)
{
  return list_n (track->clips) > 0;
}

static bool
plays (const Track *track)
{
  return track->kind != TRACK_MAIN && track->kind != TRACK_RETURN;
}

/* At most `most` of those that are wanted, from all over the project. */
static GPtrArray *
choose_tracks (const Project *project, bool (*wanted) (const Track *track), guint most)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  GPtrArray *chosen = g_ptr_array_new ();
  for (int i = 0; i < list_n (project->tracks); i++)
    if (wanted ((const Track *) list_get (project->tracks, i)))
      g_ptr_array_add (all, list_get (project->tracks, i));
  const guint n = MIN (all->len, most);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (chosen, g_ptr_array_index (all, i * all->len / n));
  return chosen;
}

GArray *
outline_of_clips (const Project *project)
{
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (OutlineBlock));
  TempoMap *map = tempo_map_new (project);
  const double length = (double) song_length (project, map);
  g_autoptr (GPtrArray) tracks = choose_tracks (project, has_clips, MOST_ROWS);

  for (guint row = 0; row < tracks->len; row++) {
    const Track *track = g_ptr_array_index (tracks, row);
    for (int k = 0; k < list_n (track->clips); k++) {
      const Clip *clip = (const Clip *) list_get (track->clips, k);
      const double from = (double) clip_start_units (map, clip) / length;
      const double to = (double) clip_end_units (map, clip) / length;
      add_block (blocks, (OutlineBlock){ .x = (float) from,
                                         .width = (float) (to - from),
                                         .row = (int) row,
                                         .color = g_intern_string (text_get (track->color)) });
    }
  }
  tempo_map_free (map);
  return blocks;
}

GArray *
outline_of_tracks (const Project *project)
{
  /* A song in eighths: where a track of this row might play. */
  static const char *const songs[] = { "## #### ", "  ######", "#### ###",
                                       " ## ## #", "########", "#  ### #" };
  GArray *blocks = g_array_new (FALSE, FALSE, sizeof (OutlineBlock));
  g_autoptr (GPtrArray) tracks = choose_tracks (project, plays, MOST_TRACKS);

  for (guint row = 0; row < tracks->len; row++) {
    const Track *track = g_ptr_array_index (tracks, row);
    const bool whole = track->kind == TRACK_GROUP;
    const char *song = whole ? songs[4] : songs[row % G_N_ELEMENTS (songs)];
    for (int from = 0; song[from]; from++) {
      int to = from;
      while (song[to] == '#' && (whole || to < from + 3))
        to++;
      if (to == from)
        continue;
      const OutlineBlock block = { .x = (float) from / 8,
                                   .width = (float) (to - from) / 8,
                                   .row = (int) row,
                                   .color = g_intern_string (text_get (track->color)) };
      g_array_append_val (blocks, block);
      from = to - 1;
    }
  }
  return blocks;
}
