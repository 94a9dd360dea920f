/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/strip_draw.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/value_text.h"
#include "ui/mixer/mixer_edit.h"
#include "ui/mixer/strip_draw_chain.h"

#define RADIUS 3
#define KNOB_FROM (-225.0 * G_PI / 180)
#define KNOB_SWEEP (270.0 * G_PI / 180)

Box
strip_draw_box (const StripDraw *draw, Box box)
{
  box.x += (int) draw->x;
  return box;
}

void
strip_draw_rounded (GtkSnapshot *snapshot, Box box, double radius, const GdkRGBA *color)
{
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (
      &outline,
      &GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height),
      (float) radius);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  fill_rect (snapshot, box.x, box.y, box.width, box.height, color);
  gtk_snapshot_pop (snapshot);
}

void
strip_draw_centered (const StripDraw *draw, GtkSnapshot *snapshot, TextStyle style,
                     const char *text, Box box, const GdkRGBA *color)
{
  const int wide = MIN (text_width (draw->widget, style, text), box.width);
  text_draw (snapshot, draw->widget, style, text, box.x + (box.width - wide) / 2, box.y, wide,
             box.height, color);
}

void
strip_draw_ring (const StripDraw *draw, GtkSnapshot *snapshot, Box box)
{
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  stroke_rect (snapshot, box.x - 1, box.y - 1, box.width + 2, box.height + 2,
               draw->focused ? ui_ring () : 1, &accent);
}

bool
strip_draw_is_cell (const StripDraw *draw, CellKind kind, int index)
{
  return draw->at_cursor && draw->model->cell.kind == kind && draw->model->cell.index == index;
}

static void
draw_knob (GtkSnapshot *snapshot, Box box, double value)
{
  const double middle = box.width / 2.0, line = ui_px (3), radius = (box.width - line) / 2;
  const double angle = KNOB_FROM + KNOB_SWEEP * (value + 1) / 2, top = -G_PI / 2;
  const GdkRGBA rail = token_color (TOKEN_BG4), fill = token_color (TOKEN_TEXT2);
  const GdkRGBA body = token_color (TOKEN_BG3), pointer = token_color (TOKEN_TEXT1);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT ((float) box.x, (float) box.y, (float) box.width, (float) box.height));
  cairo_translate (cr, box.x + middle, box.y + middle);
  cairo_set_line_width (cr, line);
  gdk_cairo_set_source_rgba (cr, &rail);
  cairo_arc (cr, 0, 0, radius, KNOB_FROM, KNOB_FROM + KNOB_SWEEP);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &fill);
  if (fabs (value) > 1e-3) {
    cairo_arc (cr, 0, 0, radius, fmin (top, angle), fmax (top, angle));
    cairo_stroke (cr);
  }
  gdk_cairo_set_source_rgba (cr, &body);
  cairo_arc (cr, 0, 0, radius - line, 0, 2 * G_PI);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, &pointer);
  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, cos (angle) * radius * 0.2, sin (angle) * radius * 0.2);
  cairo_line_to (cr, cos (angle) * (radius - line), sin (angle) * (radius - line));
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_pan (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Track *track = draw->strip->node;
  const StripLayout *layout = draw->layout;
  const LiveTarget pan = lq_desk_strip_target (track->node.id, LIVE_PAN);
  const LiveTarget width = lq_desk_strip_target (track->node.id, LIVE_WIDTH);
  const double wide = lq_desk_value (draw->desk, &width);
  const GdkRGBA value = token_color (TOKEN_TEXT1), caption = token_color (TOKEN_TEXT3);
  const Box knob = strip_draw_box (draw, layout->pan),
            text = strip_draw_box (draw, layout->pan_text);
  if (!strip_has_chain (track))
    return;
  draw_knob (snapshot, knob, lq_desk_value (draw->desk, &pan));
  if (strip_draw_is_cell (draw, CELL_PAN, 0))
    strip_draw_ring (draw, snapshot, knob);
  if (text.width == 0)
    return;
  const int right = text.x + text.width - ui_px (2), half = text.height / 2;
  g_autofree char *said = value_text_pan (lq_desk_value (draw->desk, &pan));
  const bool as_it_is = fabs (wide - 1) < 0.005 && !strip_draw_is_cell (draw, CELL_WIDTH, 0);
  g_autofree char *under = as_it_is
                               ? g_strdup (track->kind == TRACK_MAIN ? _ ("Balance") : _ ("Pan"))
                               : g_strdup_printf ("%ld %%", lround (wide * 100));
  text_draw_right (snapshot, draw->widget, TEXT_CAPTION_BOLD, said, right, text.y + ui_px (1), half,
                   &value);
  text_draw_right (snapshot, draw->widget, TEXT_CAPTION, under, right, text.y + half - ui_px (1),
                   half, &caption);
  if (strip_draw_is_cell (draw, CELL_WIDTH, 0))
    strip_draw_ring (draw, snapshot,
                     (Box){ text.x + ui_px (2), text.y + half, text.width - ui_px (2), half });
}

static const struct {
  const char *text;
  Token on;
} faces[N_BUTTONS] = { { "●", TOKEN_RECORD },        { "I", TOKEN_MONITOR },
                       { "M", TOKEN_MUTE },          { "S", TOKEN_SOLO },
                       { "ø", TOKEN_ACCENT },        { N_ ("Dim"), TOKEN_ACCENT },
                       { N_ ("Mono"), TOKEN_ACCENT } };

static void
draw_button (const StripDraw *draw, GtkSnapshot *snapshot, int button, Box box)
{
  const bool on = mixer_button_on (draw->desk, draw->strip->node, button);
  const GdkRGBA floor = token_color (on ? faces[button].on : TOKEN_BG4);
  const GdkRGBA text = token_color (on                     ? TOKEN_BG0
                                    : button == BUTTON_ARM ? TOKEN_RECORD
                                                           : TOKEN_TEXT2);
  strip_draw_rounded (snapshot, box, ui_px (RADIUS), &floor);
  strip_draw_centered (draw, snapshot, TEXT_CAPTION_BOLD, _ (faces[button].text), box, &text);
  if (strip_draw_is_cell (draw, CELL_BUTTON, button))
    strip_draw_ring (draw, snapshot, box);
}

static void
draw_buttons (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Track *track = draw->strip->node;
  const unsigned buttons = mixer_buttons (track, draw->layout->parts_phase);
  for (int i = 0; i < N_BUTTONS; i++)
    if (buttons & 1u << i)
      draw_button (draw, snapshot, i,
                   strip_draw_box (draw, strip_layout_button (draw->layout, buttons, i)));
  if (draw->layout->phase.width > 0 && mixer_buttons (track, true) & 1u << BUTTON_PHASE)
    draw_button (draw, snapshot, BUTTON_PHASE, strip_draw_box (draw, draw->layout->phase));
}

static void
draw_scale (const StripDraw *draw, GtkSnapshot *snapshot)
{
  static const struct {
    double db;
    const char *text;
  } marks[] = { { 10, "10" },  { 5, "5" },    { 0, "0" },    { -5, "5" },  { -10, "10" },
                { -20, "20" }, { -30, "30" }, { -40, "40" }, { -60, "60" } };
  const Box fader = strip_draw_box (draw, draw->layout->fader);
  const Box scale = strip_draw_box (draw, draw->layout->scale);
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_LINE2);
  const GdkRGBA zero = token_color (TOKEN_TEXT1), text = token_color (TOKEN_TEXT3);
  const int slot = ui_px (4), middle = fader.x + fader.width / 2, high = ui_px (11);
  double below = -high;
  fill_rect (snapshot, middle - slot / 2, fader.y, slot, fader.height, &well);
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    const double y = rint (fader.y + fader_law_position (marks[i].db) * fader.height);
    fill_rect (snapshot, fader.x, y, ui_px (6), 1, &line);
    fill_rect (snapshot, fader.x + fader.width - ui_px (6), y, ui_px (6), 1, &line);
    /* In a low fader, only what has room. */
    if (scale.width == 0 || (y - below < high && marks[i].db != 0))
      continue;
    below = y;
    text_draw_right (snapshot, draw->widget, TEXT_SCALE, marks[i].text, scale.x + scale.width,
                     y - high / 2, high, marks[i].db == 0 ? &zero : &text);
  }
}

static void
draw_foot (const StripDraw *draw, GtkSnapshot *snapshot)
{
  static const char *const modes[] = { N_ ("Off"), "", N_ ("T"), N_ ("L"), N_ ("W"), N_ ("±") };
  const Track *track = draw->strip->node;
  const Box output = strip_draw_box (draw, draw->layout->output);
  const Box name = strip_draw_box (draw, draw->layout->name);
  const Box color = strip_draw_box (draw, draw->layout->color);
  const GdkRGBA text = token_color (TOKEN_TEXT2), mode = token_color (TOKEN_ACCENT_TEXT);
  const GdkRGBA head = token_color (track->mute ? TOKEN_TEXT3 : TOKEN_TEXT1);
  const GdkRGBA floor = token_color (draw->at_cursor ? TOKEN_BG4 : TOKEN_BG3);
  const GdkRGBA stripe = color_of_track (text_get (track->color));
  const Project *project = lq_desk_project (draw->desk);
  const char *letter = _ (modes[track->automation]);
  Box room = output;
  if (*modes[track->automation]) {
    const int wide = text_width (draw->widget, TEXT_CAPTION_BOLD, letter);
    room.width -= wide + ui_px (2);
    text_draw (snapshot, draw->widget, TEXT_CAPTION_BOLD, letter, output.x + output.width - wide,
               output.y, wide, output.height, &mode);
  }
  g_autofree char *says = strip_output_text (project, track);
  strip_draw_centered (draw, snapshot, TEXT_CAPTION, says, room, &text);
  fill_rect (snapshot, name.x, name.y, name.width, name.height, &floor);
  Box inner = { name.x + ui_px (4), name.y, name.width - ui_px (8), name.height };
  if (strip_vca (project, track)) {
    text_draw_right (snapshot, draw->widget, TEXT_CAPTION_BOLD, "V", inner.x + inner.width, name.y,
                     name.height, &text);
    inner.width -= ui_px (10);
  }
  strip_draw_centered (draw, snapshot, TEXT_NAME, text_get (track->name), inner, &head);
  fill_rect (snapshot, color.x, color.y, color.width, color.height, &stripe);
}

void
strip_draw_face (const StripDraw *draw, GtkSnapshot *snapshot)
{
  const Track *track = draw->strip->node;
  const bool bus = !strip_records (track);
  const GdkRGBA floor = token_color (draw->selected           ? TOKEN_BG3
                                     : draw->at_cursor || bus ? TOKEN_BG2
                                                              : TOKEN_BG1);
  const GdkRGBA accent = token_color (TOKEN_ACCENT);
  const int width = draw->layout->width, height = draw->layout->height;
  fill_rect (snapshot, draw->x, 0, width, height, &floor);
  strip_draw_chain (draw, snapshot);
  draw_pan (draw, snapshot);
  draw_buttons (draw, snapshot);
  draw_scale (draw, snapshot);
  draw_foot (draw, snapshot);
  if (draw->at_cursor)
    stroke_rect (snapshot, draw->x, 0, width, height, draw->focused ? ui_ring () : 1, &accent);
}

void
strip_draw_levels (const StripDraw *draw, GtkSnapshot *snapshot, double gain, double highest)
{
  Box value = strip_draw_box (draw, draw->layout->value);
  const Box peak = strip_draw_box (draw, draw->layout->peak);
  const bool clipped = highest > 0;
  const GdkRGBA well = token_color (TOKEN_WELL), text = token_color (TOKEN_TEXT1);
  const GdkRGBA lamp = token_color (clipped ? TOKEN_METER_CLIP : TOKEN_WELL);
  const GdkRGBA said = token_color (clipped ? TOKEN_ON_ACCENT : TOKEN_TEXT2);
  g_autofree char *level = isinf (gain) ? g_strdup ("−∞") : value_text_number (gain, 1);
  if (draw->strip->node->kind == TRACK_VCA && peak.width > 0)
    value.width = peak.x + peak.width - value.x;
  fill_rect (snapshot, value.x, value.y, value.width, value.height, &well);
  strip_draw_centered (draw, snapshot, TEXT_CAPTION_BOLD, level, value, &text);
  if (draw->strip->node->kind == TRACK_VCA || peak.width == 0)
    return;
  g_autofree char *most = highest <= -60 ? g_strdup ("−∞") : value_text_number (highest, 1);
  fill_rect (snapshot, peak.x, peak.y, peak.width, peak.height, &lamp);
  strip_draw_centered (draw, snapshot, TEXT_CAPTION, most, peak, &said);
}
