/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/master_meter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/fader_law.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"

#define METER_WIDTH 160
#define FIGURE_WIDTH 76
#define HEIGHT 40
#define SILENCE -90.0 /* dB: nothing was heard yet */
#define FIGURES_EVERY 100000 /* microseconds */

enum { INTEGRATED, SHORT_TERM, RANGE, N_FIGURES };

struct _LqMasterMeter {
  GtkWidget parent_instance;
  MeterBallistics meter;
  double true_peak; /* dB, the highest */
  double figures[N_FIGURES];
  StripMeterReading reading; /* the last one */
  gint64 shown;
  bool narrow;
};

G_DEFINE_FINAL_TYPE (LqMasterMeter, lq_master_meter, GTK_TYPE_WIDGET)

static int
figures (const LqMasterMeter *meter)
{
  return meter->narrow ? 1 : N_FIGURES;
}

static const struct {
  const char *caption, *unit;
} table[N_FIGURES] = { { N_ ("Integrated"), "LUFS" },
                       { N_ ("Short"), "LUFS" },
                       { N_ ("LRA"), "LU" } };

static int
figure_width (GtkWidget *widget, int figure)
{
  return MAX (ui_px (FIGURE_WIDTH),
              text_width (widget, TEXT_CAPTION, _ (table[figure].caption)) + ui_px (16));
}

/* Where the bars begin: behind "Master" and the true peak. */
static int
meter_left (GtkWidget *widget)
{
  return MAX (ui_px (72), text_width (widget, TEXT_CAPTION, _ ("Master")) + ui_px (14));
}

static void
draw_figure (GtkSnapshot *snapshot, GtkWidget *widget, int x, const char *caption, double value,
             const char *unit)
{
  const GdkRGBA quiet = token_color (TOKEN_TEXT3), text = token_color (TOKEN_TEXT1),
                line = token_color (TOKEN_LINE1);
  g_autofree char *number = isfinite (value) ? value_text_number (value, 1) : g_strdup ("—");
  fill_rect (snapshot, x, ui_px (4), 1, ui_px (HEIGHT - 8), &line);
  text_draw (snapshot, widget, TEXT_CAPTION, caption, x + ui_px (8), ui_px (5), -1, ui_px (13),
             &quiet);
  text_draw (snapshot, widget, TEXT_VALUE, number, x + ui_px (8), ui_px (18), -1, ui_px (18),
             &text);
  text_draw (snapshot, widget, TEXT_CAPTION, unit,
             x + ui_px (12) + text_width (widget, TEXT_VALUE, number), ui_px (18), -1, ui_px (18),
             &quiet);
}

static void
lq_master_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const int marks[] = { -48, -36, -24, -18, -12, -6, 0 };
  LqMasterMeter *meter = LQ_MASTER_METER (widget);
  const GdkRGBA quiet = token_color (TOKEN_TEXT3), text = token_color (TOKEN_TEXT1);
  const int left = meter_left (widget), wide = ui_px (METER_WIDTH);
  g_autofree char *peak =
      meter->true_peak > SILENCE ? value_text_number (meter->true_peak, 1) : g_strdup ("−∞");

  text_draw_right (snapshot, widget, TEXT_CAPTION, _ ("Master"), left - ui_px (10), ui_px (5),
                   ui_px (13), &quiet);
  text_draw_right (snapshot, widget, TEXT_CAPTION, _ ("dBTP"), left - ui_px (10), ui_px (18),
                   ui_px (18), &quiet);
  const GdkRGBA clip = token_color (TOKEN_ERROR);
  text_draw_right (snapshot, widget, TEXT_VALUE, peak,
                   left - ui_px (14) - text_width (widget, TEXT_CAPTION, _ ("dBTP")), ui_px (18),
                   ui_px (18), meter->true_peak > 0 ? &clip : &text);
  meter_draw_lying (snapshot, &meter->meter, left, ui_px (7), wide, ui_px (7));
  double behind = left - ui_px (12);
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *label = value_text_number (marks[i], 0);
    const double x = left + meter_law_position (marks[i]) * wide;
    if (x - text_width (widget, TEXT_SCALE, label) < behind)
      continue;
    text_draw_right (snapshot, widget, TEXT_SCALE, label, x, ui_px (24), ui_px (11), &quiet);
    behind = x + ui_px (3);
  }
  int x = left + wide + ui_px (12);
  for (int i = 0; i < figures (meter); i++) {
    draw_figure (snapshot, widget, x, _ (table[i].caption), meter->figures[i], table[i].unit);
    x += figure_width (widget, i);
  }
}

static int
figures_width (GtkWidget *widget)
{
  int width = 0;
  for (int i = 0; i < figures (LQ_MASTER_METER (widget)); i++)
    width += figure_width (widget, i);
  return width;
}

static void
lq_master_meter_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural =
      orientation == GTK_ORIENTATION_VERTICAL
          ? ui_px (HEIGHT)
          : meter_left (widget) + ui_px (METER_WIDTH + 12) + figures_width (widget);
}

void
master_meter_tick (GtkWidget *widget, LqDesk *desk, gint64 now)
{
  LqMasterMeter *meter = LQ_MASTER_METER (widget);
  StripMeterReading reading = { 0 };
  const Track *main_track = project_main (lq_desk_project (desk));
  if (!main_track || !lq_desk_read_meter (desk, main_track->node.id, now, &reading))
    return;
  meter->reading = reading;
  bool changed = meter_ballistics_step (&meter->meter, reading.level.peak, now);
  const float peak = fmaxf (reading.true_peak[0], reading.true_peak[1]);
  if (peak > 0 && 20 * log10 (peak) > meter->true_peak) {
    meter->true_peak = 20 * log10 (peak);
    changed = true;
  }
  if (now - meter->shown > FIGURES_EVERY) {
    const double next[] = { reading.integrated, reading.short_term, reading.range };
    for (int i = 0; i < N_FIGURES; i++) {
      changed |= next[i] != meter->figures[i] && !(isnan (next[i]) && isnan (meter->figures[i]));
      meter->figures[i] = next[i];
    }
    meter->shown = now;
  }
  if (changed)
    gtk_widget_queue_draw (widget);
}

MasterReading
master_meter_read (GtkWidget *widget)
{
  const LqMasterMeter *meter = LQ_MASTER_METER (widget);
  return (MasterReading){ &meter->meter, &meter->reading, meter->true_peak };
}

void
master_meter_clear (GtkWidget *widget)
{
  LqMasterMeter *meter = LQ_MASTER_METER (widget);
  meter_ballistics_clear (&meter->meter);
  meter->true_peak = SILENCE;
  gtk_widget_queue_draw (widget);
}

void
master_meter_set_narrow (GtkWidget *widget, bool narrow)
{
  LqMasterMeter *meter = LQ_MASTER_METER (widget);
  if (meter->narrow == narrow)
    return;
  meter->narrow = narrow;
  gtk_widget_queue_resize (widget);
}

static void
lq_master_meter_class_init (LqMasterMeterClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_master_meter_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_master_meter_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lq_master_meter_init (LqMasterMeter *meter)
{
  meter_ballistics_clear (&meter->meter);
  meter->true_peak = SILENCE;
  meter->reading =
      (StripMeterReading){ .momentary = NAN, .short_term = NAN, .integrated = NAN, .range = NAN };
  for (int i = 0; i < N_FIGURES; i++)
    meter->figures[i] = NAN;
  gtk_accessible_update_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Loudness, master"), -1);
}

GtkWidget *
master_meter_new (void)
{
  return g_object_new (LQ_TYPE_MASTER_METER, NULL);
}
