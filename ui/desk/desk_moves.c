/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of cursor, range and selection: a stack of where they were, apart from that of the
 * project. */
#include <string.h>

#include "ui/desk/desk_private.h"

typedef struct {
  DeskCursor cursor;
  GArray *clips, *tracks; /* Id; a reference each, shared where nothing else was selected */
  bool ranged_clips;
} Moved;

static void
moved_free (gpointer data)
{
  Moved *moved = data;
  g_array_unref (moved->clips);
  g_array_unref (moved->tracks);
  g_free (moved);
}

GPtrArray *
desk_moves_new (void)
{
  return g_ptr_array_new_with_free_func (moved_free);
}

static bool
same_ids (const GArray *a, const GArray *b)
{
  return a->len == b->len && (a->len == 0 || !memcmp (a->data, b->data, a->len * sizeof (Id)));
}

static bool
same_place (Position a, Position b)
{
  return a.value == b.value && a.base == b.base;
}

static bool
same_cursor (const DeskCursor *a, const DeskCursor *b)
{
  if (a->ranged != b->ranged || a->row != b->row || !same_place (a->at, b->at))
    return false;
  return !a->ranged || (a->anchor_row == b->anchor_row && same_place (a->anchor, b->anchor));
}

static bool
is_now (LqDesk *desk, const Moved *moved)
{
  return same_cursor (&moved->cursor, &desk->cursor) && same_ids (moved->clips, desk->clips) &&
         same_ids (moved->tracks, desk->tracks);
}

static GArray *
keep (GArray *before, const GArray *now)
{
  if (before && same_ids (before, now))
    return g_array_ref (before);
  GArray *copy = g_array_sized_new (FALSE, FALSE, sizeof (Id), now->len);
  g_array_append_vals (copy, now->data, now->len);
  return copy;
}

void
desk_remember_moves (LqDesk *desk)
{
  Moved *last = desk->moves->len > 0 ? desk->moves->pdata[desk->moves->len - 1] : NULL;
  if (desk->moving > 0 || (last && is_now (desk, last)))
    return;
  Moved *moved = g_new (Moved, 1);
  *moved = (Moved){ .cursor = desk->cursor,
                    .clips = keep (last ? last->clips : NULL, desk->clips),
                    .tracks = keep (last ? last->tracks : NULL, desk->tracks),
                    .ranged_clips = desk->ranged_clips };
  g_ptr_array_add (desk->moves, moved);
  if (desk->moves->len > DESK_MOVES)
    g_ptr_array_remove_index (desk->moves, 0);
}

void
lq_desk_begin_move (LqDesk *desk)
{
  desk_remember_moves (desk);
  desk->moving++;
}

void
lq_desk_end_move (LqDesk *desk)
{
  desk->moving--;
}

static void
take_ids (GArray *into, const GArray *ids)
{
  g_array_set_size (into, 0);
  g_array_append_vals (into, ids->data, ids->len);
}

bool
lq_desk_undo_cursor (LqDesk *desk)
{
  /* What was taken back otherwise, as by a drag that was cancelled, is passed over. */
  while (desk->moves->len > 0 && is_now (desk, desk->moves->pdata[desk->moves->len - 1]))
    g_ptr_array_set_size (desk->moves, (int) desk->moves->len - 1);
  if (desk->moves->len == 0)
    return false;
  const Moved *moved = desk->moves->pdata[desk->moves->len - 1];
  desk->cursor = moved->cursor;
  take_ids (desk->clips, moved->clips);
  take_ids (desk->tracks, moved->tracks);
  desk->ranged_clips = moved->ranged_clips;
  g_ptr_array_set_size (desk->moves, (int) desk->moves->len - 1);
  desk_forget_gone (desk);
  desk_changed (desk, DESK_CURSOR | DESK_SELECTION);
  return true;
}
