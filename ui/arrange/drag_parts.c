/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drags show, and the numbers that they write. */
#include <math.h>

#include "ui/arrange/drag_private.h"
#include "ui/draw/value_text.h"

const Row *
drag_row (const Drag *drag)
{
  const Rows *rows = lq_desk_rows (drag->desk);
  return drag->hit.row >= 0 && drag->hit.row < rows->n ? &rows->rows[drag->hit.row] : NULL;
}

Ghost *
drag_ghost (Drag *drag, GhostKind kind, double x, double y, double width, double height)
{
  const Ghost ghost = { .kind = kind, .x = x, .y = y, .width = width, .height = height };
  g_array_append_val (drag->show.ghosts, ghost);
  return &g_array_index (drag->show.ghosts, Ghost, drag->show.ghosts->len - 1);
}

Ghost *
drag_ghost_row (Drag *drag, GhostKind kind, const Row *row, Units from, Units to)
{
  const double x = lq_desk_x (drag->desk, from);
  return drag_ghost (drag, kind, x, row->y - (double) lq_desk_view (drag->desk)->y,
                     fmax (lq_desk_x (drag->desk, to) - x, 1), row->height - 1);
}

void
drag_tag (Drag *drag, double x, double y, char *text)
{
  g_free (drag->show.tag);
  drag->show.tag = text;
  drag->show.tag_x = x;
  drag->show.tag_y = y;
}

void
drag_refuse (Drag *drag, char *why)
{
  drag_tag (drag, drag->x, drag->y, why);
  drag->show.refused = true;
}

void
drag_hair (Drag *drag, const Snap *snap)
{
  if (snap->kind != SNAP_NONE)
    drag->show.hair = lq_desk_x (drag->desk, snap->units);
}

void
drag_add (GPtrArray *lines, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_ptr_array_add (lines, g_strdup_vprintf (format, args));
  va_end (args);
}

Snap
drag_snap (Drag *drag)
{
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = drag->hit.row };
  return snap_place (drag->desk, drag->at, &how);
}

/* Bars, beats and sixteenths that lie between, where both places stand on ticks. */
static char *
musical_length (const TempoMap *map, Units from, Units to)
{
  const Ticks a = tempo_map_ticks (map, from), b = tempo_map_ticks (map, to);
  if (tempo_map_units (map, a) != from || tempo_map_units (map, b) != to)
    return NULL;
  Ticks left = b - a;
  const Ticks bar = tempo_map_bar_length (map, a), beat = tempo_map_beat_length (map, a);
  const Ticks sixteenth = TICKS_PER_QUARTER / 4;
  const int64_t bars = left / bar;
  left -= bars * bar;
  const int64_t beats = left / beat;
  left -= beats * beat;
  if (left % sixteenth)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                            ".%" G_GINT64_FORMAT,
                            bars, beats, left / sixteenth, left % sixteenth);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, bars,
                          beats, left / sixteenth);
}

char *
drag_length (LqDesk *desk, Units from, Units to)
{
  char *text = musical_length (lq_desk_map (desk), from, to);
  return text ? text : drag_seconds (to - from);
}

char *
drag_seconds (Units length)
{
  const double seconds = (double) length / (double) UNITS_PER_SECOND;
  return seconds < 1 ? g_strdup_printf ("%.1f ms", seconds * 1000)
                     : g_strdup_printf ("%.3f s", seconds);
}

char *
drag_distance (LqDesk *desk, Units from, Units to)
{
  g_autofree char *length = drag_length (desk, int64_min (from, to), int64_max (from, to));
  return g_strconcat (to < from ? "−" : "+", length, NULL);
}

const char *
drag_number (char text[G_ASCII_DTOSTR_BUF_SIZE], double x)
{
  if (isinf (x) && x < 0)
    return "-inf";
  return g_ascii_formatd (text, G_ASCII_DTOSTR_BUF_SIZE, "%.9g", x);
}

char *
drag_place (LqDesk *desk, Position at)
{
  return at.base == TIME_MUSICAL ? g_strdup (lq_desk_place (desk, at))
                                 : value_text_clock (at.value);
}

Frames
drag_frames (LqDesk *desk, Units units)
{
  const Frames frames = units_to_frames (units < 0 ? -units : units, lq_desk_rate (desk));
  return units < 0 ? -frames : frames;
}

bool
drag_is_note_track (const Track *track)
{
  return track->kind == TRACK_INSTRUMENT || track->kind == TRACK_MIDI;
}
