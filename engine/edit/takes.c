/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/takes.h"

#include <string.h>

#include "edit/lane.h"

Lane *
take_lane_add (Edit *edit, Track *track, const char *name)
{
  Lane *lane = edit_new_node (edit, NODE_LANE, true);
  g_autofree char *numbered = g_strdup_printf ("Take %d", list_n (track->lanes) + 1);

  text_set (&lane->name, name && *name ? name : numbered);
  list_insert (&track->lanes, -1, &lane->node);
  return lane;
}

void
take_lane_fit (Edit *edit, Lane *lane)
{
  const TempoMap *map = edit_tempo_map (edit);
  Units from = INT64_MAX, to = 0;

  for (int i = 0; i < list_n (lane->clips); i++) {
    const Clip *clip = (const Clip *) list_get (lane->clips, i);
    from = MIN (from, clip_start_units (map, clip));
    to = MAX (to, clip_end_units (map, clip));
  }
  lane->from = (Position){ MIN (from, to), TIME_ABSOLUTE };
  lane->to = (Position){ to, TIME_ABSOLUTE };
}

static bool
same_notes (const Run *a, const Run *b)
{
  if (run_n (a) != run_n (b))
    return false;
  for (int i = 0; i < run_n (a); i++) {
    const Note *p = run_note (a, i), *q = run_note (b, i);
    if (p->at != q->at || p->length != q->length || p->pitch != q->pitch ||
        p->channel != q->channel || p->velocity != q->velocity || p->release != q->release ||
        p->mute != q->mute)
      return false;
  }
  return true;
}

static bool
same_envelopes (const List *a, const List *b)
{
  if (list_n (a) != list_n (b))
    return false;
  for (int i = 0; i < list_n (a); i++) {
    const Envelope *p = (const Envelope *) list_get (a, i), *q = (const Envelope *) list_get (b, i);
    if (strcmp (text_get (p->param), text_get (q->param)) != 0 || p->off != q->off ||
        !run_equal (p->points, q->points))
      return false;
  }
  return true;
}

/* Nobody has worked on one of them who did not on the other. Warps are work. */
static bool
same_content (const Clip *a, const Clip *b)
{
  return a->kind == b->kind && a->source == b->source && a->pattern == b->pattern &&
         a->start.value == b->start.value && a->start.base == b->start.base &&
         a->start_fine == b->start_fine && a->length.value == b->length.value &&
         a->length.base == b->length.base && a->offset == b->offset &&
         a->offset_fine == b->offset_fine && a->gain_db == b->gain_db && a->mute == b->mute &&
         a->reverse == b->reverse && a->loop == b->loop && a->stretch_mode == b->stretch_mode &&
         a->stretch == b->stretch && a->transpose == b->transpose && a->fade_in == b->fade_in &&
         a->fade_out == b->fade_out && list_n (a->warps) == 0 && list_n (b->warps) == 0 &&
         list_n (a->expressions) == list_n (b->expressions) && same_notes (a->notes, b->notes) &&
         same_envelopes (a->envelopes, b->envelopes);
}

/* Whether a take holds what a piece of the playing lane does, at the same place. */
static bool
is_kept (Edit *edit, const Track *track, const Clip *piece)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Place from = place_of (map, (Position){ clip_start_units (map, piece), TIME_ABSOLUTE });
  const Place to = place_of (map, (Position){ clip_end_units (map, piece), TIME_ABSOLUTE });
  bool found = false;

  for (int l = 0; l < list_n (track->lanes) && !found; l++) {
    const List *clips = ((const Lane *) list_get (track->lanes, l))->clips;
    for (int i = 0; i < list_n (clips) && !found; i++) {
      Clip *other =
          pieces_cut_clip (edit, edit->project, map, (const Clip *) list_get (clips, i), from, to);
      found = other && same_content (piece, other);
      if (other)
        node_unref (&other->node);
    }
  }
  return found;
}

void
take_keep (Edit *edit, Track *track, Place from, Place to)
{
  const TempoMap *map = edit_tempo_map (edit);
  Lane *lane = NULL;

  for (int i = 0; i < list_n (track->clips); i++) {
    Clip *clip = pieces_cut_clip (edit, edit->project, map,
                                  (const Clip *) list_get (track->clips, i), from, to);
    if (!clip)
      continue;
    if (is_kept (edit, track, clip)) {
      node_unref (&clip->node);
      continue;
    }
    if (!lane)
      lane = take_lane_add (edit, track, NULL);
    list_insert (&lane->clips, -1, &clip->node);
  }
  if (lane) {
    lane_settle (edit, &lane->clips);
    take_lane_fit (edit, lane);
  }
}

static Units
part_from (const TempoMap *map, const Part *part)
{
  return tempo_map_position_units (map, part->from);
}

static Units
part_to (const TempoMap *map, const Part *part)
{
  return tempo_map_position_units (map, part->to);
}

static void
free_range (Edit *edit, Comp *comp, Position from, Position to)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units a = tempo_map_position_units (map, from), b = tempo_map_position_units (map, to);

  for (int i = list_n (comp->parts) - 1; i >= 0; i--) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Units p = part_from (map, part), q = part_to (map, part);
    if (q <= a || p >= b)
      continue;
    if (p >= a && q <= b) {
      list_remove (&comp->parts, i);
      continue;
    }
    if (p < a && q > b) {
      Part *behind = (Part *) node_copy (&part->node);
      edit_renew_ids (edit, &behind->node);
      behind->from = to;
      list_insert (&comp->parts, i + 1, &behind->node);
    }
    Part *changed = (Part *) list_edit (&comp->parts, i);
    if (p < a)
      changed->to = from;
    else
      changed->from = to;
  }
}

/* Neighbors that abut at the place and play the same lane are one: cuts elsewhere stay. */
static void
join_parts (Edit *edit, Comp *comp, Units at)
{
  const TempoMap *map = edit_tempo_map (edit);

  for (int i = list_n (comp->parts) - 1; i > 0; i--) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Part *before = (const Part *) list_get (comp->parts, i - 1);
    if (part->lane != before->lane || part->gain_db != before->gain_db ||
        part_from (map, part) != at || part_from (map, part) > part_to (map, before))
      continue;
    const Position to = part->to;
    list_remove (&comp->parts, i);
    ((Part *) list_edit (&comp->parts, i - 1))->to = to;
  }
}

void
comp_put (Edit *edit, Comp *comp, Position from, Position to, Id lane, double gain_db)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units at = tempo_map_position_units (map, from);
  int index = 0;

  free_range (edit, comp, from, to);
  if (lane) {
    Part *part = edit_new_node (edit, NODE_PART, false);
    part->lane = lane;
    part->gain_db = gain_db;
    part->from = from;
    part->to = to;
    while (index < list_n (comp->parts) &&
           part_from (map, (const Part *) list_get (comp->parts, index)) < at)
      index++;
    list_insert (&comp->parts, index, &part->node);
  }
  join_parts (edit, comp, at);
  join_parts (edit, comp, tempo_map_position_units (map, to));
}

bool
comp_split (Edit *edit, Comp *comp, Position at)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units place = tempo_map_position_units (map, at);

  for (int i = 0; i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    if (place <= part_from (map, part) || place >= part_to (map, part))
      continue;
    Part *behind = (Part *) node_copy (&part->node);
    edit_renew_ids (edit, &behind->node);
    behind->from = at;
    ((Part *) list_edit (&comp->parts, i))->to = at;
    list_insert (&comp->parts, i + 1, &behind->node);
    return true;
  }
  return false;
}

void
comp_set_gain (Edit *edit, Comp *comp, Position from, Position to, double gain_db)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units a = tempo_map_position_units (map, from), b = tempo_map_position_units (map, to);

  comp_split (edit, comp, from);
  comp_split (edit, comp, to);
  for (int i = 0; i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    if (part_from (map, part) >= a && part_to (map, part) <= b)
      ((Part *) list_edit (&comp->parts, i))->gain_db = gain_db;
  }
}

static int
compare_parts (const void *a, const void *b, void *map)
{
  const Units p = part_from (map, *(const Part *const *) a);
  const Units q = part_from (map, *(const Part *const *) b);
  return p < q ? -1 : p > q;
}

static bool
comp_is_settled (const TempoMap *map, const Comp *comp)
{
  Units end = INT64_MIN;

  for (int i = 0; i < list_n (comp->parts); i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    if (part_from (map, part) < end || part_to (map, part) <= part_from (map, part))
      return false;
    end = part_to (map, part);
  }
  return true;
}

void
comp_settle (Edit *edit, Comp *comp)
{
  const TempoMap *map = edit_tempo_map (edit);
  const int n = list_n (comp->parts);
  g_autofree Node **parts = g_new (Node *, n + 1);
  int kept = 0;

  if (comp_is_settled (map, comp))
    return;
  for (int i = 0; i < n; i++)
    parts[i] = node_ref (list_get (comp->parts, i));
  list_unref (comp->parts);
  g_qsort_with_data (parts, n, sizeof *parts, compare_parts, (void *) map);
  for (int i = 0; i < n; i++) {
    const Part *part = (const Part *) parts[i];
    const Part *next = i + 1 < n ? (const Part *) parts[i + 1] : NULL;
    if (next && part_to (map, part) > part_from (map, next))
      ((Part *) node_edit (&parts[i]))->to = next->from;
    part = (const Part *) parts[i];
    if (part_to (map, part) > part_from (map, part))
      parts[kept++] = parts[i];
    else
      node_unref (parts[i]);
  }
  comp->parts = list_new (parts, kept);
}

void
takes_settle_all (Edit *edit)
{
  Project *project = edit->project;
  const TempoMap *map = edit_tempo_map (edit);

  for (int t = 0; t < list_n (project->tracks); t++) {
    const Track *track = (const Track *) list_get (project->tracks, t);
    if (!lane_is_settled (map, track->clips)) {
      Track *changed = (Track *) list_edit (&project->tracks, t);
      lane_settle (edit, &changed->clips);
      track = changed;
    }
    for (int l = 0; l < list_n (track->lanes); l++) {
      if (lane_is_settled (map, ((const Lane *) list_get (track->lanes, l))->clips))
        continue;
      Track *changed = (Track *) list_edit (&project->tracks, t);
      lane_settle (edit, &((Lane *) list_edit (&changed->lanes, l))->clips);
      track = changed;
    }
    for (int c = 0; c < list_n (track->comps); c++) {
      if (comp_is_settled (map, (const Comp *) list_get (track->comps, c)))
        continue;
      Track *changed = (Track *) list_edit (&project->tracks, t);
      comp_settle (edit, (Comp *) list_edit (&changed->comps, c));
      track = changed;
    }
  }
}

/* A lane as it is heard in [from, to), with crossfades centered at both ends. */
typedef struct {
  Units from, to;
  Units in, out;
  int in_shape, out_shape;
  double gain_db;
} Window;

static Place
place_at_units (const TempoMap *map, Units units)
{
  return place_of (map, (Position){ MAX (units, 0), TIME_ABSOLUTE });
}

/* `keep`: what lies whole in it stays the clip that it is. */
static void
add_window (Edit *edit, const List *clips, const Window *window, bool keep, List **to)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Units begin = window->from - window->in / 2, end = window->to + window->out / 2;
  const Place a = place_at_units (map, begin);
  const Place b = window->to >= place_end ().units ? place_end () : place_at_units (map, end);

  for (int i = 0; i < list_n (clips); i++) {
    const Clip *old = (const Clip *) list_get (clips, i);
    const Units from = clip_start_units (map, old), to_units = clip_end_units (map, old);
    if (keep && from >= begin && to_units <= end) {
      lane_put (edit, to, (Clip *) node_ref (&old->node));
      continue;
    }
    Clip *clip = pieces_cut_clip (edit, edit->project, map, old, a, b);
    if (!clip)
      continue;
    g_array_append_val (edit->created, clip->node.id);
    clip->gain_db += window->gain_db;
    if (window->in > 0 && from < begin) {
      clip->fade_in = window->in;
      clip->fade_in_shape = window->in_shape;
    }
    if (window->out > 0 && to_units > end) {
      clip->fade_out = window->out;
      clip->fade_out_shape = window->out_shape;
    }
    lane_put (edit, to, clip);
  }
}

/* Linear between equal things: their sum is as loud as each. */
static int
joint_shape (const Part *before, const Part *part)
{
  return before && part && before->lane == part->lane ? FADE_LINEAR : FADE_EQUAL_POWER;
}

List *
comp_flatten (Edit *edit, const Track *track, const Comp *comp)
{
  const TempoMap *map = edit_tempo_map (edit);
  const int n = list_n (comp->parts);
  Window gap = { .in_shape = FADE_EQUAL_POWER, .out_shape = FADE_EQUAL_POWER };
  const Part *before = NULL; /* where it abuts */
  List *clips = NULL;

  for (int i = 0; i < n; i++) {
    const Part *part = (const Part *) list_get (comp->parts, i);
    const Part *next = i + 1 < n ? (const Part *) list_get (comp->parts, i + 1) : NULL;
    const int lane = list_find (track->lanes, part->lane);
    const bool abuts = next && part_from (map, next) <= part_to (map, part);
    const Window window = { part_from (map, part),
                            part_to (map, part),
                            part->crossfade,
                            abuts ? next->crossfade : part->crossfade,
                            joint_shape (before, part),
                            joint_shape (part, abuts ? next : NULL),
                            part->gain_db };
    gap.to = window.from;
    gap.out = window.in;
    if (gap.from < gap.to)
      add_window (edit, track->clips, &gap, true, &clips);
    if (lane >= 0)
      add_window (edit, ((const Lane *) list_get (track->lanes, lane))->clips, &window, false,
                  &clips);
    gap = (Window){ .from = window.to,
                    .in = window.out,
                    .in_shape = FADE_EQUAL_POWER,
                    .out_shape = FADE_EQUAL_POWER };
    before = abuts ? part : NULL;
  }
  gap.to = place_end ().units;
  add_window (edit, track->clips, &gap, true, &clips);
  lane_settle (edit, &clips);
  return clips;
}

char **
take_promote_lines (const Project *before, const Project *now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int t = 0; t < list_n (now->tracks); t++) {
    const Track *track = (const Track *) list_get (now->tracks, t);
    const Track *old = project_find_track (before, track->node.id);
    for (int l = old ? list_n (old->lanes) : 0; l < list_n (track->lanes); l++) {
      char id[ID_TEXT_SIZE], lane[ID_TEXT_SIZE];
      g_autofree char *line =
          g_strdup_printf ("take.promote track=%s lane=%s", id_write (id, track->node.id),
                           id_write (lane, list_get (track->lanes, l)->id));
      g_strv_builder_add (builder, line);
    }
  }
  return g_strv_builder_end (builder);
}
