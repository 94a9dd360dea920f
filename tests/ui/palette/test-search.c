/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the palette lists, in which order, by which filter. */
#include <string.h>

#include "desk_fixture.h"
#include "ui/palette/search.h"
#include "ui/palette/target.h"

static LqDesk *desk;
static GSettings *settings;

static const char *
refused (const Action *action, void *data)
{
  return action->later ? action->later : NULL;
}

static GPtrArray *
search (const char *text, const char *const *recent, int *n)
{
  const PaletteContext context = {
    .desk = desk, .settings = settings, .recent = recent, .refused = refused
  };
  GPtrArray *items = palette_search (&context, text, n);
  for (guint i = 0; i < MIN (items->len, 12); i++) {
    const PaletteItem *item = items->pdata[i];
    g_test_message ("'%s': %.3f %s | %s | %s", text, item->score, item->title, item->subtitle,
                    item->refused ? item->refused : "");
  }
  return items;
}

static const PaletteItem *
at (const GPtrArray *items, guint index)
{
  g_assert_cmpuint (items->len, >, index);
  return items->pdata[index];
}

static void
test_actions (void)
{
  int n;
  g_autoptr (GPtrArray) all = search ("", NULL, &n);
  g_assert_cmpint (n, >, 500);
  g_assert_cmpuint (all->len, ==, (guint) n);
  g_assert_cmpstr (at (all, 0)->action->id, ==, "transport.play-stop");
  g_autoptr (GPtrArray) panic = search ("stop all", NULL, NULL);
  g_assert_cmpstr (at (panic, 0)->action->id, ==, "transport.panic");
  g_autoptr (GPtrArray) by_id = search ("transport.panic", NULL, NULL);
  g_assert_cmpstr (at (by_id, 0)->action->id, ==, "transport.panic");
  g_autoptr (GPtrArray) by_alias = search (">locators", NULL, NULL);
  g_assert_cmpstr (at (by_alias, 0)->action->id, ==, "transport.loop-to-selection");
  g_assert_cmpint (at (by_alias, 0)->match.n, ==, 0);
}

/* What cannot run comes last, with the reason; what is used often comes first. */
static void
test_order (void)
{
  static const char *const recent[] = { "go.end", "track.mute", NULL };
  bool behind = false;
  g_autoptr (GPtrArray) all = search ("", recent, NULL);
  g_assert_cmpstr (at (all, 0)->action->id, ==, "go.end");
  g_assert_cmpstr (at (all, 1)->action->id, ==, "track.mute");
  g_autoptr (GPtrArray) some = search ("at the cursor", NULL, NULL);
  for (guint i = 0; i < all->len; i++) {
    const PaletteItem *item = all->pdata[i];
    g_assert_true (!behind || item->refused);
    behind |= item->refused != NULL;
  }
  g_assert_true (behind);
  g_assert_cmpuint (some->len, >, 2);
}

static void
test_filters (void)
{
  const char *rest;
  g_assert_cmpint (filter_of ("@ chorus", &rest), ==, FILTER_PLACES);
  g_assert_cmpstr (rest, ==, "chorus");
  g_assert_cmpint (filter_of ("vox -1.5", &rest), ==, FILTER_ALL);
  g_autoptr (GPtrArray) places = search ("@", NULL, NULL);
  g_assert_cmpuint (places->len, ==, 5);
  g_assert_cmpstr (at (places, 0)->title, ==, "Intro");
  g_assert_cmpstr (at (places, 4)->title, ==, "lift");
  g_autoptr (GPtrArray) tracks = search ("#", NULL, NULL);
  g_assert_cmpuint (tracks->len, ==, 8);
  g_assert_cmpstr (at (tracks, 4)->subtitle, ==, "Track 5 · audio");
  g_autoptr (GPtrArray) devices = search ("+comp", NULL, NULL);
  g_assert_cmpstr (at (devices, 0)->subtitle, ==, "Device · compressor");
  g_assert_cmpstr (at (devices, 0)->outcome, ==, "Insert on Gtr L");
  g_autoptr (GPtrArray) all = search ("gtr r", NULL, NULL);
  bool also = false;
  for (guint i = 0; i < all->len; i++)
    also |= at (all, i)->also && at (all, i)->kind == ITEM_TRACK &&
            !strcmp (at (all, i)->title, "Gtr R");
  g_assert_true (also);
}

static void
test_go (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = search ("#vox", NULL, NULL);
  g_assert_true (item_run (at (items, 0), desk, settings, &error));
  const Track *track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  g_assert_cmpstr (text_get (track->name), ==, "Lead Vox");
  g_autofree char *target = target_text (desk);
  g_assert_cmpstr (target, ==, "Track 5, Lead Vox");
  g_autoptr (GPtrArray) devices = search ("+eq", NULL, NULL);
  g_assert_true (item_run (at (devices, 0), desk, settings, &error));
  track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  g_assert_cmpint (list_n (track->effects), ==, 1);
  g_autoptr (GPtrArray) found = search ("@eq", NULL, NULL);
  g_assert_cmpstr (at (found, 0)->subtitle, ==, "Device on Lead Vox");
}

/* A problem is told where nothing is called so, and stays silent where an action is meant. */
static void
test_problems (void)
{
  g_autoptr (GPtrArray) wrong = search ("vex -1.5", NULL, NULL);
  g_assert_cmpint (at (wrong, 0)->kind, ==, ITEM_PROBLEM);
  g_autoptr (GPtrArray) meant = search ("split n", NULL, NULL);
  for (guint i = 0; i < meant->len; i++)
    g_assert_cmpint (at (meant, i)->kind, !=, ITEM_PROBLEM);
}

static void
test_settings (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = search ("=", NULL, NULL);
  g_assert_cmpuint (all->len, >, 3);
  g_autoptr (GPtrArray) light = search ("=theme light", NULL, NULL);
  g_assert_cmpstr (at (light, 0)->setting, ==, "theme");
  g_assert_true (item_run (at (light, 0), desk, settings, &error));
  g_assert_cmpint (g_settings_get_enum (settings, "theme"), ==, 1);
  g_autoptr (GPtrArray) scale = search ("=scale 125%", NULL, NULL);
  g_assert_true (item_run (at (scale, 0), desk, settings, &error));
  g_assert_cmpfloat (g_settings_get_double (settings, "scale"), ==, 1.25);
  g_autoptr (GPtrArray) wide = search ("=scale 9", NULL, NULL);
  g_assert_cmpstr (at (wide, 0)->refused, ==, "Out of range");
  g_assert_false (item_run (at (wide, 0), desk, settings, &error));
  g_autoptr (GPtrArray) contrast = search ("=high contrast", NULL, NULL);
  g_assert_cmpstr (at (contrast, 0)->title, ==, "High contrast: on");
}

/* Without a project there are still actions and settings. */
static void
test_no_project (void)
{
  const PaletteContext context = { .settings = settings };
  static const char *const texts[] = { "", "vox -1.5", "@", "#", "+", "=", "go chorus" };
  for (size_t i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GPtrArray) items = palette_search (&context, texts[i], NULL);
    g_assert_cmpint (items->len > 0, ==, i == 0 || i == 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("GSETTINGS_SCHEMA_DIR", SCHEMA_FOLDER, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  desk = desk_fixture_new ();
  settings = g_settings_new ("org.lacquer.Lacquer");
  g_test_add_func ("/search/actions", test_actions);
  g_test_add_func ("/search/order", test_order);
  g_test_add_func ("/search/filters", test_filters);
  g_test_add_func ("/search/go", test_go);
  g_test_add_func ("/search/problems", test_problems);
  g_test_add_func ("/search/settings", test_settings);
  g_test_add_func ("/search/no-project", test_no_project);
  const int failed = g_test_run ();
  g_object_unref (settings);
  desk_fixture_free (desk);
  return failed;
}
