/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/metronome_table.h"

#include <math.h>
#include <string.h>

#include "model/tempo_map.h"

#define HOURS_BEHIND 4

MetronomeTable *
metronome_table_new (const Project *project, Frames end)
{
  const int rate = (int) project->rate;
  const Frames last = end + (Frames) HOURS_BEHIND * 3600 * rate;
  g_autoptr (GArray) beats = g_array_new (FALSE, FALSE, sizeof (MetronomeBeat));
  TempoMap *map = tempo_map_new (project);

  for (Ticks tick = 0;;) {
    const MetronomeBeat beat = { units_to_frames (tempo_map_units (map, tick), rate),
                                 tempo_map_bar (map, tick).beat == 1 };
    if (beat.at > last)
      break;
    g_array_append_val (beats, beat);
    tick += tempo_map_beat_length (map, tick);
  }
  tempo_map_free (map);

  const size_t bytes = sizeof (MetronomeBeat) * beats->len;
  MetronomeTable *table = g_malloc (sizeof *table + bytes);
  MetronomeBeat *kept = (MetronomeBeat *) (table + 1);
  memcpy (kept, beats->data, bytes);
  *table = (MetronomeTable){ (int) beats->len, kept };
  return table;
}

static Ticks
ticks_at (const TempoMap *map, const Project *project, Frames at)
{
  return tempo_map_ticks (map, frames_to_units (at + 1, (int) project->rate) - 1);
}

PlayerCount
metronome_count (const Project *project, Frames at, int64_t bars)
{
  TempoMap *map = tempo_map_new (project);
  const Ticks ticks = ticks_at (map, project, at);
  const double quarter = 60.0 / tempo_map_bpm (map, ticks) * (double) project->rate;
  const Ticks beat = tempo_map_beat_length (map, ticks), bar = tempo_map_bar_length (map, ticks);
  PlayerCount count = { .per_bar = (int) (bar / beat) };

  count.n_beats = (int) (bars * count.per_bar);
  count.length =
      (Frames) rint ((double) count.n_beats * (double) beat / TICKS_PER_QUARTER * quarter);
  tempo_map_free (map);
  return count;
}

Frames
metronome_bars_before (const Project *project, Frames at, int64_t bars)
{
  TempoMap *map = tempo_map_new (project);
  Ticks ticks = ticks_at (map, project, at);

  for (int64_t i = 0; i < bars && ticks > 0; i++)
    ticks -= tempo_map_bar_length (map, ticks - 1);
  const Frames before =
      units_to_frames (tempo_map_units (map, MAX (ticks, 0)), (int) project->rate);
  tempo_map_free (map);
  return bars > 0 ? MIN (before, at) : at;
}
