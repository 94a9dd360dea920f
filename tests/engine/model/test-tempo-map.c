/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/tempo_map.h"

#include <math.h>

#include "base/hash.h"

static Tempo *
add_tempo (Project *project, Ticks at, double bpm, bool ramp)
{
  Tempo *tempo = (Tempo *) node_new (NODE_TEMPO);
  tempo->at = at;
  tempo->bpm = bpm;
  tempo->ramp = ramp;
  list_insert (&project->tempos, -1, &tempo->node);
  return tempo;
}

static void
add_meter (Project *project, Ticks at, int numerator, int denominator)
{
  Meter *meter = (Meter *) node_new (NODE_METER);
  meter->at = at;
  meter->numerator = numerator;
  meter->denominator = denominator;
  list_insert (&project->meters, -1, &meter->node);
}

static void
test_constant (void)
{
  Project *project = project_new ();
  TempoMap *map = tempo_map_new (project);

  g_assert_cmpint (tempo_map_units (map, TICKS_PER_QUARTER), ==, UNITS_PER_SECOND / 2);
  g_assert_cmpint (tempo_map_units (map, -TICKS_PER_QUARTER), ==, -UNITS_PER_SECOND / 2);
  g_assert_cmpint (tempo_map_ticks (map, UNITS_PER_SECOND), ==, 2 * TICKS_PER_QUARTER);
  g_assert_cmpint (tempo_map_ticks (map, UNITS_PER_SECOND - 1), ==, 2 * TICKS_PER_QUARTER - 1);
  tempo_map_free (map);
  project_unref (project);
}

/* SEMANTICS: 60 dq ln (b1 / b0) / (b1 - b0) seconds. */
static void
test_ramp (void)
{
  Project *project = project_new ();
  Tempo *first = (Tempo *) list_edit (&project->tempos, 0);
  first->bpm = 60;
  first->ramp = true;
  add_tempo (project, 16 * TICKS_PER_QUARTER, 120, false);
  TempoMap *map = tempo_map_new (project);
  const double expected = 60 * 16 * log (2) / 60;
  const double got =
      (double) tempo_map_units (map, 16 * TICKS_PER_QUARTER) / (double) UNITS_PER_SECOND;

  g_assert_cmpfloat (fabs (got - expected), <, 2.0 / (double) UNITS_PER_SECOND);
  g_assert_cmpfloat (tempo_map_bpm (map, 8 * TICKS_PER_QUARTER), ==, 90);
  tempo_map_free (map);
  project_unref (project);
}

/* Ticks -> units -> ticks is the identity, and the last tick at or before a unit is found, over
 * random maps of steps and ramps. */
static void
test_exact (void)
{
  for (uint64_t round = 0; round < 60; round++) {
    const uint64_t key = hash_key (5, round, 0);
    Project *project = project_new ();
    Ticks at = 0;
    ((Tempo *) list_edit (&project->tempos, 0))->ramp = round & 1;
    for (int i = 1; i < 12; i++) {
      at += 1 + (Ticks) (hash_at (key, i) % (9 * TICKS_PER_QUARTER));
      add_tempo (project, at, 5 + (double) (hash_at (key, 100 + i) % 99500) / 100,
                 hash_at (key, 200 + i) & 1);
    }
    TempoMap *map = tempo_map_new (project);
    Units before = INT64_MIN;
    for (int i = 0; i < 2000; i++) {
      const Ticks ticks = (Ticks) (hash_at (key, 1000 + i) % (uint64_t) (at + 100000));
      const Units units = tempo_map_units (map, ticks);
      g_assert_cmpint (tempo_map_ticks (map, units), ==, ticks);
      g_assert_cmpint (tempo_map_units (map, ticks + 1), >, units);
      g_assert_cmpint (tempo_map_ticks (map, tempo_map_units (map, ticks + 1) - 1), ==, ticks);
    }
    for (Ticks ticks = at - 50; ticks < at + 50; ticks++) {
      g_assert_cmpint (tempo_map_units (map, ticks), >, before);
      before = tempo_map_units (map, ticks);
    }
    tempo_map_free (map);
    project_unref (project);
  }
}

static void
test_bars (void)
{
  Project *project = project_new ();
  Ticks ticks;

  add_meter (project, 4 * 4 * TICKS_PER_QUARTER, 7, 8);
  add_meter (project, (4 * 4 + 7) * TICKS_PER_QUARTER, 3, 4);
  TempoMap *map = tempo_map_new (project);
  for (int bar = 1; bar < 12; bar++)
    for (int beat = 1; beat <= 3; beat++)
      for (int sixteenth = 1; sixteenth <= 2; sixteenth++) {
        const BarPosition position = { bar, beat, sixteenth, 77 };
        g_assert_true (tempo_map_from_bar (map, &position, &ticks));
        const BarPosition back = tempo_map_bar (map, ticks);
        g_assert_cmpint (back.bar, ==, bar);
        g_assert_cmpint (back.beat, ==, beat);
        g_assert_cmpint (back.sixteenth, ==, sixteenth);
        g_assert_cmpint (back.ticks, ==, 77);
      }
  const BarPosition bad[] = { { 1, 5, 1, 0 }, { 1, 1, 5, 0 }, { 5, 8, 1, 0 }, { 5, 1, 3, 0 } };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (tempo_map_from_bar (map, &bad[i], &ticks));
  g_assert_cmpint (tempo_map_bar_length (map, 17 * TICKS_PER_QUARTER), ==,
                   7 * TICKS_PER_QUARTER / 2);
  tempo_map_free (map);
  project_unref (project);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/tempo-map/constant", test_constant);
  g_test_add_func ("/model/tempo-map/ramp", test_ramp);
  g_test_add_func ("/model/tempo-map/exact", test_exact);
  g_test_add_func ("/model/tempo-map/bars", test_bars);
  return g_test_run ();
}
