/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/lane_spans.h"

struct LaneSpans {
  GHashTable *lanes; /* List * (one reference) -> ClipSpan * */
};

static void
unref_list (gpointer data)
{
  list_unref (data);
}

LaneSpans *
lane_spans_new (void)
{
  LaneSpans *spans = g_new (LaneSpans, 1);
  spans->lanes = g_hash_table_new_full (NULL, NULL, unref_list, g_free);
  return spans;
}

void
lane_spans_free (LaneSpans *spans)
{
  if (!spans)
    return;
  g_hash_table_unref (spans->lanes);
  g_free (spans);
}

void
lane_spans_forget (LaneSpans *spans)
{
  g_hash_table_remove_all (spans->lanes);
}

const ClipSpan *
lane_spans_get (LaneSpans *spans, const TempoMap *map, const List *clips, int *n)
{
  *n = list_n (clips);
  if (*n == 0)
    return NULL;
  ClipSpan *lane = g_hash_table_lookup (spans->lanes, clips);
  if (!lane) {
    lane = clip_spans (map, clips);
    g_hash_table_insert (spans->lanes, list_ref ((List *) clips), lane);
  }
  return lane;
}

int
lane_spans_first (const ClipSpan *spans, int n, Units at)
{
  int low = 0, high = n;
  while (low < high) {
    const int middle = (low + high) / 2;
    if (spans[middle].to <= at)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static gboolean
is_alone (gpointer key, gpointer value, gpointer data)
{
  return g_atomic_ref_count_compare (&((List *) key)->refs, 1);
}

void
lane_spans_tidy (LaneSpans *spans)
{
  g_hash_table_foreach_remove (spans->lanes, is_alone, NULL);
}
