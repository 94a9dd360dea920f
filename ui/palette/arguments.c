/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/palette/arguments.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/value_text.h"
#include "ui/palette/arguments_private.h"
#include "ui/palette/preview.h"

typedef struct {
  const char *word;
  bool (*read) (Reading *reading);
  const char *action; /* the one that it runs with arguments, or NULL */
} Verb;

static const Verb verbs[] = {
  { "go", read_go, "go.to" },
  { "goto", read_go },
  { "jump", read_go },
  { "split", read_split, "clip.split" },
  { "loop", read_loop, "transport.loop" },
  { "marker", read_marker, "marker.add" },
  { "tempo", read_tempo, "transport.tap-tempo" },
  { "bpm", read_tempo },
  { "meter", read_meter },
  { "signature", read_meter },
  { "key", read_key },
  { "rename", read_rename, "edit.rename" },
  { "send", read_send },
};

const char *
arguments_word (const Action *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (verbs[i].action && !strcmp (verbs[i].action, action->id))
      return verbs[i].word;
  return deeds_word (action);
}

char *
reading_join (const Reading *reading, int from, int to)
{
  GString *text = g_string_new (NULL);
  for (int i = from; i < to; i++)
    g_string_append_printf (text, "%s%s", i > from ? " " : "", reading->words[i]);
  return g_string_free (text, FALSE);
}

char *
reading_place (LqDesk *desk, Position at)
{
  return at.base == TIME_MUSICAL ? value_write_position (lq_desk_map (desk), at)
                                 : value_text_clock (at.value);
}

/* Sentences of the engine begin small and end without a stop. */
static char *
sentence (const char *text)
{
  const gunichar first = g_unichar_toupper (g_utf8_get_char (text));
  char head[8] = "";
  head[g_unichar_to_utf8 (first, head)] = '\0';
  return g_strconcat (head, g_utf8_next_char (text), NULL);
}

static void
mark_name (PaletteItem *item, const NameMatch *name)
{
  const char *there = strstr (item->title, name->name);
  if (!there)
    return;
  item->match = name->match;
  for (int i = 0; i < item->match.n; i++)
    item->match.at[i] += (int) (there - item->title);
}

void
reading_add (Reading *reading, PaletteItem *item, const NameMatch *name)
{
  g_autoptr (GError) error = NULL;
  if (name)
    mark_name (item, name);
  if (item->lines && !item->refused && !preview_lines (reading->desk, item->lines, NULL, &error))
    item->refused = sentence (error->message);
  g_ptr_array_add (reading->items, item);
}

void
reading_problem (Reading *reading, const GError *error)
{
  PaletteItem *item = item_new (ITEM_PROBLEM, READ_SCORE);
  item_set_texts (item, sentence (error->message), g_strdup (_ ("Nothing is changed")), NULL);
  g_ptr_array_add (reading->items, item);
}

void
reading_no_name (Reading *reading, const char *what, const List *list, const char *wrong,
                 const char *before, const char *after)
{
  PaletteItem *item = item_new (ITEM_PROBLEM, READ_SCORE);
  const char *nearest = names_nearest (list, wrong);
  char *title = g_strdup_printf (what, wrong);
  char *subtitle =
      nearest ? g_strdup_printf (_ ("Nearest: %s"), nearest) : g_strdup (_ ("Nothing is changed"));
  item_set_texts (item, title, subtitle, nearest ? g_strdup (_ ("Tab takes it")) : NULL);
  if (nearest)
    item->fill = g_strconcat (before ? before : "", before ? " " : "", nearest, after ? " " : "",
                              after ? after : "", NULL);
  g_ptr_array_add (reading->items, item);
}

void
arguments_read (LqDesk *desk, const char *text, GPtrArray *items)
{
  g_auto (GStrv) raw = g_strsplit_set (text, " \t", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  for (char **word = raw; *word; word++)
    if (**word)
      g_ptr_array_add (words, *word);
  Reading reading = { desk, (char **) words->pdata, (int) words->len, items };
  if (reading.n < 1 || read_command (&reading) || reading.n < 2)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (!g_ascii_strcasecmp (verbs[i].word, reading.words[0]) && verbs[i].read (&reading))
      return;
  if (!read_deed (&reading) && !read_track_flag (&reading))
    read_track_value (&reading);
}
