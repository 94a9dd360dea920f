/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mix snapshots: what all strips were set to. */
#include <string.h>

#include "edit/commands.h"
#include "edit/forget.h"
#include "model/check.h"

static const ArgSpec add_args[] = {
  { "name", ARG_NAME, .required = true, .help = "its name" },
  { "note", ARG_TEXT, .help = "free text" },
  { "created", ARG_TEXT, .help = "date and time, RFC 3339 in UTC" },
};

static SnapshotStrip *
remember (Edit *edit, const Track *track)
{
  SnapshotStrip *strip = edit_new_node (edit, NODE_STRIP, false);

  strip->track = track->node.id;
  strip->gain_db = track->gain_db;
  strip->pan = track->pan;
  strip->width = track->width;
  strip->phase = track->phase;
  strip->mute = track->mute;
  strip->solo = track->solo;
  strip->effects = list_ref (track->effects);
  strip->master = list_ref (track->master);
  strip->sends = list_ref (track->sends);
  return strip;
}

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  Snapshot *snapshot = edit_new_node (edit, NODE_SNAPSHOT, true);

  arg_to_text (args, "name", &snapshot->name);
  arg_to_text (args, "note", &snapshot->note);
  arg_to_text (args, "created", &snapshot->created);
  for (int i = 0; i < list_n (project->tracks); i++) {
    const Track *track = (const Track *) list_get (project->tracks, i);
    if (track->kind != TRACK_FOLDER)
      list_insert (&snapshot->strips, -1, &remember (edit, track)->node);
  }
  list_insert (&project->snapshots, -1, &snapshot->node);
  edit_describe (edit, "Keep mix snapshot %s", arg_text (args, "name"));
  return true;
}

const CommandSpec command_snapshot_add = { "snapshot.add", "Keep what all strips are set to",
                                           add_args, G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec recall_args[] = {
  { "snapshot", ARG_SNAPSHOT, .required = true, .help = "the snapshot" },
  { "tracks", ARG_TRACKS, .help = "only these strips", .initial = "all of them" },
};

static void
note_ids (const List *list, GHashTable *ids)
{
  for (int i = 0; i < list_n (list); i++)
    g_hash_table_add (ids, &list_get (list, i)->id);
}

/* A list as it was: nodes that went elsewhere meanwhile come as copies, references to what is gone
 * are let go, sends to it left out. */
static List *
restore (Edit *edit, Id track, const List *remembered)
{
  List *list = NULL;

  for (int i = 0; i < list_n (remembered); i++) {
    Node *node = node_ref (list_get (remembered, i));
    Node *parent, *there = project_find (edit->project, node->id, &parent);
    if (there && parent && parent->id != track) {
      node_edit (&node);
      edit_renew_ids (edit, node);
    }
    if (node->kind == NODE_SEND) {
      const Send *send = (const Send *) node;
      if ((send->to && !project_find_track (edit->project, send->to)) ||
          (send->cue && list_find (edit->project->cues, send->cue) < 0)) {
        node_unref (node);
        continue;
      }
    }
    if (node->kind == NODE_EFFECT && ((const Effect *) node)->sidechain &&
        !project_find_track (edit->project, ((const Effect *) node)->sidechain))
      ((Effect *) node_edit (&node))->sidechain = 0;
    list_insert (&list, -1, node);
  }
  return list;
}

/* Replaces a list of a strip; ids that are no longer there are added to `gone`. */
static void
replace (Edit *edit, Track *track, List **slot, const List *remembered, GArray *gone)
{
  if (*slot == remembered)
    return;
  List *fresh = restore (edit, track->node.id, remembered);
  g_autoptr (GHashTable) stay = g_hash_table_new (g_int64_hash, g_int64_equal);
  note_ids (fresh, stay);
  for (int i = 0; i < list_n (*slot); i++)
    if (!g_hash_table_contains (stay, &list_get (*slot, i)->id))
      g_array_append_val (gone, list_get (*slot, i)->id);
  list_unref (*slot);
  *slot = fresh;
}

static bool
apply_recall (Edit *edit, const Args *args, GError **error)
{
  Project *project = edit->project;
  const int index = list_find (project->snapshots, arg_id (args, "snapshot"));
  const Snapshot *snapshot = (const Snapshot *) list_get (project->snapshots, index);
  int n;
  const Id *only = arg_given (args, "tracks") ? arg_ids (args, "tracks", &n) : NULL;
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (Id));

  for (int i = 0; i < list_n (snapshot->strips); i++) {
    const SnapshotStrip *strip = (const SnapshotStrip *) list_get (snapshot->strips, i);
    bool meant = !arg_given (args, "tracks");
    for (int k = 0; only && k < n && !meant; k++)
      meant = only[k] == strip->track;
    Track *track = meant ? project_edit_track (project, strip->track) : NULL;
    if (!track)
      continue;
    track->gain_db = strip->gain_db;
    track->pan = strip->pan;
    track->width = strip->width;
    track->phase = strip->phase;
    track->mute = strip->mute;
    track->solo = strip->solo;
    replace (edit, track, &track->effects, strip->effects, gone);
    replace (edit, track, &track->master, strip->master, gone);
    replace (edit, track, &track->sends, strip->sends, gone);
  }
  edit_describe (edit, "Recall mix snapshot %s", text_get (snapshot->name));
  if (gone->len)
    edit_forget (edit, (const Id *) (const void *) gone->data, (int) gone->len);
  g_autofree char *cycle = project_find_cycle (project);
  return !cycle || edit_fail (error, "the routing would run in a circle: %s", cycle);
}

const CommandSpec command_snapshot_recall = {
  "snapshot.recall", "Set strips to what they were; tracks that came later stay as they are",
  recall_args, G_N_ELEMENTS (recall_args), .run = apply_recall
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->snapshots;
  const int index = list_find (*list, arg_id (args, "snapshot"));

  edit_describe (edit, "Remove mix snapshot %s", node_name (list_get (*list, index)));
  list_remove (list, index);
  return true;
}

const CommandSpec command_snapshot_remove = { "snapshot.remove", "Remove a mix snapshot",
                                              recall_args, 1, .run = apply_remove };
