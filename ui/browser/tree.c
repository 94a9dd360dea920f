/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/tree.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/draw/value_text.h"

static void
add (GListStore *roots, LqNode *node)
{
  g_list_store_append (roots, node);
  g_object_unref (node);
}

static void
add_heading (GListStore *roots, const char *text)
{
  add (roots, lq_node_new (ENTRY_HEADING, text, NULL));
}

/* NULL where there is none of its own. */
static char *
music_folder (void)
{
  const char *home = g_get_home_dir (), *named = g_get_user_special_dir (G_USER_DIRECTORY_MUSIC);
  char *music = named ? g_strdup (named) : g_build_filename (home, "Music", NULL);
  if (!strcmp (music, home) || !g_file_test (music, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&music, g_free);
  return music;
}

GListStore *
tree_files (LqDesk *desk, const char *const *places)
{
  GListStore *roots = g_list_store_new (LQ_TYPE_NODE);
  g_autofree char *music = music_folder ();
  LqNode *project =
      lq_node_new (ENTRY_FOLDER, lq_desk_name (desk), session_folder (lq_desk_session (desk)));

  add_heading (roots, _ ("Project"));
  lq_node_set_project (project, true);
  add (roots, project);
  if (places[0])
    add_heading (roots, _ ("Library"));
  for (int i = 0; places[i]; i++) {
    g_autofree char *base = g_path_get_basename (places[i]);
    g_autofree char *name = g_filename_display_name (base);
    LqNode *place = lq_node_new (ENTRY_FOLDER, name, places[i]);
    lq_node_set_place (place, true);
    lq_node_list (place);
    add (roots, place);
  }
  add_heading (roots, _ ("Places"));
  if (music)
    add (roots, lq_node_new (ENTRY_FOLDER, _ ("Music"), music));
  add (roots, lq_node_new (ENTRY_FOLDER, _ ("Home"), g_get_home_dir ()));
  return roots;
}

static void
count_uses (GHashTable *uses, const List *clips)
{
  for (int i = 0; i < list_n (clips); i++)
    g_hash_table_add (uses, (gpointer) & ((const Clip *) list_get (clips, i))->source);
}

static void
add_sources (GListStore *roots, LqDesk *desk, GHashTable *uses, bool used, const char *heading)
{
  const Project *project = lq_desk_project (desk);
  bool any = false;

  for (int i = 0; i < list_n (project->sources); i++) {
    const Source *source = (const Source *) list_get (project->sources, i);
    if (g_hash_table_contains (uses, &source->node.id) != used)
      continue;
    if (!any)
      add_heading (roots, heading);
    any = true;
    const char *file = text_get (source->file);
    g_autofree char *path =
        project_folder_media (session_project_folder (lq_desk_session (desk)), file);
    g_autofree char *base = g_path_get_basename (file);
    const char *name = source->name && *text_get (source->name) ? text_get (source->name) : base;
    LqNode *node = lq_node_new (ENTRY_AUDIO, name, path);
    g_autofree char *length =
        source->rate > 0
            ? value_text_short_clock (frames_to_units (source->frames, (int) source->rate))
            : NULL;
    lq_node_set_note (node, length);
    lq_node_set_quiet (node, !used);
    add (roots, node);
  }
}

void
tree_fill_sources (GListStore *roots, LqDesk *desk)
{
  const Project *project = lq_desk_project (desk);
  g_autoptr (GHashTable) uses = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    count_uses (uses, track->clips);
    for (int k = 0; k < list_n (track->lanes); k++)
      count_uses (uses, ((const Lane *) list_get (track->lanes, k))->clips);
  }
  g_list_store_remove_all (roots);
  add_sources (roots, desk, uses, true, _ ("In use"));
  add_sources (roots, desk, uses, false, _ ("Not in use"));
}

static GListModel *
children_of (gpointer item, gpointer filter)
{
  LqNode *node = item;
  if (!lq_node_unfolds (node))
    return NULL;
  if (lq_node_kind (node) == ENTRY_FOLDER)
    lq_node_list (node);
  return G_LIST_MODEL (gtk_filter_list_model_new (
      g_object_ref (G_LIST_MODEL (lq_node_children (node))), g_object_ref (GTK_FILTER (filter))));
}

GtkTreeListModel *
tree_model_new (GListStore *roots, GtkFilter *filter)
{
  return gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (roots)), FALSE, FALSE, children_of,
                                  g_object_ref (filter), g_object_unref);
}

static void
reread (LqNode *node)
{
  GListModel *children = G_LIST_MODEL (lq_node_children (node));
  if (!lq_node_is_listed (node))
    return;
  lq_node_list (node);
  for (guint i = 0; i < g_list_model_get_n_items (children); i++) {
    g_autoptr (LqNode) child = g_list_model_get_item (children, i);
    if (lq_node_kind (child) == ENTRY_FOLDER)
      reread (child);
  }
}

void
tree_reread_project (GListStore *roots)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (roots)); i++) {
    g_autoptr (LqNode) node = g_list_model_get_item (G_LIST_MODEL (roots), i);
    if (lq_node_is_project (node))
      reread (node);
  }
}

static void
project_listed (LqNode *project, GtkTreeListModel *model)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_signal_handlers_disconnect_by_func (project, project_listed, model);
  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (model, i);
    g_autoptr (LqNode) node = gtk_tree_list_row_get_item (row);
    g_autoptr (GtkTreeListRow) above = gtk_tree_list_row_get_parent (row);
    g_autoptr (LqNode) parent = above ? gtk_tree_list_row_get_item (above) : NULL;
    if (parent == project && !strcmp (lq_node_name (node), "audio")) {
      gtk_tree_list_row_set_expanded (row, TRUE);
      return;
    }
  }
}

void
tree_unfold_project (GtkTreeListModel *model)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (model, i);
    g_autoptr (LqNode) node = gtk_tree_list_row_get_item (row);
    if (!lq_node_is_project (node))
      continue;
    g_signal_connect_object (node, "listed", G_CALLBACK (project_listed), model, 0);
    gtk_tree_list_row_set_expanded (row, TRUE);
    return;
  }
}

char **
tree_folders (GListStore *roots, bool all)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (roots)); i++) {
    g_autoptr (LqNode) node = g_list_model_get_item (G_LIST_MODEL (roots), i);
    if (lq_node_path (node) && (all || lq_node_is_project (node) || lq_node_is_place (node)))
      g_strv_builder_add (folders, lq_node_path (node));
  }
  return g_strv_builder_end (folders);
}

static bool
has_words (LqNode *node, char *const *words)
{
  g_autofree char *folded = g_utf8_casefold (lq_node_name (node), -1);
  for (; *words; words++)
    if (!strstr (folded, *words))
      return false;
  return true;
}

void
tree_collect (GListModel *from, char *const *words, GtkFilter *filter, GListStore *found)
{
  for (guint i = 0; i < g_list_model_get_n_items (from); i++) {
    g_autoptr (LqNode) node = g_list_model_get_item (from, i);
    if ((lq_node_is_file (node) || lq_node_is_device (node)) && has_words (node, words) &&
        gtk_filter_match (filter, node))
      g_list_store_append (found, node);
    if (lq_node_kind (node) != ENTRY_FOLDER && lq_node_children (node))
      tree_collect (G_LIST_MODEL (lq_node_children (node)), words, filter, found);
  }
}
