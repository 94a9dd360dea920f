/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "edit/join.h"
#include "edit/lane.h"
#include "edit/notes.h"
#include "edit/pieces.h"
#include "edit/points.h"

typedef struct {
  Edit *edit;
  Ticks origin; /* song tick where the content of the whole is at 0 */
  GHashTable *seen; /* Id of notes that the whole has; the keys are its own */
  GArray *notes; /* Note; the texts are borrowed from the clips */
  List *envelopes, *expressions;
  bool mute; /* the clip at hand is muted, the whole is not */
} Whole;

/* --- What of a clip's content is heard where ---------------------------------------------------
 */

static void
add_pass (GArray *passes, Ticks from, Ticks to, Ticks at)
{
  const Piece pass = { { 0, from }, { 0, to }, { 0, at } };
  g_array_append_val (passes, pass);
}

/* In ticks of the content and of the whole, as the mix plays them: from the offset to the loop's
 * end, then the loop over and over. */
static GArray *
find_passes (const Whole *whole, const TempoMap *map, const Clip *clip)
{
  GArray *passes = g_array_new (FALSE, FALSE, sizeof (Piece));
  const Ticks start = tempo_map_position_ticks (map, clip->start);
  const Ticks end = start + clip_length_ticks (map, clip);
  Ticks from = clip->offset, at = start;

  if (!clip->loop || clip->loop_length <= 0) {
    add_pass (passes, from, from + end - start, at - whole->origin);
    return passes;
  }
  const Ticks length = MAX (clip->loop_length, TICKS_PER_QUARTER / 64);
  const Ticks loop_end = clip->loop_start + length;
  if (from >= loop_end)
    from = clip->loop_start + (from - clip->loop_start) % length;
  while (at < end) {
    const Ticks to = MIN (loop_end, from + end - at);
    add_pass (passes, from, to, at - whole->origin);
    at += to - from;
    from = clip->loop_start;
  }
  return passes;
}

/* --- Notes -------------------------------------------------------------------------------------
 */

/* What of the content's expressions belongs to a note goes with it. */
static void
add_expressions (Whole *whole, const Clip *content, Id old, Id fresh)
{
  for (int i = 0; i < list_n (content->expressions); i++) {
    if (((const Expression *) list_get (content->expressions, i))->note != old)
      continue;
    Expression *copy = (Expression *) node_copy (list_get (content->expressions, i));
    copy->note = fresh;
    copy->node.id = edit_new_id (whole->edit, NODE_EXPRESSION);
    list_insert (&whole->expressions, -1, &copy->node);
  }
}

/* `own`: the content goes, so that its notes keep their ids where they come first. */
static void
add_notes (Whole *whole, const Clip *content, const Piece *pass, bool own)
{
  const Ticks from = pass->from.ticks, to = pass->to.ticks;

  for (int i = run_lower_bound (content->notes, from); i < run_n (content->notes); i++) {
    Note note = *run_note (content->notes, i);
    const Id old = note.id;
    if (note.at >= to)
      break;
    note.length = MIN (note.length, to - note.at);
    note.at += pass->at.ticks - from;
    note.mute = note.mute || whole->mute;
    if (!own || g_hash_table_contains (whole->seen, &old))
      note.id = id_next (whole->edit->ids, NOTE_LETTER);
    g_hash_table_add (whole->seen, g_memdup2 (&note.id, sizeof note.id));
    g_array_append_val (whole->notes, note);
    add_expressions (whole, content, old, note.id);
  }
}

/* --- Controllers -------------------------------------------------------------------------------
 */

static Envelope *
envelope_of (Whole *whole, const Envelope *like)
{
  for (int i = 0; i < list_n (whole->envelopes); i++) {
    Envelope *there = (Envelope *) list_edit (&whole->envelopes, i);
    if (there->device == like->device && there->off == like->off && there->base == like->base &&
        strcmp (text_get (there->param), text_get (like->param)) == 0)
      return there;
  }
  Envelope *fresh = (Envelope *) node_copy (&like->node);
  fresh->node.id = edit_new_id (whole->edit, NODE_ENVELOPE);
  run_unref (fresh->points);
  fresh->points = NULL;
  list_insert (&whole->envelopes, -1, &fresh->node);
  return fresh;
}

/* As the mix sends them: what holds where a pass begins is said there, but nothing before the first
 * point; a curve that the pass cuts ends with it. */
static void
add_pass_points (Run **to, const Run *points, const Piece *pass, const PointScale *scale)
{
  const Ticks from = pass->from.ticks, end = pass->to.ticks, shift = pass->at.ticks - from;
  const int before = points_before (points, from), n = run_n (points);
  int i = run_lower_bound (points, from);
  const Point *last = before >= 0 ? run_point (points, before) : NULL;

  if (last && last->at < from) {
    Point start = *last;
    start.at = pass->at.ticks;
    start.value = points_value (points, from, scale);
    run_insert_point (to, &start);
  }
  for (; i < n && run_point (points, i)->at < end; i++) {
    Point point = *run_point (points, i);
    point.at += shift;
    run_insert_point (to, &point);
    last = run_point (points, i);
  }
  if (last && last->shape != POINT_HOLD && i < n && last->at < end - 1) {
    const Point cut = { .at = end - 1 + shift,
                        .value = points_value (points, end - 1, scale),
                        .shape = POINT_HOLD };
    run_insert_point (to, &cut);
  }
}

static void
add_curves (Whole *whole, const Clip *content, const GArray *passes)
{
  for (int i = 0; i < list_n (content->envelopes) && !whole->mute; i++) {
    const Envelope *envelope = (const Envelope *) list_get (content->envelopes, i);
    const PointScale scale = point_scale (NULL, text_get (envelope->param));
    Envelope *to = envelope_of (whole, envelope);
    for (guint p = 0; p < passes->len; p++)
      add_pass_points (&to->points, envelope->points, &g_array_index (passes, Piece, p), &scale);
  }
}

/* --- The whole ---------------------------------------------------------------------------------
 */

static void
add_clip (Whole *whole, const TempoMap *map, const Clip *clip)
{
  const Clip *content = notes_content (whole->edit->project, clip);
  g_autoptr (GArray) passes = find_passes (whole, map, clip);

  for (guint i = 0; i < passes->len; i++)
    add_notes (whole, content, &g_array_index (passes, Piece, i), content == clip);
  add_curves (whole, content, passes);
}

Id
join_notes (Edit *edit, const Clip *const *clips, int n)
{
  const TempoMap *map = edit_tempo_map (edit);
  const Id id = clips[0]->node.id;
  Units end = 0;
  int index = 0;
  bool muted = true;
  Whole whole = { .edit = edit,
                  .origin = tempo_map_position_ticks (map, clips[0]->start),
                  .seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL),
                  .notes = g_array_new (FALSE, FALSE, sizeof (Note)) };

  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) node_unref);
  for (int i = 0; i < n; i++) {
    g_ptr_array_add (parts, node_ref ((Node *) &clips[i]->node));
    muted = muted && clips[i]->mute;
    end = MAX (end, clip_end_units (map, clips[i]));
  }
  for (int i = 0; i < n; i++) {
    whole.mute = clips[i]->mute && !muted;
    add_clip (&whole, map, clips[i]);
  }
  for (int i = 1; i < n; i++) {
    List **list = project_edit_list_of (edit->project, clips[i]->node.id, &index);
    list_remove (list, index);
  }
  Clip *joined = project_edit_clip (edit->project, id);
  joined->offset = joined->loop_start = joined->loop_length = 0;
  joined->loop = false;
  joined->linked = joined->pattern = 0;
  joined->mute = muted;
  list_unref (joined->envelopes);
  list_unref (joined->expressions);
  joined->envelopes = whole.envelopes;
  joined->expressions = whole.expressions;
  notes_store (joined, whole.notes);
  clip_set_end (map, joined, end);
  g_array_unref (whole.notes);
  g_hash_table_unref (whole.seen);
  return id;
}
