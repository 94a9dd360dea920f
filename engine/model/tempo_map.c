/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/tempo_map.h"

#include "base/math.h"

#define UNITS_PER_TICK_AT_1_BPM (60.0 * (double) UNITS_PER_SECOND / TICKS_PER_QUARTER)

typedef struct {
  Ticks at;
  Units start;
  double bpm, slope; /* slope: bpm a tick, 0 without a ramp */
} Segment;

typedef struct {
  Ticks at;
  int64_t bar; /* 0-based number of the bar that begins here */
  int numerator, denominator;
} MeterSpan;

struct TempoMap {
  int n_segments, n_meters;
  Segment *segments;
  MeterSpan *meters;
};

/* Units from the start of a segment, SEMANTICS: 60 dq ln (b1 / b0) / (b1 - b0), rounded once. */
static Units
segment_units (const Segment *segment, Ticks ticks)
{
  if (segment->slope == 0)
    return (Units) rint ((double) ticks * UNITS_PER_TICK_AT_1_BPM / segment->bpm);
  const double end = segment->bpm + segment->slope * (double) ticks;
  return (Units) rint (UNITS_PER_TICK_AT_1_BPM * math_log (end / segment->bpm) / segment->slope);
}

static Ticks
meter_bar_length (const MeterSpan *meter)
{
  return (Ticks) meter->numerator * 4 * TICKS_PER_QUARTER / meter->denominator;
}

static void
add_meters (TempoMap *map, const Project *project)
{
  const int n = list_n (project->meters);

  map->meters = g_new0 (MeterSpan, n + 1);
  map->meters[0] = (MeterSpan){ .numerator = 4, .denominator = 4 };
  map->n_meters = 1;
  for (int i = 0; i < n; i++) {
    const Meter *meter = (const Meter *) list_get (project->meters, i);
    MeterSpan *last = &map->meters[map->n_meters - 1];
    MeterSpan *next = last;
    if (meter->at > last->at) {
      const Ticks length = meter_bar_length (last);
      next = &map->meters[map->n_meters++];
      next->bar = last->bar + (meter->at - last->at + length - 1) / length;
    }
    next->at = MAX (meter->at, 0);
    next->numerator = (int) meter->numerator;
    next->denominator = (int) meter->denominator;
  }
}

TempoMap *
tempo_map_new (const Project *project)
{
  TempoMap *map = g_new0 (TempoMap, 1);
  const int n = list_n (project->tempos);

  map->segments = g_new0 (Segment, n + 1);
  map->segments[0].bpm = 120;
  map->n_segments = 1;
  for (int i = 0; i < n; i++) {
    const Tempo *tempo = (const Tempo *) list_get (project->tempos, i);
    Segment *last = &map->segments[map->n_segments - 1];
    Segment *next = last;
    if (tempo->at > last->at) {
      const Tempo *before = i > 0 ? (const Tempo *) list_get (project->tempos, i - 1) : NULL;
      if (before && before->ramp && before->at == last->at)
        last->slope = (tempo->bpm - last->bpm) / (double) (tempo->at - last->at);
      next = &map->segments[map->n_segments++];
      next->at = tempo->at;
      next->start = last->start + segment_units (last, tempo->at - last->at);
    }
    next->bpm = tempo->bpm;
  }
  add_meters (map, project);
  return map;
}

void
tempo_map_free (TempoMap *map)
{
  if (!map)
    return;
  g_free (map->segments);
  g_free (map->meters);
  g_free (map);
}

static const Segment *
segment_at_ticks (const TempoMap *map, Ticks ticks)
{
  int low = 0, high = map->n_segments;
  while (high - low > 1) {
    const int middle = (low + high) / 2;
    if (map->segments[middle].at <= ticks)
      low = middle;
    else
      high = middle;
  }
  return &map->segments[low];
}

Units
tempo_map_units (const TempoMap *map, Ticks ticks)
{
  const Segment *segment = segment_at_ticks (map, ticks);
  if (ticks < segment->at) { /* before the start the first tempo runs on, without its ramp */
    const Segment flat = { .bpm = segment->bpm };
    return segment->start - segment_units (&flat, segment->at - ticks);
  }
  return segment->start + segment_units (segment, ticks - segment->at);
}

/* A first guess in floating point; the search on tempo_map_units makes it exact. */
static double
guess_ticks (const Segment *segment, Units units)
{
  const double u = (double) (units - segment->start);
  if (segment->slope == 0 || u < 0)
    return (double) segment->at + u * segment->bpm / UNITS_PER_TICK_AT_1_BPM;
  return (double) segment->at +
         segment->bpm * (math_exp (u * segment->slope / UNITS_PER_TICK_AT_1_BPM) - 1.0) /
             segment->slope;
}

static const Segment *
segment_at_units (const TempoMap *map, Units units)
{
  int s = 0;
  while (s + 1 < map->n_segments && map->segments[s + 1].start <= units)
    s++;
  return &map->segments[s];
}

Ticks
tempo_map_ticks (const TempoMap *map, Units units)
{
  Ticks ticks = (Ticks) floor (guess_ticks (segment_at_units (map, units), units));

  while (tempo_map_units (map, ticks) > units)
    ticks--;
  while (tempo_map_units (map, ticks + 1) <= units)
    ticks++;
  return ticks;
}

double
tempo_map_bpm (const TempoMap *map, Ticks ticks)
{
  const Segment *segment = segment_at_ticks (map, ticks);
  return segment->bpm + segment->slope * (double) MAX (ticks - segment->at, 0);
}

double
tempo_map_beat (const TempoMap *map, Units units)
{
  return guess_ticks (segment_at_units (map, units), units) / TICKS_PER_QUARTER;
}

/* The first tick at or behind: a tick may be longer than a frame, and the last one before would
 * nearly always sound a frame or two early. */
static Ticks
ticks_from (const TempoMap *map, Units units)
{
  const Ticks ticks = tempo_map_ticks (map, units);
  return tempo_map_units (map, ticks) < units ? ticks + 1 : ticks;
}

Ticks
tempo_map_position_ticks (const TempoMap *map, Position position)
{
  return position.base == TIME_MUSICAL ? position.value : ticks_from (map, position.value);
}

Position
tempo_map_rebase (const TempoMap *map, Position position, TimeBase base)
{
  if (position.base == base)
    return position;
  if (base == TIME_MUSICAL)
    return (Position){ ticks_from (map, position.value), base };
  return (Position){ tempo_map_units (map, position.value), base };
}

static const MeterSpan *
meter_at (const TempoMap *map, Ticks ticks)
{
  int m = 0;
  while (m + 1 < map->n_meters && map->meters[m + 1].at <= ticks)
    m++;
  return &map->meters[m];
}

void
tempo_map_meter (const TempoMap *map, Ticks ticks, int *numerator, int *denominator)
{
  const MeterSpan *meter = meter_at (map, ticks);
  *numerator = meter->numerator;
  *denominator = meter->denominator;
}

Ticks
tempo_map_bar_length (const TempoMap *map, Ticks ticks)
{
  return meter_bar_length (meter_at (map, ticks));
}

Ticks
tempo_map_beat_length (const TempoMap *map, Ticks ticks)
{
  return 4 * TICKS_PER_QUARTER / meter_at (map, ticks)->denominator;
}

BarPosition
tempo_map_bar (const TempoMap *map, Ticks ticks)
{
  const MeterSpan *meter = meter_at (map, ticks);
  const Ticks bar = meter_bar_length (meter), beat = 4 * TICKS_PER_QUARTER / meter->denominator;
  const Ticks sixteenth = TICKS_PER_QUARTER / 4;
  const Ticks since = ticks - meter->at;
  const int64_t bars = int64_scale_floor (since, 1, bar);
  const Ticks rest = since - bars * bar;

  return (BarPosition){ .bar = meter->bar + bars + 1,
                        .beat = (int) (rest / beat) + 1,
                        .sixteenth = (int) (rest % beat / sixteenth) + 1,
                        .ticks = (int) (rest % beat % sixteenth) };
}

bool
tempo_map_from_bar (const TempoMap *map, const BarPosition *bar, Ticks *ticks)
{
  int m = 0;
  while (m + 1 < map->n_meters && map->meters[m + 1].bar <= bar->bar - 1)
    m++;
  const MeterSpan *meter = &map->meters[m];
  const Ticks beat = 4 * TICKS_PER_QUARTER / meter->denominator;
  const Ticks sixteenth = TICKS_PER_QUARTER / 4;
  const Ticks in_beat = (bar->sixteenth - 1) * sixteenth + bar->ticks;

  if (bar->beat < 1 || bar->beat > meter->numerator || bar->sixteenth < 1 || bar->ticks < 0 ||
      in_beat >= MAX (beat, 1))
    return false;
  *ticks = meter->at + (bar->bar - 1 - meter->bar) * meter_bar_length (meter) +
           (bar->beat - 1) * beat + in_beat;
  return true;
}
