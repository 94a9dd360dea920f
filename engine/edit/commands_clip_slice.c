/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: many cuts at once, and another file. */
#include <string.h>

#include "edit/clip_find.h"
#include "edit/commands.h"
#include "edit/edit_group.h"
#include "edit/lane.h"
#include "edit/sources.h"

static const ArgSpec slice_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "at", ARG_TEXT, .required = true, .help = "where to cut: places separated by commas" },
  { "to", ARG_TEXT,
    .help = "where the part behind each cut goes, likewise; it is shortened where the next one "
            "begins before its end" },
};

/* Units, rising. */
static GArray *
read_places (Edit *edit, const char *text, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Units));

  for (char **word = words; *word; word++) {
    Position at;
    bool good =
        value_read_position (g_strstrip (*word), map, (int) edit->project->rate, &at, error);
    const Units units = good ? tempo_map_position_units (map, at) : 0;
    if (good && places->len > 0 && units <= g_array_index (places, Units, places->len - 1))
      good = edit_fail (error, "the places must rise: %s", *word);
    if (!good) {
      g_array_unref (places);
      return NULL;
    }
    g_array_append_val (places, units);
  }
  return places;
}

/* The clip that a place lies inside of; 0: none, or two in a crossfade, where nothing is cut. */
static Id
clip_at (const TempoMap *map, const List *clips, Units at)
{
  Id found = 0;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    if (clip_start_units (map, clip) >= at || clip_end_units (map, clip) <= at)
      continue;
    if (found)
      return 0;
    found = clip->node.id;
  }
  return found;
}

/* Cuts a clip of a list, the last place first; ids of the parts by place, 0 where none was made. */
static GArray *
cut (Edit *edit, List **clips, Id id, const GArray *places)
{
  GArray *parts = g_array_new (FALSE, TRUE, sizeof (Id));

  g_array_set_size (parts, places->len);
  for (guint i = places->len; i-- > 0;) {
    const Units at = g_array_index (places, Units, i);
    if (clip_at (edit_tempo_map (edit), *clips, at) != id)
      continue;
    const Id part = lane_split (edit, clips, list_find (*clips, id), at);
    if (part)
      g_array_append_val (edit->created, part);
    g_array_index (parts, Id, i) = part;
  }
  return parts;
}

/* All are taken out first, so that none is laid over another that moves, too. */
static void
move_parts (Edit *edit, List **clips, const GArray *parts, const GArray *to)
{
  const TempoMap *map = edit_tempo_map (edit);
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  for (guint i = 0; i < parts->len; i++) {
    const int index = list_find (*clips, g_array_index (parts, Id, i));
    if (index < 0)
      continue;
    Clip *clip = (Clip *) node_copy (list_get (*clips, index));
    list_remove (clips, index);
    clip_set_start (map, clip, g_array_index (to, Units, i));
    g_ptr_array_add (taken, clip);
  }
  for (guint i = 0; i < taken->len; i++)
    lane_place (edit, clips, taken->pdata[i]);
}

static bool
apply_slice (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip"), owner = edit_group_track_of (edit->project, id);
  g_autoptr (GArray) at = read_places (edit, arg_text (args, "at"), error);
  g_autoptr (GArray) to = NULL;
  int index;

  if (!at)
    return false;
  if (arg_given (args, "to") && !(to = read_places (edit, arg_text (args, "to"), error)))
    return false;
  if (to && to->len != at->len)
    return edit_fail (error, "at= names %u places and to= %u", at->len, to->len);
  edit_describe (edit, to ? "Quantize %s" : "Slice %s",
                 node_name (project_find (edit->project, id, NULL)));
  List **list = project_edit_list_of (edit->project, id, &index);
  if (!list)
    return edit_fail (error, "the clip stands in no lane");
  g_autoptr (GArray) parts = cut (edit, list, id, at);
  bool any = false;
  for (guint i = 0; i < parts->len; i++)
    any |= g_array_index (parts, Id, i) != 0;
  if (!any)
    return edit_fail (error, "none of the places lies inside the clip, or all in crossfades");
  if (to)
    move_parts (edit, list, parts, to);
  g_autoptr (GArray) tracks = owner ? edit_group_expand (edit->project, &owner, 1) : NULL;
  for (guint i = 0; tracks && i < tracks->len; i++) {
    /* Fellow members are cut at the same places, and their parts go the same way. */
    const Id fellow = g_array_index (tracks, Id, i);
    if (fellow == owner)
      continue;
    List **clips = &project_edit_track (edit->project, fellow)->clips;
    const Id there = clip_at (edit_tempo_map (edit), *clips, g_array_index (at, Units, 0));
    if (!there)
      continue;
    g_autoptr (GArray) theirs = cut (edit, clips, there, at);
    if (to)
      move_parts (edit, clips, theirs, to);
  }
  return true;
}

const CommandSpec command_clip_slice = { "clip.slice",
                                         "Cut a clip at many places, and move the parts",
                                         slice_args, G_N_ELEMENTS (slice_args),
                                         .run = apply_slice };

static const ArgSpec replace_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "an audio clip" },
  { "file", ARG_FILE, .required = true, .help = "the audio file that it plays instead" },
  { "channels", ARG_TEXT, .help = "one channel or two neighbors of the file, as 3 or 1-2",
    .initial = "all, where it has no more than two" },
};

static bool
apply_replace (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip");

  if (clip_find (edit, id)->kind != CLIP_AUDIO)
    return edit_fail (error, "'%s' holds notes and plays no file",
                      text_get (clip_find (edit, id)->name));
  const Id source =
      sources_import (edit, arg_text (args, "file"),
                      arg_given (args, "channels") ? arg_text (args, "channels") : NULL, error);
  if (!source)
    return false;
  Clip *clip = project_edit_clip (edit->project, id);
  const Source *fresh = project_find_source (edit->project, source);
  clip->source = source;
  clip->source_bpm = fresh->bpm;
  if (clip->offset >= fresh->frames)
    clip->offset = clip->offset_fine = 0;
  edit_describe (edit, "Replace the file of %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_replace = {
  "clip.replace", "Let a clip play another file, with its edges, fades and level", replace_args,
  G_N_ELEMENTS (replace_args), .run = apply_replace
};
