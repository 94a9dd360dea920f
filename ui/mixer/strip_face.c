/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/strip_face.h"

#include <math.h>
#include <string.h>

#include "ui/draw/picture.h"

#define REDUCTION_FULL 24.0 /* dB of the bar's height */
#define REDUCTION_FALL 20.0 /* dB a second */
#define TELL_EVERY 100000 /* microseconds from one peak in writing to the next */

StripFace *
strip_face_new (void)
{
  StripFace *face = g_new0 (StripFace, 1);
  meter_ballistics_clear (&face->meter);
  face->highest = -90;
  face->automated = face->momentary = NAN;
  return face;
}

static void
drop (StripFace *face)
{
  g_clear_pointer (&face->face, gsk_render_node_unref);
  g_clear_pointer (&face->levels, gsk_render_node_unref);
  g_clear_pointer (&face->cap, gsk_render_node_unref);
}

void
strip_face_free (gpointer data)
{
  StripFace *face = data;
  drop (face);
  node_unref ((Node *) face->node);
  g_free (face);
}

static void
mix (uint64_t *look, const void *data, size_t n)
{
  const unsigned char *bytes = data;
  for (size_t i = 0; i < n; i++)
    *look = (*look ^ bytes[i]) * UINT64_C (0x100000001b3);
}

static void
mix_text (uint64_t *look, const char *text)
{
  mix (look, text, strlen (text) + 1);
}

static void
mix_value (uint64_t *look, LqDesk *desk, const LiveTarget *target)
{
  const double value = lq_desk_value (desk, target);
  mix (look, &value, sizeof value);
}

/* What others have a part in: names and levels elsewhere. */
static void
mix_others (uint64_t *look, const StripDraw *draw)
{
  const Project *project = lq_desk_project (draw->desk);
  const Track *track = draw->strip->node;
  g_autofree char *output = strip_output_text (project, track);
  mix_text (look, output);
  for (int i = 0; i < list_n (track->sends); i++) {
    const Track *to = project_find_track (project, mixer_send (track, i)->to);
    mix_text (look, strip_send_name (project, mixer_send (track, i)));
    mix_text (look, to ? text_get (to->color) : "");
  }
  if (track->kind != TRACK_VCA)
    return;
  g_autoptr (GPtrArray) members = strip_vca_members (project, track->node.id);
  for (guint i = 0; i < members->len; i++)
    mix (look, &members->pdata[i], sizeof members->pdata[i]);
}

static uint64_t
look_of (const StripDraw *draw)
{
  const Track *track = draw->strip->node;
  const Id id = track->node.id;
  const LiveTarget pan = lq_desk_strip_target (id, LIVE_PAN);
  const LiveTarget width = lq_desk_strip_target (id, LIVE_WIDTH);
  const unsigned theme = theme_serial ();
  const int flags = draw->at_cursor | draw->selected << 1 | (draw->at_cursor && draw->focused) << 2;
  const int scale = gtk_widget_get_scale_factor (draw->widget);
  uint64_t look = UINT64_C (0xcbf29ce484222325);

  mix (&look, &draw->strip->node, sizeof draw->strip->node);
  mix (&look, draw->layout, sizeof *draw->layout);
  mix (&look, &theme, sizeof theme);
  mix (&look, &flags, sizeof flags);
  mix (&look, &scale, sizeof scale);
  if (draw->at_cursor)
    mix (&look, &draw->model->cell, sizeof draw->model->cell);
  mix_value (&look, draw->desk, &pan);
  mix_value (&look, draw->desk, &width);
  for (int i = 0; i < list_n (track->sends); i++) {
    const LiveTarget send = lq_desk_send_target (id, mixer_send (track, i)->node.id, LIVE_GAIN);
    mix_value (&look, draw->desk, &send);
  }
  for (int i = 0; i < N_BUTTONS; i++) {
    const bool on = mixer_button_on (draw->desk, track, i);
    mix (&look, &on, sizeof on);
  }
  mix_others (&look, draw);
  return look;
}

static uint64_t
levels_look (const StripFace *face, const StripDraw *draw)
{
  const double shown[] = { rint (face->gain * 10), rint (face->highest * 10) };
  uint64_t look = face->look;
  mix (&look, shown, sizeof shown);
  return look ? look : draw->strip->track;
}

static bool
check_levels (StripFace *face, const StripDraw *draw)
{
  const uint64_t look = levels_look (face, draw);
  if (look == face->levels_look)
    return false;
  face->levels_look = look;
  g_clear_pointer (&face->levels, gsk_render_node_unref);
  return true;
}

bool
strip_face_read (StripFace *face, const StripDraw *draw)
{
  const LiveTarget target = lq_desk_strip_target (draw->strip->track, LIVE_GAIN);
  Live *live = lq_desk_live (draw->desk);
  const double gain = lq_desk_value (draw->desk, &target), before = face->automated;
  bool changed = gain != face->gain;
  face->gain = gain;
  face->automated = NAN;
  if (live && lq_desk_is_held (draw->desk, &target) &&
      (!live_envelope_value (live, &target, &face->automated) || face->automated == gain))
    face->automated = NAN;
  changed |= !(before == face->automated || (isnan (before) && isnan (face->automated)));
  const uint64_t look = look_of (draw);
  if (look != face->look) {
    node_ref ((Node *) &draw->strip->node->node);
    node_unref ((Node *) face->node);
    face->node = draw->strip->node;
    face->look = look;
    drop (face);
    changed = true;
  }
  if (changed)
    g_clear_pointer (&face->cap, gsk_render_node_unref);
  return check_levels (face, draw) || changed;
}

/* The bar of gain reduction: down at once, back at the pace of the meters. */
static bool
reduce (StripFace *face, const StripDraw *draw, double reduction, double seconds)
{
  face->reduction = fmax (reduction, face->reduction - REDUCTION_FALL * CLAMP (seconds, 0, 1));
  const double share = CLAMP (face->reduction / REDUCTION_FULL, 0, 1);
  const int mark = (int) lround (share * draw->layout->reduction.height);
  const bool moved = mark != face->reduction_mark;
  face->reduction_mark = mark;
  return moved;
}

bool
strip_face_tick (StripFace *face, const StripDraw *draw, const StripMeterReading *reading,
                 gint64 now, int *tells)
{
  const double seconds = face->meter.time ? (double) (now - face->meter.time) / 1e6 : 0;
  meter_ballistics_step (&face->meter, reading->level.peak, now);
  const uint64_t mark = meter_standing_mark (&face->meter, draw->layout->meter.height);
  bool moved = mark != face->meter_mark, changed = false;
  face->meter_mark = mark;
  moved |= reduce (face, draw, reading->reduction, seconds);
  if (face->meter.highest != face->highest && now - face->told >= TELL_EVERY && *tells > 0) {
    (*tells)--;
    face->highest = face->meter.highest;
    face->told = now;
    changed |= check_levels (face, draw);
  }
  if (draw->strip->node->kind == TRACK_MAIN && reading->momentary != face->momentary &&
      !(isnan (reading->momentary) && isnan (face->momentary))) {
    face->momentary = reading->momentary;
    moved = true;
  }
  face->moved |= moved;
  return changed || moved;
}

void
strip_face_clear_peak (StripFace *face)
{
  meter_ballistics_clear (&face->meter);
  face->told = 0;
}

/* The strip as one picture: the renderer copies it, and goes through none of its nodes.
 */
static GskRenderNode *
picture_of (const StripDraw *draw, GtkSnapshot *parts)
{
  const int scale = gtk_widget_get_scale_factor (draw->widget);
  cairo_surface_t *picture =
      picture_new (draw->layout->width, MAX (draw->layout->height, 1), scale);
  GtkSnapshot *at = gtk_snapshot_new (), *placed = gtk_snapshot_new ();
  GskRenderNode *node = gtk_snapshot_free_to_node (parts);
  gtk_snapshot_translate (placed, &GRAPHENE_POINT_INIT ((float) -draw->x, 0));
  if (node)
    gtk_snapshot_append_node (placed, node);
  g_clear_pointer (&node, gsk_render_node_unref);
  picture_draw (picture, placed);
  picture_append (at, picture, 0, 0);
  cairo_surface_destroy (picture);
  return gtk_snapshot_free_to_node (at);
}

static void
append (GtkSnapshot *snapshot, GskRenderNode *node, double x, double y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

void
strip_face_draw (StripFace *face, const StripDraw *draw, GtkSnapshot *snapshot)
{
  if (!face->face) {
    GtkSnapshot *parts = gtk_snapshot_new ();
    strip_draw_face (draw, parts);
    face->face = picture_of (draw, parts);
  }
  append (snapshot, face->face, draw->x, 0);
  if (!face->levels) {
    GtkSnapshot *parts = gtk_snapshot_new ();
    gtk_snapshot_translate (parts, &GRAPHENE_POINT_INIT ((float) -draw->x, 0));
    strip_draw_levels (draw, parts, face->gain, face->highest);
    face->levels = gtk_snapshot_free_to_node (parts);
  }
  if (face->levels)
    append (snapshot, face->levels, draw->x, 0);
  if (!face->cap || face->cap_x != draw->x) {
    GtkSnapshot *parts = gtk_snapshot_new ();
    strip_live_cap (face, draw, parts);
    GskRenderNode *cap = gtk_snapshot_free_to_node (parts);
    g_clear_pointer (&face->cap, gsk_render_node_unref);
    face->cap = picture_of_rects (cap, draw->widget);
    face->cap_x = draw->x;
    gsk_render_node_unref (cap);
  }
  gtk_snapshot_append_node (snapshot, face->cap);
}
