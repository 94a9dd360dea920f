/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/settings/user_keys.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ui/window/resolver.h"

static KeyMap *map;
static char *problem;
static bool is_broken; /* the file, as long as it was not replaced */

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "lacquer", "keys.keys", NULL);
}

static const KeyMap *
default_keys (void)
{
  static KeyMap *keys;
  if (!keys)
    keys = keymap_new_default ();
  return keys;
}

static void
read_file (void)
{
  g_autofree char *path = file_path (), *text = NULL;
  g_autoptr (GError) error = NULL;
  if (g_file_get_contents (path, &text, NULL, &error) && keymap_read (map, text, path, &error))
    return;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return;
  is_broken = true;
  problem =
      g_strdup_printf (_ ("Your keys were not read, the usual ones count: %s"), error->message);
}

KeyMap *
user_keys (void)
{
  if (!map) {
    map = keymap_copy (default_keys ());
    read_file ();
  }
  return map;
}

KeyMap *
lq_window_keymap (LqWindow *window)
{
  return user_keys ();
}

char *
user_keys_problem (void)
{
  user_keys ();
  return g_steal_pointer (&problem);
}

char *
user_keys_set (const Action *action, const KeyPress *old, const KeyPress *key)
{
  KeyMap *keys = user_keys ();
  g_autofree char *text = key_label (resolver_layout (), key);
  const Action *other = keymap_clash (keys, action, key);
  if (other)
    return g_strdup_printf (_ ("%s already starts “%s” (%s). Press another key, or Escape."), text,
                            _ (other->text), _ (place_title (other->place)));
  int n;
  const KeyPress *had = keymap_keys (keys, action, &n);
  g_autofree KeyPress *before = g_memdup2 (had, sizeof *had * (size_t) n);
  bool placed = false;
  for (int i = 0; i < n; i++)
    keymap_remove (keys, action, &before[i]);
  for (int i = 0; i < n; i++) {
    const bool replaced = old && key_equal (&before[i], old);
    if (replaced)
      keymap_add (keys, action, key);
    else if (!key_equal (&before[i], key))
      keymap_add (keys, action, &before[i]);
    placed |= replaced;
  }
  if (!placed)
    keymap_add (keys, action, key);
  return NULL;
}

void
user_keys_remove (const Action *action, const KeyPress *key)
{
  keymap_remove (user_keys (), action, key);
}

bool
user_keys_reset (const Action *action)
{
  return keymap_reset (user_keys (), default_keys (), action);
}

void
user_keys_reset_all (void)
{
  keymap_free (user_keys ());
  map = keymap_copy (default_keys ());
}

bool
user_keys_differ (const Action *action)
{
  g_autofree char *now = keymap_keys_text (user_keys (), action);
  g_autofree char *usual = keymap_keys_text (default_keys (), action);
  return strcmp (now, usual) != 0;
}

static bool
fail (GError **error, const char *path)
{
  const int number = errno;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (number), "%s: %s", path,
               g_strerror (number));
  return false;
}

bool
user_keys_save (GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *aside = g_strconcat (path, ".unread", NULL);
  g_autofree char *text = keymap_write (user_keys (), default_keys ());

  if (g_mkdir_with_parents (folder, 0755) != 0)
    return fail (error, folder);
  if (is_broken && g_rename (path, aside) != 0 && errno != ENOENT)
    return fail (error, path);
  is_broken = false;
  if (!*text && g_unlink (path) != 0 && errno != ENOENT)
    return fail (error, path);
  return !*text || g_file_set_contents (path, text, -1, error);
}
