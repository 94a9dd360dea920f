/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/notes.h"

const Clip *
notes_content (const Project *project, const Clip *clip)
{
  const Node *pattern = clip->pattern ? project_find (project, clip->pattern, NULL) : NULL;
  return pattern && pattern->kind == NODE_CLIP ? (const Clip *) pattern : clip;
}

Clip *
notes_edit_clip (Edit *edit, Id id, GError **error)
{
  const Node *node = project_find (edit->project, id, NULL);
  const Clip *clip = (const Clip *) node;

  clip = notes_content (edit->project, clip);
  if (clip->kind != CLIP_NOTES) {
    edit_fail (error, "'%s' is no note clip", text_get (clip->name));
    return NULL;
  }
  return project_edit_clip (edit->project, clip->node.id);
}

/* Expressions of notes that are gone go. */
static void
drop_expressions (Clip *clip)
{
  for (int i = list_n (clip->expressions) - 1; i >= 0; i--)
    if (run_find_note (clip->notes, ((const Expression *) list_get (clip->expressions, i))->note) <
        0)
      list_remove (&clip->expressions, i);
}

static void
share_content (Edit *edit, const Clip *from, Clip *to)
{
  run_unref (to->notes);
  to->notes = run_ref (from->notes);
  list_unref (to->expressions);
  to->expressions = NULL;
  for (int i = 0; i < list_n (from->expressions); i++) {
    Node *expression = node_copy (list_get (from->expressions, i));
    expression->id = edit_new_id (edit, NODE_EXPRESSION);
    list_insert (&to->expressions, -1, expression);
  }
}

void
notes_changed (Edit *edit, Clip *clip)
{
  Project *project = edit->project;
  const Id link = clip->linked, id = clip->node.id;

  drop_expressions (clip);
  if (!link)
    return;
  for (int t = 0; t < list_n (project->tracks); t++)
    for (int i = 0; i < list_n (((const Track *) list_get (project->tracks, t))->clips); i++) {
      const Track *track = (const Track *) list_get (project->tracks, t);
      const Clip *one = (const Clip *) list_get (track->clips, i);
      if (one->linked != link || one->node.id == id || one->kind != CLIP_NOTES)
        continue;
      Track *changed = (Track *) list_edit (&project->tracks, t);
      share_content (edit, clip, (Clip *) list_edit (&changed->clips, i));
    }
}

Ticks
notes_to_song (const TempoMap *map, const Clip *clip, Ticks at)
{
  return tempo_map_position_ticks (map, clip->start) + at - clip->offset;
}

Ticks
notes_from_song (const TempoMap *map, const Clip *clip, Ticks at)
{
  return at - tempo_map_position_ticks (map, clip->start) + clip->offset;
}

GArray *
notes_array (const Clip *clip)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (Note), (guint) run_n (clip->notes));
  const Note *notes;

  for (int c = 0, n; (notes = run_note_chunk (clip->notes, c, &n)); c++)
    g_array_append_vals (all, notes, (guint) n);
  return all;
}

static int
compare_notes (const void *a, const void *b)
{
  const Note *p = a, *q = b;
  if (p->at != q->at)
    return p->at < q->at ? -1 : 1;
  if (p->pitch != q->pitch)
    return p->pitch - q->pitch;
  return p->id < q->id ? -1 : p->id > q->id;
}

void
notes_store (Clip *clip, GArray *notes)
{
  Run *fresh = NULL;

  g_array_sort (notes, compare_notes);
  for (guint i = 0; i < notes->len; i++)
    run_append_note (&fresh, &g_array_index (notes, Note, i));
  run_unref (clip->notes);
  clip->notes = fresh;
}

GHashTable *
notes_meant (const Args *args, const char *name)
{
  int n;
  const Id *ids = arg_ids (args, name, &n);
  if (!arg_given (args, name))
    return NULL;
  GHashTable *meant = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (int i = 0; i < n; i++)
    g_hash_table_add (meant, (void *) &ids[i]);
  return meant;
}

bool
notes_is_meant (GHashTable *meant, const Note *note)
{
  return !meant || g_hash_table_contains (meant, &note->id);
}

bool
notes_change (Edit *edit, const Args *args, const char *name, NoteChange change, GError **error)
{
  Clip *clip = notes_edit_clip (edit, arg_id (args, "clip"), error);

  if (!clip)
    return false;
  g_autoptr (GArray) notes = notes_array (clip);
  g_autoptr (GHashTable) meant = notes_meant (args, name);
  for (guint i = 0; i < notes->len; i++) {
    Note *note = &g_array_index (notes, Note, i);
    if (notes_is_meant (meant, note) && !change (edit, args, clip, note, error))
      return false;
  }
  notes_store (clip, notes);
  notes_changed (edit, clip);
  return true;
}
