/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/hash.h"
#include "base/id.h"
#include "base/json.h"
#include "base/number.h"
#include "base/text.h"

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
  const char *const bad[] = {
    "", "nan", "NaN", "0x10", "1e", "1 ", " 1", "infinity", "1,5", "1e999"
  };
  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (number_read (bad[i], &back));
  g_assert_true (number_read_int (number_write_int (text, INT64_MIN), &whole));
  g_assert_cmpint (whole, ==, INT64_MIN);
  g_assert_false (number_read_int ("9223372036854775808", &whole));
  g_assert_false (number_read_int ("1.5", &whole));
}

/* What printf finds with rising precision is the shortest; the fast ways give the same text. */
static void
assert_shortest (double x)
{
  static const int precisions[] = { 6, 9, 15, 16, 17 };
  char text[NUMBER_TEXT_SIZE], expected[64];
  double back;

  for (size_t i = 0; i < G_N_ELEMENTS (precisions); i++) {
    g_snprintf (expected, sizeof expected, "%.*g", precisions[i], x);
    if (g_ascii_strtod (expected, NULL) == x)
      break;
  }
  number_write (text, x);
  if (!strchr (expected, 'e'))
    g_assert_cmpstr (text, ==, expected);
  g_assert_true (number_read_bytes (text, strlen (text), &back));
  g_assert_cmpfloat (back, ==, x);
}

static void
test_shortest_number (void)
{
  for (int64_t i = 0; i < 20000; i++) {
    const double mantissa = 1 + (double) (hash_at (1, i) >> 12) * 0x1p-52;
    const double x = ldexp (mantissa, (int) (hash_at (2, i) % 63) - 13);
    const double places = pow (10, (double) (hash_at (3, i) % 12));
    assert_shortest (x);
    assert_shortest (-x);
    assert_shortest (rint (x * places) / places);
  }
  for (int e = -13; e < 50; e++) { /* where the gaps between doubles change */
    assert_shortest (ldexp (1, e));
    assert_shortest (nextafter (ldexp (1, e), 0));
    assert_shortest (nextafter (ldexp (1, e), 1e300));
  }
  for (double ten = 1e-4; ten < 1e15; ten *= 10) {
    assert_shortest (ten);
    assert_shortest (nextafter (ten, 0));
    assert_shortest (nextafter (ten, 1e300));
  }
}

static void
test_number_bytes (void)
{
  static const struct {
    const char *text;
    bool good;
    double x;
  } cases[] = {
    { "1.5", true, 1.5 },
    { "-0.25", true, -0.25 },
    { "007", true, 7 },
    { ".5", true, 0.5 },
    { "5.", true, 5 },
    { "+2", true, 2 },
    { "-inf", true, -INFINITY },
    { "1e3", true, 1000 },
    { "12345678901234567890", true, 12345678901234567890.0 },
    { "0.1234567890123456789", true, 0.1234567890123456789 },
    { "", false, 0 },
    { "-", false, 0 },
    { ".", false, 0 },
    { "1.2.3", false, 0 },
    { "1 ", false, 0 },
    { "0x1", false, 0 },
    { "nan", false, 0 },
    { "1e999", false, 0 },
  };
  int64_t whole;
  double x;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *padded =
        g_strconcat (cases[i].text, "9", NULL); /* the length counts, no NUL */
    g_assert_cmpint (number_read_bytes (padded, strlen (cases[i].text), &x), ==, cases[i].good);
    if (cases[i].good)
      g_assert_cmpfloat (x, ==, cases[i].x);
  }
  g_assert_false (number_read_bytes ("1\0002", 3, &x));
  g_assert_true (number_read_int_bytes ("-9223372036854775808", 20, &whole));
  g_assert_cmpint (whole, ==, INT64_MIN);
  g_assert_false (number_read_int_bytes ("9223372036854775808", 19, &whole));
  g_assert_false (number_read_int_bytes ("-", 1, &whole));
  g_assert_false (number_read_int_bytes ("", 0, &whole));
  g_assert_false (number_read_int_bytes ("1.0", 3, &whole));
}

static void
test_plain_text (void)
{
  g_assert_true (text_is_plain ("Gr\303\274\303\237e\tund\n\360\237\216\270", 16));
  g_assert_false (text_is_plain ("a\001", 2));
  g_assert_false (text_is_plain ("a\0b", 3));
  g_assert_false (text_is_plain ("12345678\357\277\277", 11));
  g_assert_cmpuint (text_find_invalid ("123456789\377", 10), ==, 9);
  g_assert_cmpuint (text_find_invalid ("1234567\000901234567", 16), ==, 7);
  g_assert_cmpuint (text_find_invalid ("12345678\303", 9), ==, 8); /* cut inside a character */
  g_assert_cmpuint (text_find_invalid ("12345678\303\244", 10), ==, 10);
  g_assert_cmpuint (text_find_invalid ("\355\240\200", 3), ==, 0); /* a surrogate */
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
test_nearest (void)
{
  static const char *const names[] = { "reverb", NULL, "delay", "compressor" };

  g_assert_cmpstr (text_nearest ("Rverb", names, 4), ==, "reverb");
  g_assert_cmpstr (text_nearest ("press", names, 4), ==, "compressor");
  g_assert_cmpstr (text_nearest ("dleay", names, 4), ==, "delay");
  g_assert_null (text_nearest ("delay", names, 0));
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
  g_assert_cmpstr (
      text->str, ==,
      "{\n  \"a\": \"x\\\"\\n\",\n  \"b\": [\n    1,\n    null\n  ],\n  \"c\": []\n}\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/number/shortest", test_shortest_number);
  g_test_add_func ("/base/number/bytes", test_number_bytes);
  g_test_add_func ("/base/text", test_plain_text);
  g_test_add_func ("/base/text/nearest", test_nearest);
  g_test_add_func ("/base/number", test_number);
  g_test_add_func ("/base/id", test_id);
  g_test_add_func ("/base/json", test_json);
  return g_test_run ();
}
