/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

static void
test_number (void)
{
  char text[NUMBER_TEXT_SIZE];
  double back;
  int64_t whole;

  g_assert_cmpstr (number_write (text, 0.1), ==, "0.1");
  g_assert_cmpstr (number_write (text, -12.0412), ==, "-12.0412");
  g_assert_cmpstr (number_write (text, -3), ==, "-3");
  g_assert_cmpstr (number_write (text, -INFINITY), ==, "-inf");
  g_assert_cmpstr (number_write (text, 1e300), ==, "1e+300");
  for (int64_t i = 0; i < 200000; i++) {
    const uint64_t bits = hash_at (7, i);
    double x;
    memcpy (&x, &bits, sizeof x);
    if (!isfinite (x))
      continue;
    number_write (text, x);
    g_assert_true (number_read (text, &back));
    g_assert_cmpfloat (back, ==, x);
  }
  const char *const bad[] = { "", "nan", "NaN", "0x10", "1e", "1 ", " 1", "infinity", "1,5", "1e999" };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (number_read (bad[i], &back));
  g_assert_true (number_read_int (number_write_int (text, INT64_MIN), &whole));
  g_assert_cmpint (whole, ==, INT64_MIN);
  g_assert_false (number_read_int ("9223372036854775808", &whole));
  g_assert_false (number_read_int ("1.5", &whole));
}

static void
test_id (void)
{
  IdSource source;
  char text[ID_TEXT_SIZE];
  Id back;

  id_source_init (&source, 1);
  for (int i = 0; i < 1000; i++) {
    const Id id = id_next (&source, 't');
    g_assert_cmpint (id_letter (id), ==, 't');
    id_write (text, id);
    g_assert_cmpint ((int) strlen (text), ==, 13);
    g_assert_true (id_read (text, &back));
    g_assert_cmpuint (back, ==, id);
  }
  g_assert_false (id_read ("t:0000000000", &back));
  g_assert_false (id_read ("t:000000000uu", &back));
  g_assert_false (id_read ("7:00000000001", &back));
}

static void
test_json (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  JsonWriter json;

  json_init (&json, text);
  json_open_object (&json, NULL);
  json_string (&json, "a", "x\"\n");
  json_open_list (&json, "b");
  json_int (&json, NULL, 1);
  json_double (&json, NULL, NAN);
  json_close_list (&json);
  json_open_list (&json, "c");
  json_close_list (&json);
  json_close_object (&json);
  g_assert_cmpstr (text->str, ==,
                   "{\n  \"a\": \"x\\\"\\n\",\n  \"b\": [\n    1,\n    null\n  ],\n  \"c\": []\n}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/number", test_number);
  g_test_add_func ("/base/id", test_id);
  g_test_add_func ("/base/json", test_json);
  return g_test_run ();
}
