/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into a field becomes a value, a sum or a factor, and values are shown as they can
 * be typed again. */
#include <glib.h>
#include <math.h>

#include "ui/inspector/entered.h"

static const ValueKind level = { FORM_LEVEL, "dB", 1, -150, 36, 1 };
static const ValueKind pan = { FORM_PAN, NULL, 0, -1, 1, 0.01 };
static const ValueKind ms = { FORM_MS, "ms", 0, 0, 1e15, 1 };
static const ValueKind place_kind = { FORM_PLACE, "bar", 0, 0, 1e15, 1 };
static const ValueKind span = { FORM_SPAN, "bar", 0, 1, 1e15, 1 };
static const ValueKind tempo = { FORM_NUMBER, "BPM", 2, 10, 999, 1 };
static const ValueKind semitones = { FORM_NUMBER, "st", 0, -48, 48, 1 };
static const ValueKind pitch = { FORM_PITCH, NULL, 0, 0, 127, 1 };

#define MS(x) ((x) *705600.0)
#define BAR MS (2000) /* 120 bpm, 4/4 */

typedef struct {
  const ValueKind *kind;
  const char *text;
  double before, after; /* NAN: it cannot be read */
} Case;

static const Case cases[] = {
  { &level, "-6", 3, -6 },
  { &level, "−6 dB", 3, -6 },
  { &level, "+1.5", -3, -1.5 },
  { &level, "+-1.5", -3, -4.5 },
  { &level, "-=1.5", -3, -4.5 },
  { &level, "*2", -3, -6 },
  { &level, "-inf", -3, -INFINITY },
  { &level, "99", 0, 36 },
  { &level, "loud", 0, NAN },
  { &level, "", 0, NAN },
  { &pan, "L30", 0, -0.3 },
  { &pan, "-30", 0, -0.3 },
  { &pan, "1", 0, 0.01 },
  { &pan, "0.5", 0, 0.5 },
  { &pan, "C", 0.4, 0 },
  { &pan, "+10", 0.4, 0.5 },
  { &pan, "L130", 0, NAN },
  { &ms, "12", 0, MS (12) },
  { &ms, "1.2s", 0, MS (1200) },
  { &ms, "1b", 0, MS (500) },
  { &ms, "-5", MS (12), MS (7) },
  { &ms, "-50", MS (12), 0 },
  { &ms, "/2", MS (12), MS (6) },
  { &place_kind, "3", 0, 2 * BAR },
  { &place_kind, "3.2.1", 0, 2 * BAR + MS (500) },
  { &place_kind, "3.1.1.500", 0, 2 * BAR + MS (62.5) },
  { &place_kind, "0:01.5", 0, MS (1500) },
  { &place_kind, "+1", BAR, 2 * BAR },
  { &place_kind, "+1b", BAR, BAR + MS (500) },
  { &place_kind, "-1b", BAR, BAR - MS (500) },
  { &place_kind, "0.1.1", 0, NAN },
  { &place_kind, "3.9.1", 0, NAN },
  { &span, "4.0.0.000", 0, 4 * BAR },
  { &span, "1.2.0", 0, BAR + MS (1000) },
  { &span, "1.5", 0, 1.5 * BAR },
  { &span, "2", 0, 2 * BAR },
  { &span, "2b", 0, MS (1000) },
  { &span, "+1b", BAR, BAR + MS (500) },
  { &tempo, "94.8", 120, 94.8 },
  { &tempo, "94.8 bpm", 120, 94.8 },
  { &tempo, "3/4", 120, 10 },
  { &tempo, "1.2k", 120, 999 },
  { &tempo, "-20", 120, 100 },
  { &tempo, "94.8 Hz", 120, NAN },
  { &semitones, "-5", 3, -5 },
  { &semitones, "+7st", 3, 10 },
  { &pitch, "A4", 0, 69 },
  { &pitch, "C♯3", 0, 49 },
  { &pitch, "60", 0, 60 },
  { &pitch, "+12", 60, 72 },
  { &pitch, "H2", 0, NAN },
};

static ValuePlace
place_new (void)
{
  Project *project = project_new ();
  const ValuePlace place = { .map = tempo_map_new (project), .rate = 48000 };
  project_unref (project);
  return place;
}

static void
test_read (void)
{
  const ValuePlace place = place_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    Entered entered;
    bool limited;
    g_test_message ("%s", cases[i].text);
    const bool read = entered_read (cases[i].kind, &place, cases[i].text, &entered, &error);
    g_assert_cmpint (read, ==, !isnan (cases[i].after));
    g_assert_cmpint (read, ==, error == NULL);
    if (!read)
      continue;
    const double after = entered_apply (&entered, cases[i].kind, &place, cases[i].before, &limited);
    if (isinf (cases[i].after))
      g_assert_true (after == cases[i].after && !limited);
    else
      g_assert_cmpfloat_with_epsilon (after, cases[i].after, 1e-6);
  }
  tempo_map_free ((TempoMap *) place.map);
}

static void
test_limits (void)
{
  const ValuePlace place = place_new ();
  Entered entered;
  bool limited;
  g_assert_true (entered_read (&level, &place, "99", &entered, NULL));
  entered_apply (&entered, &level, &place, 0, &limited);
  g_assert_true (limited);
  g_assert_true (entered_read (&level, &place, "9", &entered, NULL));
  entered_apply (&entered, &level, &place, 0, &limited);
  g_assert_false (limited);
  tempo_map_free ((TempoMap *) place.map);
}

static void
test_shown (void)
{
  static const struct {
    const ValueKind *kind;
    double value;
    const char *text;
  } shown[] = {
    { &level, -1.5, "−1.5" },
    { &level, -INFINITY, "−∞" },
    { &pan, -0.3, "L30" },
    { &ms, MS (12), "12" },
    { &ms, MS (2.5), "2.5" },
    { &place_kind, 2 * BAR + MS (62.5), "3.1.1.500" },
    { &span, 4 * BAR + MS (500), "4.1.0.000" },
    { &tempo, 94.8, "94.80" },
    { &tempo, 0, "—" },
    { &pitch, 69, "A4" },
  };
  const ValuePlace place = place_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (shown); i++) {
    g_autofree char *text = value_kind_text (shown[i].kind, &place, shown[i].value);
    g_assert_cmpstr (text, ==, shown[i].text);
    Entered entered;
    bool limited;
    if (shown[i].value == 0)
      continue;
    g_assert_true (entered_read (shown[i].kind, &place, text, &entered, NULL));
    g_assert_true (entered_apply (&entered, shown[i].kind, &place, 0, &limited) == shown[i].value);
  }
  tempo_map_free ((TempoMap *) place.map);
}

static void
test_steps (void)
{
  const ValuePlace place = place_new ();
  bool limited;
  Entered up = entered_step (&level, 1), down = entered_step (&level, -0.1);
  g_assert_cmpfloat_with_epsilon (entered_apply (&up, &level, &place, -3, &limited), -2, 1e-9);
  g_assert_cmpfloat_with_epsilon (entered_apply (&down, &level, &place, -3, &limited), -3.1, 1e-9);
  up = entered_step (&ms, 1);
  g_assert_cmpfloat (entered_apply (&up, &ms, &place, MS (12), &limited), ==, MS (13));
  down = entered_step (&place_kind, -1);
  g_assert_cmpfloat (entered_apply (&down, &place_kind, &place, BAR, &limited), ==, BAR - MS (500));
  tempo_map_free ((TempoMap *) place.map);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inspector/entered/read", test_read);
  g_test_add_func ("/inspector/entered/limits", test_limits);
  g_test_add_func ("/inspector/entered/shown", test_shown);
  g_test_add_func ("/inspector/entered/steps", test_steps);
  return g_test_run ();
}
