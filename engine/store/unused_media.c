/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/unused_media.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/error.h"
#include "store/recovery.h"
#include "store/take_note.h"

#define DEEPEST 16

typedef struct {
  const ProjectFolder *folder;
  GHashTable *paths; /* absolute */
  GHashTable *sources; /* Id, of the value at hand */
} Use;

/* --- What is used ------------------------------------------------------------------------------
 */

static void
add_path (Use *use, char *path)
{
  if (path)
    g_hash_table_add (use->paths, g_canonicalize_filename (path, NULL));
  g_free (path);
}

/* Fields that name a source, and files that devices read. */
static bool
add_uses (const Node *node, const Node *parent, void *data)
{
  Use *use = data;
  const NodeType *type = node_type ((NodeKind) node->kind);

  for (int i = 0; i < type->n_fields; i++) {
    const Field *field = &type->fields[i];
    const Id *id = (const Id *) (const void *) ((const char *) node + field->offset);
    if (field->type == FIELD_ID && field->child == NODE_SOURCE && *id)
      g_hash_table_add (use->sources, (void *) id);
  }
  const Params *params = node->kind == NODE_EFFECT ? ((const Effect *) node)->params : NULL;
  for (int i = 0; params && i < params->n; i++)
    if (params->items[i].text)
      add_path (use, g_canonicalize_filename (text_get (params->items[i].text),
                                              project_folder_path (use->folder)));
  return true;
}

static void
add_value (Use *use, const Project *project)
{
  use->sources = g_hash_table_new (g_int64_hash, g_int64_equal);
  node_walk (&project->node, NULL, add_uses, use);
  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    if (g_hash_table_contains (use->sources, &source->node.id))
      add_path (use, project_folder_media (use->folder, text_get (source->file)));
  }
  g_clear_pointer (&use->sources, g_hash_table_unref);
}

static bool
add_autosaves (Use *use, GError **error)
{
  g_autoptr (GPtrArray) entries = recovery_list (use->folder);
  GError *reason = NULL;

  for (guint i = 0; i < entries->len; i++) {
    const RecoveryEntry *entry = entries->pdata[i];
    Project *project = recovery_load (entry, &reason);
    if (!project) {
      g_propagate_prefixed_error (
          error, reason,
          "what the autosave '%s' uses cannot be known; move it away first: ", entry->name);
      return false;
    }
    add_value (use, project);
    project_unref (project);
  }
  return true;
}

/* While they are recorded, and until they are placed or dismissed. */
static void
add_takes (Use *use)
{
  g_autofree char *folder =
      g_build_filename (project_folder_path (use->folder), "recovery", "takes", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir && (name = g_dir_read_name (dir));) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    TakeNote note = { 0 };
    if (take_note_read (path, &note, NULL))
      add_path (use, project_folder_media (use->folder, note.file));
    take_note_clear (&note);
  }
}

/* --- What is there -----------------------------------------------------------------------------
 */

static void
unused_free (gpointer data)
{
  g_free (((UnusedMedia *) data)->file);
  g_free (data);
}

static int
compare_files (const void *a, const void *b)
{
  return strcmp ((*(UnusedMedia *const *) a)->file, (*(UnusedMedia *const *) b)->file);
}

static void
list_folder (const Use *use, const char *relative, int depth, GPtrArray *all)
{
  g_autofree char *folder = g_build_filename (project_folder_path (use->folder), relative, NULL);
  g_autoptr (GDir) dir = depth < DEEPEST ? g_dir_open (folder, 0, NULL) : NULL;

  for (const char *name; dir && (name = g_dir_read_name (dir));) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *inner = g_build_filename (relative, name, NULL);
    g_autofree char *key = g_canonicalize_filename (path, NULL);
    GStatBuf status;
    if (*name == '.' || g_lstat (path, &status) != 0)
      continue;
    if (S_ISDIR (status.st_mode)) {
      list_folder (use, inner, depth + 1, all);
    } else if (S_ISREG (status.st_mode) && !g_hash_table_contains (use->paths, key)) {
      UnusedMedia *one = g_new0 (UnusedMedia, 1);
      one->file = g_strdup (inner);
      one->size = status.st_size;
      g_ptr_array_add (all, one);
    }
  }
}

GPtrArray *
unused_media_list (const ProjectFolder *folder, const Project *const *values, int n, GError **error)
{
  g_autoptr (GHashTable) paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Use use = { .folder = folder, .paths = paths };

  for (int i = 0; i < n; i++)
    add_value (&use, values[i]);
  if (!add_autosaves (&use, error))
    return NULL;
  add_takes (&use);
  GPtrArray *all = g_ptr_array_new_with_free_func (unused_free);
  list_folder (&use, "audio", 0, all);
  g_ptr_array_sort (all, compare_files);
  return all;
}

/* --- Moving ------------------------------------------------------------------------------------
 */

bool
unused_media_move (const ProjectFolder *folder, const char *file, GError **error)
{
  const char *base = project_folder_path (folder);
  g_autofree char *from = g_build_filename (base, file, NULL);
  g_autofree char *to_folder = g_build_filename (base, UNUSED_FOLDER, NULL);
  g_autofree char *name = g_path_get_basename (file);
  const char *dot = strrchr (name, '.');
  const int stem = (int) (dot && dot != name ? dot - name : (ptrdiff_t) strlen (name));

  if (g_mkdir_with_parents (to_folder, 0777) != 0)
    return error_set_errno (error, errno, "cannot make the folder", to_folder);
  for (int number = 1;; number++) {
    g_autofree char *numbered =
        number == 1 ? g_strdup (name)
                    : g_strdup_printf ("%.*s %d%s", stem, name, number, name + stem);
    g_autofree char *to = g_build_filename (to_folder, numbered, NULL);
    if (g_file_test (to, G_FILE_TEST_EXISTS))
      continue;
    return g_rename (from, to) == 0 || error_set_errno (error, errno, "cannot move", from);
  }
}
