/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranges of song time: cutting, copying, pasting, removing and inserting. */
#include <string.h>

#include "edit/args.h"
#include "edit/commands.h"
#include "edit/edit_group.h"
#include "edit/lane.h"
#include "edit/other_project.h"
#include "edit/pieces.h"

#define EVERYTHING "all of them, and with ripple=on markers, tempo and meter"

/* The range and the tracks that a command works on. */
typedef struct {
  Position from_position;
  Place from, to;
  GArray *tracks; /* with fellow members of edit groups */
  bool all; /* every track was meant: rulers too */
} Range;

static void
range_clear (Range *range)
{
  g_array_unref (range->tracks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Range, range_clear)

static bool
is_all (const Args *args)
{
  return !arg_given (args, "tracks") || strcmp (arg_text (args, "tracks"), "all") == 0;
}

static bool
read_range (Edit *edit, const Args *args, Range *range, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Project *project = edit->project;
  int n = 0;

  range->all = is_all (args);
  if (range->all) {
    range->tracks = g_array_new (FALSE, FALSE, sizeof (Id));
    for (int i = 0; i < list_n (project->tracks); i++)
      g_array_append_val (range->tracks, list_get (project->tracks, i)->id);
  } else {
    const Id *ids = arg_ids (args, "tracks", &n);
    range->tracks = edit_group_expand (project, ids, n);
  }
  range->from_position = arg_position (args, "from");
  range->from = place_of (map, range->from_position);
  range->to = place_of (map, arg_position (args, "to"));
  if (range->to.units <= range->from.units)
    return edit_fail (error, "the end must lie behind the start");
  return true;
}

static bool
is_on (const Args *args, const char *name, bool initial)
{
  return arg_given (args, name) ? arg_bool (args, name) : initial;
}

/* Opens a gap of `length` at a place, or closes one that ends there where it is negative. */
static void
shift_behind (Edit *edit, const Range *range, Place at, Place length)
{
  const Place cut = { MAX (at.units - length.units, at.units),
                      MAX (at.ticks - length.ticks, at.ticks) };
  const Place moved = { MAX (at.units + length.units, at.units),
                        MAX (at.ticks + length.ticks, at.ticks) };
  Piece pieces[2] = { { place_start (), at, place_start () }, { cut, place_end (), moved } };

  pieces_lay_out (edit, pieces, 2, range->all ? NULL : (const Id *) range->tracks->data,
                  (int) range->tracks->len, range->all);
}

static void
clear_range (Edit *edit, const Range *range, bool automation)
{
  Project *project = edit->project;

  for (guint i = 0; i < range->tracks->len; i++) {
    const Id id = g_array_index (range->tracks, Id, i);
    const Track *track = project_find_track (project, id);
    if (!track->clips && !(automation && track->envelopes))
      continue;
    Track *changed = project_edit_track (project, id);
    lane_clear_range (edit, &changed->clips, range->from.units, range->to.units, 0);
    for (int e = 0; e < list_n (changed->envelopes) && automation; e++) {
      Envelope *envelope = (Envelope *) list_edit (&changed->envelopes, e);
      const bool musical = envelope->base == TIME_MUSICAL;
      const int64_t from = musical ? range->from.ticks : range->from.units;
      const int64_t to = musical ? range->to.ticks : range->to.units;
      const int first = run_lower_bound (envelope->points, from);
      while (first < run_n (envelope->points) && run_point (envelope->points, first)->at < to)
        run_remove (&envelope->points, first);
    }
  }
}

static void
take_range (Edit *edit, const Args *args, const Range *range)
{
  Clipboard *clipboard = edit->clipboard;
  const int serial = clipboard->serial + 1;

  clipboard_clear (clipboard);
  clipboard->serial = serial;
  clipboard->project = project_edit (edit->project);
  clipboard->from = range->from_position;
  clipboard->to = arg_position (args, "to");
  clipboard->tracks = g_array_ref (range->tracks);
}

static void
remove_range (Edit *edit, const Args *args, const Range *range)
{
  if (is_on (args, "ripple", false)) {
    const Place length = { range->from.units - range->to.units,
                           range->from.ticks - range->to.ticks };
    shift_behind (edit, range, range->from, length);
  } else {
    clear_range (edit, range, is_on (args, "automation", false));
  }
}

static const ArgSpec range_args[] = {
  { "from", ARG_POSITION, .required = true, .help = "where the range begins" },
  { "to", ARG_POSITION, .required = true, .help = "where it ends" },
  { "tracks", ARG_TRACKS, .help = "on these tracks and their edit groups", .initial = EVERYTHING },
  { "ripple", ARG_BOOL, .help = "close the gap: what is behind moves up, automation too",
    .initial = "off" },
  { "automation", ARG_BOOL, .help = "without ripple: take automation out of the range, too",
    .initial = "off" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  g_auto (Range) range = { 0 };

  if (!read_range (edit, args, &range, error))
    return false;
  remove_range (edit, args, &range);
  edit_describe (edit, "Remove range");
  return true;
}

const CommandSpec command_range_remove = { "range.remove", "Remove what lies in a range",
                                           range_args, G_N_ELEMENTS (range_args),
                                           .run = apply_remove };

static bool
apply_cut (Edit *edit, const Args *args, GError **error)
{
  g_auto (Range) range = { 0 };

  if (!read_range (edit, args, &range, error))
    return false;
  take_range (edit, args, &range);
  remove_range (edit, args, &range);
  edit_describe (edit, "Cut range");
  return true;
}

const CommandSpec command_range_cut = { "range.cut", "Take a range out for range.paste", range_args,
                                        G_N_ELEMENTS (range_args), .run = apply_cut };

static bool
is_named (const Id *ids, int n, Id id)
{
  for (int i = 0; i < n; i++)
    if (ids[i] == id)
      return true;
  return false;
}

/* Leaves the others out of what was taken, on tracks that hold any of those that are named. */
static void
take_only (Edit *edit, const Args *args)
{
  Project *kept = edit->clipboard->project;
  int n;
  const Id *ids = arg_ids (args, "clips", &n);

  for (guint t = 0; t < edit->clipboard->tracks->len; t++) {
    const Id id = g_array_index (edit->clipboard->tracks, Id, t);
    const Track *track = project_find_track (kept, id);
    int named = 0;
    for (int i = 0; i < list_n (track->clips); i++)
      named += is_named (ids, n, list_get (track->clips, i)->id);
    if (named == 0)
      continue;
    Track *changed = project_edit_track (kept, id);
    for (int i = list_n (changed->clips) - 1; i >= 0; i--)
      if (!is_named (ids, n, list_get (changed->clips, i)->id))
        list_remove (&changed->clips, i);
  }
}

static bool
apply_copy_here (Edit *edit, const Args *args, GError **error)
{
  g_auto (Range) range = { 0 };

  if (!read_range (edit, args, &range, error))
    return false;
  take_range (edit, args, &range);
  if (arg_given (args, "clips"))
    take_only (edit, args);
  edit_describe (edit, "Copy range");
  return true;
}

static bool
apply_copy (Edit *edit, const Args *args, GError **error)
{
  return arg_given (args, "project") ? range_copy_from (edit, args, error)
                                     : apply_copy_here (edit, args, error);
}

static const ArgSpec copy_args[] = {
  { "from", ARG_POSITION, .required = true, .help = "where the range begins" },
  { "to", ARG_POSITION, .required = true, .help = "where it ends" },
  { "tracks", ARG_TRACKS, .help = "of these tracks and their edit groups",
    .initial = "all of them" },
  { "clips", ARG_CLIPS, .help = "only these clips, where a track holds any of them" },
  { "project", ARG_FILE, .help = "of another project, whose tracks are then named by `of`" },
  { "of", ARG_TEXT, .help = "tracks of that project, separated by commas", .initial = "all" },
};

const CommandSpec command_range_copy = { "range.copy", "Copy a range for range.paste", copy_args,
                                         G_N_ELEMENTS (copy_args), .run = apply_copy };

static const ArgSpec insert_args[] = {
  { "from", ARG_POSITION, .required = true, .help = "where the silence begins" },
  { "to", ARG_POSITION, .required = true, .help = "where it ends" },
  { "tracks", ARG_TRACKS, .help = "on these tracks and their edit groups",
    .initial = "all of them, with markers, tempo and meter" },
  { "ripple", ARG_BOOL, .help = "what is behind moves away: inserting is nothing else",
    .initial = "on" },
};

static bool
apply_insert (Edit *edit, const Args *args, GError **error)
{
  g_auto (Range) range = { 0 };

  if (!read_range (edit, args, &range, error))
    return false;
  if (!is_on (args, "ripple", true))
    return edit_fail (error, "inserting moves what is behind; range.remove empties a range");
  const Place length = { range.to.units - range.from.units, range.to.ticks - range.from.ticks };
  shift_behind (edit, &range, range.from, length);
  edit_describe (edit, "Insert silence");
  return true;
}

const CommandSpec command_range_insert = { "range.insert", "Insert silence as long as a range",
                                           insert_args, G_N_ELEMENTS (insert_args),
                                           .run = apply_insert };

static const ArgSpec paste_args[] = {
  { "from", ARG_POSITION, .required = true, .help = "where it begins" },
  { "to", ARG_POSITION, .help = "where it ends: longer things are cut, shorter ones repeat",
    .initial = "as long as it is" },
  { "tracks", ARG_TRACKS, .help = "onto these tracks, in their order",
    .initial = "the tracks that it came from" },
  { "ripple", ARG_BOOL, .help = "move what is behind away first", .initial = "off" },
  { "automation", ARG_BOOL, .help = "paste automation, too", .initial = "off" },
};

/* The sources of pasted clips, where they left the project meanwhile. */
static void
bring_sources (Edit *edit, const Track *track)
{
  const Project *from = edit->clipboard->project;

  for (int i = 0; i < list_n (track->clips); i++) {
    const Id id = ((const Clip *) list_get (track->clips, i))->source;
    const Source *source = id ? project_find_source (from, id) : NULL;
    if (source && !project_find_source (edit->project, id))
      list_insert (&edit->project->sources, -1, node_ref (&source->node));
  }
}

static bool
carries_same (const Track *a, const Track *b)
{
  const bool audio_a = a->kind == TRACK_AUDIO, audio_b = b->kind == TRACK_AUDIO;
  const bool notes_a = a->kind == TRACK_INSTRUMENT || a->kind == TRACK_MIDI;
  const bool notes_b = b->kind == TRACK_INSTRUMENT || b->kind == TRACK_MIDI;
  return !a->clips || (audio_a && audio_b) || (notes_a && notes_b);
}

/* Where the i-th copied track goes: 0 when it has no place. */
static Id
target_of (const Edit *edit, const Args *args, guint i)
{
  int n;
  const Id *targets = arg_given (args, "tracks") ? arg_ids (args, "tracks", &n) : NULL;
  const Id from = g_array_index (edit->clipboard->tracks, Id, i);

  if (targets && strcmp (arg_text (args, "tracks"), "all") != 0)
    return (int) i < n ? targets[i] : 0;
  return project_find_track (edit->project, from) ? from : 0;
}

static bool
paste (Edit *edit, const Args *args, const Piece *piece, GError **error)
{
  const Project *from = edit->clipboard->project;
  int pasted = 0;

  for (guint i = 0; i < edit->clipboard->tracks->len; i++) {
    const Track *source = project_find_track (from, g_array_index (edit->clipboard->tracks, Id, i));
    const Id id = target_of (edit, args, i);
    if (!source || !id)
      continue;
    const Track *target = project_find_track (edit->project, id);
    if (!carries_same (source, target))
      return edit_fail (error, "'%s' cannot take what '%s' holds", text_get (target->name),
                        text_get (source->name));
    pasted++;
    if (!source->clips && !source->envelopes)
      continue;
    bring_sources (edit, source);
    pieces_overlay (edit, from, source, project_edit_track (edit->project, id), piece,
                    is_on (args, "automation", false));
  }
  return pasted > 0 || edit_fail (error, "none of the tracks that were copied is there");
}

static bool
apply_paste (Edit *edit, const Args *args, GError **error)
{
  const Clipboard *clipboard = edit->clipboard;

  if (!clipboard->project)
    return edit_fail (error, "nothing was cut or copied yet; range.copy does that");
  TempoMap *map = tempo_map_new (clipboard->project);
  Piece piece = { place_of (map, clipboard->from), place_of (map, clipboard->to),
                  place_of (edit_tempo_map (edit), arg_position (args, "from")) };
  tempo_map_free (map);
  const Place length = { piece.to.units - piece.from.units, piece.to.ticks - piece.from.ticks };
  Place end = { piece.at.units + length.units, piece.at.ticks + length.ticks };
  if (arg_given (args, "to"))
    end = place_of (edit_tempo_map (edit), arg_position (args, "to"));
  if (end.units <= piece.at.units)
    return edit_fail (error, "the end must lie behind the start");
  if (length.units <= EDGE_TOLERANCE)
    return edit_fail (error, "what was copied is shorter than 0.1 ms");
  if ((end.units - piece.at.units) / length.units > 10000)
    return edit_fail (error, "that would be more than 10000 repetitions");
  if (is_on (args, "ripple", false)) {
    g_auto (Range)
        range = { .tracks = g_array_new (FALSE, FALSE, sizeof (Id)), .all = is_all (args) };
    for (guint i = 0; i < clipboard->tracks->len; i++) {
      const Id id = target_of (edit, args, i);
      if (id)
        g_array_append_val (range.tracks, id);
    }
    const Place gap = { end.units - piece.at.units, end.ticks - piece.at.ticks };
    shift_behind (edit, &range, piece.at, gap);
  }
  edit_describe (edit, "Paste range");
  while (end.units - piece.at.units > EDGE_TOLERANCE) {
    if (end.units - piece.at.units < length.units)
      piece.to = (Place){ piece.from.units + end.units - piece.at.units,
                          piece.from.ticks + end.ticks - piece.at.ticks };
    if (!paste (edit, args, &piece, error))
      return false;
    piece.at = (Place){ piece.at.units + length.units, piece.at.ticks + length.ticks };
  }
  return true;
}

const CommandSpec command_range_paste = { "range.paste", "Lay what was cut or copied over a place",
                                          paste_args, G_N_ELEMENTS (paste_args),
                                          .run = apply_paste };
