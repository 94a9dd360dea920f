/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tracks of another project, with all that they hold and how they are set. */
#include <string.h>

#include "edit/commands.h"
#include "edit/forget.h"
#include "edit/other_project.h"
#include "edit/sources.h"
#include "model/references.h"

static const ArgSpec import_args[] = {
  { "project", ARG_FILE, .required = true, .help = "the other project" },
  { "of", ARG_TEXT,
    .help = "its tracks by name, id or position, separated by commas; groups bring their members",
    .initial = "all of them" },
  { "after", ARG_TRACK, .help = "the track to stand behind", .initial = "the last" },
  { "content", ARG_BOOL, .help = "with clips, takes and automation", .initial = "on" },
};

typedef struct {
  Edit *edit;
  const OtherProject *other;
  GArray *old, *fresh; /* Id, of the tracks that come */
  GArray *lost; /* Id, of sends that lead nowhere now */
} Import;

static Id
fresh_track (const Import *import, Id old)
{
  for (guint i = 0; i < import->old->len; i++)
    if (g_array_index (import->old, Id, i) == old)
      return g_array_index (import->fresh, Id, i);
  /* One that stays behind is known by its name: a reverb that both projects have. */
  const Track *there = project_find_track (import->other->project, old);
  const Project *project = import->edit->project;
  for (int i = 0; there && i < list_n (project->tracks); i++) {
    const Track *here = (const Track *) list_get (project->tracks, i);
    if (here->kind == there->kind && there->kind != TRACK_MAIN &&
        strcmp (text_get (here->name), text_get (there->name)) == 0)
      return here->node.id;
  }
  return 0;
}

static bool
fit_source (Import *import, Id *id, GError **error)
{
  const Source *source = *id ? project_find_source (import->other->project, *id) : NULL;

  *id = source ? sources_bring (import->edit, source, import->other->folder, error) : 0;
  return !source || *id;
}

static bool
fit_field (Import *import, const Field *field, void *at, GError **error)
{
  if (field->type == FIELD_ID && field->child == NODE_SOURCE)
    return fit_source (import, at, error);
  if (field->type == FIELD_ID && field->child == NODE_TRACK)
    *(Id *) at = fresh_track (import, *(Id *) at);
  if (field->type == FIELD_ID && field->child == NODE_CUE)
    *(Id *) at = 0;
  if (field->type == FIELD_IDS && field->child == NODE_TRACK) {
    IdSet *old = *(IdSet **) at, *fresh = NULL;
    for (int i = 0; old && i < old->n; i++) {
      const Id id = fresh_track (import, old->ids[i]);
      if (id)
        id_set_add (&fresh, id);
    }
    id_set_unref (old);
    *(IdSet **) at = fresh;
  }
  return true;
}

/* What a copy names in the other project, named in this one. */
static bool
fit (Import *import, Node *node, GError **error)
{
  const NodeType *type = node_type_of (node);

  for (int i = 0; i < type->n_fields; i++)
    if (!fit_field (import, &type->fields[i], (char *) node + type->fields[i].offset, error))
      return false;
  if (node->kind == NODE_SEND && !((const Send *) node)->to && !((const Send *) node)->cue)
    g_array_append_val (import->lost, node->id);
  for (int i = 0; i < type->n_children; i++) {
    void *at = (char *) node + type->children[i].offset;
    if (type->children[i].type == FIELD_CHILD && *(Node **) at &&
        !fit (import, node_edit (at), error))
      return false;
    for (int k = 0; type->children[i].type == FIELD_LIST && k < list_n (*(List **) at); k++)
      if (!fit (import, list_edit (at, k), error))
        return false;
  }
  return true;
}

static void
drop_lost (Import *import, Track *track)
{
  for (int i = list_n (track->sends) - 1; i >= 0; i--)
    for (guint k = 0; k < import->lost->len; k++)
      if (list_get (track->sends, i)->id == g_array_index (import->lost, Id, k)) {
        list_remove (&track->sends, i);
        break;
      }
}

static Track *
copy_track (Edit *edit, const Track *track, bool content)
{
  Track *copy = (Track *) node_copy (&track->node);

  /* A file that was rendered there says nothing about how it sounds here. */
  copy->frozen = 0;
  text_set (&copy->frozen_key, NULL);
  copy->arm = copy->solo = false;
  if (!content) {
    g_clear_pointer (&copy->clips, list_unref);
    g_clear_pointer (&copy->lanes, list_unref);
    g_clear_pointer (&copy->comps, list_unref);
    g_clear_pointer (&copy->envelopes, list_unref);
    copy->active_comp = 0;
  }
  edit_renew_ids (edit, &copy->node);
  g_array_append_val (edit->created, copy->node.id);
  return copy;
}

static bool
bring (Import *import, const Args *args, GError **error)
{
  Edit *edit = import->edit;
  Project *project = edit->project;
  const bool content = !arg_given (args, "content") || arg_bool (args, "content");
  const int last = list_n (project->tracks) - 1;
  int index = last;
  bool good = true;
  g_autoptr (GPtrArray) copies = g_ptr_array_new ();

  if (arg_given (args, "after"))
    index = MIN (list_find (project->tracks, arg_id (args, "after")) + 1, last);
  for (guint i = 0; i < import->old->len; i++) {
    const Id id = g_array_index (import->old, Id, i);
    Track *copy = copy_track (edit, project_find_track (import->other->project, id), content);
    g_ptr_array_add (copies, copy);
    g_array_append_val (import->fresh, copy->node.id);
  }
  for (guint i = 0; i < copies->len; i++) {
    Track *copy = copies->pdata[i];
    good = good && fit (import, &copy->node, error);
    drop_lost (import, copy);
    list_insert (&project->tracks, index + (int) i, &copy->node);
  }
  if (import->lost->len > 0)
    edit_forget (edit, (const Id *) (const void *) import->lost->data, (int) import->lost->len);
  return good;
}

static bool
apply_import (Edit *edit, const Args *args, GError **error)
{
  g_auto (OtherProject) other = { 0 };

  if (!other_project_open (edit, arg_text (args, "project"), &other, error))
    return false;
  g_autoptr (GArray) old = other_project_tracks (&other, arg_text (args, "of"), true, error);
  if (!old)
    return false;
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (Id));
  g_autoptr (GArray) lost = g_array_new (FALSE, FALSE, sizeof (Id));
  Import import = { edit, &other, old, fresh, lost };
  const Track *first = project_find_track (other.project, g_array_index (old, Id, 0));
  if (old->len == 1)
    edit_describe (edit, "Import track %s", text_get (first->name));
  else
    edit_describe (edit, "Import %u tracks", old->len);
  return bring (&import, args, error);
}

const CommandSpec command_track_import = { "track.import",
                                           "Bring tracks of another project, with their settings",
                                           import_args, G_N_ELEMENTS (import_args),
                                           .run = apply_import };
