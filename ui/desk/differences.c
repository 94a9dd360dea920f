/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/desk/differences.h"

#include <glib/gi18n.h>

typedef struct {
  int added, removed, changed;
} Counts;

static char *
count_text (NodeKind kind, int n)
{
  const gulong many = (gulong) n;
  switch (kind) {
  case NODE_CLIP:
    return g_strdup_printf (ngettext ("%d clip", "%d clips", many), n);
  case NODE_LANE:
    return g_strdup_printf (ngettext ("%d take", "%d takes", many), n);
  case NODE_COMP:
    return g_strdup_printf (ngettext ("%d comp", "%d comps", many), n);
  case NODE_EFFECT:
    return g_strdup_printf (ngettext ("%d device", "%d devices", many), n);
  case NODE_SEND:
    return g_strdup_printf (ngettext ("%d send", "%d sends", many), n);
  case NODE_ENVELOPE:
    return g_strdup_printf (ngettext ("%d automation lane", "%d automation lanes", many), n);
  case NODE_SOURCE:
    return g_strdup_printf (ngettext ("%d file", "%d files", many), n);
  case NODE_TEMPO:
    return g_strdup_printf (ngettext ("%d tempo", "%d tempos", many), n);
  case NODE_METER:
    return g_strdup_printf (ngettext ("%d meter", "%d meters", many), n);
  case NODE_KEY:
    return g_strdup_printf (ngettext ("%d key", "%d keys", many), n);
  case NODE_MARKER:
    return g_strdup_printf (ngettext ("%d marker", "%d markers", many), n);
  case NODE_SECTION:
    return g_strdup_printf (ngettext ("%d section", "%d sections", many), n);
  case NODE_CHORD:
    return g_strdup_printf (ngettext ("%d chord", "%d chords", many), n);
  case NODE_LYRIC:
    return g_strdup_printf (ngettext ("%d lyric", "%d lyrics", many), n);
  case NODE_COMMENT:
    return g_strdup_printf (ngettext ("%d comment", "%d comments", many), n);
  case NODE_SCENE:
    return g_strdup_printf (ngettext ("%d scene", "%d scenes", many), n);
  case NODE_SNAPSHOT:
    return g_strdup_printf (ngettext ("%d snapshot", "%d snapshots", many), n);
  case NODE_SONG:
    return g_strdup_printf (ngettext ("%d song", "%d songs", many), n);
  case NODE_DELIVERY:
    return g_strdup_printf (ngettext ("%d delivery", "%d deliveries", many), n);
  default:
    return g_strdup_printf (ngettext ("%d other part", "%d other parts", many), n);
  }
}

/* What has no id is compared by its place. */
static void
count_by_place (const List *old, const List *next, Counts *counts)
{
  const int n = MIN (list_n (old), list_n (next));
  for (int i = 0; i < n; i++)
    counts->changed += !node_equal (list_get (old, i), list_get (next, i));
  counts->removed += list_n (old) - n;
  counts->added += list_n (next) - n;
}

static void
count_list (const List *old, const List *next, NodeKind kind, Counts *counts)
{
  if (!node_type (kind)->letter) {
    count_by_place (old, next, counts);
    return;
  }
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (int i = 0; i < list_n (old); i++) {
    Node *node = list_get (old, i);
    g_hash_table_insert (known, &node->id, node);
  }
  for (int i = 0; i < list_n (next); i++) {
    const Node *node = list_get (next, i);
    const Node *before = g_hash_table_lookup (known, &node->id);
    counts->added += !before;
    counts->changed += before && !node_equal (before, node);
    g_hash_table_remove (known, &node->id);
  }
  counts->removed += (int) g_hash_table_size (known);
}

static void
count_one (const Node *old, const Node *next, Counts *counts)
{
  const bool same = old && next && old->id == next->id;
  counts->changed += same && !node_equal (old, next);
  counts->removed += old && !same;
  counts->added += next && !same;
}

static bool
fields_differ (const Node *old, const Node *next)
{
  const NodeType *type = node_type_of (old);
  for (int i = 0; i < type->n_fields; i++) {
    const size_t offset = type->fields[i].offset;
    if (!field_equal (&type->fields[i], (const char *) old + offset, (const char *) next + offset))
      return true;
  }
  return false;
}

/* By kind of child. Tracks of a project stand apart. */
static void
count_children (const Node *old, const Node *next, Counts counts[N_NODE_KINDS])
{
  const NodeType *type = node_type_of (old);
  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    const void *a = (const char *) old + field->offset, *b = (const char *) next + field->offset;
    if (field->child == NODE_TRACK)
      continue;
    if (field->type == FIELD_LIST)
      count_list (*(List *const *) a, *(List *const *) b, field->child, &counts[field->child]);
    else if (field->type == FIELD_CHILD)
      count_one (*(Node *const *) a, *(Node *const *) b, &counts[field->child]);
  }
}

static void
add_part (GPtrArray *parts, const char *format, NodeKind kind, int n)
{
  g_autofree char *count = n > 0 ? count_text (kind, n) : NULL;
  if (!count)
    return;
  GString *text = g_string_new (format);
  g_string_replace (text, "%s", count, 1);
  g_ptr_array_add (parts, g_string_free (text, FALSE));
}

/* "2 clips added, settings changed"; NULL where the two are the same. */
static char *
node_words (const Node *old, const Node *next)
{
  Counts counts[N_NODE_KINDS] = { 0 };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  count_children (old, next, counts);
  for (int kind = 0; kind < N_NODE_KINDS; kind++) {
    add_part (parts, _ ("%s added"), (NodeKind) kind, counts[kind].added);
    add_part (parts, _ ("%s removed"), (NodeKind) kind, counts[kind].removed);
    add_part (parts, _ ("%s changed"), (NodeKind) kind, counts[kind].changed);
  }
  if (fields_differ (old, next))
    g_ptr_array_add (parts, g_strdup (_ ("settings changed")));
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

static void
add_track (GPtrArray *lines, const Project *from, const Project *other, bool added)
{
  for (int i = 0; i < list_n (from->tracks); i++) {
    const Node *track = list_get (from->tracks, i);
    if (list_find (other->tracks, track->id) < 0)
      g_ptr_array_add (lines,
                       g_strdup_printf (added ? _ ("Track “%s” added") : _ ("Track “%s” removed"),
                                        node_name (track)));
  }
}

char **
project_differences (const Project *old, const Project *next)
{
  GPtrArray *lines = g_ptr_array_new ();

  add_track (lines, next, old, true);
  add_track (lines, old, next, false);
  for (int i = 0; i < list_n (next->tracks); i++) {
    const Node *track = list_get (next->tracks, i);
    const int before = list_find (old->tracks, track->id);
    g_autofree char *words = before < 0 ? NULL : node_words (list_get (old->tracks, before), track);
    if (words)
      g_ptr_array_add (lines, g_strdup_printf ("%s: %s", node_name (track), words));
  }
  g_autofree char *words = node_words (&old->node, &next->node);
  if (words)
    g_ptr_array_add (lines, g_strdup_printf (_ ("Song: %s"), words));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
