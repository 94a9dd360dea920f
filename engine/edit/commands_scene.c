/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenes: clips that play together, one slot a track. */
#include "edit/commands.h"
#include "edit/lane.h"

static const ArgSpec add_args[] = {
  { "name", ARG_NAME, .required = true, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "tempo", ARG_NUMBER, .help = "what it plays at; 0 = as it is", .min = 0, .max = 1000 },
};

static bool
apply_add (Edit *edit, const Args *args, GError **error)
{
  Scene *scene = edit_new_node (edit, NODE_SCENE, true);
  arg_to_text (args, "name", &scene->name);
  arg_to_text (args, "color", &scene->color);
  arg_to_number (args, "tempo", &scene->bpm);
  list_insert (&edit->project->scenes, -1, &scene->node);
  edit_describe (edit, "Add scene %s", arg_text (args, "name"));
  return true;
}

const CommandSpec command_scene_add = { "scene.add", "Add a scene", add_args,
                                        G_N_ELEMENTS (add_args), .run = apply_add };

static const ArgSpec set_args[] = {
  { "scene", ARG_SCENE, .required = true, .help = "the scene" },
  { "name", ARG_NAME, .help = "its name" },
  { "color", ARG_COLOR, .help = "palette name or #rrggbb" },
  { "tempo", ARG_NUMBER, .help = "what it plays at; 0 = as it is", .min = 0, .max = 1000 },
};

static Scene *
edit_scene (Edit *edit, const Args *args)
{
  List **list = &edit->project->scenes;
  return (Scene *) list_edit (list, list_find (*list, arg_id (args, "scene")));
}

static bool
apply_set (Edit *edit, const Args *args, GError **error)
{
  if (!args_given_from (args, 1))
    return edit_fail (error, "name what to set, for example name=Drop");
  Scene *scene = edit_scene (edit, args);
  arg_to_text (args, "name", &scene->name);
  arg_to_text (args, "color", &scene->color);
  arg_to_number (args, "tempo", &scene->bpm);
  edit_describe (edit, "Change scene %s", text_get (scene->name));
  return true;
}

const CommandSpec command_scene_set = { "scene.set", "Change a scene", set_args,
                                        G_N_ELEMENTS (set_args), .run = apply_set };

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  List **list = &edit->project->scenes;
  list_remove (list, list_find (*list, arg_id (args, "scene")));
  edit_describe (edit, "Remove a scene");
  return true;
}

const CommandSpec command_scene_remove = { "scene.remove", "Remove a scene with its clips",
                                           set_args, 1, .run = apply_remove };

static const ArgSpec slot_args[] = {
  { "scene", ARG_SCENE, .required = true, .help = "the scene" },
  { "track", ARG_TRACK, .required = true, .help = "the track" },
  { "clip", ARG_CLIP, .required = true, .help = "a clip of the track, which is copied" },
};

static int
find_slot (const Scene *scene, Id track)
{
  for (int i = 0; i < list_n (scene->slots); i++)
    if (((const Slot *) list_get (scene->slots, i))->track == track)
      return i;
  return -1;
}

static bool
apply_slot (Edit *edit, const Args *args, GError **error)
{
  const Id track = arg_id (args, "track");
  const Clip *clip = (const Clip *) project_find (edit->project, arg_id (args, "clip"), NULL);
  Track *owner;

  if (!project_find_clip (edit->project, clip->node.id, &owner, NULL) || owner->node.id != track)
    return edit_fail (error, "the clip does not stand on that track");
  Scene *scene = edit_scene (edit, args);
  const int index = find_slot (scene, track);
  if (index >= 0)
    list_remove (&scene->slots, index);
  Slot *slot = edit_new_node (edit, NODE_SLOT, true);
  slot->track = track;
  slot->clip = (Clip *) node_copy (&clip->node);
  edit_renew_ids (edit, &slot->clip->node);
  slot->clip->start.value = slot->clip->start_fine = 0;
  list_insert (&scene->slots, -1, &slot->node);
  edit_describe (edit, "Fill a slot of %s", text_get (scene->name));
  return true;
}

const CommandSpec command_slot_set = { "slot.set", "Put a copy of a clip into a scene", slot_args,
                                       G_N_ELEMENTS (slot_args), .run = apply_slot };

static bool
apply_slot_remove (Edit *edit, const Args *args, GError **error)
{
  Scene *scene = edit_scene (edit, args);
  const int index = find_slot (scene, arg_id (args, "track"));

  if (index < 0)
    return edit_fail (error, "the scene has nothing on that track");
  list_remove (&scene->slots, index);
  edit_describe (edit, "Empty a slot of %s", text_get (scene->name));
  return true;
}

const CommandSpec command_slot_remove = { "slot.remove", "Take a clip out of a scene", slot_args, 2,
                                          .run = apply_slot_remove };
