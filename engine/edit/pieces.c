/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "edit/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "edit/lane.h"
#include "edit/points.h"
#include "edit/takes.h"
#include "model/references.h"

#define AHEAD 4 /* so many clips ahead memory is asked for */

Place
place_of (const TempoMap *map, Position position)
{
  return (Place){ tempo_map_position_units (map, position),
                  tempo_map_position_ticks (map, position) };
}

Place
place_start (void)
{
  return (Place){ 0, 0 };
}

Place
place_end (void)
{
  return (Place){ UNITS_MAX / 4, TICKS_MAX / 4 };
}

void
layout_take_id (Layout *layout, Node *copy, const Node *old)
{
  if (!layout->seen || !g_hash_table_add (layout->seen, (void *) &old->id))
    edit_renew_ids (layout->edit, copy);
}

static Position
shifted (const Piece *piece, Position position)
{
  position.value += position.base == TIME_MUSICAL ? piece->at.ticks - piece->from.ticks
                                                  : piece->at.units - piece->from.units;
  return position;
}

/* The place in the base of a position, so that cutting there moves nothing. */
static Position
edge (const Place *place, TimeBase base)
{
  return (Position){ base == TIME_MUSICAL ? place->ticks : place->units, base };
}

/* A place in seconds, which has no tick of its own. */
static bool
lies_between_ticks (const TempoMap *map, const Place *place)
{
  return tempo_map_units (map, place->ticks) != place->units &&
         tempo_map_position_ticks (map, (Position){ place->units, TIME_ABSOLUTE }) == place->ticks;
}

/* Audio on a tick that moves by a length between ticks moves by all of it, as audio beside it does
 * that stays in seconds; not where the tempo is another. */
static void
move_between_ticks (const Layout *layout, const Piece *piece, const ClipSpan *span, Clip *part)
{
  const TempoMap *now = edit_tempo_map (layout->edit);
  const Units to = span->from + piece->at.units - piece->from.units;

  if (part->kind != CLIP_AUDIO || part->start.base != TIME_MUSICAL ||
      part->length.base != TIME_ABSOLUTE)
    return;
  if (ABS (to - clip_start_units (now, part)) <= EDGE_TOLERANCE &&
      (lies_between_ticks (layout->old_map, &piece->from) || lies_between_ticks (now, &piece->at)))
    clip_set_start (now, part, to);
}

/* What of the clip lies in the piece, at its new place; NULL when nothing does. `first`: it was not
 * laid before and keeps its ids. */
static Clip *
lay_clip (Layout *layout, const Piece *piece, const ClipSpan *span, bool first)
{
  const TempoMap *map = layout->old_map;
  const Clip *clip = span->clip;
  const Units from = span->from, to = span->to;
  const bool starts = from >= piece->from.units - EDGE_TOLERANCE;
  const bool ends = to <= piece->to.units + EDGE_TOLERANCE;
  const bool stays = piece->at.ticks == piece->from.ticks && piece->at.units == piece->from.units;

  if (from >= piece->to.units || to <= piece->from.units)
    return NULL;
  /* A sliver is a matter of rounding and belongs to the neighbor. */
  if (!(starts && ends) && piece->to.units - piece->from.units <= EDGE_TOLERANCE)
    return NULL;
  if ((!starts && to <= piece->from.units + EDGE_TOLERANCE) ||
      (!ends && from >= piece->to.units - EDGE_TOLERANCE))
    return NULL;
  if (starts && ends && stays && first)
    return (Clip *) node_ref (&clip->node);
  Clip *part = (Clip *) node_copy (&clip->node);
  if (!first)
    edit_renew_ids (layout->edit, &part->node);
  if (!ends) {
    part->fade_out = 0;
    clip_trim_end (layout->old, map, part, piece->to.units);
  }
  if (!starts) {
    part->fade_in = 0;
    clip_trim_start (layout->old, map, part, piece->from.units);
  }
  part->start = shifted (piece, part->start);
  /* What begins with the piece does so to the unit, not only to the tick. */
  const TempoMap *now = edit_tempo_map (layout->edit);
  const Position at = { piece->at.units, TIME_ABSOLUTE };
  if (!starts && !stays && tempo_map_position_ticks (now, at) == piece->at.ticks)
    clip_set_start (now, part, at.value);
  if (starts && !stays)
    move_between_ticks (layout, piece, span, part);
  return part;
}

Clip *
pieces_cut_clip (Edit *edit, const Project *project, const TempoMap *map, const Clip *clip,
                 Place from, Place to)
{
  const Piece piece = { from, to, from };
  const ClipSpan span = { clip_start_units (map, clip), clip_end_units (map, clip), clip, 0 };
  Layout layout = { .edit = edit, .old = project, .old_map = map, .pieces = &piece, .n = 1 };
  return lay_clip (&layout, &piece, &span, false);
}

static int
compare_laid (const void *a, const void *b)
{
  const ClipSpan *p = a, *q = b;
  if (p->from != q->from)
    return p->from < q->from ? -1 : 1;
  return p->clip->node.id < q->clip->node.id ? -1 : p->clip->node.id > q->clip->node.id;
}

/* What laying a clip reads of it, and what its copy will count references of. */
static void
expect_clip (const ClipSpan *spans, int i, int n)
{
  if (i + 2 * AHEAD < n)
    node_prefetch (&spans[i + 2 * AHEAD].clip->node, sizeof (Clip));
  if (i + AHEAD >= n)
    return;
  const Clip *clip = spans[i + AHEAD].clip;
  __builtin_prefetch (clip->envelopes, 1);
  if (clip->name)
    __builtin_prefetch ((const char *) clip->name - 2 * sizeof (size_t), 1);
}

/* The lane as the pieces lay it; *slot is the new track's. */
static void
lay_lane (Layout *layout, List **slot, const List *old)
{
  const TempoMap *map = edit_tempo_map (layout->edit);
  const int n = list_n (old);
  g_autofree ClipSpan *spans = clip_spans (layout->old_map, old);
  g_autofree char *seen = g_malloc0 ((gsize) n + 1);
  int kept = 0, n_laid = 0, room = n + 8;
  g_autofree ClipSpan *laid = g_new (ClipSpan, room);
  bool sorted = true;

  for (int p = 0; p < layout->n; p++)
    for (int i = 0; i < n; i++) {
      expect_clip (spans, i, n);
      Clip *clip = lay_clip (layout, &layout->pieces[p], &spans[i], !seen[i]);
      if (!clip)
        continue;
      /* Of what was made anew below it list_named_as knows nothing. */
      if (clip->envelopes != spans[i].clip->envelopes ||
          clip->expressions != spans[i].clip->expressions || clip->warps != spans[i].clip->warps)
        references_note (&clip->node);
      seen[i] = 1;
      kept += clip == spans[i].clip;
      if (n_laid == room)
        laid = g_renew (ClipSpan, laid, room = 2 * room);
      laid[n_laid] =
          (ClipSpan){ clip_start_units (map, clip), clip_end_units (map, clip), clip, n_laid };
      sorted = sorted && (n_laid == 0 || compare_laid (&laid[n_laid - 1], &laid[n_laid]) < 0);
      n_laid++;
    }
  if (kept == n && n_laid == n) {
    for (int i = 0; i < n_laid; i++)
      node_unref ((Node *) &laid[i].clip->node);
    /* In the new tempo those that stand on ticks may lie elsewhere. */
    if (layout->tempo)
      lane_settle (layout->edit, slot);
    return;
  }
  if (!sorted)
    qsort (laid, (size_t) n_laid, sizeof *laid, compare_laid);
  g_autofree Node **nodes = g_new (Node *, n_laid + 1);
  for (int i = 0; i < n_laid; i++) {
    nodes[i] = (Node *) &laid[i].clip->node;
    laid[i].index = i;
  }
  list_unref (*slot);
  *slot = list_new (nodes, n_laid);
  list_named_as (*slot, old);
  if (!lane_spans_are_settled (laid, n_laid))
    lane_settle (layout->edit, slot);
}

static void
lay_comp (Layout *layout, Comp *comp)
{
  const TempoMap *old_map = layout->old_map;
  List *parts = NULL;

  for (int p = 0; p < layout->n; p++)
    for (int i = 0; i < list_n (comp->parts); i++) {
      const Piece *piece = &layout->pieces[p];
      const Part *old = (const Part *) list_get (comp->parts, i);
      const Units from = tempo_map_position_units (old_map, old->from);
      const Units to = tempo_map_position_units (old_map, old->to);
      if (from >= piece->to.units - EDGE_TOLERANCE || to <= piece->from.units + EDGE_TOLERANCE)
        continue;
      Part *part = (Part *) node_copy (&old->node);
      layout_take_id (layout, &part->node, &old->node);
      if (from < piece->from.units - EDGE_TOLERANCE)
        part->from = edge (&piece->from, old->from.base);
      if (to > piece->to.units + EDGE_TOLERANCE)
        part->to = edge (&piece->to, old->to.base);
      part->from = shifted (piece, part->from);
      part->to = shifted (piece, part->to);
      list_insert (&parts, -1, &part->node);
    }
  list_unref (comp->parts);
  comp->parts = parts;
  comp_settle (layout->edit, comp);
}

static void
lay_track (Layout *layout, Track *track)
{
  const Track *old = project_find_track (layout->old, track->node.id);

  lay_lane (layout, &track->clips, old->clips);
  for (int l = 0; l < list_n (track->lanes); l++) {
    const Lane *lane = (const Lane *) list_get (old->lanes, l);
    lay_lane (layout, &((Lane *) list_edit (&track->lanes, l))->clips, lane->clips);
  }
  for (int c = 0; c < list_n (track->comps); c++)
    lay_comp (layout, (Comp *) list_edit (&track->comps, c));
  for (int e = list_n (track->envelopes) - 1; e >= 0; e--) {
    if (run_n (((const Envelope *) list_get (track->envelopes, e))->points) == 0)
      continue;
    Envelope *envelope = (Envelope *) list_edit (&track->envelopes, e);
    Run *points = layout_points (layout, envelope);
    run_unref (envelope->points);
    envelope->points = points;
  }
}

/* Pieces that go on as they did are one, so that nothing is cut between them. */
static int
join_pieces (Piece *pieces, int n)
{
  int last = -1;

  for (int i = 0; i < n; i++) {
    if (pieces[i].to.units <= pieces[i].from.units)
      continue;
    Piece *before = last >= 0 ? &pieces[last] : NULL;
    if (before && before->to.units == pieces[i].from.units &&
        before->at.ticks + before->to.ticks - before->from.ticks == pieces[i].at.ticks &&
        before->at.units + before->to.units - before->from.units == pieces[i].at.units)
      before->to = pieces[i].to;
    else
      pieces[++last] = pieces[i];
  }
  return last + 1;
}

void
pieces_lay_out (Edit *edit, Piece *pieces, int n, const Id *tracks, int n_tracks, bool tempo)
{
  Project *project = edit->project;
  Project *old = project_edit (project); /* holds on to what is there now */
  TempoMap *old_map = tempo_map_new (old);
  Layout layout = { .edit = edit,
                    .old = old,
                    .old_map = old_map,
                    .pieces = pieces,
                    .n = join_pieces (pieces, n),
                    .tempo = !tracks && tempo,
                    .seen = g_hash_table_new (g_int64_hash, g_int64_equal) };

  if (layout.tempo) {
    layout_tempo (&layout);
    const TempoMap *map = edit_tempo_map (edit);
    /* A place in seconds stays exact: only those on a tick follow the ticks. */
    for (int i = 0; i < layout.n; i++)
      if (tempo_map_units (old_map, pieces[i].from.ticks) == pieces[i].from.units &&
          !lies_between_ticks (old_map, &pieces[i].at))
        pieces[i].at.units = tempo_map_units (map, pieces[i].at.ticks);
  }
  if (!tracks)
    layout_rulers (&layout);
  for (int t = 0; t < list_n (project->tracks); t++) {
    const Id id = list_get (project->tracks, t)->id;
    bool meant = !tracks;
    for (int i = 0; i < n_tracks && !meant; i++)
      meant = tracks[i] == id;
    if (meant)
      lay_track (&layout, (Track *) list_edit (&project->tracks, t));
  }
  g_hash_table_unref (layout.seen);
  tempo_map_free (old_map);
  project_unref (old);
}

/* An envelope of the same target, where the track has that target at all. */
static Envelope *
envelope_like (Edit *edit, Track *track, const Track *from_track, const Envelope *from)
{
  for (int i = 0; i < list_n (track->envelopes); i++) {
    const Envelope *there = (const Envelope *) list_get (track->envelopes, i);
    if (there->device == from->device && there->base == from->base &&
        strcmp (text_get (there->param), text_get (from->param)) == 0)
      return (Envelope *) list_edit (&track->envelopes, i);
  }
  if (from->device &&
      !(track->node.id == from_track->node.id && project_find (edit->project, from->device, NULL)))
    return NULL;
  Envelope *fresh = edit_new_node (edit, NODE_ENVELOPE, false);
  fresh->device = from->device;
  fresh->base = from->base;
  text_set (&fresh->param, text_get (from->param));
  list_insert (&track->envelopes, -1, &fresh->node);
  return fresh;
}

/* The points take the place of [begin, begin + length) of the envelope, which goes on behind them
 * as it was. */
static void
overlay_points (Envelope *envelope, const Run *points, int64_t begin, int64_t length)
{
  Run **run = &envelope->points;
  const int64_t end = begin + length;
  const PointScale scale = point_scale (NULL, text_get (envelope->param));
  Point before = { .at = begin - 1, .shape = POINT_HOLD }, behind = { .at = end };
  const bool was = run_n (*run) > 0;

  if (was) {
    const int governing = points_before (*run, end);
    before.value = points_value (*run, begin - 1, &scale);
    behind.value = points_value (*run, end, &scale);
    if (governing >= 0) {
      behind.shape = run_point (*run, governing)->shape;
      behind.tension = run_point (*run, governing)->tension;
    }
  }
  for (int i = run_lower_bound (*run, begin); i < run_n (*run) && run_point (*run, i)->at < end;)
    run_remove (run, i);
  for (int i = 0; i < run_n (points); i++)
    run_insert_point (run, run_point (points, i));
  if (was && begin > 0)
    run_insert_point (run, &before);
  if (was)
    run_insert_point (run, &behind);
}

/* Room is made for all clips that follow each other at once, so that crossfades among them stay. */
static void
overlay_clips (Layout *layout, const Piece *piece, const List *from, List **to)
{
  Edit *edit = layout->edit;
  const TempoMap *map = edit_tempo_map (edit);
  g_autoptr (GPtrArray) laid = g_ptr_array_new ();
  const uint32_t mark = list_mark (*to), other = list_mark (from);
  Units begin = 0, end = 0;

  g_autofree ClipSpan *spans = clip_spans (layout->old_map, from);
  for (int i = 0; i < list_n (from); i++) {
    Clip *clip = lay_clip (layout, piece, &spans[i], false);
    if (!clip)
      continue;
    const Units at = clip_start_units (map, clip);
    if (at < begin || at > end + EDGE_TOLERANCE) {
      lane_clear_range (edit, to, begin, end, 0);
      begin = at;
      end = at;
    }
    end = MAX (end, clip_end_units (map, clip));
    references_note (&clip->node);
    g_array_append_val (edit->created, clip->node.id);
    g_ptr_array_add (laid, clip);
  }
  lane_clear_range (edit, to, begin, end, 0);
  for (guint i = 0; i < laid->len; i++)
    lane_put (edit, to, laid->pdata[i]);
  lane_settle (edit, to);
  if (mark && other)
    list_set_mark (*to, mark | other);
}

void
pieces_overlay (Edit *edit, const Project *from, const Track *from_track, Track *to,
                const Piece *piece, bool automation)
{
  TempoMap *old_map = tempo_map_new (from);
  Layout layout = { .edit = edit, .old = from, .old_map = old_map, .pieces = piece, .n = 1 };

  overlay_clips (&layout, piece, from_track->clips, &to->clips);
  for (int e = 0; e < list_n (from_track->envelopes) && automation; e++) {
    const Envelope *old = (const Envelope *) list_get (from_track->envelopes, e);
    Run *points = layout_points (&layout, old);
    Envelope *envelope = run_n (points) > 0 ? envelope_like (edit, to, from_track, old) : NULL;
    if (envelope)
      overlay_points (envelope, points,
                      old->base == TIME_MUSICAL ? piece->at.ticks : piece->at.units,
                      old->base == TIME_MUSICAL ? piece->to.ticks - piece->from.ticks
                                                : piece->to.units - piece->from.units);
    run_unref (points);
  }
  tempo_map_free (old_map);
}
