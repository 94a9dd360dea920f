/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms about the song: tempo, meter, key, names; and commands as scripts write them. */
#include <glib/gi18n.h>
#include <string.h>

#include "base/text.h"
#include "ui/draw/value_text.h"
#include "ui/palette/arguments_private.h"
#include "ui/palette/preview.h"

static void
add_set (Reading *reading, char *title, char *outcome, char *line, double less)
{
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + 1 - less);
  const int name = (int) strcspn (line, " ");
  item_set_texts (item, title, g_strdup_printf (_ ("Song · %.*s"), name, line), outcome);
  item_add_line (item, line);
  reading_add (reading, item, NULL);
}

/* The start of the bar that the edit cursor is in, as an argument; NULL in the first one. */
static char *
bar_here (LqDesk *desk)
{
  const TempoMap *map = lq_desk_map (desk);
  const Ticks at = tempo_map_position_ticks (map, lq_desk_cursor (desk)->at);
  const int64_t bar = tempo_map_bar (map, at).bar;
  return bar > 1 ? g_strdup_printf ("%" G_GINT64_FORMAT ".1.1", bar) : NULL;
}

bool
read_tempo (Reading *reading)
{
  LqDesk *desk = reading->desk;
  const TempoMap *map = lq_desk_map (desk);
  g_autoptr (GError) error = NULL;
  double bpm;
  if (!value_read_number (reading->words[1], &bpm, &error)) {
    reading_problem (reading, error);
    return true;
  }
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (number, sizeof number, "%.6g", bpm);
  g_autofree char *now = value_text_number (tempo_map_bpm (map, 0), 2);
  add_set (reading, g_strdup_printf (_ ("Tempo %s BPM"), number),
           g_strdup_printf (_ ("now %s"), now), g_strdup_printf ("project.set tempo=%s", number),
           0);
  g_autofree char *bar = bar_here (desk);
  if (!bar)
    return true;
  const Ticks at = tempo_map_position_ticks (map, lq_desk_cursor (desk)->at);
  g_autofree char *here = value_text_number (tempo_map_bpm (map, at), 2);
  add_set (reading, g_strdup_printf (_ ("Tempo %s BPM from %s on"), number, bar),
           g_strdup_printf (_ ("there now %s"), here),
           g_strdup_printf ("tempo.add at=%s bpm=%s", bar, number), 0.5);
  return true;
}

bool
read_meter (Reading *reading)
{
  LqDesk *desk = reading->desk;
  g_autoptr (GError) error = NULL;
  int64_t over, under;
  int numerator, denominator;
  if (!value_read_meter (reading->words[1], &over, &under, &error)) {
    reading_problem (reading, error);
    return true;
  }
  tempo_map_meter (lq_desk_map (desk), 0, &numerator, &denominator);
  add_set (reading, g_strdup_printf (_ ("Signature %s"), reading->words[1]),
           g_strdup_printf (_ ("now %d/%d"), numerator, denominator),
           g_strdup_printf ("project.set meter=%s", reading->words[1]), 0);
  g_autofree char *bar = bar_here (desk);
  if (bar)
    add_set (reading, g_strdup_printf (_ ("Signature %s from %s on"), reading->words[1], bar), NULL,
             g_strdup_printf ("meter.add at=%s meter=%s", bar, reading->words[1]), 0.5);
  return true;
}

bool
read_key (Reading *reading)
{
  const char *now = text_get (lq_desk_project (reading->desk)->key);
  g_autofree char *key = reading_join (reading, 1, reading->n);
  g_autofree char *quoted = g_shell_quote (key);
  add_set (reading, g_strdup_printf (_ ("Key %s"), key),
           *now ? g_strdup_printf (_ ("now %s"), now) : NULL,
           g_strdup_printf ("project.set key=%s", quoted), 0);
  return true;
}

bool
read_rename (Reading *reading)
{
  LqDesk *desk = reading->desk;
  const Track *track = project_find_track (lq_desk_project (desk), lq_desk_cursor_track (desk));
  g_autofree char *name = reading_join (reading, 1, reading->n);
  g_autofree char *quoted = g_shell_quote (name);
  if (!track)
    return false;
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE);
  item_set_texts (item, g_strdup_printf (_ ("Rename %s to “%s”"), text_get (track->name), name),
                  g_strdup (_ ("Track · track.set")), NULL);
  item_add_line (item, g_strdup_printf ("track.set track=%s name=%s",
                                        lq_desk_id (desk, track->node.id), quoted));
  reading_add (reading, item, NULL);
  return true;
}

/* "track=TRACK [name=] [gain=]" as far as it fits a line. */
static char *
arguments_text (const CommandSpec *spec)
{
  GString *text = g_string_new (NULL);
  for (int i = 0; i < spec->n_args && i < 8; i++)
    g_string_append_printf (text, spec->args[i].required ? "%s%s=" : "%s[%s=]", i ? " " : "",
                            spec->args[i].name);
  if (spec->n_args > 8)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

/* The text with the next argument behind it, as Tab gives it. */
static char *
next_argument (const CommandSpec *spec, const char *line)
{
  for (int required = 1; required >= 0; required--)
    for (int i = 0; i < spec->n_args; i++) {
      g_autofree char *given = g_strdup_printf (" %s=", spec->args[i].name);
      if (spec->args[i].required == (required == 1) && !strstr (line, given))
        return g_strconcat (line, given, NULL);
    }
  return NULL;
}

static void
add_command (Reading *reading, const CommandSpec *spec, const char *line, double score)
{
  PaletteItem *item = item_new (ITEM_COMMAND, score);
  g_autoptr (GError) error = NULL;
  char *words = NULL;
  item_add_line (item, g_strdup (line));
  if (!preview_lines (reading->desk, item->lines, &words, &error)) {
    g_autofree char *why = g_strdup (error->message);
    *why = g_ascii_toupper (*why);
    item->refused = g_steal_pointer (&why);
  }
  item_set_texts (item, words ? words : g_strdup (spec->help), arguments_text (spec),
                  g_strdup (spec->name));
  item->fill = next_argument (spec, line);
  g_ptr_array_add (reading->items, item);
}

bool
read_command (Reading *reading)
{
  g_autofree char *line = reading_join (reading, 0, reading->n);
  const char *name = reading->words[0];
  const CommandSpec *spec = command_find (name);
  if (spec) {
    add_command (reading, spec, line, READ_SCORE + 1);
    return true;
  }
  if (reading->n < 2 || !strchr (line, '=') || !strchr (name, '.'))
    return false;
  int n;
  const CommandSpec *const *all = commands_all (&n);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  for (int i = 0; i < n; i++)
    g_ptr_array_add (names, (gpointer) all[i]->name);
  const char *nearest = text_nearest (name, (const char *const *) names->pdata, n);
  PaletteItem *item = item_new (ITEM_PROBLEM, READ_SCORE);
  g_autofree char *rest = reading_join (reading, 1, reading->n);
  item_set_texts (item, g_strdup_printf (_ ("No command is called “%s”"), name),
                  nearest ? g_strdup_printf (_ ("Nearest: %s"), nearest) : NULL,
                  nearest ? g_strdup (_ ("Tab takes it")) : NULL);
  item->fill = nearest ? g_strdup_printf ("%s %s", nearest, rest) : NULL;
  g_ptr_array_add (reading->items, item);
  return true;
}
