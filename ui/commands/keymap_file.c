/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/keymap_private.h"

#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* What one line gives to an action. */
typedef struct {
  const Action *action;
  GArray *keys;
  int line;
} Entry;

typedef struct {
  const char *file;
  int line;
  GArray *entries;
  GPtrArray *unknown;
} Reader;

static void
clear_entry (gpointer data)
{
  g_array_unref (((Entry *) data)->keys);
}

static bool G_GNUC_PRINTF (4, 5)
    fail_at (const Reader *reader, int line, GError **error, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *what = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "%s, line %d: %s", reader->file, line,
               what);
  return false;
}

static bool
read_keys (const Reader *reader, char *text, GArray *keys, GError **error)
{
  if (g_ascii_strcasecmp (text, "none") == 0)
    return true;
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  for (char **part = parts; *part; part++) {
    g_autoptr (GError) problem = NULL;
    Key key;
    if (!key_parse (g_strstrip (*part), &key, &problem))
      return fail_at (reader, reader->line, error, "%s", problem->message);
    g_array_append_val (keys, key);
  }
  return true;
}

static Entry *
find_entry (const Reader *reader, const Action *action)
{
  for (guint i = 0; i < reader->entries->len; i++) {
    Entry *entry = &g_array_index (reader->entries, Entry, i);
    if (entry->action == action)
      return entry;
  }
  return NULL;
}

/* Cuts the first word off; *rest begins with the next. */
static char *
cut_word (char *text, char **rest)
{
  char *end = text + strcspn (text, " \t");
  *rest = end + strspn (end, " \t");
  *end = '\0';
  return text;
}

static bool
read_line (Reader *reader, const char *line, GError **error)
{
  g_autofree char *copy = g_strndup (line, strcspn (line, "#"));
  char *rest, *keys;

  if (!*g_strstrip (copy))
    return true;
  const char *place_word = cut_word (copy, &rest);
  const char *id = cut_word (rest, &keys);
  if (!*id || !*keys)
    return fail_at (reader, reader->line, error,
                    "a line is a place, an action, and its keys or none: '%s' lacks %s", place_word,
                    *id ? "the keys" : "an action");
  const Action *action = action_find (id);
  if (!action) {
    g_ptr_array_add (reader->unknown, g_strstrip (g_strdup (line)));
    return true;
  }
  if (strcmp (place_id (action->place), place_word) != 0)
    return fail_at (reader, reader->line, error, "the place of %s is %s, not '%s'", id,
                    place_id (action->place), place_word);
  const Entry *twice = find_entry (reader, action);
  if (twice)
    return fail_at (reader, reader->line, error,
                    "line %d has %s already: write its keys on one line, separated by commas",
                    twice->line, id);
  Entry entry = { action, g_array_new (FALSE, FALSE, sizeof (Key)), reader->line };
  g_array_append_val (reader->entries, entry);
  return read_keys (reader, keys, entry.keys, error);
}

/* The file's keys win over those of actions that it does not name. */
static bool
apply_entry (const Reader *reader, const Entry *entry, KeyMap *map, GError **error)
{
  for (guint i = 0; i < entry->keys->len; i++) {
    const Key *key = &g_array_index (entry->keys, Key, i);
    const Action *other;
    while ((other = keymap_clash (map, entry->action, key))) {
      const Entry *named = find_entry (reader, other);
      if (named) {
        g_autofree char *text = key_text (key);
        return fail_at (reader, entry->line, error,
                        "%s starts %s already (line %d): give one of the two another key", text,
                        other->id, named->line);
      }
      keymap_remove (map, other, key);
    }
    keymap_add (map, entry->action, key);
  }
  return true;
}

static bool
apply (const Reader *reader, KeyMap *map, GError **error)
{
  for (guint i = 0; i < reader->entries->len; i++)
    g_array_set_size (keymap_array (map, g_array_index (reader->entries, Entry, i).action), 0);
  for (guint i = 0; i < reader->entries->len; i++)
    if (!apply_entry (reader, &g_array_index (reader->entries, Entry, i), map, error))
      return false;
  return true;
}

static bool
read_lines (Reader *reader, const char *text, GError **error)
{
  const gsize bad = text_find_invalid (text, strlen (text));
  if (text[bad]) {
    g_set_error (error, ENGINE_ERROR, ENGINE_ERROR_INVALID, "%s is not a text in UTF-8",
                 reader->file);
    return false;
  }
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line; line++) {
    reader->line++;
    if (!read_line (reader, *line, error))
      return false;
  }
  return true;
}

bool
keymap_read (KeyMap *map, const char *text, const char *file, GError **error)
{
  Reader reader = {
    .file = file,
    .entries = g_array_new (FALSE, FALSE, sizeof (Entry)),
    .unknown = g_ptr_array_new_with_free_func (g_free),
  };
  g_array_set_clear_func (reader.entries, clear_entry);
  KeyMap *next = keymap_copy (map);

  const bool done = read_lines (&reader, text, error) && apply (&reader, next, error);
  if (done) {
    for (guint i = 0; i < reader.unknown->len; i++)
      g_ptr_array_add (next->unknown, g_strdup (reader.unknown->pdata[i]));
    const KeyMap old = *map;
    *map = *next;
    *next = old;
  }
  keymap_free (next);
  g_array_unref (reader.entries);
  g_ptr_array_unref (reader.unknown);
  return done;
}

static bool
same_keys (const KeyMap *a, const KeyMap *b, const Action *action)
{
  int n_a, n_b;
  const Key *keys_a = keymap_keys (a, action, &n_a), *keys_b = keymap_keys (b, action, &n_b);

  for (int i = 0; i < MIN (n_a, n_b); i++)
    if (!key_equal (&keys_a[i], &keys_b[i]))
      return false;
  return n_a == n_b;
}

char *
keymap_write (const KeyMap *map, const KeyMap *base)
{
  int n;
  const Action *all = actions_all (&n);
  GString *text = g_string_new (NULL);

  for (int i = 0; i < n; i++) {
    if (same_keys (map, base, &all[i]))
      continue;
    g_autofree char *keys = keymap_keys_text (map, &all[i]);
    g_string_append_printf (text, "%-15s %-27s %s\n", place_id (all[i].place), all[i].id,
                            *keys ? keys : "none");
  }
  for (guint i = 0; i < map->unknown->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) map->unknown->pdata[i]);
  return g_string_free (text, FALSE);
}
