/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"
#include "edit/args.h"
#include "edit/commands.h"
#include "edit/lock.h"
#include "model/check.h"
#include "model/references.h"

#include <string.h>

Id
edit_new_id (Edit *edit, NodeKind kind)
{
  return id_next (edit->ids, node_type (kind)->letter);
}

gpointer
edit_new_node (Edit *edit, NodeKind kind, bool result)
{
  Node *node = node_new (kind);
  if (node_type (kind)->letter)
    node->id = edit_new_id (edit, kind);
  if (result)
    g_array_append_val (edit->created, node->id);
  return node;
}

const TempoMap *
edit_tempo_map (Edit *edit)
{
  if (!edit->map)
    edit->map = tempo_map_new (edit->project);
  return edit->map;
}

void
edit_tempo_changed (Edit *edit)
{
  g_clear_pointer (&edit->map, tempo_map_free);
}

void
edit_describe (Edit *edit, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  g_string_vprintf (edit->words, format, list);
  va_end (list);
}

bool
edit_fail (GError **error, const char *format, ...)
{
  va_list list;
  va_start (list, format);
  if (error)
    *error = g_error_new_valist (ENGINE_ERROR, ENGINE_ERROR_INVALID, format, list);
  va_end (list);
  return false;
}

#define FEW 16 /* so many are searched one by one, more through a table */

typedef struct {
  Id old, fresh;
} RenewedId;

typedef struct {
  Edit *edit;
  GArray *renewed; /* RenewedId */
  GHashTable *table; /* Id * -> RenewedId *, of many; or NULL */
} Renewal;

static void
note_renewed (Renewal *renewal, Id old, Id fresh)
{
  const RenewedId one = { old, fresh };
  g_array_append_val (renewal->renewed, one);
}

static Id
find_renewed (Renewal *renewal, Id old)
{
  const RenewedId *ids = (const RenewedId *) (const void *) renewal->renewed->data;
  const guint n = renewal->renewed->len;

  if (n <= FEW) {
    for (guint i = 0; i < n; i++)
      if (ids[i].old == old)
        return ids[i].fresh;
    return 0;
  }
  if (!renewal->table) {
    renewal->table = g_hash_table_new (g_int64_hash, g_int64_equal);
    for (guint i = 0; i < n; i++)
      g_hash_table_insert (renewal->table, (void *) &ids[i].old, (void *) &ids[i]);
  }
  const RenewedId *found = g_hash_table_lookup (renewal->table, &old);
  return found ? found->fresh : 0;
}

static void
renew_run (Renewal *renewal, Run **slot)
{
  Run *fresh = NULL;
  for (int i = 0; i < run_n (*slot); i++) {
    Note note = *run_note (*slot, i);
    const Id old = note.id;
    note.id = id_next (renewal->edit->ids, 'n');
    note_renewed (renewal, old, note.id);
    run_append_note (&fresh, &note);
  }
  run_unref (*slot);
  *slot = fresh;
}

static void
renew (Renewal *renewal, Node *node)
{
  const NodeType *type = node_type_of (node);

  if (node->id) {
    const Id old = node->id;
    node->id = edit_new_id (renewal->edit, node->kind);
    note_renewed (renewal, old, node->id);
  }
  for (int i = 0; i < type->n_children; i++) {
    void *at = (char *) node + type->children[i].offset;
    if (type->children[i].type == FIELD_NOTES)
      renew_run (renewal, at);
    else if (type->children[i].type == FIELD_CHILD && *(Node **) at)
      renew (renewal, node_edit (at));
    else if (type->children[i].type == FIELD_LIST)
      for (int k = 0; k < list_n (*(List **) at); k++)
        renew (renewal, list_edit (at, k));
  }
}

/* References that pointed inside the copied subtree point inside the copy. */
static void
relink (Renewal *renewal, Node *node)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_fields; i++) {
    Id *id = (Id *) (void *) ((char *) node + type->fields[i].offset);
    if (type->fields[i].type != FIELD_ID || *id == 0 ||
        strcmp (type->fields[i].name, "linked") == 0)
      continue;
    const Id fresh = find_renewed (renewal, *id);
    if (fresh)
      *id = fresh;
  }
  for (int i = 0; i < type->n_children; i++) {
    void *at = (char *) node + type->children[i].offset;
    if (type->children[i].type == FIELD_CHILD && *(Node **) at)
      relink (renewal, *(Node **) at);
    else if (type->children[i].type == FIELD_LIST)
      for (int k = 0; k < list_n (*(List **) at); k++)
        relink (renewal, list_get (*(List **) at, k));
  }
}

void
edit_renew_ids (Edit *edit, Node *node)
{
  Renewal renewal = { edit, g_array_new (FALSE, FALSE, sizeof (RenewedId)), NULL };
  renew (&renewal, node);
  relink (&renewal, node);
  g_array_unref (renewal.renewed);
  g_clear_pointer (&renewal.table, g_hash_table_unref);
}

const CommandSpec *
command_find (const char *name)
{
  int n;
  const CommandSpec *const *all = commands_all (&n);
  for (int i = 0; i < n; i++)
    if (strcmp (all[i]->name, name) == 0)
      return all[i];
  return NULL;
}

static bool
fail_unknown_command (const char *name, GError **error)
{
  int n;
  const CommandSpec *const *all = commands_all (&n);
  g_autofree const char **names = g_new (const char *, n);
  for (int i = 0; i < n; i++)
    names[i] = all[i]->name;
  const char *nearest = text_nearest (name, names, n);
  return edit_fail (error, "there is no command '%s'%s%s%s", name,
                    nearest ? "; did you mean '" : ", see 'lacquer commands'",
                    nearest ? nearest : "", nearest ? "'?" : "");
}

/* "$2" is the second result so far, also within a list, "$1,$2", and before a dot, "$3.ratio". Free
 * text may hold a dollar sign. */
static char *
expand (const Edit *edit, const char *text, bool is_text, GError **error)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at;) {
    const size_t digits = *at == '$' ? strspn (at + 1, "0123456789") : 0;
    const char *end = at + 1 + digits;
    const bool starts = at == text || at[-1] == ',';
    const guint64 number = digits > 0 ? g_ascii_strtoull (at + 1, NULL, 10) : 0;
    if (*at != '$' || !starts) {
      g_string_append_c (out, *at++);
    } else if (number >= 1 && number <= edit->created->len && (!*end || strchr (",.", *end))) {
      char id[ID_TEXT_SIZE];
      g_string_append (out, id_write (id, g_array_index (edit->created, Id, number - 1)));
      at = end;
    } else if (is_text) {
      g_string_append_c (out, *at++);
    } else {
      edit_fail (error, "'%.*s' names no result: %u were added so far", (int) strcspn (at, ","), at,
                 edit->created->len);
      g_string_free (out, TRUE);
      return NULL;
    }
  }
  return g_string_free (out, FALSE);
}

static bool
is_text (const CommandSpec *spec, const char *name)
{
  for (int i = 0; i < spec->n_args; i++)
    if (strcmp (spec->args[i].name, name) == 0)
      return spec->args[i].type == ARG_TEXT || spec->args[i].type == ARG_NAME ||
             spec->args[i].type == ARG_FILE;
  return true;
}

static bool
split_pairs (const Edit *edit, const CommandSpec *spec, char **words, Pair **pairs, int *n,
             GError **error)
{
  const int count = (int) g_strv_length (words);

  *pairs = g_new0 (Pair, count + 1);
  *n = 0;
  for (int i = 0; i < count; i++) {
    const char *equals = strchr (words[i], '=');
    if (!equals || equals == words[i])
      return edit_fail (error, "'%s' is not key=value", words[i]);
    Pair *pair = &(*pairs)[*n];
    g_autofree char *name = g_strndup (words[i], (gsize) (equals - words[i]));
    pair->value = expand (edit, equals + 1, is_text (spec, name), error);
    if (!pair->value)
      return false;
    pair->name = g_steal_pointer (&name);
    (*n)++;
  }
  return true;
}

bool
command_run_line (Edit *edit, const char *line, GError **error)
{
  g_auto (GStrv) words = NULL;
  GError *inner = NULL;
  Pair *pairs = NULL;
  Args args = { 0 };
  int n = 0;

  if (!g_shell_parse_argv (line, NULL, &words, &inner)) {
    if (g_error_matches (inner, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
      edit_fail (error, "the command '%s' is empty", line);
    else
      edit_fail (error, "cannot read the command '%s': a quote is not closed", line);
    g_error_free (inner);
    return false;
  }
  const CommandSpec *spec = command_find (words[0]);
  if (!spec)
    return fail_unknown_command (words[0], error);
  if (!split_pairs (edit, spec, words + 1, &pairs, &n, &inner)) {
    g_propagate_prefixed_error (error, inner, "%s: ", spec->name);
    for (int i = 0; i < n; i++) {
      g_free (pairs[i].name);
      g_free (pairs[i].value);
    }
    g_free (pairs);
    return false;
  }
  bool good = args_read (&args, spec, edit, pairs, n, error);
  if (good && !spec->run (edit, &args, &inner)) {
    g_propagate_prefixed_error (error, inner, "%s: ", spec->name);
    good = false;
  }
  args_clear (&args);
  return good;
}

void
clipboard_clear (Clipboard *clipboard)
{
  project_unref (clipboard->project);
  if (clipboard->tracks)
    g_array_unref (clipboard->tracks);
  *clipboard = (Clipboard){ 0 };
}

static Clipboard
clipboard_copy (const Clipboard *clipboard)
{
  Clipboard copy = *clipboard;
  if (copy.project) {
    project_ref (copy.project);
    g_array_ref (copy.tracks);
  }
  return copy;
}

/* What was played is never refused, whatever lies in its way. */
static bool
keeps_recording (const char *const *lines, int n)
{
  for (int i = 0; i < n; i++)
    if (g_str_has_prefix (lines[i], "take.add ") || g_str_has_prefix (lines[i], "notes.record "))
      return true;
  return false;
}

Project *
commands_run (const Project *project, const char *const *lines, int n, IdSource *ids,
              const EditHost *host, Clipboard *clipboard, GArray *created, char **words,
              GError **error)
{
  Clipboard taken = clipboard ? clipboard_copy (clipboard) : (Clipboard){ 0 };
  Edit edit = { .project = project_edit (project),
                .ids = ids,
                .host = host,
                .created = g_array_new (FALSE, FALSE, sizeof (Id)),
                .words = g_string_new (NULL),
                .clipboard = &taken };
  bool good = true;

  for (int i = 0; i < n && good; i++)
    good = command_run_line (&edit, lines[i], error);
  if (good && !keeps_recording (lines, n))
    good = locks_check (project, edit.project, error);
  if (good) {
    g_autoptr (GPtrArray) faults = project_check_change (project, edit.project);
    if (faults->len)
      good = edit_fail (error, "%s", (const char *) faults->pdata[0]);
  }
  if (good)
    references_note_change (&edit.project->node, &project->node);
  if (good && created)
    g_array_append_vals (created, edit.created->data, edit.created->len);
  if (good && words && n > 1)
    g_string_append_printf (edit.words, " and %d more", n - 1);
  if (words)
    *words = g_string_free (edit.words, FALSE);
  else
    g_string_free (edit.words, TRUE);
  g_array_unref (edit.created);
  tempo_map_free (edit.map);
  if (good && clipboard) {
    clipboard_clear (clipboard);
    *clipboard = clipboard_copy (&taken);
  }
  clipboard_clear (&taken);
  if (!good)
    g_clear_pointer (&edit.project, project_unref);
  return edit.project;
}
