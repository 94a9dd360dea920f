/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "device/device_names.h"

#include <alsa/asoundlib.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

char *
device_name_stable (const char *host, const char *name, DeviceCardId card_id, void *data)
{
  const char *hw = g_strrstr (name, "(hw:");

  if (strcmp (host, "ALSA") == 0 && hw && g_ascii_isdigit (hw[4])) {
    char *rest;
    const long card = strtol (hw + 4, &rest, 10);
    g_autofree char *id = card_id ((int) card, data);
    if (id)
      return g_strdup_printf ("%s: %.*s(hw:%s%s", host, (int) (hw - name), name, id, rest);
  }
  return g_strdup_printf ("%s: %s", host, name);
}

void
device_names_make_unique (char **names, int n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < n; i++) {
    const int count = GPOINTER_TO_INT (g_hash_table_lookup (seen, names[i])) + 1;
    g_hash_table_insert (seen, g_strdup (names[i]), GINT_TO_POINTER (count));
    if (count > 1) {
      char *name = g_strdup_printf ("%s #%d", names[i], count);
      g_free (names[i]);
      names[i] = name;
    }
  }
}

static int
match_part (const char *const *names, int n, const char *wanted, GError **error)
{
  g_autofree char *part = g_utf8_casefold (wanted, -1);
  int found = -1;

  for (int i = 0; i < n; i++) {
    g_autofree char *name = g_utf8_casefold (names[i], -1);
    if (!strstr (name, part))
      continue;
    if (found >= 0) {
      g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
                   "'%s' may mean the audio device '%s' or '%s'", wanted, names[found], names[i]);
      return -1;
    }
    found = i;
  }
  if (found < 0)
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND,
                 "there is no audio device '%s'; see 'lacquer devices'", wanted);
  return found;
}

int
device_name_match (const char *const *names, int n, const char *wanted, GError **error)
{
  for (int i = 0; i < n; i++)
    if (strcmp (names[i], wanted) == 0)
      return i;
  for (int i = 0; i < n; i++)
    if (g_ascii_strcasecmp (names[i], wanted) == 0)
      return i;
  if (*wanted == '\0') {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_NOT_FOUND, "a device without a name");
    return -1;
  }
  return match_part (names, n, wanted, error);
}

char *
device_card_id (int card, void *data)
{
  char name[32];
  snd_ctl_t *control;
  snd_ctl_card_info_t *info;
  char *id = NULL;

  (void) data;
  g_snprintf (name, sizeof name, "hw:%d", card);
  if (snd_ctl_open (&control, name, SND_CTL_NONBLOCK) < 0)
    return NULL;
  snd_ctl_card_info_alloca (&info);
  if (snd_ctl_card_info (control, info) >= 0)
    id = g_strdup (snd_ctl_card_info_get_id (info));
  snd_ctl_close (control);
  return id;
}
