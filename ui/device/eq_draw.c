/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/eq_draw.h"

#include <math.h>

#include "ui/draw/text.h"

#define SCALE_WIDTH 30
#define FOOT 13
#define HEAD 4
#define HANDLE 16
#define ANALYZER_TOP -6.0 /* dB, and at the foot */
#define ANALYZER_FOOT -90.0
#define STEP 3 /* pixels between two points of a curve */
#define MOST_POINTS 2048

EqField
eq_field (GtkWidget *widget, double range)
{
  const int side = ui_px (SCALE_WIDTH), foot = ui_px (FOOT), head = ui_px (HEAD);
  return (EqField){ side, head, MAX (gtk_widget_get_width (widget) - 2 * side, 1),
                    MAX (gtk_widget_get_height (widget) - foot - head, 1), range };
}

double
eq_field_x (const EqField *field, double hz)
{
  return field->left + field->width * log (hz / EQ_LEAST_HZ) / log (EQ_MOST_HZ / EQ_LEAST_HZ);
}

double
eq_field_y (const EqField *field, double db)
{
  return field->top + field->height * (0.5 - db / (2 * field->range));
}

double
eq_field_hz (const EqField *field, double x)
{
  return EQ_LEAST_HZ * pow (EQ_MOST_HZ / EQ_LEAST_HZ, (x - field->left) / field->width);
}

double
eq_field_db (const EqField *field, double y)
{
  return (0.5 - (y - field->top) / field->height) * 2 * field->range;
}

void
eq_draw_hz (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field)
{
  const GdkRGBA line = token_color (TOKEN_GRID_BAR), text = token_color (TOKEN_TEXT3);
  static const struct {
    double hz;
    const char *label;
  } marks[] = {
    { 20, "20" },   { 50, "50" },   { 100, "100" }, { 200, "200" },   { 500, "500" },
    { 1000, "1k" }, { 2000, "2k" }, { 5000, "5k" }, { 10000, "10k" }, { 20000, "20k" }
  };
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    const double x = rint (eq_field_x (field, marks[i].hz));
    const int wide = text_width (widget, TEXT_SCALE, marks[i].label);
    fill_rect (snapshot, x, field->top, 1, field->height, &line);
    text_draw (snapshot, widget, TEXT_SCALE, marks[i].label,
               CLAMP (x - wide / 2, field->left, field->left + field->width - wide),
               field->top + field->height, wide, ui_px (FOOT), &text);
  }
}

void
eq_draw_scale (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field, bool analyzer)
{
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA middle = token_color (TOKEN_LINE2), text = token_color (TOKEN_TEXT3);
  const int high = ui_px (12), parts = field->height < ui_px (80) ? 1 : 2;
  const double step = field->range <= 6 ? 2 : field->range <= 15 ? 6 : 12;
  fill_rect (snapshot, field->left, field->top, field->width, field->height, &well);
  eq_draw_hz (widget, snapshot, field);
  for (int i = -parts; i <= parts; i++) {
    const double db = i * step * (parts > 1 ? 1 : 2);
    const double y = rint (eq_field_y (field, db));
    const double seen =
        ANALYZER_TOP + (ANALYZER_FOOT - ANALYZER_TOP) * (y - field->top) / field->height;
    g_autofree char *left = g_strdup_printf ("%s%g",
                                             db > 0   ? "+"
                                             : db < 0 ? "−"
                                                      : "",
                                             rint (fabs (db) * 10) / 10);
    g_autofree char *right = g_strdup_printf ("−%.0f", -seen);
    fill_rect (snapshot, field->left, y, field->width, 1, i == 0 ? &middle : &line);
    text_draw_right (snapshot, widget, TEXT_SCALE, left, field->left - ui_px (4), y - high / 2,
                     high, &text);
    if (analyzer)
      text_draw (snapshot, widget, TEXT_SCALE, right, field->left + field->width + ui_px (4),
                 y - high / 2, ui_px (SCALE_WIDTH - 4), high, &text);
  }
}

GraphArea
eq_field_area (const EqField *field)
{
  return (GraphArea){ field->left, field->top, field->width, field->height };
}

void
eq_trace_spectrum (cairo_t *cr, const EqField *field, const double *db, double foot, double top)
{
  for (int i = 0; i < SPECTRUM_POINTS; i++) {
    const double share = (db[i] - foot) / (top - foot);
    cairo_line_to (cr, eq_field_x (field, spectrum_hz (i)),
                   field->top + field->height * (1 - fmax (share, 0)));
  }
}

static void
draw_spectrum (cairo_t *cr, const EqField *field, const Spectrum *spectrum, Token token,
               double alpha)
{
  const GraphArea area = eq_field_area (field);
  const GdkRGBA fill = token_alpha (token, alpha), line = token_color (token);
  eq_trace_spectrum (cr, field, spectrum->db, ANALYZER_FOOT, ANALYZER_TOP);
  graph_fill (cr, &area, field->top + field->height, &fill, &line, 1);
}

void
eq_draw_spectra (GtkSnapshot *snapshot, const EqField *field, const Spectrum *pre,
                 const Spectrum *post)
{
  const GraphArea area = eq_field_area (field);
  if ((!pre || pre->silent) && (!post || post->silent))
    return;
  cairo_t *cr = graph_begin (snapshot, &area);
  if (pre && !pre->silent)
    draw_spectrum (cr, field, pre, TOKEN_TEXT_DISABLED, 0.16);
  if (post && !post->silent)
    draw_spectrum (cr, field, post, TOKEN_METER_LOW, 0.22);
  graph_end (snapshot, cr);
}

void
eq_draw_other (GtkSnapshot *snapshot, const EqField *field, const Spectrum *post,
               const Spectrum *other, const GdkRGBA *color)
{
  const GraphArea area = eq_field_area (field);
  const GdkRGBA warning = token_alpha (TOKEN_WARNING, 0.28);
  bool marks[SPECTRUM_POINTS];
  if (other->silent)
    return;
  spectrum_collisions (post, other, marks);
  cairo_t *cr = graph_begin (snapshot, &area);
  gdk_cairo_set_source_rgba (cr, &warning);
  for (int i = 0; i < SPECTRUM_POINTS - 1; i++) {
    const double x = eq_field_x (field, spectrum_hz (i));
    if (marks[i])
      cairo_rectangle (cr, x, field->top, eq_field_x (field, spectrum_hz (i + 1)) - x,
                       field->height);
  }
  cairo_fill (cr);
  eq_trace_spectrum (cr, field, other->db, ANALYZER_FOOT, ANALYZER_TOP);
  graph_stroke (cr, color, 1.5);
  graph_end (snapshot, cr);
}

static void
trace (cairo_t *cr, const EqField *field, const double *db, int n)
{
  for (int i = 0; i < n; i++) {
    const double x = field->left + (double) field->width * i / (n - 1);
    cairo_line_to (cr, x, eq_field_y (field, CLAMP (db[i], -200, 200)));
  }
}

void
eq_draw_curves (GtkSnapshot *snapshot, const EqField *field, const double *values, int rate,
                int band, bool bypassed)
{
  const int n = CLAMP (field->width / STEP, 2, MOST_POINTS);
  const double most = rate * 0.49;
  const GraphArea area = eq_field_area (field);
  const GdkRGBA own = token_alpha (TOKEN_ACCENT, 0.22);
  const GdkRGBA sum = token_color (bypassed ? TOKEN_TEXT_DISABLED : TOKEN_TEXT1);
  double hz[MOST_POINTS], db[MOST_POINTS];
  cairo_t *cr = graph_begin (snapshot, &area);
  for (int i = 0; i < n; i++)
    hz[i] = fmin (eq_field_hz (field, field->left + (double) field->width * i / (n - 1)), most);
  if (band >= 0 && values[eq_param (band, EQ_BAND_ON)] >= 0.5) {
    eq_band_curve (values, band, rate, hz, n, db);
    trace (cr, field, db, n);
    cairo_line_to (cr, field->left + field->width, eq_field_y (field, 0));
    cairo_line_to (cr, field->left, eq_field_y (field, 0));
    gdk_cairo_set_source_rgba (cr, &own);
    cairo_fill (cr);
  }
  const int channel = band >= 0 ? (int) values[eq_param (band, EQ_BAND_CHANNEL)] : EQ_STEREO;
  eq_response_db (values, rate, (EqChannel) channel, hz, n, db);
  trace (cr, field, db, n);
  graph_stroke (cr, &sum, 2);
  graph_end (snapshot, cr);
}

static void
draw_handle (GtkWidget *widget, GtkSnapshot *snapshot, double x, double y, int band, bool chosen,
             bool focused)
{
  const int size = ui_px (HANDLE);
  const GdkRGBA fill = token_color (chosen ? TOKEN_ACCENT : TOKEN_WELL);
  const GdkRGBA line = token_color (chosen ? TOKEN_ACCENT : TOKEN_TEXT2);
  const GdkRGBA text = token_color (chosen ? TOKEN_ON_ACCENT : TOKEN_TEXT1);
  GskRoundedRect ring;
  const graphene_rect_t area = GRAPHENE_RECT_INIT (
      (float) rint (x - size / 2.0), (float) rint (y - size / 2.0), (float) size, (float) size);
  if (focused) {
    const graphene_rect_t outer = GRAPHENE_RECT_INIT (area.origin.x - 3, area.origin.y - 3,
                                                      area.size.width + 6, area.size.height + 6);
    const float wide[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
    const GdkRGBA colors[4] = { line, line, line, line };
    gsk_rounded_rect_init_from_rect (&ring, &outer, outer.size.width / 2);
    gtk_snapshot_append_border (snapshot, &ring, wide, colors);
  }
  gsk_rounded_rect_init_from_rect (&ring, &area, (float) size / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &ring);
  fill_rect (snapshot, area.origin.x, area.origin.y, size, size, &fill);
  gtk_snapshot_pop (snapshot);
  const float wide[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  const GdkRGBA colors[4] = { line, line, line, line };
  gtk_snapshot_append_border (snapshot, &ring, wide, colors);
  g_autofree char *number = g_strdup_printf ("%d", band + 1);
  const int room = text_width (widget, TEXT_CAPTION_BOLD, number);
  text_draw (snapshot, widget, TEXT_CAPTION_BOLD, number, x - room / 2.0, y - size / 2.0, room,
             size, &text);
}

void
eq_draw_handles (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field,
                 const double *values, int band)
{
  const bool focused = gtk_widget_has_visible_focus (widget);
  for (int last = 0; last < 2; last++)
    for (int i = 0; i < EQ_N_BANDS; i++) {
      if ((i == band) != (last == 1) || (values[eq_param (i, EQ_BAND_ON)] < 0.5 && i != band))
        continue;
      const double hz = CLAMP (values[eq_param (i, EQ_BAND_FREQ)], EQ_LEAST_HZ, EQ_MOST_HZ);
      const double db = CLAMP (eq_band_db (values, i), -field->range, field->range);
      draw_handle (widget, snapshot, eq_field_x (field, hz), eq_field_y (field, db), i,
                   i == band && values[eq_param (i, EQ_BAND_ON)] >= 0.5, i == band && focused);
    }
}
