/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/hand.h"

#include <math.h>

#include "ui/desk/desk_touch.h"
#include "ui/inspector/rows.h"

#define FLOOR -90.0 /* dB: where distances to silence are counted from */

typedef struct {
  LiveTarget target;
  double first;
} Held;

static LiveTarget
target_of (const InspectRow *row, const InspectItem *item)
{
  const Id track = item->track->node.id;
  if (item->send)
    return lq_desk_send_target (track, item->send->node.id, LIVE_GAIN);
  return lq_desk_strip_target (track, row->spec->show == SHOW_PAN ? LIVE_PAN : LIVE_GAIN);
}

static void
take (Hand *hand, const InspectPage *page, const InspectRow *row)
{
  bool own;
  GArray *items = inspect_items (page, row, &own);
  hand->held = g_array_new (FALSE, FALSE, sizeof (Held));
  for (guint i = 0; i < items->len; i++) {
    const LiveTarget target = target_of (row, &g_array_index (items, InspectItem, i));
    const Held held = { target, lq_desk_value (page->desk, &target) };
    g_array_append_val (hand->held, held);
  }
  hand->first = hand->held->len ? g_array_index (hand->held, Held, 0).first : 0;
  if (own)
    g_array_unref (items);
}

void
hand_move (Hand *hand, const InspectPage *page, const InspectRow *row, double value)
{
  if (!hand->held)
    take (hand, page, row);
  const double by = fmax (value, FLOOR) - fmax (hand->first, FLOOR);
  for (guint i = 0; i < hand->held->len; i++) {
    const Held *held = &g_array_index (hand->held, Held, i);
    lq_desk_hold (page->desk, &held->target, i == 0 ? value : fmax (held->first, FLOOR) + by);
  }
}

void
hand_let_go (Hand *hand, LqDesk *desk)
{
  if (!hand->held)
    return;
  g_autoptr (GArray) held = g_steal_pointer (&hand->held);
  lq_desk_let_go (desk, held->len == 1 ? &g_array_index (held, Held, 0).target : NULL);
}

double
hand_shown (const InspectPage *page, const InspectRow *row)
{
  bool own;
  GArray *items = inspect_items (page, row, &own);
  double shown = row->number;
  if (items->len > 0) {
    const LiveTarget target = target_of (row, &g_array_index (items, InspectItem, 0));
    shown = lq_desk_value (page->desk, &target);
  }
  if (own)
    g_array_unref (items);
  return shown;
}
