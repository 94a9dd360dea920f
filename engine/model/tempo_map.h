/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Converts between ticks, units and bars for one project value. Immutable once made; any thread. */
#pragma once

#include "model/project.h"

typedef struct TempoMap TempoMap;

/* From the tempos and meters of a project; 120 bpm and 4/4 where there are none. */
TempoMap *tempo_map_new (const Project *project);
void tempo_map_free (TempoMap *map);

/* Exact and strictly rising: tempo_map_ticks (tempo_map_units (t)) == t. Before 0 the first tempo
 * runs on. */
Units tempo_map_units (const TempoMap *map, Ticks ticks);
/* The last tick at or before. */
Ticks tempo_map_ticks (const TempoMap *map, Units units);
double tempo_map_bpm (const TempoMap *map, Ticks ticks);
/* Quarter notes since the start, with fractions below a tick. */
double tempo_map_beat (const TempoMap *map, Units units);

/* Any position as units or ticks; of a place between two ticks the later one. */
static inline Units
tempo_map_position_units (const TempoMap *map, Position position)
{
  return position.base == TIME_ABSOLUTE ? position.value : tempo_map_units (map, position.value);
}

Ticks tempo_map_position_ticks (const TempoMap *map, Position position);
/* Moves a position to another base without moving it in time (but up to the next tick). */
Position tempo_map_rebase (const TempoMap *map, Position position, TimeBase base);

typedef struct {
  int64_t bar; /* 1-based, as are the next two */
  int beat;
  int sixteenth;
  int ticks; /* 0-based */
} BarPosition;

BarPosition tempo_map_bar (const TempoMap *map, Ticks ticks);
/* False when the beat or sixteenth is not in that bar. */
bool tempo_map_from_bar (const TempoMap *map, const BarPosition *bar, Ticks *ticks);
/* The meter that holds at a place: ticks of a bar and of a beat. */
void tempo_map_meter (const TempoMap *map, Ticks ticks, int *numerator, int *denominator);
Ticks tempo_map_bar_length (const TempoMap *map, Ticks ticks);
Ticks tempo_map_beat_length (const TempoMap *map, Ticks ticks);
