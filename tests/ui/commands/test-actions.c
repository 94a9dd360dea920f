/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of actions: complete, without doubles, and true about the commands it names. */
#include <string.h>

#include "edit/command.h"
#include "ui/commands/action.h"

static void
test_rows (void)
{
  int n;
  const Action *all = actions_all (&n);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint (n, ==, 555);
  for (int i = 0; i < n; i++) {
    const Action *action = &all[i];
    g_test_message ("%s", action->id);
    g_assert_true (g_hash_table_add (ids, (gpointer) action->id));
    g_assert_true (action_find (action->id) == action);
    g_assert_cmpuint (strspn (action->id, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
                      strcspn (action->id, "."));
    g_assert_cmpuint (strlen (action->text), >, 2);
    g_assert_false (g_str_has_suffix (action->text, "."));
    g_assert_true (g_ascii_isupper (action->text[0]));
    g_assert_true (!action->later || g_str_has_suffix (action->later, "."));
    g_assert_true (i == 0 || all[i - 1].place <= action->place);
    /* In the palette a text stands beside its place: the pair must say which action it is. */
    char *text = g_strdup_printf ("%d %s", action->place, action->text);
    g_assert_true (g_hash_table_add (texts, text));
  }
  GHashTableIter iter;
  gpointer text;
  g_hash_table_iter_init (&iter, texts);
  while (g_hash_table_iter_next (&iter, &text, NULL))
    g_free (text);
  g_assert_null (action_find ("clip.splitt"));
}

static void
test_runs (void)
{
  int n, with = 0;
  const Action *all = actions_all (&n);

  for (int i = 0; i < n; i++) {
    if (!all[i].runs)
      continue;
    g_auto (GStrv) names = g_strsplit (all[i].runs, " ", -1);
    for (char **name = names; *name; name++) {
      g_test_message ("%s runs '%s'", all[i].id, *name);
      g_assert_nonnull (command_find (*name));
      for (char **other = names; other < name; other++)
        g_assert_cmpstr (*other, !=, *name);
      with++;
    }
  }
  g_assert_cmpint (with, >, 250);
  g_assert_cmpstr (action_find ("clip.fade")->runs, ==, "clip.set");
  g_assert_null (action_find ("zoom.in")->runs);
}

static void
assert_chain (Place focus, const char *expected)
{
  Place chain[N_PLACES];
  const int n = place_chain (focus, chain);
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i ? " " : "", place_id (chain[i]));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_places (void)
{
  for (int i = 0; i < N_PLACES; i++) {
    Place back, chain[N_PLACES];
    g_assert_true (place_find (place_id ((Place) i), &back));
    g_assert_cmpint (back, ==, i);
    g_assert_cmpuint (strlen (place_title ((Place) i)), >, 0);
    const int n = place_chain ((Place) i, chain);
    g_assert_cmpint (chain[n - 1], ==, i == PLACE_DIALOG ? PLACE_DIALOG : PLACE_GLOBAL);
    g_assert_true (places_meet ((Place) i, (Place) i));
  }
  assert_chain (PLACE_TAKE_LANE, "take-lane timeline track global");
  assert_chain (PLACE_TIMELINE, "timeline track global");
  assert_chain (PLACE_HEADERS, "headers track global");
  assert_chain (PLACE_PARAMETERS, "device parameters track global");
  assert_chain (PLACE_DEVICE, "device parameters track global");
  assert_chain (PLACE_EQ_GRAPH, "device eq-graph track global");
  assert_chain (PLACE_MASTER, "master global");
  assert_chain (PLACE_TRACK, "track global");
  assert_chain (PLACE_GLOBAL, "global");
  assert_chain (PLACE_DIALOG, "dialog");
  g_assert_true (places_meet (PLACE_CLIP_LANE, PLACE_TRACK));
  g_assert_true (places_meet (PLACE_TRACK, PLACE_CLIP_LANE));
  g_assert_false (places_meet (PLACE_CLIP_LANE, PLACE_TAKE_LANE));
  g_assert_false (places_meet (PLACE_MASTER, PLACE_TRACK));
  g_assert_false (places_meet (PLACE_PARAMETERS, PLACE_EQ_GRAPH));
  g_assert_false (places_meet (PLACE_DIALOG, PLACE_GLOBAL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/actions/rows", test_rows);
  g_test_add_func ("/ui/actions/runs", test_runs);
  g_test_add_func ("/ui/actions/places", test_places);
  return g_test_run ();
}
