/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/keymap_private.h"

#include <gio/gio.h>

#define DEFAULT_MAP "/org/lacquer/Lacquer/keymaps/default.keys"

KeyMap *
keymap_new (void)
{
  int n;
  KeyMap *map = g_new0 (KeyMap, 1);

  actions_all (&n);
  map->keys = g_new (GArray *, n);
  for (int i = 0; i < n; i++)
    map->keys[i] = g_array_new (FALSE, FALSE, sizeof (Key));
  map->unknown = g_ptr_array_new_with_free_func (g_free);
  return map;
}

KeyMap *
keymap_new_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes =
      g_resources_lookup_data (DEFAULT_MAP, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  KeyMap *map = keymap_new ();
  if (bytes) {
    gsize size;
    const char *data = g_bytes_get_data (bytes, &size);
    g_autofree char *text = g_strndup (data, size);
    keymap_read (map, text, "default.keys", &error);
  }
  if (error)
    g_error ("%s", error->message);
  return map;
}

KeyMap *
keymap_copy (const KeyMap *map)
{
  int n;
  KeyMap *copy = keymap_new ();

  actions_all (&n);
  for (int i = 0; i < n; i++)
    g_array_append_vals (copy->keys[i], map->keys[i]->data, map->keys[i]->len);
  for (guint i = 0; i < map->unknown->len; i++)
    g_ptr_array_add (copy->unknown, g_strdup (map->unknown->pdata[i]));
  return copy;
}

void
keymap_free (KeyMap *map)
{
  int n;

  actions_all (&n);
  for (int i = 0; i < n; i++)
    g_array_unref (map->keys[i]);
  g_free (map->keys);
  g_ptr_array_unref (map->unknown);
  g_free (map);
}

GArray *
keymap_array (const KeyMap *map, const Action *action)
{
  int n;
  return map->keys[action - actions_all (&n)];
}

const Key *
keymap_keys (const KeyMap *map, const Action *action, int *n)
{
  const GArray *keys = keymap_array (map, action);
  *n = (int) keys->len;
  return (const Key *) (const void *) keys->data;
}

static int
index_of (const KeyMap *map, const Action *action, const Key *key)
{
  int n;
  const Key *keys = keymap_keys (map, action, &n);

  for (int i = 0; i < n; i++)
    if (key_equal (&keys[i], key))
      return i;
  return -1;
}

char *
keymap_keys_text (const KeyMap *map, const Action *action)
{
  int n;
  const Key *keys = keymap_keys (map, action, &n);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++) {
    g_autofree char *one = key_text (&keys[i]);
    g_string_append_printf (text, "%s%s", i ? ", " : "", one);
  }
  return g_string_free (text, FALSE);
}

static const Action *
find_in_chain (const KeyMap *map, const Place *chain, int n_chain, const Key *key)
{
  int n;
  const Action *all = actions_all (&n);

  for (int c = 0; c < n_chain; c++)
    for (int i = 0; i < n; i++)
      if (all[i].place == chain[c] && index_of (map, &all[i], key) >= 0)
        return &all[i];
  return NULL;
}

const Action *
keymap_find (const KeyMap *map, Place focus, const Key *key)
{
  Place chain[N_PLACES];
  Key other;
  const int n = place_chain (focus, chain);
  const Action *found = find_in_chain (map, chain, n, key);

  if (!found && key_off_numpad (key, &other))
    found = find_in_chain (map, chain, n, &other);
  return found;
}

const Action *
keymap_clash (const KeyMap *map, const Action *action, const Key *key)
{
  int n;
  const Action *all = actions_all (&n);

  for (int i = 0; i < n; i++)
    if (&all[i] != action && index_of (map, &all[i], key) >= 0 &&
        places_meet (all[i].place, action->place))
      return &all[i];
  return NULL;
}

bool
keymap_add (KeyMap *map, const Action *action, const Key *key)
{
  if (keymap_clash (map, action, key))
    return false;
  if (index_of (map, action, key) < 0)
    g_array_append_val (keymap_array (map, action), *key);
  return true;
}

bool
keymap_remove (KeyMap *map, const Action *action, const Key *key)
{
  const int index = index_of (map, action, key);

  if (index < 0)
    return false;
  g_array_remove_index (keymap_array (map, action), (guint) index);
  return true;
}

bool
keymap_reset (KeyMap *map, const KeyMap *base, const Action *action)
{
  int n;
  const Key *keys = keymap_keys (base, action, &n);
  GArray *own = keymap_array (map, action);

  for (int i = 0; i < n; i++)
    if (keymap_clash (map, action, &keys[i]))
      return false;
  g_array_set_size (own, 0);
  g_array_append_vals (own, keys, (guint) n);
  return true;
}
