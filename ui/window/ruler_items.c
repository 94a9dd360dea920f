/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/ruler_items.h"

#include <glib/gi18n.h>

#include "ui/window/prompt.h"

/* How an item of each ruler is named, and which commands it has. */
static const struct {
  const char *title, *command, *value;
} kinds[N_RULERS] = {
  [RULER_MARKERS] = { N_ ("Name of the marker"), "marker", "name" },
  [RULER_SECTIONS] = { N_ ("Name of the section"), "section", "name" },
  [RULER_CHORDS] = { N_ ("Chord, such as Am7 or C/G"), "chord", "symbol" },
  [RULER_LYRICS] = { N_ ("Lyrics"), "lyric", "text" },
  [RULER_TEMPO] = { N_ ("Tempo from here on, in beats per minute"), "tempo", "bpm" },
};

static const List *
list_of (const Project *project, Ruler ruler)
{
  switch (ruler) {
  case RULER_MARKERS:
    return project->markers;
  case RULER_SECTIONS:
    return project->sections;
  case RULER_CHORDS:
    return project->chords;
  case RULER_LYRICS:
    return project->lyrics;
  case RULER_TEMPO:
    return project->tempos;
  default:
    return NULL;
  }
}

static Ruler
ruler_of (const Node *node)
{
  switch (node->kind) {
  case NODE_MARKER:
    return RULER_MARKERS;
  case NODE_SECTION:
    return RULER_SECTIONS;
  case NODE_CHORD:
    return RULER_CHORDS;
  case NODE_LYRIC:
    return RULER_LYRICS;
  case NODE_TEMPO:
    return RULER_TEMPO;
  default:
    return N_RULERS;
  }
}

static char *
tempo_text (double bpm)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup (g_ascii_formatd (number, sizeof number, "%.6g", bpm));
}

static char *
value_of (const Node *node)
{
  switch (node->kind) {
  case NODE_CHORD:
    return g_strdup (text_get (((const Chord *) node)->symbol));
  case NODE_LYRIC:
    return g_strdup (text_get (((const Lyric *) node)->text));
  case NODE_TEMPO:
    return tempo_text (((const Tempo *) node)->bpm);
  default:
    return g_strdup (node_name (node));
  }
}

static char *
run (LqDesk *desk, const char *line)
{
  g_autoptr (GError) error = NULL;
  return lq_desk_run (desk, &error, "%s", line) ? NULL : g_strdup (error->message);
}

static char *
typed_new (LqWindow *window, const char *text, void *data)
{
  const Ruler ruler = (Ruler) GPOINTER_TO_INT (data);
  LqDesk *desk = lq_window_desk (window);
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *line =
      g_strdup_printf ("%s.add at=%s %s=%s", kinds[ruler].command,
                       lq_desk_place (desk, lq_desk_cursor (desk)->at), kinds[ruler].value, quoted);
  return run (desk, line);
}

void
ruler_items_add (LqWindow *window, Ruler ruler)
{
  LqDesk *desk = lq_window_desk (window);
  if (!desk || (int) ruler < RULER_MARKERS || ruler >= N_RULERS)
    return;
  const TempoMap *map = lq_desk_map (desk);
  const Ticks at = tempo_map_position_ticks (map, lq_desk_cursor (desk)->at);
  const int n = list_n (list_of (lq_desk_project (desk), ruler)) + 1;
  g_autofree char *value = NULL;
  if (ruler == RULER_TEMPO)
    value = tempo_text (tempo_map_bpm (map, at));
  else if (ruler == RULER_MARKERS)
    value = g_strdup_printf (_ ("Marker %d"), n);
  else if (ruler == RULER_SECTIONS)
    value = g_strdup_printf (_ ("Section %d"), n);
  prompt (window, _ (kinds[ruler].title), value ? value : "", typed_new, GINT_TO_POINTER (ruler));
}

/* The item that a prompt is about; there is one prompt at a time. */
static Id renamed;

static char *
typed_name (LqWindow *window, const char *text, void *data)
{
  LqDesk *desk = lq_window_desk (window);
  const Node *node = project_find (lq_desk_project (desk), renamed, NULL);
  const Ruler ruler = node ? ruler_of (node) : N_RULERS;
  if (ruler == N_RULERS)
    return NULL;
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *line = NULL;
  if (ruler == RULER_TEMPO)
    line = g_strdup_printf (
        "tempo.add at=%s bpm=%s",
        lq_desk_place (desk, (Position){ ((const Tempo *) node)->at, TIME_MUSICAL }), quoted);
  else
    line = g_strdup_printf ("%s.set %s=%s %s=%s", kinds[ruler].command, kinds[ruler].command,
                            lq_desk_id (desk, renamed), kinds[ruler].value, quoted);
  return run (desk, line);
}

void
ruler_items_rename (LqWindow *window, Id item)
{
  LqDesk *desk = lq_window_desk (window);
  const Node *node = desk ? project_find (lq_desk_project (desk), item, NULL) : NULL;
  const Ruler ruler = node ? ruler_of (node) : N_RULERS;
  if (ruler == N_RULERS)
    return;
  g_autofree char *value = value_of (node);
  renamed = item;
  prompt (window, _ (kinds[ruler].title), value, typed_name, NULL);
}

bool
ruler_items_remove (LqWindow *window, Id item)
{
  LqDesk *desk = lq_window_desk (window);
  const Node *node = desk ? project_find (lq_desk_project (desk), item, NULL) : NULL;
  const Ruler ruler = node ? ruler_of (node) : N_RULERS;
  if (ruler == N_RULERS)
    return false;
  if (ruler == RULER_TEMPO)
    return lq_desk_run (
        desk, NULL, "tempo.remove at=%s",
        lq_desk_place (desk, (Position){ ((const Tempo *) node)->at, TIME_MUSICAL }));
  return lq_desk_run (desk, NULL, "%s.remove %s=%s", kinds[ruler].command, kinds[ruler].command,
                      lq_desk_id (desk, item));
}

static void
action_add (GSimpleAction *action, GVariant *value, gpointer window)
{
  ruler_items_add (window, (Ruler) g_variant_get_int32 (value));
}

static void
action_rename (GSimpleAction *action, GVariant *value, gpointer window)
{
  ruler_items_rename (window, g_variant_get_uint64 (value));
}

static void
action_remove (GSimpleAction *action, GVariant *value, gpointer window)
{
  ruler_items_remove (window, g_variant_get_uint64 (value));
}

void
ruler_items_attach (LqWindow *window)
{
  static const GActionEntry entries[] = {
    { "ruler-add", action_add, "i" },
    { "ruler-rename", action_rename, "t" },
    { "ruler-remove", action_remove, "t" },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
