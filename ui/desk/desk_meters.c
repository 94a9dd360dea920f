/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meters for everyone who looks: a reading takes the peaks with it, so that two who read the same
 * strip by themselves would each miss what the other saw. */
#include "ui/desk/desk_private.h"

/* The reading of a strip for all of one frame. */
typedef struct {
  Id track;
  gint64 frame;
  bool there;
  StripMeterReading reading;
} SeenMeter;

bool
lq_desk_read_meter (LqDesk *desk, Id track, gint64 frame, StripMeterReading *reading)
{
  if (!desk->meters)
    desk->meters = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  SeenMeter *seen = g_hash_table_lookup (desk->meters, &track);
  if (!seen) {
    seen = g_new0 (SeenMeter, 1);
    seen->track = track;
    seen->frame = G_MININT64;
    g_hash_table_insert (desk->meters, &seen->track, seen);
  }
  if (seen->frame != frame) {
    seen->frame = frame;
    seen->there = desk->live && live_read_meter (desk->live, track, &seen->reading);
  }
  if (seen->there)
    *reading = seen->reading;
  return seen->there;
}
