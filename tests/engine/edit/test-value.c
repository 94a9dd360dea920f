/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values in every form that the contract names, and what is none. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "edit/args.h"
#include "edit/value.h"
#include "edit_fixture.h"

#define S UNITS_PER_SECOND
#define Q TICKS_PER_QUARTER

static TempoMap *
four_four (void)
{
  Project *project = project_new ();
  TempoMap *map = tempo_map_new (project);
  project_unref (project);
  return map;
}

static void
assert_says (GError *error, const char *sentence)
{
  g_assert_nonnull (error);
  if (!strstr (error->message, sentence))
    g_error ("'%s' does not say '%s'", error->message, sentence);
  g_error_free (error);
}

static void
test_positions (void)
{
  static const struct {
    const char *text;
    int64_t value;
    TimeBase base;
  } good[] = {
    { "1.1.1", 0, TIME_MUSICAL },
    { "17.1.1", 64 * Q, TIME_MUSICAL },
    { "17", 64 * Q, TIME_MUSICAL },
    { "2.3", 6 * Q, TIME_MUSICAL },
    { "1.1.2", Q / 4, TIME_MUSICAL },
    { "1.1.1.240", 240, TIME_MUSICAL },
    { "1:23.456", S * 83456 / 1000, TIME_ABSOLUTE },
    { "1:02:03", S * 3723, TIME_ABSOLUTE },
    { "83.4s", S * 834 / 10, TIME_ABSOLUTE },
    { "250ms", S / 4, TIME_ABSOLUTE },
    { "48000f", S, TIME_ABSOLUTE },
    { "0s", 0, TIME_ABSOLUTE },
  };
  static const char *const bad[] = { "",     "0.1.1", "1.5.1", "1.1.5", "1.1.4.4000",
                                     "-1s",  "1:60",  "x",     "1,5s",  "1.1.1.1.1",
                                     "1.5f", "nan",   "inf" };
  TempoMap *map = four_four ();
  Position position;

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++) {
    GError *error = NULL;
    if (!value_read_position (good[i].text, map, 48000, &position, &error))
      g_error ("%s", error->message);
    g_assert_cmpint (position.value, ==, good[i].value);
    g_assert_cmpint (position.base, ==, good[i].base);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    GError *error = NULL;
    if (value_read_position (bad[i], map, 48000, &position, &error))
      g_error ("'%s' was read", bad[i]);
    assert_says (error, bad[i]);
  }
  for (Ticks ticks = 0; ticks < 40 * Q; ticks += 977) {
    g_autofree char *text = value_write_position (map, (Position){ ticks, TIME_MUSICAL });
    g_assert_true (value_read_position (text, map, 48000, &position, NULL));
    g_assert_cmpint (position.value, ==, ticks);
  }
  tempo_map_free (map);
}

static void
test_lengths (void)
{
  static const struct {
    const char *text;
    int64_t ticks, units; /* from 2.1.1 on, at 120 bpm */
  } good[] = {
    { "1.5s", 3 * Q, S * 3 / 2 }, { "250ms", Q / 2, S / 4 }, { "12000f", Q / 2, S / 4 },
    { "2b", 2 * Q, S },           { "0.5b", Q / 2, S / 4 },  { "4bar", 16 * Q, S * 8 },
    { "1bars", 4 * Q, S * 2 },    { "480t", 480, S / 64 },   { "-1b", -Q, -S / 2 },
    { "0:01", 2 * Q, S },
  };
  static const char *const bad[] = { "", "2", "b", "2x", "1.5f", "0.5t", "1e99b", "bar2" };
  TempoMap *map = four_four ();
  Length length;

  for (size_t i = 0; i < G_N_ELEMENTS (good); i++) {
    GError *error = NULL;
    const Position from = { 4 * Q, TIME_MUSICAL };
    if (!value_read_length (good[i].text, 48000, &length, &error))
      g_error ("%s", error->message);
    g_assert_cmpint (length_at (&length, map, from, TIME_MUSICAL), ==, good[i].ticks);
    g_assert_cmpint (length_at (&length, map, from, TIME_ABSOLUTE), ==, good[i].units);
  }
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++) {
    GError *error = NULL;
    if (value_read_length (bad[i], 48000, &length, &error))
      g_error ("'%s' was read", bad[i]);
    assert_says (error, "is not a length such as");
  }
  tempo_map_free (map);
}

static void
test_numbers (void)
{
  double x;
  int pitch;
  int64_t n, d;
  bool on;
  Length grid;

  g_assert_true (value_read_level ("-3dB", &x, NULL) && x == -3);
  g_assert_true (value_read_level ("-3", &x, NULL) && x == -3);
  g_assert_true (value_read_level ("+1.5 dB", &x, NULL) && x == 1.5);
  g_assert_true (value_read_level ("-inf", &x, NULL) && x == -INFINITY);
  g_assert_false (value_read_level ("inf", &x, NULL) || value_read_level ("loud", &x, NULL) ||
                  value_read_level ("3Hz", &x, NULL) || value_read_level ("nan", &x, NULL));
  g_assert_true (value_read_pan ("L30", &x, NULL) && x == -0.3);
  g_assert_true (value_read_pan ("C", &x, NULL) && x == 0);
  g_assert_true (value_read_pan ("R100", &x, NULL) && x == 1);
  g_assert_true (value_read_pan ("-0.5", &x, NULL) && x == -0.5);
  g_assert_false (value_read_pan ("L101", &x, NULL) || value_read_pan ("1.1", &x, NULL) ||
                  value_read_pan ("X", &x, NULL));
  g_assert_true (value_read_pitch ("A4", &pitch, NULL) && pitch == 69);
  g_assert_true (value_read_pitch ("C-1", &pitch, NULL) && pitch == 0);
  g_assert_true (value_read_pitch ("Bb3", &pitch, NULL) && pitch == 58);
  g_assert_true (value_read_pitch ("60", &pitch, NULL) && pitch == 60);
  g_assert_false (value_read_pitch ("H4", &pitch, NULL) || value_read_pitch ("128", &pitch, NULL) ||
                  value_read_pitch ("A", &pitch, NULL) || value_read_pitch ("G#9", &pitch, NULL));
  g_assert_true (value_read_meter ("7/8", &n, &d, NULL) && n == 7 && d == 8);
  g_assert_false (value_read_meter ("7/6", &n, &d, NULL) || value_read_meter ("0/4", &n, &d, NULL));
  g_assert_true (value_read_bool ("on", &on, NULL) && on);
  g_assert_true (value_read_bool ("off", &on, NULL) && !on);
  g_assert_false (value_read_bool ("maybe", &on, NULL));
  g_assert_true (arg_read_percent ("25%", &x, NULL) && x == 25);
  g_assert_true (arg_read_velocity ("127", &x, NULL) && x == 1);
  g_assert_true (arg_read_velocity ("50%", &x, NULL) && x == 0.5);
  g_assert_true (arg_read_velocity ("0.5", &x, NULL) && x == 0.5);
  g_assert_false (arg_read_velocity ("128", &x, NULL) || arg_read_velocity ("-1", &x, NULL));
  g_assert_true (arg_read_frequency ("44.1kHz", &x, NULL) && x == 44100);
  g_assert_true (arg_read_frequency ("440Hz", &x, NULL) && x == 440);
  g_assert_false (arg_read_frequency ("0", &x, NULL) || arg_read_frequency ("3dB", &x, NULL));
  g_assert_true (arg_read_grid ("1/16", 48000, &grid, NULL) && grid.amount == Q / 4);
  g_assert_true (arg_read_grid ("1/8t", 48000, &grid, NULL) && grid.amount == Q / 3);
  g_assert_true (arg_read_grid ("1/4.", 48000, &grid, NULL) && grid.amount == Q * 3 / 2);
  g_assert_false (arg_read_grid ("1/0", 48000, &grid, NULL) ||
                  arg_read_grid ("1/8x", 48000, &grid, NULL));
  g_assert_true (arg_read_key ("Am", NULL) && arg_read_key ("F# minor", NULL) &&
                 arg_read_key ("Bb", NULL) && arg_read_key ("D dorian", NULL));
  g_assert_false (arg_read_key ("H", NULL) || arg_read_key ("", NULL) ||
                  arg_read_key ("Amm", NULL));
  g_assert_false (arg_read_name ("a\nb", NULL) || arg_read_name ("", NULL) ||
                  arg_read_name ("\xff", NULL));
  g_assert_true (arg_read_name ("Läufer 二", NULL) && arg_read_text ("a\nb", NULL));
}

static void
test_names (void)
{
  static const char *const names[] = { "Lead Vox", "Bass", "Drums" };
  IdSource ids;
  Id id;

  g_assert_cmpstr (text_nearest ("led vox", names, 3), ==, "Lead Vox");
  g_assert_cmpstr (text_nearest ("Bas", names, 3), ==, "Bass");
  g_assert_null (text_nearest ("x", names, 0));
  /* A bare number is a position where there is one, else a name. */
  Project *song = fixture_song (&ids);
  song = fixture_run (song, &ids, "track.add name=2\ntrack.add name=99");
  g_assert_true (resolve_track (song, "2", &id, NULL));
  g_assert_cmpstr (node_name (&project_find_track (song, id)->node), ==, "Bass");
  g_assert_true (resolve_track (song, "99", &id, NULL));
  g_assert_cmpstr (node_name (&project_find_track (song, id)->node), ==, "99");
  g_assert_true (resolve_track (song, "3", &id, NULL));
  g_assert_cmpstr (node_name (&project_find_track (song, id)->node), ==, "Keys");
  g_assert_true (resolve_track (song, "master", &id, NULL) && id == project_main (song)->node.id);
  const Id drums = list_get (song->tracks, 0)->id;
  g_assert_true (resolve_effect (song, "compressor", drums, &id, NULL));
  g_assert_true (id == list_get (((Track *) list_get (song->tracks, 0))->effects, 1)->id);
  g_assert_true (resolve_effect (song, "1", drums, &id, NULL));
  g_assert_true (id == list_get (((Track *) list_get (song->tracks, 0))->effects, 0)->id);
  g_assert_true (resolve_clip (song, "Fill", 0, &id, NULL));
  GError *error = NULL;
  g_assert_false (resolve_clip (song, "Fil", 0, &id, &error));
  assert_says (error, "did you mean 'Fill'");
  project_unref (song);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/value/positions", test_positions);
  g_test_add_func ("/edit/value/lengths", test_lengths);
  g_test_add_func ("/edit/value/numbers", test_numbers);
  g_test_add_func ("/edit/value/names", test_names);
  return g_test_run ();
}
