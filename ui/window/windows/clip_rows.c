/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/clip_rows.h"

#include "model/clip.h"
#include "ui/draw/value_text.h"

G_DEFINE_FINAL_TYPE (LqClipRow, lq_clip_row, G_TYPE_OBJECT)

static void
lq_clip_row_finalize (GObject *object)
{
  for (int i = 0; i < N_CLIP_ROW_TEXTS; i++)
    g_free (LQ_CLIP_ROW (object)->texts[i]);
  G_OBJECT_CLASS (lq_clip_row_parent_class)->finalize (object);
}

static void
lq_clip_row_class_init (LqClipRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = lq_clip_row_finalize;
}

static void
lq_clip_row_init (LqClipRow *row)
{
}

/* "4.0.0": bars, beats and sixteenths as the bar at the clip's start counts them. */
static char *
length_text (const TempoMap *map, Units from, Units to)
{
  const Ticks at = tempo_map_ticks (map, from);
  const Ticks bar = tempo_map_bar_length (map, at), beat = tempo_map_beat_length (map, at);
  const Ticks length = tempo_map_ticks (map, to) - at;
  return g_strdup_printf ("%d.%d.%d", (int) (length / bar), (int) (length % bar / beat),
                          (int) (length % bar % beat * 4 / beat));
}

static LqClipRow *
row_new (LqDesk *desk, const Track *track, int number, const Clip *clip)
{
  const TempoMap *map = lq_desk_map (desk);
  const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
  LqClipRow *row = g_object_new (LQ_TYPE_CLIP_ROW, NULL);
  row->clip = clip->node.id;
  row->track = track->node.id;
  row->from = from;
  row->number = number;
  row->texts[CLIP_ROW_START] = value_text_bar (map, from, NULL);
  row->texts[CLIP_ROW_LENGTH] = length_text (map, from, to);
  row->texts[CLIP_ROW_TRACK] = g_strdup_printf ("%d %s", number, text_get (track->name));
  row->texts[CLIP_ROW_NAME] = g_strdup (text_get (clip->name));
  row->texts[CLIP_ROW_GAIN] = value_text_level (clip->gain_db);
  return row;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LqClipRow *x = *(LqClipRow *const *) a, *y = *(LqClipRow *const *) b;
  if (x->from != y->from)
    return x->from < y->from ? -1 : 1;
  return x->number - y->number;
}

void
clip_rows_fill (GListStore *rows, LqDesk *desk)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  const List *tracks = lq_desk_project (desk)->tracks;
  for (int i = 0; i < list_n (tracks); i++) {
    const Track *track = (const Track *) list_get (tracks, i);
    for (int k = 0; k < list_n (track->clips); k++)
      g_ptr_array_add (all,
                       row_new (desk, track, i + 1, (const Clip *) list_get (track->clips, k)));
  }
  g_ptr_array_sort (all, compare);
  g_list_store_splice (rows, 0, g_list_model_get_n_items (G_LIST_MODEL (rows)), all->pdata,
                       all->len);
}
