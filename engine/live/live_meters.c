/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meters of the strips that play. Main thread: it owns the graphs, and the meters in them are shown
 * by atomics. */
#include "base/math.h"
#include "live/live_private.h"

static StripMeter *
meter_of (const Live *live, Id track)
{
  const int strip = live->playing ? mix_graph_strip (live->playing, track) : -1;
  return strip < 0 ? NULL : live->playing->graph.context.strips[strip].meter;
}

bool
live_read_meter (Live *live, Id track, StripMeterReading *reading)
{
  StripMeter *meter = meter_of (live, track);
  if (!meter)
    return false;
  strip_meter_take (meter, reading);
  return true;
}

void
live_reset_loudness (Live *live)
{
  const Track *main_track = project_main (live->project);
  StripMeter *meter = main_track ? meter_of (live, main_track->node.id) : NULL;
  if (meter)
    strip_meter_reset (meter);
}

void
live_watch (Live *live, Id effect)
{
  insert_tap_watch (player_tap (live->player), effect);
}

void
live_read_watched (Live *live, InsertTapReading *reading)
{
  insert_tap_take (player_tap (live->player), reading);
}

void
live_copy_watched (Live *live, InsertTapSignal which, float *out, int n)
{
  insert_tap_copy (player_tap (live->player), which, out, n);
}

void
live_watch_strip (Live *live, Id track)
{
  insert_tap_watch_strip (player_tap (live->player), track);
}

void
live_copy_strip (Live *live, float *out, int n)
{
  insert_tap_copy_strip (player_tap (live->player), out, n);
}

void
live_watch_chain (Live *live, Id track)
{
  insert_tap_watch (&player_match (live->player)->tap, track);
}

uint64_t
live_chain_written (Live *live)
{
  return atomic_load (&player_match (live->player)->tap.written);
}

void
live_copy_chain (Live *live, bool after, float *out, int n)
{
  insert_tap_copy (&player_match (live->player)->tap, after ? INSERT_TAP_AFTER : INSERT_TAP_BEFORE,
                   out, n);
}

void
live_match_chain (Live *live, Id track, double gain_db)
{
  chain_match_set (player_match (live->player), track, (float) db_to_gain (gain_db));
}
