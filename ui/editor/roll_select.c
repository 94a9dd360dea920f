/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection and cursor of the piano roll. */
#include "ui/editor/roll_lane.h"

bool
roll_is_selected (const Roll *roll, Id id)
{
  return g_hash_table_contains (roll->selected, &id);
}

static void
add (Roll *roll, Id id)
{
  Id *key = g_new (Id, 1);
  *key = id;
  g_hash_table_add (roll->selected, key);
}

void
roll_select (Roll *roll, Id id, bool more)
{
  if (!more)
    g_hash_table_remove_all (roll->selected);
  if (!more || !g_hash_table_remove (roll->selected, &id))
    add (roll, id);
  roll_tell (roll, ROLL_SELECTION);
}

void
roll_select_all (Roll *roll)
{
  for (guint i = 0; i < roll->notes->len; i++)
    add (roll, roll_note (roll, i)->id);
  roll_tell (roll, ROLL_SELECTION);
}

void
roll_select_none (Roll *roll)
{
  g_hash_table_remove_all (roll->selected);
  roll->ranged = false;
  roll_tell (roll, ROLL_SELECTION);
}

void
roll_select_ids (Roll *roll, const GArray *ids)
{
  g_hash_table_remove_all (roll->selected);
  for (guint i = 0; i < ids->len; i++)
    add (roll, g_array_index (ids, Id, i));
  roll_tell (roll, ROLL_SELECTION);
}

void
roll_select_box (Roll *roll, Ticks from, Ticks to, int low, int high, const GArray *with)
{
  g_hash_table_remove_all (roll->selected);
  for (guint i = 0; with && i < with->len; i++)
    add (roll, g_array_index (with, Id, i));
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    if (note->at <= to && note->end > from && note->pitch >= low && note->pitch <= high &&
        (note->at < to || from == to))
      add (roll, note->id);
  }
  roll_tell (roll, ROLL_SELECTION);
}

int
roll_under_cursor (const Roll *roll)
{
  const Ticks at = roll_at (roll);
  for (guint i = roll->notes->len; i-- > 0;) {
    const RollNote *note = roll_note (roll, i);
    if (note->pitch == roll->pitch && note->at <= at && at < note->end)
      return (int) i;
  }
  return -1;
}

GArray *
roll_targets (const Roll *roll)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < roll->notes->len; i++)
    if (roll_is_selected (roll, roll_note (roll, i)->id))
      g_array_append_val (targets, i);
  const int under = targets->len == 0 ? roll_under_cursor (roll) : -1;
  if (under >= 0)
    g_array_append_val (targets, under);
  return targets;
}

Ticks
roll_at (const Roll *roll)
{
  return tempo_map_position_ticks (lq_desk_map (roll->desk), lq_desk_cursor (roll->desk)->at);
}

void
roll_set_cursor (Roll *roll, Ticks at, int pitch, bool extend)
{
  if (extend && !roll->ranged) {
    roll->anchor = roll_at (roll);
    roll->anchor_pitch = roll->pitch;
  }
  roll->ranged = extend;
  roll->pitch = CLAMP (pitch, 0, 127);
  const int row = rows_find (lq_desk_rows (roll->desk), ROW_TRACK, roll->track, 0);
  lq_desk_set_cursor (roll->desk, (Position){ MAX (at, 0), TIME_MUSICAL },
                      row >= 0 ? row : lq_desk_cursor (roll->desk)->row, false);
  if (extend && !roll->in_lane)
    roll_select_box (roll, MIN (roll->anchor, at), MAX (roll->anchor, at),
                     MIN (roll->anchor_pitch, roll->pitch), MAX (roll->anchor_pitch, roll->pitch),
                     NULL);
  roll_tell (roll, ROLL_CURSOR);
}

void
roll_move_cursor (Roll *roll, int steps, int rows, bool extend)
{
  Ticks at = roll_at (roll);
  for (int i = 0; i < ABS (steps); i++)
    at = roll_step (roll, at, steps);
  /* Rows that are folded away are passed over. */
  int pitch = roll->pitch;
  for (int left = ABS (rows); left > 0;) {
    const int next = pitch + (rows > 0 ? 1 : -1);
    if (next < 0 || next > 127)
      break;
    pitch = next;
    left -= roll->row_of[pitch] >= 0;
  }
  if (roll->row_of[pitch] < 0)
    pitch = roll->pitch;
  roll_set_cursor (roll, at, pitch, extend);
  roll_reveal (roll);
}

void
roll_next_note (Roll *roll, int direction)
{
  const Ticks at = roll_at (roll);
  const RollNote *best = NULL;
  if (roll->in_lane) {
    roll_lane_next (roll, direction);
    return;
  }
  /* Notes that begin together are passed by pitch, upwards. */
  for (guint i = 0; i < roll->notes->len; i++) {
    const RollNote *note = roll_note (roll, i);
    const bool behind = note->at > at || (note->at == at && note->pitch > roll->pitch);
    const bool before = note->at < at || (note->at == at && note->pitch < roll->pitch);
    const bool closer =
        !best || (direction > 0) ==
                     (note->at < best->at || (note->at == best->at && note->pitch < best->pitch));
    if ((direction > 0 ? behind : before) && closer)
      best = note;
  }
  if (!best)
    return;
  const RollNote found = *best;
  roll_set_cursor (roll, found.at, found.pitch, false);
  roll_select (roll, found.id, false);
  roll_reveal (roll);
  roll_hear (roll, found.pitch, found.velocity);
}
