/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/document.h"

#include "base/hash.h"
#include "model/check.h"
#include "model/references.h"

#define JOIN_MICROSECONDS (600 * 1000)
#define HISTORY_BYTES ((size_t) 256 << 20)
#define HISTORY_KEEP 100

typedef struct {
  int handle;
  DocumentListener listener;
  void *data;
} Listening;

struct Document {
  History *history;
  IdSource ids;
  GHashTable *taken; /* Id *, owned keys; or NULL */
  const EditHost *host;
  GArray *listeners; /* Listening */
  int last_handle;
  size_t history_bytes;
  Clipboard clipboard;
  GPtrArray *silent; /* lines that changed the clipboard only: the next step is told with them */
};

static bool
mix_ids (const Node *node, const Node *parent, void *data)
{
  uint64_t *digest = data;

  /* The project's own id is drawn by chance, and a script with a seed is to draw the same ids on
   * every new project. */
  if (node->kind != NODE_PROJECT)
    *digest ^= hash_mix (node->id);
  if (node->kind == NODE_CLIP) {
    const Note *notes;
    for (int c = 0, n; (notes = run_note_chunk (((const Clip *) node)->notes, c, &n)); c++)
      for (int i = 0; i < n; i++)
        *digest ^= hash_mix (notes[i].id);
  }
  return true;
}

Document *
document_new (const Project *project, uint64_t seed, const EditHost *host)
{
  Document *document = g_new0 (Document, 1);
  references_note (&project->node);
  document->history = history_new (project, g_get_real_time ());
  /* The same seed on a project that has been edited with it must not draw the same ids again. */
  uint64_t digest = 0;
  node_walk (&project->node, NULL, mix_ids, &digest);
  id_source_init (&document->ids, hash_mix (seed + digest));
  document->host = host;
  document->listeners = g_array_new (FALSE, FALSE, sizeof (Listening));
  document->history_bytes = HISTORY_BYTES;
  document->silent = g_ptr_array_new_with_free_func (g_free);
  return document;
}

void
document_free (Document *document)
{
  if (!document)
    return;
  history_free (document->history);
  g_array_unref (document->listeners);
  g_ptr_array_unref (document->silent);
  clipboard_clear (&document->clipboard);
  if (document->taken)
    g_hash_table_unref (document->taken);
  g_free (document);
}

const Project *
document_project (const Document *document)
{
  return history_current (document->history)->project;
}

History *
document_history (const Document *document)
{
  return document->history;
}

/* Where the document is now was reached from `old`, whose reference is taken. */
static void
tell (Document *document, Project *old)
{
  Project *next = project_ref (document_project (document));
  /* A listener may leave while it is called. */
  g_autoptr (GArray) listeners = g_array_copy (document->listeners);
  for (guint i = 0; i < listeners->len; i++) {
    const Listening *listening = &g_array_index (listeners, Listening, i);
    listening->listener (document, old, next, listening->data);
  }
  project_unref (next);
  project_unref (old);
}

/* The next step. */
static void
take (Document *document, const Project *next, const char *words, const char *const *lines,
      uint64_t join, gint64 within)
{
  Project *old = project_ref (document_project (document));

  history_join (document->history, next, words, lines, g_get_real_time (), join, within);
  history_prune (document->history, document->history_bytes, HISTORY_KEEP);
  tell (document, old);
}

static bool
run (Document *document, const char *const *lines, int n, const char *name, uint64_t join,
     gint64 within, GArray *created, GError **error)
{
  g_autofree char *words = NULL;
  const int serial = document->clipboard.serial;
  Project *next = commands_run (document_project (document), lines, n, &document->ids,
                                document->host, &document->clipboard, created, &words, error);

  if (!next)
    return false;
  const bool changed = !node_equal (&document_project (document)->node, &next->node);
  /* Without a change there is no step; but where the clipboard changed, a script of the next step
   * needs the lines. */
  for (int i = 0; i < n && (changed || serial != document->clipboard.serial); i++)
    g_ptr_array_add (document->silent, g_strdup (lines[i]));
  if (changed) {
    /* A listener may run the next command. */
    g_autoptr (GPtrArray) told = g_steal_pointer (&document->silent);
    document->silent = g_ptr_array_new_with_free_func (g_free);
    g_ptr_array_add (told, NULL);
    take (document, next, name ? name : words, (const char *const *) told->pdata, join, within);
  }
  project_unref (next);
  return true;
}

bool
document_run (Document *document, const char *const *lines, int n, GArray *created, GError **error)
{
  return run (document, lines, n, NULL, 0, 0, created, error);
}

bool
document_run_joined (Document *document, const char *line, uint64_t join, GError **error)
{
  return run (document, &line, 1, NULL, join, JOIN_MICROSECONDS, NULL, error);
}

bool
document_run_step (Document *document, const char *const *lines, int n, const char *words,
                   uint64_t join, GArray *created, GError **error)
{
  return run (document, lines, n, words, join, JOIN_MICROSECONDS, created, error);
}

bool
document_run_part (Document *document, const char *const *lines, int n, uint64_t join,
                   const char *words, GError **error)
{
  return run (document, lines, n, words, join, G_MAXINT64, NULL, error);
}

bool
document_replace (Document *document, const Project *project, const char *words, GError **error)
{
  g_autoptr (GPtrArray) faults = project_check (project);
  const char *const lines[] = { NULL };

  if (faults->len)
    return edit_fail (error, "%s", (const char *) faults->pdata[0]);
  references_note (&project->node);
  take (document, project, words, lines, 0, 0);
  return true;
}

IdSource *
document_ids (Document *document)
{
  return &document->ids;
}

static void
reserve (GHashTable *taken, Id id)
{
  g_hash_table_add (taken, g_memdup2 (&id, sizeof id));
}

static bool
reserve_node (const Node *node, const Node *parent, void *data)
{
  reserve (data, node->id);
  if (node->kind == NODE_CLIP) {
    const Run *notes = ((const Clip *) node)->notes;
    const Note *chunk;
    for (int c = 0, n; (chunk = run_note_chunk (notes, c, &n)); c++)
      for (int i = 0; i < n; i++)
        reserve (data, chunk[i].id);
  }
  return true;
}

void
document_reserve_ids (Document *document)
{
  if (!document->taken)
    document->taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  document->ids.taken = document->taken;
  node_walk (&document_project (document)->node, NULL, reserve_node, document->taken);
}

/* To another value of the history; false when there is none that way. */
static bool
walk (Document *document, const Project *(*step) (History *history))
{
  Project *old = project_ref (document_project (document));
  const bool moved = step (document->history) != NULL;

  if (moved)
    tell (document, old);
  else
    project_unref (old);
  return moved;
}

bool
document_undo (Document *document)
{
  return walk (document, history_undo);
}

bool
document_redo (Document *document)
{
  return walk (document, history_redo);
}

void
document_go (Document *document, HistoryStep *step)
{
  Project *old = project_ref (document_project (document));
  history_go (document->history, step);
  tell (document, old);
}

int
document_listen (Document *document, DocumentListener listener, void *data)
{
  const Listening listening = { ++document->last_handle, listener, data };
  g_array_append_val (document->listeners, listening);
  return listening.handle;
}

void
document_unlisten (Document *document, int handle)
{
  for (guint i = 0; i < document->listeners->len; i++)
    if (g_array_index (document->listeners, Listening, i).handle == handle) {
      g_array_remove_index (document->listeners, i);
      return;
    }
}

void
document_set_history_bytes (Document *document, size_t bytes)
{
  document->history_bytes = bytes;
  history_prune (document->history, bytes, HISTORY_KEEP);
}
