/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clips: place, edges, copies. Splits and trims act on all members of an edit group. */
#include <math.h>
#include <string.h>

#include "edit/clip_find.h"
#include "edit/commands.h"
#include "edit/crossfade.h"
#include "edit/edit_group.h"
#include "edit/lane.h"
#include "edit/pieces.h"

static const ArgSpec move_args[] = {
  { "clip", ARG_CLIPS, .required = true, .help = "a clip or several, separated by commas" },
  { "to", ARG_POSITION, .help = "where the first of them begins", .initial = "as it is" },
  { "track", ARG_TRACK, .help = "another track", .initial = "as it is" },
  { "by", ARG_LENGTH, .help = "a distance instead of a place; negative is earlier" },
  { "with_automation", ARG_BOOL, .help = "automation of the track that lies under them goes along",
    .initial = "off" },
  { "crossfade", ARG_BOOL,
    .help = "what they overlap at an edge fades into them, instead of being covered",
    .initial = "off" },
};

/* What becomes of those that lie in the way. */
static void (*placing (const Args *args)) (Edit *, List **, Clip *)
{
  return arg_given (args, "crossfade") && arg_bool (args, "crossfade") ? crossfade_place
                                                                       : lane_place;
}

static bool
fits (const Clip *clip, const Track *track)
{
  return clip->kind == CLIP_AUDIO ? track->kind == TRACK_AUDIO
                                  : track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}

static bool
fail_unfit (const Edit *edit, const Clip *clip, Id target, GError **error)
{
  return edit_fail (error, "'%s' carries no %s",
                    node_name (project_find (edit->project, target, NULL)),
                    clip->kind == CLIP_AUDIO ? "audio" : "notes");
}

/* How far the clips move: those in seconds by units, those on ticks by ticks and a rest. */
typedef struct {
  Units units;
  Ticks ticks;
  Units rest;
} Shift;

static Shift
read_shift (Edit *edit, const Args *args, const Clip *first)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units old = clip_start_units (map, first);
  const Ticks old_tick = clip_first_tick (map, first);
  Units now = old;

  if (arg_given (args, "to"))
    now = tempo_map_position_units (map, arg_position (args, "to"));
  if (arg_given (args, "by")) {
    const Length by = arg_length (args, "by");
    now = position_add (map, (Position){ now, TIME_ABSOLUTE }, &by).value;
  }
  now = clip_place_start (map, first, now);
  const Ticks tick = tempo_map_ticks (map, now);
  return (Shift){ now - old, tick - old_tick,
                  now - tempo_map_units (map, tick) - (old - tempo_map_units (map, old_tick)) };
}

static void
shift_start (const TempoMap *map, Clip *clip, const Shift *shift)
{
  Units at = clip_start_units (map, clip) + shift->units;

  if (clip->start.base == TIME_MUSICAL) {
    clip->start.value += shift->ticks;
    at = clip_start_units (map, clip) + (clip->kind == CLIP_AUDIO ? shift->rest : 0);
  }
  clip_set_start (map, clip, at);
}

/* Points of the track's own envelopes under a clip, to where it goes. */
static void
move_automation (Edit *edit, const Clip *clip, Id from_id, Id to_id, const Shift *shift)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Position start = { clip_start_units (map, clip), TIME_ABSOLUTE };
  const Position end = { clip_end_units (map, clip), TIME_ABSOLUTE };
  const Place from = place_of (map, start), to = place_of (map, end);
  const Place at = { from.units + shift->units, from.ticks + shift->ticks };
  const Piece piece = { from, to, at };
  Track *source = project_edit_track (edit->project, from_id);
  Track *bare = (Track *) node_copy (&source->node); /* its envelopes alone */

  g_clear_pointer (&bare->clips, list_unref);
  for (int e = 0; e < list_n (source->envelopes); e++) {
    Envelope *envelope = (Envelope *) list_edit (&source->envelopes, e);
    const bool musical = envelope->base == TIME_MUSICAL;
    const int first = run_lower_bound (envelope->points, musical ? from.ticks : from.units);
    while (first < run_n (envelope->points) &&
           run_point (envelope->points, first)->at < (musical ? to.ticks : to.units))
      run_remove (&envelope->points, first);
  }
  pieces_overlay (edit, edit->project, bare, project_edit_track (edit->project, to_id), &piece,
                  true);
  node_unref (&bare->node);
}

static bool
apply_move (Edit *edit, const Args *args, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const bool automation = arg_given (args, "with_automation") && arg_bool (args, "with_automation");
  const Id target = arg_id (args, "track");
  int n;
  const Id *ids = arg_ids (args, "clip", &n);
  const Clip *first = NULL;

  if (!arg_given (args, "to") && !arg_given (args, "track") && !arg_given (args, "by"))
    return edit_fail (error, "name a place with to= or by=, or a track");
  for (int i = 0; i < n; i++) {
    const Clip *clip = clip_find (edit, ids[i]);
    for (int k = 0; k < i; k++)
      if (ids[k] == ids[i])
        return edit_fail (error, "a clip is named twice");
    if (target && !fits (clip, project_find_track (edit->project, target)))
      return fail_unfit (edit, clip, target, error);
    if (!first || clip_start_units (map, clip) < clip_start_units (map, first))
      first = clip;
  }
  if (!first)
    return edit_fail (error, "name a clip");
  const Shift shift = read_shift (edit, args, first);
  if (clip_start_units (map, first) + shift.units < 0)
    return edit_fail (error, "that is before the start of the song");
  edit_describe (edit, n > 1 ? "Move %s and others" : "Move %s", text_get (first->name));
  /* All are taken out first, so that none is laid over another that moves, too. */
  g_autofree Clip **clips = g_new0 (Clip *, n);
  g_autofree List ***lists = g_new0 (List **, n);
  for (int i = 0; i < n; i++) {
    const Id owner = edit_group_track_of (edit->project, ids[i]);
    if (automation && owner)
      move_automation (edit, clip_find (edit, ids[i]), owner, target ? target : owner, &shift);
    clips[i] = clip_take (edit, ids[i], &lists[i]);
    shift_start (map, clips[i], &shift);
  }
  for (int i = 0; i < n; i++)
    placing (args) (edit, target ? &project_edit_track (edit->project, target)->clips : lists[i],
                    clips[i]);
  return true;
}

const CommandSpec command_clip_move = { "clip.move", "Move clips", move_args,
                                        G_N_ELEMENTS (move_args), .run = apply_move };

static const ArgSpec trim_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "start", ARG_POSITION, .help = "where it begins; the content stays where it is" },
  { "end", ARG_POSITION, .help = "where it ends" },
  { "crossfade", ARG_BOOL,
    .help = "a neighbor that an edge grows over fades into it, instead of being covered",
    .initial = "off" },
};

typedef struct {
  Id id;
  bool start, end; /* which edges move */
} Trim;

static bool
is_near (Units a, Units b)
{
  return ABS (a - b) <= EDGE_TOLERANCE;
}

/* The clip, and clips of fellow members of its edit group that share the edges. */
static GArray *
collect_trims (Edit *edit, const Args *args, const Clip *clip)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Id owner = edit_group_track_of (edit->project, clip->node.id);
  const bool start = arg_given (args, "start"), end = arg_given (args, "end");
  const Units from = clip_start_units (map, clip), to = clip_end_units (map, clip);
  GArray *trims = g_array_new (FALSE, FALSE, sizeof (Trim));
  const Trim own = { clip->node.id, start, end };

  g_array_append_val (trims, own);
  if (!owner)
    return trims;
  g_autoptr (GArray) tracks = edit_group_expand (edit->project, &owner, 1);
  for (guint t = 0; t < tracks->len; t++) {
    const Track *track = project_find_track (edit->project, g_array_index (tracks, Id, t));
    for (int i = 0; i < list_n (track->clips) && track->node.id != owner; i++) {
      const Clip *one = (const Clip *) list_get (track->clips, i);
      const Trim trim = { one->node.id, start && is_near (clip_start_units (map, one), from),
                          end && is_near (clip_end_units (map, one), to) };
      if (trim.start || trim.end)
        g_array_append_val (trims, trim);
    }
  }
  return trims;
}

/* Where a clip ends that overlaps the start of a range, else where the range begins. */
static Units
before_end (const TempoMap *map, const List *clips, Units from, Units to)
{
  Units end = from;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const Units b = clip_end_units (map, clip);
    if (clip_start_units (map, clip) < from && b > end && b < to)
      end = b;
  }
  return end;
}

/* Where a clip begins that overlaps the end of a range, else where the range ends. */
static Units
behind_start (const TempoMap *map, const List *clips, Units from, Units to)
{
  Units start = to;
  for (int i = 0; i < list_n (clips); i++) {
    const Clip *clip = (const Clip *) list_get (clips, i);
    const Units a = clip_start_units (map, clip);
    if (clip_end_units (map, clip) > to && a < start && a > from)
      start = a;
  }
  return start;
}

static bool
trim (Edit *edit, const Args *args, const Trim *which, GError **error)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Clip *old = clip_find (edit, which->id);
  const Units old_from = clip_start_units (map, old), old_to = clip_end_units (map, old);
  Units from = old_from, to = old_to;
  List **list;

  if (which->start)
    from = tempo_map_position_units (map, arg_position (args, "start"));
  if (which->end)
    to = tempo_map_position_units (map, arg_position (args, "end"));
  if (to <= from)
    return edit_fail (error, "the end must lie behind the start");
  if (to - from <= 2 * EDGE_TOLERANCE)
    return edit_fail (error, "a clip is longer than 0.2 ms");
  Clip *clip = clip_take (edit, which->id, &list);
  /* The edge that grows comes first, so that none passes the other. */
  const bool start_first = to <= old_from;
  if (which->start && start_first)
    clip_trim_start (edit->project, map, clip, from);
  if (which->end)
    clip_trim_end (edit->project, map, clip, to);
  if (which->start && !start_first)
    clip_trim_start (edit->project, map, clip, from);
  if (placing (args) == crossfade_place) {
    crossfade_place (edit, list, clip);
    return true;
  }
  /* An edge that grows covers its neighbor and ends the crossfade with it; one at the other edge
   * stays. */
  if (from < old_from)
    lane_clear_range (edit, list, from, MIN (to, before_end (map, *list, old_from, old_to)),
                      which->id);
  if (to > old_to)
    lane_clear_range (edit, list, MAX (from, behind_start (map, *list, old_from, old_to)), to,
                      which->id);
  lane_put (edit, list, clip);
  lane_settle (edit, list);
  return true;
}

static bool
apply_trim (Edit *edit, const Args *args, GError **error)
{
  const Clip *clip = clip_find (edit, arg_id (args, "clip"));

  if (!arg_given (args, "start") && !arg_given (args, "end"))
    return edit_fail (error, "name a place with start= or end=");
  edit_describe (edit, "Trim %s", text_get (clip->name));
  g_autoptr (GArray) trims = collect_trims (edit, args, clip);
  for (guint i = 0; i < trims->len; i++)
    if (!trim (edit, args, &g_array_index (trims, Trim, i), error))
      return false;
  return true;
}

const CommandSpec command_clip_trim = { "clip.trim", "Move the edges of a clip over its content",
                                        trim_args, G_N_ELEMENTS (trim_args), .run = apply_trim };

static const ArgSpec duplicate_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "count", ARG_INT, .help = "how many copies, one behind the other", .initial = "1", .min = 1,
    .max = 10000 },
  { "to", ARG_POSITION, .help = "where the first copy begins", .initial = "behind the clip" },
  { "track", ARG_TRACK, .help = "another track", .initial = "beside the clip" },
  { "linked", ARG_BOOL, .help = "copies share changes of their content", .initial = "off" },
  { "crossfade", ARG_BOOL, .help = "as in clip.move", .initial = "off" },
};

/* The place behind a copy that begins at `at`. */
static Position
behind (const TempoMap *map, const Clip *clip, Position at)
{
  const Length length = { clip->length.base == TIME_MUSICAL ? LENGTH_TICKS : LENGTH_ABSOLUTE,
                          (double) clip->length.value };
  /* In the base of the length, so that many copies do not drift. */
  return position_add (map, tempo_map_rebase (map, at, clip->length.base), &length);
}

static bool
apply_duplicate (Edit *edit, const Args *args, GError **error)
{
  const Id id = arg_id (args, "clip"), target = arg_id (args, "track");
  const TempoMap *map = edit_tempo_map (edit);
  const int64_t count = arg_given (args, "count") ? arg_int (args, "count") : 1;
  int index;
  List **list = project_edit_list_of (edit->project, id, &index);

  if (arg_given (args, "linked") && arg_bool (args, "linked")) {
    Clip *first = (Clip *) list_edit (list, index);
    if (!first->linked)
      first->linked = id;
  }
  if (target &&
      !fits ((const Clip *) list_get (*list, index), project_find_track (edit->project, target)))
    return fail_unfit (edit, (const Clip *) list_get (*list, index), target, error);
  Clip *model = (Clip *) node_ref (list_get (*list, index));
  if (target)
    list = &project_edit_track (edit->project, target)->clips;
  Position next =
      arg_given (args, "to")
          ? arg_position (args, "to")
          : behind (map, model, (Position){ clip_start_units (map, model), TIME_ABSOLUTE });
  for (int64_t i = 0; i < count; i++) {
    Clip *copy = (Clip *) node_copy (&model->node);
    edit_renew_ids (edit, &copy->node);
    g_array_append_val (edit->created, copy->node.id);
    copy->grouped = 0;
    copy->locked = false;
    clip_set_start (map, copy, tempo_map_position_units (map, next));
    if (copy->linked) {
      run_unref (copy->notes);
      copy->notes = run_ref (model->notes);
    }
    next = behind (map, model, next);
    placing (args) (edit, list, copy);
  }
  edit_describe (edit, "Duplicate %s", text_get (model->name));
  node_unref (&model->node);
  return true;
}

const CommandSpec command_clip_duplicate = { "clip.duplicate", "Copy a clip, once or many times",
                                             duplicate_args, G_N_ELEMENTS (duplicate_args),
                                             .run = apply_duplicate };

static const ArgSpec slip_args[] = {
  { "clip", ARG_CLIP, .required = true, .help = "the clip" },
  { "by", ARG_LENGTH, .required = true, .help = "how far the content moves; negative is earlier" },
};

static bool
apply_slip (Edit *edit, const Args *args, GError **error)
{
  Clip *clip = project_edit_clip (edit->project, arg_id (args, "clip"));
  const TempoMap *map = edit_tempo_map (edit);
  const Length by = arg_length (args, "by");

  if (clip->kind == CLIP_NOTES) {
    clip->offset -= length_at (&by, map, clip->start, TIME_MUSICAL);
  } else {
    const Source *source = project_find_source (edit->project, clip->source);
    const Units units = length_at (&by, map, clip->start, TIME_ABSOLUTE);
    const Units offset = clip_offset_units (map, clip, source);
    clip_set_offset_units (map, clip, source,
                           clip->reverse && !clip->loop ? offset + units : offset - units);
  }
  edit_describe (edit, "Slip %s", text_get (clip->name));
  return true;
}

const CommandSpec command_clip_slip = { "clip.slip", "Move the content inside a clip", slip_args,
                                        G_N_ELEMENTS (slip_args), .run = apply_slip };

static const ArgSpec remove_args[] = {
  { "clip", ARG_CLIPS, .required = true, .help = "a clip or several, separated by commas" },
};

static bool
apply_remove (Edit *edit, const Args *args, GError **error)
{
  int n, index;
  const Id *ids = arg_ids (args, "clip", &n);

  for (int i = 0; i < n; i++) {
    List **list = project_edit_list_of (edit->project, ids[i], &index);
    if (!list)
      return edit_fail (error, "a clip is named twice");
    if (i == 0)
      edit_describe (edit, n > 1 ? "Remove %s and others" : "Remove %s",
                     node_name (list_get (*list, index)));
    list_remove (list, index);
  }
  return true;
}

const CommandSpec command_clip_remove = { "clip.remove", "Remove clips", remove_args,
                                          G_N_ELEMENTS (remove_args), .run = apply_remove };
