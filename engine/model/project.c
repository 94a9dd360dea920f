/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/project.h"

#define MAX_DEPTH 24

/* One step down from a node to a child: which field, and where in its list (-1: no list). */
typedef struct {
  const Field *field;
  int index;
} Step;

Project *
project_new (void)
{
  IdSource ids;
  Project *project = (Project *) node_new (NODE_PROJECT);

  id_source_init (&ids, 0);
  project->node.id = id_next (&ids, 'p');
  Tempo *tempo = (Tempo *) node_new (NODE_TEMPO);
  tempo->node.id = id_next (&ids, 'o');
  list_insert (&project->tempos, -1, &tempo->node);
  Meter *meter = (Meter *) node_new (NODE_METER);
  meter->node.id = id_next (&ids, 'i');
  list_insert (&project->meters, -1, &meter->node);
  Track *track = (Track *) node_new (NODE_TRACK);
  track->node.id = id_next (&ids, 't');
  track->kind = TRACK_MAIN;
  text_set (&track->name, "Master");
  list_insert (&project->tracks, -1, &track->node);
  return project;
}

Project *
project_ref (const Project *project)
{
  return (Project *) node_ref (&project->node);
}

void
project_unref (Project *project)
{
  node_unref ((Node *) project);
}

Track *
project_find_track (const Project *project, Id id)
{
  const int index = list_find (project->tracks, id);
  return index < 0 ? NULL : (Track *) list_get (project->tracks, index);
}

Track *
project_main (const Project *project)
{
  for (int i = list_n (project->tracks) - 1; i >= 0; i--) {
    Track *track = (Track *) list_get (project->tracks, i);
    if (track->kind == TRACK_MAIN)
      return track;
  }
  return NULL;
}

Source *
project_find_source (const Project *project, Id id)
{
  const int index = list_find (project->sources, id);
  return index < 0 ? NULL : (Source *) list_get (project->sources, index);
}

Clip *
project_find_clip (const Project *project, Id id, Track **track, Lane **lane)
{
  for (int t = 0; t < list_n (project->tracks); t++) {
    Track *at = (Track *) list_get (project->tracks, t);
    int index = list_find (at->clips, id);
    if (track)
      *track = at;
    if (lane)
      *lane = NULL;
    if (index >= 0)
      return (Clip *) list_get (at->clips, index);
    for (int l = 0; l < list_n (at->lanes); l++) {
      Lane *in = (Lane *) list_get (at->lanes, l);
      index = list_find (in->clips, id);
      if (lane)
        *lane = in;
      if (index >= 0)
        return (Clip *) list_get (in->clips, index);
    }
  }
  return NULL;
}

/* Where to look for an id: kinds that its letter may name, and kinds that may hold one of them
 * somewhere below. So looking for a track never touches a clip. */
typedef struct {
  uint64_t targets, holders; /* bits by NodeKind */
} Search;

static Search
search_for (Id id)
{
  Search search = { 0 };

  for (int kind = 0; kind < N_NODE_KINDS; kind++)
    if (node_type ((NodeKind) kind)->letter == id_letter (id))
      search.targets |= UINT64_C (1) << kind;
  search.holders = node_kinds_above (search.targets);
  return search;
}

/* Fills `path` with the steps from `node` to the node of this id; returns how many, or -1. */
static int
find_path (const Search *search, const Node *node, Id id, Step *path, int depth)
{
  const NodeType *type = node_type_of (node);

  if (depth == MAX_DEPTH)
    return -1;
  for (int i = 0; i < type->n_children; i++) {
    const Field *field = &type->children[i];
    const void *at = (const char *) node + field->offset;
    const bool target = search->targets >> field->child & 1;
    const bool holder = search->holders >> field->child & 1;
    if (field->type == FIELD_CHILD) {
      const Node *child = *(Node *const *) at;
      if (target && child && child->id == id) {
        path[depth] = (Step){ field, -1 };
        return depth + 1;
      }
      const int found = holder && child ? find_path (search, child, id, path, depth + 1) : -1;
      path[depth] = (Step){ field, -1 };
      if (found >= 0)
        return found;
    } else if (field->type == FIELD_LIST) {
      const List *list = *(List *const *) at;
      const int index = target ? list_find (list, id) : -1;
      if (index >= 0) {
        path[depth] = (Step){ field, index };
        return depth + 1;
      }
      for (int k = 0; holder && k < list_n (list); k++) {
        const int found = find_path (search, list->items[k], id, path, depth + 1);
        path[depth] = (Step){ field, k };
        if (found >= 0)
          return found;
      }
    }
  }
  return -1;
}

Node *
project_find (const Project *project, Id id, Node **parent)
{
  Step path[MAX_DEPTH];
  Node *node = (Node *) &project->node;
  const Search search = search_for (id);
  const int n = id == 0 ? -1 : id == node->id ? 0 : find_path (&search, node, id, path, 0);

  if (parent)
    *parent = NULL;
  for (int i = 0; i < n; i++) {
    void *at = (char *) node + path[i].field->offset;
    if (parent)
      *parent = node;
    node = path[i].index < 0 ? *(Node **) at : (*(List **) at)->items[path[i].index];
  }
  return n < 0 ? NULL : node;
}

Effect *
project_find_effect (const Project *project, Id id, Track **track)
{
  const Search search = search_for (id);

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Node *at = list_get (project->tracks, t);
    Step path[MAX_DEPTH];
    Node *node = (Node *) at;
    const int n = find_path (&search, node, id, path, 0);
    if (n < 0)
      continue;
    for (int i = 0; i < n; i++) {
      void *slot = (char *) node + path[i].field->offset;
      node = path[i].index < 0 ? *(Node **) slot : (*(List **) slot)->items[path[i].index];
    }
    if (node->kind != NODE_EFFECT)
      return NULL;
    if (track)
      *track = (Track *) at;
    return (Effect *) node;
  }
  return NULL;
}

Id
project_output_of (const Project *project, const Track *track)
{
  const Track *main_track = project_main (project);

  if (track->kind == TRACK_MAIN || track->kind == TRACK_VCA || track->kind == TRACK_FOLDER)
    return 0;
  if (track->output && project_find_track (project, track->output))
    return track->output;
  Id group = track->group;
  for (int depth = 0; group && depth < list_n (project->tracks); depth++) {
    const Track *outer = project_find_track (project, group);
    if (!outer)
      break;
    if (outer->kind == TRACK_GROUP)
      return group;
    group = outer->group;
  }
  return main_track ? main_track->node.id : 0;
}

Project *
project_edit (const Project *project)
{
  return (Project *) node_copy (&project->node);
}

Track *
project_edit_track (Project *project, Id id)
{
  const int index = list_find (project->tracks, id);
  return index < 0 ? NULL : (Track *) list_edit (&project->tracks, index);
}

Source *
project_edit_source (Project *project, Id id)
{
  const int index = list_find (project->sources, id);
  return index < 0 ? NULL : (Source *) list_edit (&project->sources, index);
}

List **
project_edit_list_of (Project *project, Id id, int *index)
{
  Step path[MAX_DEPTH];
  Node *node = &project->node;
  const Search search = search_for (id);
  const int n = id == 0 ? -1 : find_path (&search, node, id, path, 0);

  if (n <= 0 || path[n - 1].index < 0)
    return NULL;
  for (int i = 0; i < n - 1; i++) {
    void *at = (char *) node + path[i].field->offset;
    node = path[i].index < 0 ? node_edit (at) : list_edit (at, path[i].index);
  }
  *index = path[n - 1].index;
  return (List **) ((char *) node + path[n - 1].field->offset);
}

Node *
project_edit_node (Project *project, Id id)
{
  Step path[MAX_DEPTH];
  Node *node = &project->node;

  if (id == node->id)
    return node;
  const Search search = search_for (id);
  const int n = id == 0 ? -1 : find_path (&search, node, id, path, 0);
  if (n < 0)
    return NULL;
  for (int i = 0; i < n; i++) {
    void *at = (char *) node + path[i].field->offset;
    node = path[i].index < 0 ? node_edit (at) : list_edit (at, path[i].index);
  }
  return node;
}

static Node *
edit_of_kind (Project *project, Id id, NodeKind kind)
{
  const Node *node = project_find (project, id, NULL);
  return node && node->kind == kind ? project_edit_node (project, id) : NULL;
}

Clip *
project_edit_clip (Project *project, Id id)
{
  return (Clip *) edit_of_kind (project, id, NODE_CLIP);
}

Effect *
project_edit_effect (Project *project, Id id)
{
  return (Effect *) edit_of_kind (project, id, NODE_EFFECT);
}

Send *
project_edit_send (Project *project, Id id)
{
  return (Send *) edit_of_kind (project, id, NODE_SEND);
}
