/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/panels/input_meter.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/desk/tuner.h"
#include "ui/draw/fader_law.h"
#include "ui/draw/text.h"
#include "ui/draw/value_text.h"
#include "ui/widgets/meter.h"

#define WIDTH 280
#define BAR 10
#define SCALE 12 /* of the numbers */
#define TUNER 44
#define LAMP 52
#define IN_TUNE 3 /* cents */
#define SILENCE -90.0
#define TELL_EVERY 200000 /* microseconds: what a screen reader hears */

struct _LqInputMeter {
  GtkWidget parent_instance;
  MeterBallistics meter;
  double highest; /* dB */
  bool listens, tuner, found;
  double hz;
  gint64 told;
};

G_DEFINE_FINAL_TYPE (LqInputMeter, lq_input_meter, GTK_TYPE_WIDGET)

static void
draw_lamp (LqInputMeter *meter, GtkSnapshot *snapshot, int x)
{
  const bool clips = meter->highest >= 0;
  const GdkRGBA floor = token_color (clips ? TOKEN_METER_CLIP : TOKEN_WELL);
  const GdkRGBA text = token_color (clips ? TOKEN_ON_TRACK : TOKEN_TEXT2);
  const int height = 2 * ui_px (BAR) + 1;
  g_autofree char *number =
      meter->highest > SILENCE ? value_text_number (meter->highest, 1) : g_strdup ("−∞");
  fill_rect (snapshot, x, 0, ui_px (LAMP - 6), height, &floor);
  text_draw_right (snapshot, GTK_WIDGET (meter), TEXT_CAPTION_BOLD, number, x + ui_px (LAMP - 12),
                   0, height, &text);
}

static void
draw_tuner (LqInputMeter *meter, GtkSnapshot *snapshot, int y, int width)
{
  GtkWidget *widget = GTK_WIDGET (meter);
  const GdkRGBA well = token_color (TOKEN_WELL), line = token_color (TOKEN_LINE2),
                quiet = token_color (TOKEN_TEXT3), strong = token_color (TOKEN_TEXT1);
  const int height = ui_px (TUNER), left = ui_px (52), middle = left + (width - left) / 2;
  double cents = 0;

  fill_rect (snapshot, 0, y, width, height, &well);
  fill_rect (snapshot, middle, y + ui_px (6), 1, height - ui_px (12), &line);
  if (!meter->found) {
    text_draw (snapshot, widget, TEXT_CAPTION, _ ("Tuner: play one note"), ui_px (8), y, -1, height,
               &quiet);
    return;
  }
  const int note = tuner_note (meter->hz, &cents);
  const bool good = fabs (cents) <= IN_TUNE;
  const GdkRGBA hand = token_color (good ? TOKEN_OK : TOKEN_ACCENT);
  g_autofree char *name = tuner_note_name (note);
  g_autofree char *number = value_text_number (cents, 0);
  g_autofree char *off = g_strdup_printf (_ ("%s cents"), number);
  text_draw (snapshot, widget, TEXT_POSITION, name, ui_px (8), y, -1, height, &strong);
  text_draw_right (snapshot, widget, TEXT_CAPTION, off, width - ui_px (6), y, ui_px (16), &quiet);
  const double x = middle + cents / 50 * ((width - left) / 2.0 - ui_px (8));
  fill_rect (snapshot, x - 1, y + ui_px (14), 3, height - ui_px (18), &hand);
}

static void
lq_input_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const int marks[] = { -36, -24, -18, -12, -6, 0 };
  LqInputMeter *meter = LQ_INPUT_METER (widget);
  const int width = gtk_widget_get_width (widget), bar = width - ui_px (LAMP);
  const GdkRGBA quiet = token_color (TOKEN_TEXT3);

  meter_draw_lying (snapshot, &meter->meter, 0, 0, bar, ui_px (BAR));
  for (size_t i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *label = value_text_number (marks[i], 0);
    text_draw_right (snapshot, widget, TEXT_SCALE, label, meter_law_position (marks[i]) * bar,
                     2 * ui_px (BAR) + 2, ui_px (SCALE), &quiet);
  }
  draw_lamp (meter, snapshot, bar + ui_px (6));
  if (meter->tuner)
    draw_tuner (meter, snapshot, 2 * ui_px (BAR) + ui_px (SCALE + 6), width);
}

static void
lq_input_meter_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  const bool tuner = LQ_INPUT_METER (widget)->tuner;
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? ui_px (WIDTH)
                            : 2 * ui_px (BAR) + ui_px (SCALE + 6 + (tuner ? TUNER : 0));
}

static void
tell (LqInputMeter *meter, gint64 now)
{
  if (now - meter->told < TELL_EVERY)
    return;
  meter->told = now;
  g_autofree char *number = value_text_number (fmax (meter->meter.db[0], SILENCE), 1);
  g_autofree char *text =
      meter->listens ? g_strdup_printf (_ ("%s dB"), number) : g_strdup (_ ("No input"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

void
input_meter_step (GtkWidget *widget, double peak, gint64 now)
{
  LqInputMeter *meter = LQ_INPUT_METER (widget);
  const float both[2] = { (float) fmax (peak, 0), (float) fmax (peak, 0) };
  bool changed = meter->listens != (peak >= 0);
  meter->listens = peak >= 0;
  changed |= meter_ballistics_step (&meter->meter, both, now);
  if (peak > 0 && 20 * log10 (peak) > meter->highest) {
    meter->highest = 20 * log10 (peak);
    changed = true;
  }
  tell (meter, now);
  if (changed)
    gtk_widget_queue_draw (widget);
}

void
input_meter_tune (GtkWidget *widget, bool found, double hz)
{
  LqInputMeter *meter = LQ_INPUT_METER (widget);
  if (!found && !meter->found)
    return;
  meter->found = found;
  meter->hz = hz;
  gtk_widget_queue_draw (widget);
}

static void
cleared (LqInputMeter *meter)
{
  meter->highest = SILENCE;
  gtk_widget_queue_draw (GTK_WIDGET (meter));
}

static void
lq_input_meter_class_init (LqInputMeterClass *class)
{
  GTK_WIDGET_CLASS (class)->snapshot = lq_input_meter_snapshot;
  GTK_WIDGET_CLASS (class)->measure = lq_input_meter_measure;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_METER);
}

static void
lq_input_meter_init (LqInputMeter *meter)
{
  GtkGesture *click = gtk_gesture_click_new ();
  meter_ballistics_clear (&meter->meter);
  meter->highest = SILENCE;
  g_signal_connect_swapped (click, "released", G_CALLBACK (cleared), meter);
  gtk_widget_add_controller (GTK_WIDGET (meter), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (meter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Input level"), -1);
}

GtkWidget *
input_meter_new (bool tuner)
{
  LqInputMeter *meter = g_object_new (LQ_TYPE_INPUT_METER, NULL);
  meter->tuner = tuner;
  return GTK_WIDGET (meter);
}
