/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/hand.h"

#include <math.h>

#include "base/number.h"
#include "ui/inspector/rows.h"

#define FLOOR -90.0 /* dB: where distances to silence are counted from */

static LiveTarget
target_of (const InspectRow *row, const InspectItem *item)
{
  const int param = row->spec->show == SHOW_PAN ? LIVE_PAN : LIVE_GAIN;
  return (LiveTarget){ item->track->node.id, item->send ? item->send->node.id : 0, param };
}

static double
moved (const Hand *hand, const InspectRow *row, double from)
{
  if (!row->mixed)
    return hand->value;
  const double by = fmax (hand->value, FLOOR) - fmax (hand->first, FLOOR);
  return CLAMP (from + by, row->spec->kind.min, row->spec->kind.max);
}

void
hand_move (Hand *hand, const InspectPage *page, const InspectRow *row, double value)
{
  Live *live = lq_desk_live (page->desk);
  bool own;
  GArray *items = inspect_items (page, row, &own);

  if (!hand->held) {
    hand->held = g_array_new (FALSE, FALSE, sizeof (LiveTarget));
    hand->first = row->number;
    for (guint i = 0; i < items->len; i++) {
      const LiveTarget target = target_of (row, &g_array_index (items, InspectItem, i));
      g_array_append_val (hand->held, target);
    }
  }
  hand->value = value;
  for (guint i = 0; live && i < items->len; i++) {
    const InspectItem *item = &g_array_index (items, InspectItem, i);
    const LiveTarget target = target_of (row, item);
    const double from = row->spec->number (page, item), next = moved (hand, row, from);
    /* A strip that is trimmed is told how far it goes. */
    const bool trims = item->track->automation == AUTOMATION_TRIM;
    live_touch (live, &target, trims ? fmax (next, FLOOR) - fmax (from, FLOOR) : next);
  }
  if (own)
    g_array_unref (items);
}

static bool
is_written (const InspectPage *page, const InspectRow *row)
{
  bool own, writes = lq_desk_is_rolling (page->desk);
  GArray *items = inspect_items (page, row, &own);
  for (guint i = 0; i < items->len; i++)
    writes &= g_array_index (items, InspectItem, i).track->automation > AUTOMATION_READ;
  if (own)
    g_array_unref (items);
  return writes;
}

char *
hand_text (const Hand *hand, const InspectPage *page, const InspectRow *row)
{
  char number[NUMBER_TEXT_SIZE];
  if (!hand->held || hand->value == hand->first || is_written (page, row))
    return NULL;
  if (row->mixed)
    return g_strdup_printf (
        "+%s", number_write (number, (fmax (hand->value, FLOOR) - fmax (hand->first, FLOOR)) *
                                         (row->spec->show == SHOW_PAN ? 100 : 1)));
  if (row->spec->show == SHOW_PAN)
    return g_strdup_printf ("%s%.4f", hand->value < 0 ? "-" : "", fabs (hand->value));
  return g_strdup (number_write (number, hand->value));
}

void
hand_done (Hand *hand, LqDesk *desk)
{
  Live *live = lq_desk_live (desk);
  for (guint i = 0; hand->held && live && i < hand->held->len; i++)
    live_release (live, &g_array_index (hand->held, LiveTarget, i));
  g_clear_pointer (&hand->held, g_array_unref);
}
