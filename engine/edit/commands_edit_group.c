/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edit groups. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"

static const ArgSpec set_args[] = {
  { "name", ARG_NAME, .required = true, .help = "its name; a new one makes a group" },
  { "tracks", ARG_TRACKS, .help = "its members; none removes the group" },
  { "on", ARG_BOOL, .help = "off: the tracks are edited one by one for the moment",
    .initial = "on" },
};

static int
find_group (const Project *project, const char *name)
{
  Id id;
  for (int i = 0; i < list_n (project->edit_groups); i++)
    if (strcmp (node_name (list_get (project->edit_groups, i)), name) == 0)
      return i;
  return id_read (name, &id) ? list_find (project->edit_groups, id) : -1;
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  List **groups = &edit->project->edit_groups;
  const char *name = arg_text (args, "name");
  int index = find_group (edit->project, name), n;
  const Id *tracks = arg_ids (args, "tracks", &n);
  Id id;

  edit_describe (edit, "Change edit group %s", name);
  if (index < 0 && n == 0) /* to name the nearest one */
    return resolve_listed (edit->project, ARG_EDIT_GROUP, name, &id, error) &&
           edit_fail (error, "name its tracks with tracks=");
  if (arg_given (args, "tracks") && n == 0) {
    list_remove (groups, index);
    return true;
  }
  if (!arg_given (args, "tracks") && !arg_given (args, "on"))
    return edit_fail (error, "name what to set: tracks= or on=");
  if (arg_given (args, "tracks") && n < 2)
    return edit_fail (error, "an edit group has two tracks or more");
  if (index < 0) {
    EditGroup *fresh = edit_new_node (edit, NODE_EDIT_GROUP, true);
    text_set (&fresh->name, name);
    list_insert (groups, -1, &fresh->node);
    index = list_n (*groups) - 1;
  }
  EditGroup *group = (EditGroup *) list_edit (groups, index);
  if (arg_given (args, "on"))
    group->off = !arg_bool (args, "on");
  if (arg_given (args, "tracks"))
    g_clear_pointer (&group->tracks, id_set_unref);
  for (int i = 0; i < n; i++)
    id_set_add (&group->tracks, tracks[i]);
  return true;
}

const CommandSpec command_edit_group_set = {
  "edit_group.set", "Edit tracks as one: ranges, splits and trims on one act on all", set_args,
  G_N_ELEMENTS (set_args), .run = apply_set
};
