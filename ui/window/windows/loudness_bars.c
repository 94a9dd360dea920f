/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/windows/loudness_bars.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define BAR 22 /* design units */
#define SCALE 30
#define FOOT 18
#define TOP_LUFS -5.0
#define FLOOR_LUFS -32.0

#define LQ_TYPE_LOUDNESS_BARS (lq_loudness_bars_get_type ())
G_DECLARE_FINAL_TYPE (LqLoudnessBars, lq_loudness_bars, LQ, LOUDNESS_BARS, GtkWidget)

struct _LqLoudnessBars {
  GtkWidget parent_instance;
  MeterBallistics meter;
  double momentary, short_term, target;
};

G_DEFINE_FINAL_TYPE (LqLoudnessBars, lq_loudness_bars, GTK_TYPE_WIDGET)

static double
loudness_position (double lufs)
{
  return isfinite (lufs) ? CLAMP ((TOP_LUFS - lufs) / (TOP_LUFS - FLOOR_LUFS), 0, 1) : 1;
}

static void
draw_mark (GtkSnapshot *snapshot, GtkWidget *widget, double value, double right, double y)
{
  const GdkRGBA quiet = token_color (TOKEN_TEXT3);
  g_autofree char *label = value_text_number (value, 0);
  text_draw_right (snapshot, widget, TEXT_SCALE, label, right, y - ui_px (6), ui_px (11), &quiet);
}

static void
draw_caption (GtkSnapshot *snapshot, GtkWidget *widget, const char *text, double x, double y)
{
  const GdkRGBA quiet = token_color (TOKEN_TEXT2);
  const int wide = text_width (widget, TEXT_CAPTION_BOLD, text);
  text_draw (snapshot, widget, TEXT_CAPTION_BOLD, text, x + (ui_px (BAR) - wide) / 2.0, y, -1,
             ui_px (FOOT), &quiet);
}

static void
draw_loudness (LqLoudnessBars *bars, GtkSnapshot *snapshot, double lufs, Token token, double x,
               double y, double height)
{
  const GdkRGBA well = token_color (TOKEN_WELL), color = token_color (token),
                above = token_color (TOKEN_METER_MID);
  const double top = rint (loudness_position (lufs) * height);
  fill_rect (snapshot, x, y, ui_px (BAR), height, &well);
  fill_rect (snapshot, x, y + top, ui_px (BAR), height - top, &color);
  if (bars->target != 0 && lufs > bars->target)
    fill_rect (snapshot, x, y + top, ui_px (BAR),
               rint (loudness_position (bars->target) * height) - top, &above);
}

static void
lq_loudness_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const int levels[] = { 10, 5, 0, -5, -10, -20, -30, -40 };
  static const int loudness[] = { -5, -9, -14, -18, -23, -27, -32 };
  LqLoudnessBars *bars = LQ_LOUDNESS_BARS (widget);
  const GdkRGBA gold = token_color (TOKEN_ACCENT), zero = token_color (TOKEN_LINE2);
  const double y = ui_px (8), height = gtk_widget_get_height (widget) - y - ui_px (FOOT);
  const double left = ui_px (SCALE), bar = ui_px (BAR);
  const double right = left + 2 * bar + 1 + ui_px (SCALE) + ui_px (12);

  for (size_t i = 0; i < G_N_ELEMENTS (levels); i++)
    draw_mark (snapshot, widget, levels[i], left - ui_px (6),
               y + fader_law_position (levels[i]) * height);
  meter_draw_standing (snapshot, &bars->meter, left, y, bar, height);
  fill_rect (snapshot, left, y + rint (fader_law_position (0) * height), 2 * bar + 1, 1, &zero);
  draw_caption (snapshot, widget, _ ("L"), left, y + height);
  draw_caption (snapshot, widget, _ ("R"), left + bar + 1, y + height);

  for (size_t i = 0; i < G_N_ELEMENTS (loudness); i++)
    draw_mark (snapshot, widget, loudness[i], right - ui_px (6),
               y + loudness_position (loudness[i]) * height);
  draw_loudness (bars, snapshot, bars->momentary, TOKEN_METER_LOW, right, y, height);
  draw_loudness (bars, snapshot, bars->short_term, TOKEN_METER_MID, right + bar + 1, y, height);
  draw_caption (snapshot, widget, _ ("M"), right, y + height);
  draw_caption (snapshot, widget, _ ("S"), right + bar + 1, y + height);
  if (bars->target != 0)
    fill_rect (snapshot, right - ui_px (4), y + rint (loudness_position (bars->target) * height),
               2 * bar + 1 + 2 * ui_px (4), ui_px (2), &gold);
}

static void
lq_loudness_bars_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? 4 * ui_px (BAR) + 2 + 2 * ui_px (SCALE) + ui_px (16)
                            : ui_px (180);
}

static void
lq_loudness_bars_class_init (LqLoudnessBarsClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_loudness_bars_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_loudness_bars_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_METER);
}

static void
lq_loudness_bars_init (LqLoudnessBars *bars)
{
  meter_ballistics_clear (&bars->meter);
  bars->momentary = bars->short_term = NAN;
  gtk_accessible_update_property (GTK_ACCESSIBLE (bars), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Level, master"), -1);
}

GtkWidget *
loudness_bars_new (void)
{
  return g_object_new (LQ_TYPE_LOUDNESS_BARS, NULL);
}

void
loudness_bars_show (GtkWidget *widget, const MasterReading *reading, double target)
{
  LqLoudnessBars *bars = LQ_LOUDNESS_BARS (widget);
  bars->meter = *reading->meter;
  bars->momentary = reading->reading->momentary;
  bars->short_term = reading->reading->short_term;
  bars->target = target;
  gtk_widget_queue_draw (widget);
}
