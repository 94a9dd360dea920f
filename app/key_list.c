/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/key_list.h"

#include <string.h>

#include "ui/commands/keymap.h"

/* Read once: listing all commands asks for it with each. */
static const KeyMap *
default_map (void)
{
  static KeyMap *map;
  if (!map)
    map = keymap_new_default ();
  return map;
}

static void
write_keys (JsonWriter *json, const Action *action)
{
  int n;
  const Key *keys = keymap_keys (default_map (), action, &n);

  json_open_list (json, "keys");
  for (int i = 0; i < n; i++) {
    g_autofree char *text = key_text (&keys[i]);
    json_string (json, NULL, text);
  }
  json_close_list (json);
}

void
key_list_write (JsonWriter *json)
{
  int n;
  const Action *all = actions_all (&n);

  json_open_list (json, NULL);
  for (int i = 0; i < n; i++) {
    g_auto (GStrv) runs = g_strsplit (all[i].runs ? all[i].runs : "", " ", -1);
    json_open_object (json, NULL);
    json_string (json, "place", place_id (all[i].place));
    json_string (json, "action", all[i].id);
    json_string (json, "description", all[i].text);
    write_keys (json, &all[i]);
    json_open_list (json, "runs");
    for (char **name = runs; *name; name++)
      json_string (json, NULL, *name);
    json_close_list (json);
    json_string (json, "later", all[i].later);
    json_close_object (json);
  }
  json_close_list (json);
}

void
key_list_append (GString *text)
{
  int n;
  const Action *all = actions_all (&n);

  for (int i = 0; i < n; i++) {
    g_autofree char *keys = keymap_keys_text (default_map (), &all[i]);
    if (i == 0 || all[i - 1].place != all[i].place)
      g_string_append_printf (text, "%s%s: %s\n", i ? "\n" : "", place_id (all[i].place),
                              place_title (all[i].place));
    g_string_append_printf (text, "  %-28s %-30s %s", all[i].id, keys, all[i].text);
    if (all[i].runs)
      g_string_append_printf (text, " [%s]", all[i].runs);
    if (all[i].later)
      g_string_append_printf (text, " (%s)", all[i].later);
    g_string_append_c (text, '\n');
  }
}

static bool
runs_command (const Action *action, const char *command)
{
  g_auto (GStrv) names = g_strsplit (action->runs ? action->runs : "", " ", -1);
  return g_strv_contains ((const char *const *) names, command);
}

/* The next action behind *i that runs the command and has a key. */
static const Action *
next_action (const char *command, int *i)
{
  int n, n_keys;
  const Action *all = actions_all (&n);

  while (*i < n) {
    const Action *action = &all[(*i)++];
    keymap_keys (default_map (), action, &n_keys);
    if (n_keys && runs_command (action, command))
      return action;
  }
  return NULL;
}

void
key_list_write_command (JsonWriter *json, const char *command)
{
  const Action *action;
  int i = 0;

  json_open_list (json, "keys");
  while ((action = next_action (command, &i))) {
    json_open_object (json, NULL);
    json_string (json, "place", place_id (action->place));
    json_string (json, "action", action->id);
    write_keys (json, action);
    json_close_object (json);
  }
  json_close_list (json);
}

void
key_list_append_command (GString *text, const char *command)
{
  const gsize before = text->len;
  const Action *action;
  int i = 0;

  while ((action = next_action (command, &i))) {
    g_autofree char *keys = keymap_keys_text (default_map (), action);
    if (text->len == before)
      g_string_append (text, "    Keys:\n");
    g_string_append_printf (text, "      %-14s %s: %s\n", keys, place_id (action->place),
                            action->text);
  }
}
