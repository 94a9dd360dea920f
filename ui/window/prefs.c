/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/prefs.h"

#include <string.h>

/* The schema lies where it was installed, beside the program that was installed elsewhere, or, in a
 * build folder, in data/. */
static GSettingsSchema *
find_schema (void)
{
  static const char *const places[] = { "../share/glib-2.0/schemas", "../data", "../../data" };
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  GSettingsSchema *schema =
      source ? g_settings_schema_source_lookup (source, PREFS_ID, TRUE) : NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");

  for (size_t i = 0; !schema && i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_build_filename (folder, places[i], NULL);
    GSettingsSchemaSource *own =
        g_settings_schema_source_new_from_directory (path, source, FALSE, NULL);
    if (!own)
      continue;
    schema = g_settings_schema_source_lookup (own, PREFS_ID, TRUE);
    g_settings_schema_source_unref (own);
  }
  return schema;
}

GSettings *
prefs (void)
{
  static GSettings *settings;
  if (settings)
    return settings;
  g_autoptr (GSettingsSchema) schema = find_schema ();
  if (!schema)
    g_error ("the settings schema " PREFS_ID " is missing: install Lacquer again");
  settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

static void
write_recent (const char *key, int most, const char *first, const char *without)
{
  g_auto (GStrv) old = g_settings_get_strv (prefs (), key);
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();
  int n = 0;
  if (first) {
    g_strv_builder_add (next, first);
    n++;
  }
  for (int i = 0; old[i] && n < most; i++)
    if (strcmp (old[i], without)) {
      g_strv_builder_add (next, old[i]);
      n++;
    }
  g_auto (GStrv) list = g_strv_builder_end (next);
  g_settings_set_strv (prefs (), key, (const char *const *) list);
}

void
prefs_add_recent (const char *path)
{
  write_recent ("recent", MOST_RECENT, path, path);
}

void
prefs_remove_recent (const char *path)
{
  write_recent ("recent", MOST_RECENT, NULL, path);
}

void
prefs_add_action (const char *id)
{
  write_recent ("recent-actions", MOST_RECENT_ACTIONS, id, id);
}
