/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "live/monitor_file.h"

#include <math.h>

#include "base/error.h"
#include "mix/inputs.h"

#define GROUP "monitor"
#define LOWEST_DB -150
#define MOST_CHANNEL 256

char *
monitor_file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lacquer", "monitor.ini", NULL);
}

bool
monitor_pair_read (const char *text, MonitorPair *pair)
{
  int channels[2];
  const int n = device_channels_read (text, channels);

  if (n == 0 || channels[0] >= MOST_CHANNEL || channels[1] >= MOST_CHANNEL)
    return false;
  *pair = (MonitorPair){ channels[0], n > 1 ? channels[1] : -1 };
  return true;
}

static void
load_level (GKeyFile *file, const char *key, double most, double *level)
{
  GError *error = NULL;
  const double value = g_key_file_get_double (file, GROUP, key, &error);

  if (!error && value <= most)
    *level = value <= LOWEST_DB ? -INFINITY : value;
  g_clear_error (&error);
}

static void
load_number (GKeyFile *file, const char *key, int most, int *number)
{
  GError *error = NULL;
  const int value = g_key_file_get_integer (file, GROUP, key, &error);

  if (!error && value >= 0 && value <= most)
    *number = value;
  g_clear_error (&error);
}

static void
load_speakers (GKeyFile *file, MonitorSettings *settings)
{
  gsize n = 0;
  g_auto (GStrv) list = g_key_file_get_string_list (file, GROUP, "speakers", &n, NULL);
  MonitorPair pairs[MONITOR_MOST_SPEAKERS];
  int n_pairs = 0;

  for (gsize i = 0; i < n && n_pairs < MONITOR_MOST_SPEAKERS; i++)
    n_pairs += monitor_pair_read (list[i], &pairs[n_pairs]);
  for (int i = 0; i < n_pairs; i++)
    settings->speakers[i] = pairs[i];
  if (n_pairs > 0)
    settings->n_speakers = n_pairs;
}

void
monitor_file_load (const char *path, MonitorSettings *settings)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  monitor_settings_init (settings);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  load_level (file, "level", 12, &settings->level_db);
  load_level (file, "dim-by", 0, &settings->dim_db);
  load_level (file, "rest", 0, &settings->rest_db);
  settings->dim = g_key_file_get_boolean (file, GROUP, "dim", NULL);
  settings->mono = g_key_file_get_boolean (file, GROUP, "mono", NULL);
  load_number (file, "source", MONITOR_MOST_CUES, &settings->source);
  load_speakers (file, settings);
  load_number (file, "speaker", settings->n_speakers - 1, &settings->speaker);
  for (int i = 0; i < MONITOR_MOST_CUES; i++) {
    g_autofree char *key = g_strdup_printf ("cue%d", i + 1);
    g_autofree char *text = g_key_file_get_string (file, GROUP, key, NULL);
    if (text)
      monitor_pair_read (text, &settings->cues[i]);
  }
}

static char *
pair_text (MonitorPair pair)
{
  return pair.right < 0 ? g_strdup_printf ("%d", pair.left + 1)
                        : g_strdup_printf ("%d-%d", pair.left + 1, pair.right + 1);
}

bool
monitor_file_save (const char *path, const MonitorSettings *settings, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  g_key_file_set_double (file, GROUP, "level", MAX (settings->level_db, LOWEST_DB));
  g_key_file_set_double (file, GROUP, "dim-by", MAX (settings->dim_db, LOWEST_DB));
  g_key_file_set_double (file, GROUP, "rest", MAX (settings->rest_db, LOWEST_DB));
  g_key_file_set_boolean (file, GROUP, "dim", settings->dim);
  g_key_file_set_boolean (file, GROUP, "mono", settings->mono);
  g_key_file_set_integer (file, GROUP, "source", settings->source);
  for (int i = 0; i < settings->n_speakers; i++)
    g_ptr_array_add (pairs, pair_text (settings->speakers[i]));
  g_key_file_set_string_list (file, GROUP, "speakers", (const char *const *) pairs->pdata,
                              pairs->len);
  g_key_file_set_integer (file, GROUP, "speaker", settings->speaker);
  for (int i = 0; i < MONITOR_MOST_CUES; i++) {
    g_autofree char *key = g_strdup_printf ("cue%d", i + 1);
    g_autofree char *text = pair_text (settings->cues[i]);
    if (settings->cues[i].left >= 0)
      g_key_file_set_string (file, GROUP, key, text);
  }
  if (g_mkdir_with_parents (folder, 0700) != 0) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_FAILED, "cannot make the folder '%s'", folder);
    return false;
  }
  return g_key_file_save_to_file (file, path, error);
}
