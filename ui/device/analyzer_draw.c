/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/analyzer_draw.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/desk/tuner.h"
#include "ui/device/eq_draw.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define SPECTRUM_TOP 0.0 /* dB */
#define SPECTRUM_FOOT -90.0
#define SCOPE_GAIN 0.9 /* of the half height that the loudest reaches */
#define LEAST_LUFS -41.0
#define MOST_LUFS -5.0
#define BAR 22
#define LINE 16
#define IN_TUNE 3.0 /* cents */

static GraphArea
whole (GtkWidget *widget)
{
  return (GraphArea){ 0, ui_px (4), gtk_widget_get_width (widget),
                      MAX (gtk_widget_get_height (widget) - ui_px (8), 1) };
}

static void
fill_under (cairo_t *cr, const EqField *field, const double *db, Token token, double alpha)
{
  const GraphArea area = eq_field_area (field);
  const GdkRGBA fill = token_alpha (token, alpha), line = token_color (token);
  eq_trace_spectrum (cr, field, db, SPECTRUM_FOOT, SPECTRUM_TOP);
  graph_fill (cr, &area, field->top + field->height, &fill, &line, 1);
}

static void
draw_line (cairo_t *cr, const EqField *field, const double *db, Token token)
{
  const GdkRGBA color = token_color (token);
  eq_trace_spectrum (cr, field, db, SPECTRUM_FOOT, SPECTRUM_TOP);
  graph_stroke (cr, &color, 1.5);
}

static void
draw_spectrum_scale (GtkWidget *widget, GtkSnapshot *snapshot, const EqField *field)
{
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA text = token_color (TOKEN_TEXT3);
  const int high = ui_px (12);
  const double step = field->height < ui_px (80) ? 30 : 15;
  fill_rect (snapshot, field->left, field->top, field->width, field->height, &well);
  eq_draw_hz (widget, snapshot, field);
  for (double db = SPECTRUM_TOP; db >= SPECTRUM_FOOT; db -= step) {
    g_autofree char *label = value_text_number (db, 0);
    const double y =
        rint (field->top + field->height * (SPECTRUM_TOP - db) / (SPECTRUM_TOP - SPECTRUM_FOOT));
    fill_rect (snapshot, field->left, y, field->width, 1, &line);
    text_draw_right (snapshot, widget, TEXT_SCALE, label, field->left - ui_px (4),
                     CLAMP (y - high / 2, field->top, field->top + field->height - high), high,
                     &text);
  }
}

void
analyzer_draw_spectrum (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis)
{
  const EqField field = eq_field (widget, 1);
  const GraphArea area = eq_field_area (&field);
  draw_spectrum_scale (widget, snapshot, &field);
  cairo_t *cr = graph_begin (snapshot, &area);
  if (!analysis->key.silent)
    fill_under (cr, &field, analysis->key.db, TOKEN_TEXT_DISABLED, 0.16);
  if (!analysis->now.silent)
    fill_under (cr, &field, analysis->now.db, TOKEN_METER_LOW, 0.22);
  if (analysis->holds)
    draw_line (cr, &field, analysis->held, TOKEN_METER_MID);
  if (analysis->keeps)
    draw_line (cr, &field, analysis->kept, TOKEN_TEXT2);
  graph_end (snapshot, cr);
}

/* A lying scale with a mark from its middle, -1 to 1. */
static void
draw_balance (GtkWidget *widget, GtkSnapshot *snapshot, const GraphArea *area, const char *name,
              const char *value, double share, Token token)
{
  const GdkRGBA well = token_color (TOKEN_WELL), middle = token_color (TOKEN_LINE2);
  const GdkRGBA caption = token_color (TOKEN_TEXT2), text = token_color (TOKEN_TEXT1);
  const GdkRGBA color = token_color (token);
  const int line = ui_px (LINE);
  const double y = area->y + line, half = area->width / 2, high = area->height - line;
  const double to = half * CLAMP (share, -1, 1);
  text_draw (snapshot, widget, TEXT_CAPTION, name, area->x, area->y, (int) area->width, line,
             &caption);
  text_draw_right (snapshot, widget, TEXT_VALUE, value, area->x + area->width, area->y, line,
                   &text);
  fill_rect (snapshot, area->x, y, area->width, high, &well);
  fill_rect (snapshot, area->x + half + fmin (to, 0), y + 1, fabs (to), high - 2, &color);
  fill_rect (snapshot, rint (area->x + half), y, 1, high, &middle);
}

static void
draw_scope (GtkSnapshot *snapshot, const GraphArea *area, const Analysis *analysis)
{
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_GRID_BAR);
  const GdkRGBA dots = token_alpha (TOKEN_METER_LOW, 0.55);
  const double half = area->height / 2, x = area->x + area->width / 2, y = area->y + half;
  const double reach = analysis->silent ? 0 : half * SCOPE_GAIN / analysis->reach;
  fill_rect (snapshot, area->x, area->y, area->width, area->height, &well);
  cairo_t *cr = graph_begin (snapshot, area);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x, area->y);
  cairo_line_to (cr, x, area->y + area->height);
  cairo_move_to (cr, x - half, y);
  cairo_line_to (cr, x + half, y);
  for (int sign = -1; sign <= 1; sign += 2) {
    cairo_move_to (cr, x - half, y - sign * half);
    cairo_line_to (cr, x + half, y + sign * half);
  }
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &dots);
  for (int i = 0; i < ANALYSIS_SCOPE && !analysis->silent; i++) {
    const double up = (double) analysis->mid[i], aside = (double) analysis->side[i];
    cairo_rectangle (cr, x - aside * reach - 0.5, y - up * reach - 0.5, 1.5, 1.5);
  }
  cairo_fill (cr);
  graph_end (snapshot, cr);
}

void
analyzer_draw_stereo (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis)
{
  const GraphArea area = whole (widget);
  const double side = fmin (area.height, area.width / 2), gap = ui_px (12);
  const GraphArea scope = { area.x, area.y, side, area.height };
  GraphArea row = { area.x + side + gap, area.y, fmax (area.width - side - gap, 1),
                    ui_px (LINE + 10) };
  const bool silent = analysis->silent;
  g_autofree char *correlation =
      silent ? g_strdup ("—") : value_text_number (analysis->correlation, 2);
  g_autofree char *balance = silent ? g_strdup ("—") : value_text_level (analysis->balance);
  const char *const words = silent                        ? ""
                            : analysis->correlation < 0   ? _ ("Out of phase: loses in mono")
                            : analysis->correlation < 0.3 ? _ ("Wide")
                                                          : _ ("Safe in mono");
  const GdkRGBA text = token_color (analysis->correlation < 0 ? TOKEN_WARNING : TOKEN_TEXT2);

  draw_scope (snapshot, &scope, analysis);
  draw_balance (widget, snapshot, &row, _ ("Correlation"), correlation,
                silent ? 0 : analysis->correlation,
                analysis->correlation < 0 ? TOKEN_WARNING : TOKEN_METER_LOW);
  row.y += row.height + gap;
  draw_balance (widget, snapshot, &row, _ ("Balance"), balance, analysis->balance / 12,
                TOKEN_METER_LOW);
  row.y += row.height + ui_px (6);
  text_draw (snapshot, widget, TEXT_BODY, words, row.x, row.y, (int) row.width, ui_px (LINE),
             &text);
}

static double
lufs_share (double lufs)
{
  return isfinite (lufs) ? CLAMP ((lufs - LEAST_LUFS) / (MOST_LUFS - LEAST_LUFS), 0, 1) : 0;
}

static void
draw_loudness_bar (GtkWidget *widget, GtkSnapshot *snapshot, const GraphArea *area, double lufs,
                   double target, const char *name)
{
  const GdkRGBA well = token_color (TOKEN_WELL), text = token_color (TOKEN_TEXT3);
  const GdkRGBA low = token_color (TOKEN_METER_LOW), high = token_color (TOKEN_METER_MID);
  const double foot = area->y + area->height, top = area->height * lufs_share (lufs);
  const double aim = area->height * lufs_share (target);
  fill_rect (snapshot, area->x, area->y, area->width, area->height, &well);
  fill_rect (snapshot, area->x, foot - rint (fmin (top, aim)), area->width, rint (fmin (top, aim)),
             &low);
  if (top > aim)
    fill_rect (snapshot, area->x, foot - rint (top), area->width, rint (top - aim), &high);
  text_draw (snapshot, widget, TEXT_SCALE, name,
             area->x + (area->width - text_width (widget, TEXT_SCALE, name)) / 2, foot,
             text_width (widget, TEXT_SCALE, name), ui_px (13), &text);
}

void
analyzer_draw_loudness (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis,
                        double target)
{
  static const int marks[] = { -5, -9, -14, -18, -23, -30, -40 };
  const struct {
    const char *name, *unit;
    double value;
  } figures[] = {
    { _ ("Integrated"), "LUFS", analysis->integrated },
    { _ ("True peak"), "dBTP", analysis->true_peak },
    { _ ("Short-term"), "LUFS", analysis->short_term },
    { _ ("Loudness range"), "LU", analysis->range },
    { _ ("Momentary"), "LUFS", analysis->momentary },
    { _ ("To the target"), "LU", analysis->integrated - target },
  };
  const GdkRGBA line = token_color (TOKEN_GRID_BAR), text = token_color (TOKEN_TEXT3);
  const GdkRGBA gold = token_color (TOKEN_ACCENT), body = token_color (TOKEN_BG3);
  const GdkRGBA caption = token_color (TOKEN_TEXT2), bright = token_color (TOKEN_TEXT1);
  GraphArea area = whole (widget);
  area.height -= ui_px (13);
  const int scale = ui_px (28), bar = ui_px (BAR), gap = ui_px (4), high = ui_px (12);
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *label = value_text_number (marks[i], 0);
    const double y = rint (area.y + area.height * (1 - lufs_share (marks[i])));
    fill_rect (snapshot, area.x + scale, y, 2 * bar + gap, 1, &line);
    text_draw_right (snapshot, widget, TEXT_SCALE, label, area.x + scale - ui_px (4),
                     CLAMP (y - high / 2, area.y, area.y + area.height - high), high, &text);
  }
  const GraphArea momentary = { area.x + scale, area.y, bar, area.height };
  const GraphArea short_term = { area.x + scale + bar + gap, area.y, bar, area.height };
  draw_loudness_bar (widget, snapshot, &momentary, analysis->momentary, target, _ ("M"));
  draw_loudness_bar (widget, snapshot, &short_term, analysis->short_term, target, _ ("S"));
  fill_rect (snapshot, area.x + scale, rint (area.y + area.height * (1 - lufs_share (target))),
             2 * bar + gap, 1, &gold);

  const double left = area.x + scale + 2 * bar + 4 * gap, wide = fmax (area.width - left, 2);
  const double column = (wide - gap) / 2;
  const double row = (whole (widget).height - 2 * gap) / 3;
  for (int i = 0; i < 6; i++) {
    const double x = left + (i % 2) * (column + gap), y = area.y + (i / 2) * (row + gap);
    g_autofree char *number =
        isfinite (figures[i].value) ? value_text_number (figures[i].value, 1) : g_strdup ("—");
    g_autofree char *value = g_strdup_printf ("%s %s", number, figures[i].unit);
    fill_rect (snapshot, x, y, column, row, &body);
    text_draw (snapshot, widget, TEXT_CAPTION, figures[i].name, x + ui_px (6),
               y + row / 2 - ui_px (15), (int) column - ui_px (8), ui_px (14), &caption);
    text_draw (snapshot, widget, TEXT_VALUE, value, x + ui_px (6), y + row / 2,
               (int) column - ui_px (8), ui_px (16), &bright);
  }
}

void
analyzer_draw_tuner (GtkWidget *widget, GtkSnapshot *snapshot, const Analysis *analysis)
{
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_LINE2);
  const GdkRGBA text = token_color (TOKEN_TEXT1), faint = token_color (TOKEN_TEXT2);
  const bool in_tune = analysis->has_note && fabs (analysis->cents) < IN_TUNE;
  const GdkRGBA color = token_color (in_tune ? TOKEN_OK : TOKEN_ACCENT);
  const GraphArea area = whole (widget);
  const double middle = area.x + area.width / 2, bar = ui_px (BAR);
  const double y = area.y + area.height - bar - ui_px (LINE);
  g_autofree char *name =
      analysis->has_note ? tuner_note_name (analysis->note) : g_strdup (_ ("Play one note"));
  const TextStyle style = analysis->has_note ? TEXT_POSITION : TEXT_BODY;
  const int wide = text_width (widget, style, name);

  text_draw (snapshot, widget, style, name, middle - wide / 2.0, area.y, wide,
             (int) (y - area.y - ui_px (LINE)), analysis->has_note ? &text : &faint);
  fill_rect (snapshot, area.x, y, area.width, bar, &well);
  for (int cents = -50; cents <= 50; cents += 10) {
    const double x = rint (middle + (area.width / 2 - 1) * cents / 50);
    const double high = cents == 0 ? bar : bar / 3;
    g_autofree char *label = value_text_number (cents, 0);
    const int room = text_width (widget, TEXT_SCALE, label);
    fill_rect (snapshot, x, y + bar - high, 1, high, &line);
    if (cents % 50 == 0)
      text_draw (snapshot, widget, TEXT_SCALE, label,
                 CLAMP (x - room / 2, area.x, area.x + area.width - room), y + bar, room,
                 ui_px (LINE), &faint);
  }
  if (!analysis->has_note)
    return;
  const double x = middle + (area.width / 2 - 1) * analysis->cents / 50;
  g_autofree char *cents = value_text_number (analysis->cents, 0);
  g_autofree char *hz = value_text_number (analysis->hz, 1);
  g_autofree char *said = g_strdup_printf (_ ("%s cents · %s Hz"), cents, hz);
  const int told = text_width (widget, TEXT_VALUE, said);
  fill_rect (snapshot, rint (x) - 1, y, 3, bar, &color);
  text_draw (snapshot, widget, TEXT_VALUE, said, middle - told / 2.0, y - ui_px (LINE), told,
             ui_px (LINE), &faint);
}
