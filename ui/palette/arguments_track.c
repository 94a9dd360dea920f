/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms about tracks: level, pan, flags, sends. */
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "ui/draw/value_text.h"
#include "ui/palette/arguments_private.h"

/* The end of the words as a level: "-1.5", "+3dB", "-6 dB", "-inf". Gives how many words it takes,
 * 0 where there is none; *by: whether a sign stands before it, so that a step may be meant. */
static int
read_level (const Reading *reading, double *db, bool *by)
{
  int n = reading->n;
  const bool unit = n > 2 && !g_ascii_strcasecmp (reading->words[n - 1], "db");
  n -= unit;
  g_auto (GStrv) parts = g_strsplit (reading->words[n - 1], "−", -1);
  g_autofree char *text = g_strjoinv ("-", parts);
  const char *number = *text == '+' ? text + 1 : text;
  *by = *text == '+' || (*text == '-' && g_ascii_isdigit (text[1]));
  return value_read_level (number, db, NULL) ? 1 + unit : 0;
}

static char *
level_argument (double db)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (db <= -150)
    return g_strdup ("-inf");
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.2f", db));
}

static void
add_gain (Reading *reading, const NameMatch *found, double db, double less, bool step)
{
  const Track *track = (const Track *) found->node;
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + found->match.score - less);
  g_autofree char *level = value_text_level (db), *now = value_text_level (track->gain_db);
  g_autofree char *argument = level_argument (db);
  char id[ID_TEXT_SIZE];

  if (step) {
    g_autofree char *by = value_text_number (db - track->gain_db, 1);
    item_set_texts (
        item,
        g_strdup_printf (_ ("%s gain by %s%s dB"), found->name, db > track->gain_db ? "+" : "", by),
        g_strdup (_ ("Track · track.set")), g_strdup_printf (_ ("to %s, now %s"), level, now));
  } else {
    item_set_texts (item, g_strdup_printf (_ ("%s gain %s"), found->name, level),
                    g_strdup (_ ("Track · track.set")), g_strdup_printf (_ ("now %s"), now));
  }
  item_add_line (item, g_strdup_printf ("track.set track=%s gain=%s",
                                        id_write (id, found->node->id), argument));
  reading_add (reading, item, found);
}

static void
add_pan (Reading *reading, const NameMatch *found, double pan)
{
  const Track *track = (const Track *) found->node;
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + found->match.score);
  g_autofree char *next = value_text_pan (pan), *now = value_text_pan (track->pan);
  char id[ID_TEXT_SIZE], number[G_ASCII_DTOSTR_BUF_SIZE];
  item_set_texts (item, g_strdup_printf (_ ("%s pan %s"), found->name, next),
                  g_strdup (_ ("Track · track.set")), g_strdup_printf (_ ("now %s"), now));
  item_add_line (item, g_strdup_printf ("track.set track=%s pan=%s", id_write (id, found->node->id),
                                        g_ascii_formatd (number, sizeof number, "%.3f", pan)));
  reading_add (reading, item, found);
}

bool
read_track_value (Reading *reading)
{
  static const char *const gain_words[] = { "gain", "volume", "vol", "level", "fader" };
  const List *tracks = lq_desk_project (reading->desk)->tracks;
  const char *last = reading->words[reading->n - 1];
  int from = 0, to;
  double db = 0, pan = 0;
  bool by = false, panned = false, named_gain = false;

  int n = read_level (reading, &db, &by);
  if (n == 0 && value_read_pan (last, &pan, NULL)) {
    n = 1;
    panned = true;
  }
  to = reading->n - n;
  if (n == 0 || to < 1)
    return false;
  /* "gain vox -3" and "vox gain -3". */
  for (int i = 0; to - from > 1 && i < 2; i++) {
    const char *word = reading->words[i == 0 ? from : to - 1];
    bool drop = !g_ascii_strcasecmp (word, "pan");
    if (drop && !value_read_pan (last, &pan, NULL))
      return false;
    panned |= drop;
    for (size_t k = 0; k < G_N_ELEMENTS (gain_words); k++)
      if (!g_ascii_strcasecmp (word, gain_words[k]))
        drop = named_gain = true;
    from += drop && i == 0;
    to -= drop && i == 1;
  }
  g_autofree char *name = reading_join (reading, from, to);
  g_autoptr (GArray) found = names_find (tracks, NULL, name);
  for (guint i = 0; i < MIN (found->len, MOST_MEANT); i++) {
    const NameMatch *match = &g_array_index (found, NameMatch, i);
    const double now = ((const Track *) match->node)->gain_db;
    if (panned)
      add_pan (reading, match, pan);
    else
      add_gain (reading, match, db, 0, false);
    if (!panned && i == 0 && by && isfinite (now) && isfinite (db) && db != 0)
      add_gain (reading, match, now + db, 0.001, true);
  }
  if (found->len == 0) {
    g_autofree char *values = reading_join (reading, reading->n - n, reading->n);
    reading_no_name (reading, _ ("No track is called “%s”"), tracks, name,
                     named_gain ? "gain"
                     : panned   ? "pan"
                                : NULL,
                     values);
  }
  return true;
}

typedef struct {
  const char *word, *argument;
  const char *title, *already;
  size_t offset;
  bool on;
} Flag;

static const Flag flags[] = {
  { "mute", "mute=on", N_ ("Mute %s"), N_ ("It is muted already"), offsetof (Track, mute), true },
  { "unmute", "mute=off", N_ ("Unmute %s"), N_ ("It is not muted"), offsetof (Track, mute), false },
  { "solo", "solo=on", N_ ("Solo %s"), N_ ("It is soloed already"), offsetof (Track, solo), true },
  { "unsolo", "solo=off", N_ ("End the solo of %s"), N_ ("It is not soloed"),
    offsetof (Track, solo), false },
  { "arm", "arm=on", N_ ("Arm %s"), N_ ("It is armed already"), offsetof (Track, arm), true },
  { "disarm", "arm=off", N_ ("Disarm %s"), N_ ("It is not armed"), offsetof (Track, arm), false },
};

static void
add_flag (Reading *reading, const Flag *flag, const NameMatch *found)
{
  const bool is = *(const bool *) (const void *) ((const char *) found->node + flag->offset);
  PaletteItem *item = item_new (ITEM_COMMAND, READ_SCORE + found->match.score);
  char id[ID_TEXT_SIZE];
  item_set_texts (item, g_strdup_printf (_ (flag->title), found->name),
                  g_strdup (_ ("Track · track.set")), NULL);
  if (is == flag->on)
    item->refused = g_strdup (_ (flag->already));
  item_add_line (item, g_strdup_printf ("track.set track=%s %s", id_write (id, found->node->id),
                                        flag->argument));
  reading_add (reading, item, found);
}

bool
read_track_flag (Reading *reading)
{
  const List *tracks = lq_desk_project (reading->desk)->tracks;
  for (size_t i = 0; i < G_N_ELEMENTS (flags); i++) {
    const bool first = !g_ascii_strcasecmp (reading->words[0], flags[i].word);
    if (!first && g_ascii_strcasecmp (reading->words[reading->n - 1], flags[i].word))
      continue;
    g_autofree char *name = reading_join (reading, first ? 1 : 0, reading->n - (first ? 0 : 1));
    g_autoptr (GArray) found = names_find (tracks, NULL, name);
    for (guint k = 0; k < MIN (found->len, MOST_MEANT); k++)
      add_flag (reading, &flags[i], &g_array_index (found, NameMatch, k));
    if (found->len == 0)
      reading_no_name (reading, _ ("No track is called “%s”"), tracks, name,
                       first ? flags[i].word : NULL, first ? NULL : flags[i].word);
    return true;
  }
  return false;
}

/* What a track can send to. */
static bool
receives (const Track *track)
{
  return track->kind == TRACK_RETURN || track->kind == TRACK_GROUP;
}

static void
add_send (Reading *reading, const NameMatch *from, const NameMatch *to, bool given, double db)
{
  const Track *track = (const Track *) from->node;
  const Send *there = NULL;
  PaletteItem *item =
      item_new (ITEM_COMMAND, READ_SCORE + (from->match.score + to->match.score) / 2);
  g_autofree char *level = value_text_level (db), *argument = level_argument (db);
  char id[ID_TEXT_SIZE], target[ID_TEXT_SIZE];

  for (int i = 0; i < list_n (track->sends); i++)
    if (((const Send *) list_get (track->sends, i))->to == to->node->id)
      there = (const Send *) list_get (track->sends, i);
  g_autofree char *now = there ? value_text_level (there->gain_db) : NULL;
  id_write (id, from->node->id);
  item_set_texts (item, g_strdup_printf (_ ("Send %s to %s at %s"), from->name, to->name, level),
                  g_strdup_printf (_ ("Track · %s"), there ? "send.set" : "send.add"),
                  there ? g_strdup_printf (_ ("now %s"), now) : g_strdup (_ ("a new send")));
  if (there && !given)
    item->refused = g_strdup (_ ("It sends there already: type a level, too"));
  if (there)
    item_add_line (item, g_strdup_printf ("send.set track=%s send=%s gain=%s", id,
                                          id_write (target, there->node.id), argument));
  else
    item_add_line (item, g_strdup_printf ("send.add track=%s to=%s gain=%s", id,
                                          id_write (target, to->node->id), argument));
  reading_add (reading, item, from);
}

bool
read_send (Reading *reading)
{
  const List *tracks = lq_desk_project (reading->desk)->tracks;
  double db = 0, best = -1;
  bool by;
  const int level = reading->n > 3 ? read_level (reading, &db, &by) : 0;
  const int end = reading->n - level;
  g_autoptr (GArray) from = NULL, to = NULL;

  if (end < 3)
    return false;
  /* Where the first name ends is for the names to say. */
  for (int middle = 2; middle < end; middle++) {
    g_autofree char *source = reading_join (reading, 1, middle);
    g_autofree char *target = reading_join (reading, middle, end);
    g_autoptr (GArray) sources = names_find (tracks, NULL, source);
    g_autoptr (GArray) targets = names_find (tracks, NULL, target);
    for (guint i = targets->len; i-- > 0;)
      if (!receives ((const Track *) g_array_index (targets, NameMatch, i).node))
        g_array_remove_index (targets, i);
    const double score =
        (sources->len ? 1 + g_array_index (sources, NameMatch, 0).match.score : 0) +
        (targets->len ? 1 + g_array_index (targets, NameMatch, 0).match.score : 0);
    if (score <= best)
      continue;
    best = score;
    g_clear_pointer (&from, g_array_unref);
    g_clear_pointer (&to, g_array_unref);
    from = g_array_ref (sources);
    to = g_array_ref (targets);
  }
  for (guint i = 0; i < MIN (from->len, MOST_MEANT / 2); i++)
    for (guint k = 0; k < MIN (to->len, MOST_MEANT / 2); k++)
      if (g_array_index (from, NameMatch, i).node != g_array_index (to, NameMatch, k).node)
        add_send (reading, &g_array_index (from, NameMatch, i), &g_array_index (to, NameMatch, k),
                  level > 0, db);
  if (reading->items->len > 0)
    return true;
  List *returns = NULL;
  for (int i = 0; i < list_n (tracks); i++)
    if (receives ((const Track *) list_get (tracks, i)))
      list_insert (&returns, -1, node_ref (list_get (tracks, i)));
  const bool wrong_target = from->len > 0;
  g_autofree char *source = reading_join (reading, 1, end - 1);
  g_autofree char *rest = reading_join (reading, end - 1, reading->n);
  g_autofree char *values = reading_join (reading, end, reading->n);
  g_autofree char *before = g_strdup_printf ("send %s", source);
  if (wrong_target)
    reading_no_name (reading, _ ("No return or group is called “%s”"), returns,
                     reading->words[end - 1], before, level ? values : NULL);
  else
    reading_no_name (reading, _ ("No track is called “%s”"), tracks, source, "send", rest);
  list_unref (returns);
  return true;
}
