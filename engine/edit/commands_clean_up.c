/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media that nothing uses. */
#include <string.h>

#include "edit/commands.h"

static const ArgSpec clean_up_args[] = {
  { "move", ARG_BOOL, .help = "move what is listed into the folder unused/; else it is listed only",
    .initial = "off" },
};

static bool
names_source (const Node *node, const Node *parent, void *data)
{
  const NodeType *type = node_type ((NodeKind) node->kind);
  GHashTable *named = data;

  for (int i = 0; i < type->n_fields; i++) {
    const Id *id = (const Id *) (const void *) ((const char *) node + type->fields[i].offset);
    if (type->fields[i].type == FIELD_ID && type->fields[i].child == NODE_SOURCE && *id)
      g_hash_table_add (named, g_memdup2 (id, sizeof *id));
  }
  return true;
}

/* Sources whose files go and that nothing names go with them. */
static void
forget_sources (Project *project, const GPtrArray *files)
{
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  node_walk (&project->node, NULL, names_source, named);
  for (int i = list_n (project->sources) - 1; i >= 0; i--) {
    const Source *source = (const Source *) list_get (project->sources, i);
    bool goes = false;
    for (guint f = 0; f < files->len; f++)
      goes |= strcmp (files->pdata[f], text_get (source->file)) == 0;
    if (goes && !g_hash_table_contains (named, &source->node.id))
      list_remove (&project->sources, i);
  }
}

static bool
apply_clean_up (Edit *edit, const Args *args, GError **error)
{
  const bool move = arg_given (args, "move") && arg_bool (args, "move");

  if (!edit->host || !edit->host->clean_up)
    return edit_fail (error, "media are out of reach here");
  g_autoptr (GPtrArray) files = edit->host->clean_up (edit->host->data, edit->project, move, error);
  if (!files)
    return false;
  if (move)
    forget_sources (edit->project, files);
  edit_describe (edit, move ? "Clean up media" : "List unused media");
  return true;
}

const CommandSpec command_project_clean_up = {
  "project.clean_up",
  "List media that no clip, take, undo step or autosave uses, or move them away", clean_up_args,
  G_N_ELEMENTS (clean_up_args), .run = apply_clean_up
};
