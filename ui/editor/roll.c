/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/editor/roll.h"

#include <math.h>

#include "edit/notes.h"
#include "live/live_hand.h"
#include "model/clip.h"
#include "ui/editor/roll_drag.h"

#define HEARD_MS 180

Roll *
roll_new (LqDesk *desk, int (*px) (double))
{
  Roll *roll = g_new0 (Roll, 1);
  roll->desk = g_object_ref (desk);
  roll->px = px;
  roll->notes = g_array_new (FALSE, FALSE, sizeof (RollNote));
  roll->selected = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  roll->copied = g_array_new (FALSE, FALSE, sizeof (RollNote));
  roll->lyrics = g_ptr_array_new_with_free_func (g_free);
  roll->drag = roll_drag_new ();
  roll->grid = (RollGrid){ .step = TICKS_PER_QUARTER / 4, .snap = true };
  roll->quantize = (RollQuantize){ .strength = 100 };
  roll->own_scale = -1;
  roll->audition = true;
  roll->pitch = 60;
  roll->seed = 1;
  roll->px_per_quarter = 40;
  roll->row_height = px (12);
  roll->width = 800;
  roll->height = 160;
  roll_make_rows (roll);
  return roll;
}

void
roll_free (Roll *roll)
{
  if (!roll)
    return;
  roll_drag_free (roll->drag);
  g_array_unref (roll->notes);
  g_array_unref (roll->copied);
  g_ptr_array_unref (roll->lyrics);
  g_hash_table_unref (roll->selected);
  g_object_unref (roll->desk);
  g_free (roll->lane);
  g_free (roll);
}

void
roll_listen (Roll *roll, void (*changed) (void *data, unsigned what), void *data)
{
  roll->changed = changed;
  roll->data = data;
}

void
roll_tell (Roll *roll, unsigned what)
{
  if (roll->changed)
    roll->changed (roll->data, what);
}

const Clip *
roll_clip (const Roll *roll)
{
  const Clip *clip =
      roll->clip ? project_find_clip (lq_desk_project (roll->desk), roll->clip, NULL, NULL) : NULL;
  return clip && clip->kind == CLIP_NOTES ? clip : NULL;
}

static void
read_scale (Roll *roll)
{
  const Project *project = lq_desk_project (roll->desk);
  const char *key = text_get (project->key);
  for (int i = 0; i < list_n (project->keys); i++) {
    const Key *at = (const Key *) list_get (project->keys, i);
    if (at->at <= roll->from)
      key = text_get (at->key);
  }
  roll->scale = scale_read (key);
  if (roll->own_scale >= 0)
    roll->scale = scale_with_kind (roll->scale, (ScaleKind) roll->own_scale);
}

static void
read_notes (Roll *roll, const Clip *clip)
{
  const TempoMap *map = lq_desk_map (roll->desk);
  const Run *run = notes_content (lq_desk_project (roll->desk), clip)->notes;
  const Note *notes;

  g_array_set_size (roll->notes, 0);
  roll->from = tempo_map_position_ticks (map, clip->start);
  roll->to = tempo_map_ticks (map, clip_end_units (map, clip));
  roll->loop = clip->loop && clip->loop_length > 0
                   ? notes_to_song (map, clip, clip->loop_start + clip->loop_length)
                   : 0;
  for (int c = 0, n; (notes = run_note_chunk (run, c, &n)); c++)
    for (int i = 0; i < n; i++) {
      const Ticks at = notes_to_song (map, clip, notes[i].at);
      const RollNote note = { .id = notes[i].id,
                              .at = at,
                              .end = at + notes[i].length,
                              .pitch = notes[i].pitch,
                              .velocity = notes[i].velocity,
                              .mute = notes[i].mute,
                              .outside = at < roll->from || at >= roll->to,
                              .lyric = text_get (notes[i].lyric) };
      g_array_append_val (roll->notes, note);
    }
}

static gboolean
is_gone (gpointer key, gpointer value, gpointer present)
{
  return !g_hash_table_contains (present, key);
}

static void
forget_gone (Roll *roll)
{
  g_autoptr (GHashTable) present = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < roll->notes->len; i++)
    g_hash_table_add (present, &g_array_index (roll->notes, RollNote, i).id);
  g_hash_table_foreach_remove (roll->selected, is_gone, present);
}

static void
refresh (Roll *roll)
{
  const Clip *clip = roll_clip (roll);
  Track *track = NULL;
  if (!clip) {
    roll->clip = roll->track = 0;
    g_array_set_size (roll->notes, 0);
    g_hash_table_remove_all (roll->selected);
    return;
  }
  project_find_clip (lq_desk_project (roll->desk), roll->clip, &track, NULL);
  roll->track = track ? track->node.id : 0;
  read_notes (roll, clip);
  forget_gone (roll);
  read_scale (roll);
  roll_make_rows (roll);
}

/* The rows in the middle are those with notes. */
static void
show_notes (Roll *roll)
{
  int low = 128, high = -1;
  for (guint i = 0; i < roll->notes->len; i++) {
    low = MIN (low, roll_note (roll, i)->pitch);
    high = MAX (high, roll_note (roll, i)->pitch);
  }
  roll->pitch = high >= 0 ? roll_note (roll, 0)->pitch : 60;
  const int middle = high < 0 ? 60 : (low + high + 1) / 2;
  const int row = roll->row_of[middle] >= 0 ? roll->row_of[middle] : roll->n_rows / 2;
  roll->y = row * roll->row_height - roll->height / 2 + roll->row_height / 2;
}

void
roll_set_clip (Roll *roll, Id clip)
{
  if (clip == roll->clip)
    return;
  roll_drag_cancel (roll);
  g_hash_table_remove_all (roll->selected);
  roll->clip = clip;
  roll->ranged = false;
  refresh (roll);
  Live *live = lq_desk_live (roll->desk);
  if (live && roll->audition)
    live_hand_focus (live, roll->track);
  if (roll->clip) {
    show_notes (roll);
    roll_zoom_to (roll, roll->from, roll->to);
  }
  roll_tell (roll, ROLL_NOTES | ROLL_SELECTION | ROLL_VIEW);
}

void
roll_desk_changed (Roll *roll, unsigned what)
{
  if (what & DESK_PROJECT) {
    refresh (roll);
    roll_tell (roll, ROLL_NOTES | ROLL_SELECTION);
  }
  if (what & DESK_CURSOR)
    roll_tell (roll, ROLL_CURSOR);
  if (what & DESK_STATE)
    roll_tell (roll, ROLL_STATE);
}

const RollNote *
roll_note (const Roll *roll, guint index)
{
  return &g_array_index (roll->notes, RollNote, index);
}

int
roll_find (const Roll *roll, Id id)
{
  for (guint i = 0; i < roll->notes->len; i++)
    if (roll_note (roll, i)->id == id)
      return (int) i;
  return -1;
}

/* --- The grid --- */

Ticks
roll_grid_step (const Roll *roll, Ticks at)
{
  if (roll->grid.step == 0)
    return tempo_map_bar_length (lq_desk_map (roll->desk), at);
  return roll->grid.triplet ? roll->grid.step * 2 / 3 : roll->grid.step;
}

static Ticks
bar_start (const Roll *roll, Ticks at)
{
  const TempoMap *map = lq_desk_map (roll->desk);
  BarPosition bar = tempo_map_bar (map, at);
  bar.beat = bar.sixteenth = 1;
  bar.ticks = 0;
  Ticks start = 0;
  tempo_map_from_bar (map, &bar, &start);
  return start;
}

Ticks
roll_floor (const Roll *roll, Ticks at)
{
  at = MAX (at, 0);
  const Ticks start = bar_start (roll, at), step = MAX (roll_grid_step (roll, at), 1);
  return start + (at - start) / step * step;
}

static Ticks
line_behind (const Roll *roll, Ticks at)
{
  const Ticks next = roll_floor (roll, at) + MAX (roll_grid_step (roll, at), 1);
  const Ticks bar = bar_start (roll, next);
  return bar > at && bar < next ? bar : next;
}

Ticks
roll_snap (const Roll *roll, Ticks at)
{
  if (!roll->grid.snap)
    return at;
  const Ticks before = roll_floor (roll, at), behind = line_behind (roll, at);
  return at - before <= behind - at ? before : behind;
}

Ticks
roll_step (const Roll *roll, Ticks from, int direction)
{
  if (direction > 0)
    return line_behind (roll, from);
  const Ticks before = roll_floor (roll, from);
  return before < from ? before : from > 0 ? roll_floor (roll, from - 1) : 0;
}

char *
roll_grid_text (const Roll *roll)
{
  if (roll->grid.step == 0)
    return g_strdup ("1/1");
  return g_strdup_printf ("1/%d%s", (int) (4 * TICKS_PER_QUARTER / roll->grid.step),
                          roll->grid.triplet ? "T" : "");
}

void
roll_grid_finer (Roll *roll, int direction)
{
  const Ticks step = roll->grid.step ? roll->grid.step : 4 * TICKS_PER_QUARTER;
  const Ticks next = direction > 0 ? step / 2 : step * 2;
  if (next >= TICKS_PER_QUARTER / 16 && next <= 4 * TICKS_PER_QUARTER)
    roll->grid.step = next;
  roll_set_state (roll);
}

void
roll_set_state (Roll *roll)
{
  read_scale (roll);
  roll_make_rows (roll);
  roll_tell (roll, ROLL_STATE | ROLL_VIEW);
}

/* --- Hearing --- */

typedef struct {
  LqDesk *desk;
  int pitch;
} Heard;

static gboolean
stop_hearing (gpointer data)
{
  Heard *heard = data;
  Live *live = lq_desk_session (heard->desk) ? lq_desk_live (heard->desk) : NULL;
  if (live)
    live_hand_off (live, HAND_TRACK, heard->pitch);
  g_object_unref (heard->desk);
  g_free (heard);
  return G_SOURCE_REMOVE;
}

void
roll_hear (Roll *roll, int pitch, double velocity)
{
  Live *live = lq_desk_live (roll->desk);
  if (!live || !roll->audition || !roll->track)
    return;
  Heard *heard = g_new (Heard, 1);
  *heard = (Heard){ g_object_ref (roll->desk), pitch };
  live_hand_focus (live, roll->track);
  live_hand_on (live, HAND_TRACK, pitch, (int) lround (velocity * 127));
  g_timeout_add (HEARD_MS, stop_hearing, heard);
}
