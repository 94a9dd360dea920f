/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "base/error.h"
#include "device/device_child.h"
#include "device/device_names.h"

static char *
id_of (int card, void *data)
{
  const char *const *ids = data;
  return g_strdup (ids[card]);
}

static void
check_name (const char *host, const char *name, const char *const *ids, const char *expected)
{
  g_autofree char *stable = device_name_stable (host, name, id_of, (void *) ids);
  g_assert_cmpstr (stable, ==, expected);
}

static void
test_stable (void)
{
  const char *const before[] = { "PCH", "USB", NULL };
  const char *const after[] = { "USB", "PCH", NULL };

  check_name ("ALSA", "HDA Intel PCH: ALC257 (hw:0,0)", before,
              "ALSA: HDA Intel PCH: ALC257 (hw:PCH,0)");
  check_name ("ALSA", "HDA Intel PCH: ALC257 (hw:1,0)", after,
              "ALSA: HDA Intel PCH: ALC257 (hw:PCH,0)");
  check_name ("ALSA", "Scarlett (a): (hw:0,1)", after, "ALSA: Scarlett (a): (hw:USB,1)");
  check_name ("ALSA", "gone (hw:2,0)", before, "ALSA: gone (hw:2,0)");
  check_name ("ALSA", "default", before, "ALSA: default");
  check_name ("JACK", "system (hw:0,0)", before, "JACK: system (hw:0,0)");
}

static void
test_unique (void)
{
  char *names[] = { g_strdup ("a"), g_strdup ("b"), g_strdup ("a"), g_strdup ("a") };

  device_names_make_unique (names, 4);
  g_assert_cmpstr (names[0], ==, "a");
  g_assert_cmpstr (names[1], ==, "b");
  g_assert_cmpstr (names[2], ==, "a #2");
  g_assert_cmpstr (names[3], ==, "a #3");
  for (int i = 0; i < 4; i++)
    g_free (names[i]);
}

static void
test_match (void)
{
  const char *const names[] = { "ALSA: HDA Intel (hw:PCH,0)", "ALSA: default", "JACK: system",
                                "JACK: System 2", "null" };
  const struct {
    const char *wanted;
    int found;
    const char *sentence;
  } cases[] = {
    { "JACK: system", 2, NULL },
    { "jack: SYSTEM", 2, NULL },
    { "hw:PCH", 0, NULL },
    { "intel", 0, NULL },
    { "null", 4, NULL },
    { "system", -1, "'system' may mean the audio device 'JACK: system' or 'JACK: System 2'" },
    { "scarlett", -1, "there is no audio device 'scarlett'; see 'lacquer devices'" },
    { "", -1, "a device without a name" },
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++) {
    GError *error = NULL;
    g_assert_cmpint (device_name_match (names, 5, cases[i].wanted, &error), ==, cases[i].found);
    g_assert_cmpstr (error ? error->message : NULL, ==, cases[i].sentence);
    if (error)
      g_assert_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND);
    g_clear_error (&error);
  }
}

/* What the child writes, its parent reads. */
static void
test_list_text (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  DeviceInfo first = { .name = (char *) "ALSA: Straße = [1]\n; \\x (hw:A,0) ",
                       .host = (char *) "ALSA",
                       .n_inputs = 18,
                       .n_outputs = 20,
                       .has_rate = { true, true, false, true, false, true },
                       .default_rate = 44100,
                       .input_latency = 0.0087,
                       .output_latency = 1.0 / 3,
                       .is_default_input = true };
  DeviceInfo second = { .name = (char *) "JACK: system", .host = (char *) "JACK" };

  g_ptr_array_add (list, &first);
  g_ptr_array_add (list, &second);
  g_autofree char *text = device_list_write (list);
  GError *error = NULL;
  g_autoptr (GPtrArray) got = device_list_read (text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (got->len, ==, 2);
  for (guint i = 0; i < 2; i++) {
    const DeviceInfo *a = g_ptr_array_index (list, i), *b = g_ptr_array_index (got, i);
    g_assert_cmpstr (a->name, ==, b->name);
    g_assert_cmpstr (a->host, ==, b->host);
    g_assert_cmpuint (a->n_inputs, ==, b->n_inputs);
    g_assert_cmpuint (a->n_outputs, ==, b->n_outputs);
    g_assert_cmpmem (a->has_rate, sizeof a->has_rate, b->has_rate, sizeof b->has_rate);
    g_assert_cmpfloat (a->default_rate, ==, b->default_rate);
    g_assert_cmpfloat (a->input_latency, ==, b->input_latency);
    g_assert_cmpfloat (a->output_latency, ==, b->output_latency);
    g_assert_cmpint (a->is_default_input, ==, b->is_default_input);
    g_assert_cmpint (a->is_default_output, ==, b->is_default_output);
  }

  /* A child that is cut off half-way is no list. */
  text[strlen (text) * 2 / 3] = '\0';
  g_assert_null (device_list_read (text, &error));
  g_assert_nonnull (error);
  g_error_free (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/stable", test_stable);
  g_test_add_func ("/names/unique", test_unique);
  g_test_add_func ("/names/match", test_match);
  g_test_add_func ("/names/list-text", test_list_text);
  return g_test_run ();
}
