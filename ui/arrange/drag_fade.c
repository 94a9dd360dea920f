/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fades at the corners of clips, and the gain in the header. A fade that is dragged over the edge
 * into the neighbor is a crossfade. */
#include <glib/gi18n.h>
#include <math.h>

#include "edit/lane.h"
#include "ui/arrange/drag_private.h"
#include "ui/arrange/fellows.h"
#include "ui/draw/value_text.h"

#define DB_PER_PX 0.1
#define LEAST_DB -60.0
#define MOST_DB 24.0

typedef struct {
  GArray *ids; /* Id */
  Units start, end; /* of the held clip */
  bool out;
  Id left; /* the clip before the joint, where there is one at this edge; 0: none */
  Units length; /* of the fade, or */
  Units cross; /* of the crossfade; 0: it is a fade */
  double gain; /* added, dB */
} Fade;

static const Clip *
clip_of (const Drag *drag, Id id)
{
  return project_find_clip (lq_desk_project (drag->desk), id, NULL, NULL);
}

/* The clip whose end lies at the start of the held one, or the held one where another begins at
 * its end. */
static Id
left_of_joint (const Drag *drag, bool out)
{
  const TempoMap *map = lq_desk_map (drag->desk);
  const Clip *own = clip_of (drag, drag->hit.clip);
  const Row *row = drag_row (drag);
  for (int i = 0; row && i < list_n (row->node->clips); i++) {
    const Clip *other = (const Clip *) list_get (row->node->clips, i);
    if (other == own)
      continue;
    if (out && clip_start_units (map, other) > clip_start_units (map, own) &&
        clip_start_units (map, other) <= clip_end_units (map, own) + EDGE_TOLERANCE)
      return own->node.id;
    if (!out && clip_start_units (map, other) < clip_start_units (map, own) &&
        clip_end_units (map, other) >= clip_start_units (map, own) - EDGE_TOLERANCE)
      return other->node.id;
  }
  return 0;
}

static void
show_fade (Drag *drag, const Fade *fade)
{
  const Rows *rows = lq_desk_rows (drag->desk);
  for (guint i = 0; i < fade->ids->len; i++) {
    Track *track = NULL;
    const Clip *clip = project_find_clip (lq_desk_project (drag->desk),
                                          g_array_index (fade->ids, Id, i), &track, NULL);
    const int row = track ? rows_find (rows, ROW_TRACK, track->node.id, 0) : -1;
    if (row < 0 || clip->kind != CLIP_AUDIO)
      continue;
    const TempoMap *map = lq_desk_map (drag->desk);
    const Units start = clip_start_units (map, clip), end = clip_end_units (map, clip);
    const Units length = int64_min (fade->length, end - start);
    drag_ghost_row (drag, fade->out ? GHOST_FADE_OUT : GHOST_FADE_IN, &rows->rows[row],
                    fade->out ? end - length : start, fade->out ? end : start + length);
  }
}

static void
show_crossfade (Drag *drag, Units joint, Units length)
{
  const Units from = joint - length / 2, to = joint + length / 2;
  g_autofree char *text = drag_seconds (to - from);
  drag_show_crossfade (drag, drag_row (drag), from, to);
  drag_tag (drag, drag->x, drag->y, g_strdup_printf (_ ("Crossfade %s"), text));
}

static void
update_fade (Drag *drag)
{
  Fade *fade = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  const Snap things = snap_things (drag->desk, drag->at, &how);
  const Units at = things.kind == SNAP_NONE ? drag->at : things.units;
  const Units inwards = fade->out ? fade->end - at : at - fade->start;

  fade->cross = fade->left && inwards < 0 ? -2 * inwards : 0;
  fade->length = CLAMP (inwards, 0, fade->end - fade->start);
  if (fade->cross) {
    show_crossfade (drag, fade->out ? fade->end : fade->start, fade->cross);
    return;
  }
  g_autofree char *text = drag_seconds (fade->length);
  show_fade (drag, fade);
  drag_hair (drag, &things);
  drag_tag (drag, drag->x, drag->y,
            g_strdup_printf (fade->out ? _ ("Fade out %s") : _ ("Fade in %s"), text));
}

static void
crossfade_line (Drag *drag, Id left, Units length, GPtrArray *lines)
{
  if (length >= 2 * EDGE_TOLERANCE)
    drag_add (lines, "clip.crossfade clip=%s length=%" G_GINT64_FORMAT "f",
              lq_desk_id (drag->desk, left), drag_frames (drag->desk, length));
}

static void
fade_lines (Drag *drag, GPtrArray *lines)
{
  const Fade *fade = drag->data;
  const TempoMap *map = lq_desk_map (drag->desk);
  if (fade->cross) {
    crossfade_line (drag, fade->left, fade->cross, lines);
    return;
  }
  for (guint i = 0; i < fade->ids->len; i++) {
    const Id id = g_array_index (fade->ids, Id, i);
    const Clip *clip = clip_of (drag, id);
    const Units length = clip_end_units (map, clip) - clip_start_units (map, clip);
    const Frames frames = drag_frames (drag->desk, int64_min (fade->length, length));
    const Units now = frames_to_units (frames, lq_desk_rate (drag->desk));
    if (clip->kind == CLIP_AUDIO && now != (fade->out ? clip->fade_out : clip->fade_in))
      drag_add (lines, "clip.set clip=%s %s=%" G_GINT64_FORMAT "f", lq_desk_id (drag->desk, id),
                fade->out ? "fade_out" : "fade_in", frames);
  }
}

static void
fade_free (Drag *drag)
{
  g_array_unref (((Fade *) drag->data)->ids);
}

static const DragKind fade_kind = { update_fade, fade_lines, NULL, NULL, fade_free };

static Fade *
begin (Drag *drag, const DragKind *kind)
{
  Fade *fade = g_new0 (Fade, 1);
  const Clip *clip = clip_of (drag, drag->hit.clip);
  drag->kind = kind;
  drag->data = fade;
  fade->start = clip_start_units (lq_desk_map (drag->desk), clip);
  fade->end = clip_end_units (lq_desk_map (drag->desk), clip);
  fade->ids = fellows_of_clip (drag->desk, drag->hit.clip);
  return fade;
}

void
drag_begin_fade (Drag *drag)
{
  Fade *fade = begin (drag, &fade_kind);
  fade->out = drag->hit.kind == HIT_FADE_OUT;
  fade->left = left_of_joint (drag, fade->out);
  fade->length = fade->out ? clip_of (drag, drag->hit.clip)->fade_out
                           : clip_of (drag, drag->hit.clip)->fade_in;
}

/* From the nearer edge. */
void
drag_begin_fade_tool (Drag *drag)
{
  const Clip *clip = clip_of (drag, drag->hit.clip);
  if (clip->kind != CLIP_AUDIO)
    return;
  Fade *fade = begin (drag, &fade_kind);
  fade->out = drag->from - fade->start > fade->end - drag->from;
}

static void
update_gain (Drag *drag)
{
  Fade *fade = drag->data;
  const Clip *clip = clip_of (drag, drag->hit.clip);
  const double step = drag_has (drag, DRAG_SHIFT) ? DB_PER_PX / 10 : DB_PER_PX;
  const double wish = clip->gain_db - round ((drag->song_y - drag->from_y) * step * 10) / 10;
  const double fine = clip->gain_db - round ((drag->song_y - drag->from_y) * step * 100) / 100;
  const double gain = CLAMP (drag_has (drag, DRAG_SHIFT) ? fine : wish, LEAST_DB, MOST_DB);

  fade->gain = gain - clip->gain_db;
  g_autofree char *text = value_text_level (gain);
  g_autofree char *by = value_text_number (fade->gain, 1);
  drag_tag (drag, drag->x, drag->y,
            g_strdup_printf ("%s  %s%s dB", text, fade->gain > 0 ? "+" : "", by));
  drag_ghost_row (drag, GHOST_FRAME, drag_row (drag), fade->start, fade->end);
}

static void
gain_lines (Drag *drag, GPtrArray *lines)
{
  const Fade *fade = drag->data;
  for (guint i = 0; fade->gain != 0 && i < fade->ids->len; i++) {
    const Id id = g_array_index (fade->ids, Id, i);
    const double gain = clip_of (drag, id)->gain_db + fade->gain;
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    drag_add (lines, "clip.set clip=%s gain=%s", lq_desk_id (drag->desk, id),
              g_ascii_formatd (number, sizeof number, "%.2f", CLAMP (gain, LEAST_DB, MOST_DB)));
  }
}

static const DragKind gain_kind = { update_gain, gain_lines, NULL, NULL, fade_free };

void
drag_begin_gain (Drag *drag)
{
  begin (drag, &gain_kind);
}
