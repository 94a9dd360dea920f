/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/strip_draw_chain.h"

#include <glib/gi18n.h>
#include <math.h>

#include "effects/eq.h"
#include "ui/device/device_state.h"
#include "ui/device/eq_bands.h"
#include "ui/draw/fader_law.h"
#include "ui/draw/value_text.h"

#define RADIUS 3
#define CURVE_POINTS 48
#define CURVE_DB 18.0 /* up and down */

int
strip_draw_first (const StripDraw *draw, CellKind kind)
{
  const int shown = kind == CELL_INSERT ? draw->layout->n_inserts : draw->layout->n_sends;
  if (!draw->at_cursor || draw->model->cell.kind != kind)
    return 0;
  return MAX (draw->model->cell.index - shown + 1, 0);
}

static void
draw_curve (const StripDraw *draw, GtkSnapshot *snapshot, Box box, const Effect *effect)
{
  double values[EQ_N_VALUES], hz[CURVE_POINTS], db[CURVE_POINTS];
  GdkRGBA color = color_of_track (text_get (draw->strip->node->color));
  const DeviceSpec *spec = device_spec ("eq");
  if (effect->bypass)
    color = token_color (TOKEN_TEXT3);
  device_values (spec, effect, values);
  for (int i = 0; i < CURVE_POINTS; i++)
    hz[i] = EQ_LEAST_HZ * pow (EQ_MOST_HZ / EQ_LEAST_HZ, i / (CURVE_POINTS - 1.0));
  eq_response_db (values, lq_desk_rate (draw->desk), EQ_STEREO, hz, CURVE_POINTS, db);
  const graphene_rect_t area =
      GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height);
  gtk_snapshot_push_clip (snapshot, &area);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &area);
  for (int i = 0; i < CURVE_POINTS; i++)
    cairo_line_to (cr, box.x + box.width * i / (CURVE_POINTS - 1.0),
                   box.y + box.height * (0.5 - CLAMP (db[i], -40, 40) / (2 * CURVE_DB)));
  cairo_path_t *path = cairo_copy_path (cr);
  cairo_line_to (cr, box.x + box.width, box.y + box.height);
  cairo_line_to (cr, box.x, box.y + box.height);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &(GdkRGBA){ color.red, color.green, color.blue, 0.22f });
  cairo_fill (cr);
  cairo_append_path (cr, path);
  cairo_path_destroy (path);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1.2);
  cairo_stroke (cr);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
draw_eq (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Box box = strip_draw_box (draw, draw->layout->eq);
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA flat = token_color (TOKEN_LINE2);
  const Effect *effect = strip_effect (draw->strip->node, "eq");
  if (box.width == 0)
    return;
  fill_rect (snapshot, box.x, box.y, box.width, box.height, &well);
  for (int i = 1; i < 4; i++)
    fill_rect (snapshot, box.x + box.width * i / 4, box.y, 1, box.height, &line);
  fill_rect (snapshot, box.x, box.y + box.height / 2, box.width, 1, effect ? &line : &flat);
  if (effect)
    draw_curve (draw, snapshot, box, effect);
  if (strip_draw_is_cell (draw, CELL_EQ, 0))
    strip_draw_ring (draw, snapshot, box);
}

static void
draw_dot (GtkSnapshot *snapshot, double x, double y, bool on)
{
  const GdkRGBA color = token_color (on ? TOKEN_ACCENT : TOKEN_TEXT3);
  const double radius = ui_px (3);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float) (x - radius - 1), (float) (y - radius - 1),
                                     (float) (2 * radius + 2), (float) (2 * radius + 2)));
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, 1);
  cairo_arc (cr, x, y, on ? radius : radius - 0.5, 0, 2 * G_PI);
  if (on)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_empty (const StripDraw *draw, GtkSnapshot *snapshot, Box box)
{
  const GdkRGBA line = token_color (draw->selected ? TOKEN_LINE2 : TOKEN_LINE1);
  stroke_rect (snapshot, box.x, box.y, box.width, box.height, 1, &line);
}

static void
draw_insert (const StripDraw *draw, GtkSnapshot *snapshot, Box box, int index, int more)
{
  const Effect *effect = mixer_insert (draw->strip->node, index);
  const GdkRGBA floor = token_color (TOKEN_BG3), raised = token_color (TOKEN_BG4);
  const GdkRGBA note = token_color (TOKEN_TEXT3);
  if (!effect)
    draw_empty (draw, snapshot, box);
  else {
    const GdkRGBA text = token_color (effect->bypass ? TOKEN_TEXT3 : TOKEN_TEXT1);
    const int left = box.x + ui_px (14);
    int right = box.x + box.width - ui_px (3);
    strip_draw_rounded (snapshot, box, ui_px (RADIUS),
                        draw->at_cursor || draw->selected ? &raised : &floor);
    draw_dot (snapshot, box.x + ui_px (7), box.y + box.height / 2.0, !effect->bypass);
    if (more > 0) {
      g_autofree char *count = g_strdup_printf ("+%d", more);
      text_draw_right (snapshot, draw->widget, TEXT_CAPTION, count, right, box.y, box.height,
                       &note);
      right -= text_width (draw->widget, TEXT_CAPTION, count) + ui_px (2);
    }
    text_draw (snapshot, draw->widget, TEXT_CAPTION, device_title (effect), left, box.y,
               right - left, box.height, &text);
  }
  if (strip_draw_is_cell (draw, CELL_INSERT, index))
    strip_draw_ring (draw, snapshot, box);
}

static void
draw_send (const StripDraw *draw, GtkSnapshot *snapshot, Box box, int index, int more)
{
  const Project *project = lq_desk_project (draw->desk);
  const Track *track = draw->strip->node;
  const Send *send = mixer_send (track, index);
  if (!send) {
    draw_empty (draw, snapshot, box);
  } else {
    const Track *to = project_find_track (project, send->to);
    const LiveTarget gain = lq_desk_send_target (track->node.id, send->node.id, LIVE_GAIN);
    const double db = lq_desk_value (draw->desk, &gain);
    const GdkRGBA well = token_color (TOKEN_WELL);
    const GdkRGBA text = token_color (send->mute ? TOKEN_TEXT3 : TOKEN_TEXT2);
    const GdkRGBA value = token_color (send->mute ? TOKEN_TEXT3 : TOKEN_TEXT1);
    const GdkRGBA bar = send->mute ? token_color (TOKEN_TEXT3)
                                   : color_of_track (to ? text_get (to->color) : "stone");
    const int pad = ui_px (4), right = box.x + box.width - ui_px (3);
    g_autofree char *level = isinf (db) ? g_strdup ("−∞") : value_text_number (db, 1);
    g_autofree char *name = g_strdup_printf ("%s%s%s", send->tap == TAP_PRE ? "‹" : "",
                                             strip_send_name (project, send), more > 0 ? " …" : "");
    const int wide = text_width (draw->widget, TEXT_CAPTION, level);
    fill_rect (snapshot, box.x, box.y, box.width, box.height, &well);
    fill_rect (snapshot, box.x, box.y + box.height - ui_px (2),
               rint (box.width * (1 - fader_law_position (db))), ui_px (2), &bar);
    text_draw_right (snapshot, draw->widget, TEXT_CAPTION, level, right, box.y, box.height, &value);
    text_draw (snapshot, draw->widget, TEXT_CAPTION, name, box.x + pad, box.y,
               right - wide - pad - box.x - pad, box.height, &text);
  }
  if (strip_draw_is_cell (draw, CELL_SEND, index))
    strip_draw_ring (draw, snapshot, box);
}

/* In a narrow strip: how many there are of both. */
static void
draw_counters (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Track *track = draw->strip->node;
  const Box box = strip_draw_box (draw, draw->layout->counters);
  const GdkRGBA floor = token_color (TOKEN_BG3), text = token_color (TOKEN_TEXT2);
  const bool here = draw->at_cursor &&
                    (draw->model->cell.kind == CELL_INSERT || draw->model->cell.kind == CELL_SEND);
  if (box.width == 0)
    return;
  g_autofree char *inserts = g_strdup_printf ("▪ %d", mixer_n_inserts (track));
  g_autofree char *sends = g_strdup_printf ("› %d", list_n (track->sends));
  fill_rect (snapshot, box.x, box.y, box.width, box.height, &floor);
  text_draw (snapshot, draw->widget, TEXT_CAPTION, inserts, box.x + ui_px (3), box.y,
             box.width / 2 - ui_px (3), box.height, &text);
  text_draw_right (snapshot, draw->widget, TEXT_CAPTION, sends, box.x + box.width - ui_px (3),
                   box.y, box.height, &text);
  if (here)
    strip_draw_ring (draw, snapshot, box);
}

/* What a VCA moves, with the levels that it moves. */
static void
draw_members (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const StripLayout *layout = draw->layout;
  const GdkRGBA text = token_color (TOKEN_TEXT2), value = token_color (TOKEN_TEXT3);
  const GdkRGBA well = token_color (TOKEN_WELL);
  g_autoptr (GPtrArray) members =
      strip_vca_members (lq_desk_project (draw->desk), draw->strip->track);
  const int left = (int) draw->x + ui_px (4), wide = layout->width - ui_px (8);
  Box box = { left, ui_px (6), wide, ui_px (16) };
  strip_draw_centered (draw, snapshot, TEXT_CAPTION_BOLD, _ ("VCA"), box, &text);
  for (guint i = 0; i < members->len; i++) {
    const Track *member = members->pdata[i];
    const GdkRGBA stripe = color_of_track (text_get (member->color));
    box.y += layout->slot;
    if (box.y + box.height > layout->buttons.y)
      break;
    const int right = box.x + wide - ui_px (3);
    g_autofree char *level =
        isinf (member->gain_db) ? g_strdup ("−∞") : value_text_number (member->gain_db, 1);
    const int room =
        layout->as == STRIP_NARROW ? 0 : text_width (draw->widget, TEXT_CAPTION, level) + ui_px (3);
    fill_rect (snapshot, box.x, box.y, wide, box.height, &well);
    fill_rect (snapshot, box.x, box.y, ui_px (2), box.height, &stripe);
    if (room > 0)
      text_draw_right (snapshot, draw->widget, TEXT_CAPTION, level, right, box.y, box.height,
                       &value);
    text_draw (snapshot, draw->widget, TEXT_CAPTION, text_get (member->name), box.x + ui_px (5),
               box.y, right - room - box.x - ui_px (5), box.height, &text);
  }
}

void
strip_draw_chain (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const StripLayout *layout = draw->layout;
  const Track *track = draw->strip->node;
  if (track->kind == TRACK_VCA) {
    draw_members (draw, snapshot);
    return;
  }
  if (!strip_has_chain (track))
    return;
  draw_eq (draw, snapshot);
  draw_counters (draw, snapshot);
  int first = strip_draw_first (draw, CELL_INSERT);
  for (int i = 0; i < layout->n_inserts; i++) {
    const int hidden = mixer_n_inserts (track) - first - layout->n_inserts;
    draw_insert (draw, snapshot, strip_draw_box (draw, strip_layout_slot (layout, CELL_INSERT, i)),
                 first + i, i == layout->n_inserts - 1 ? hidden : 0);
  }
  if (track->kind == TRACK_MAIN)
    return;
  first = strip_draw_first (draw, CELL_SEND);
  for (int i = 0; i < layout->n_sends; i++) {
    const int hidden = list_n (track->sends) - first - layout->n_sends;
    draw_send (draw, snapshot, strip_draw_box (draw, strip_layout_slot (layout, CELL_SEND, i)),
               first + i, i == layout->n_sends - 1 ? hidden : 0);
  }
}
