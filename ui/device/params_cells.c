/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/params_cells.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/device/param_step.h"
#include "ui/draw/theme.h"
#include "ui/draw/value_text.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/knob.h"

#define PARAM "lq-param"

static int
param_of (void *widget)
{
  return GPOINTER_TO_INT (g_object_get_data (widget, PARAM));
}

char *
param_cell_name (DeviceHand *hand, int param)
{
  const Effect *effect = device_hand_effect (hand);
  const Track *track = device_hand_track (hand);
  const ParamSpec *spec = &hand->spec->params[param];
  const char *dot = strchr (spec->name, '.');
  const bool band = g_str_has_prefix (spec->name, "band") && dot;
  g_autofree char *of =
      band ? g_strdup_printf (" %.*s", (int) (dot - spec->name - 4), spec->name + 4)
           : g_strdup ("");
  return g_strdup_printf ("%s%s, %s, %s", spec->label, of, effect ? device_title (effect) : "",
                          track ? text_get (track->name) : "");
}

static double
law_position (const void *data, double value)
{
  return param_position (data, value);
}

static double
law_value (const void *data, double position)
{
  return param_at (data, position);
}

static void
moved (LqKnob *knob, double value, DeviceHand *hand)
{
  /* On the grid of fine steps: nobody wants -5.623 dB. */
  device_hand_move (hand, param_of (knob),
                    param_step (&hand->spec->params[param_of (knob)], value, 0));
  param_cell_show (GTK_WIDGET (knob), hand, param_of (knob));
}

static void
let_go (LqKnob *knob, DeviceHand *hand)
{
  device_hand_let_go (hand);
}

static void
cancelled (LqKnob *knob, DeviceHand *hand)
{
  device_hand_cancel (hand);
  param_cell_show (GTK_WIDGET (knob), hand, param_of (knob));
}

static void
stepped (LqKnob *knob, double steps, DeviceHand *hand)
{
  const int param = param_of (knob);
  device_hand_step (hand, param,
                    param_step (&hand->spec->params[param], hand->values[param], steps));
}

static void
reset (LqKnob *knob, DeviceHand *hand)
{
  const int param = param_of (knob);
  device_hand_set (hand, param, hand->spec->params[param].initial);
}

static void
chosen (LqChoice *choice, int row, DeviceHand *hand)
{
  device_hand_set (hand, param_of (choice), row);
}

static void
toggled (GtkToggleButton *button, DeviceHand *hand)
{
  const int param = param_of (button);
  const bool on = gtk_toggle_button_get_active (button);
  if (on != (hand->values[param] >= 0.5))
    device_hand_set (hand, param, on);
}

static GtkWidget *
new_knob (DeviceHand *hand, int param, const char *name, const char *label)
{
  const ParamSpec *spec = &hand->spec->params[param];
  const KnobLaw law = {
    law_position, law_value, spec, spec->min, spec->max, param_is_two_way (spec)
  };
  GtkWidget *knob = lq_knob_new (name, label, &law);
  lq_knob_set_main (LQ_KNOB (knob), param == device_main_param (hand->spec));
  g_signal_connect (knob, "moved", G_CALLBACK (moved), hand);
  g_signal_connect (knob, "let-go", G_CALLBACK (let_go), hand);
  g_signal_connect (knob, "cancelled", G_CALLBACK (cancelled), hand);
  g_signal_connect (knob, "stepped", G_CALLBACK (stepped), hand);
  g_signal_connect (knob, "reset", G_CALLBACK (reset), hand);
  return knob;
}

static GtkWidget *
new_choice (DeviceHand *hand, int param, const char *name)
{
  const ParamSpec *spec = &hand->spec->params[param];
  GtkWidget *choice = lq_choice_new (name);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; spec->choices[i]; i++)
    g_ptr_array_add (items, device_choice_label (spec, i));
  lq_choice_set_items (LQ_CHOICE (choice), items);
  g_signal_connect (choice, "chosen", G_CALLBACK (chosen), hand);
  return choice;
}

static GtkWidget *
new_switch (DeviceHand *hand, int param, const char *name, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new (), *words = gtk_label_new (label);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_widget_add_css_class (button, "device-switch");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled), hand);
  return button;
}

static GtkWidget *
new_file (const char *name)
{
  GtkWidget *button = gtk_button_new (), *words = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_MIDDLE);
  gtk_button_set_child (GTK_BUTTON (button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

GtkWidget *
param_cell_new (DeviceHand *hand, int param)
{
  const ParamSpec *spec = &hand->spec->params[param];
  g_autofree char *name = param_cell_name (hand, param);
  g_autofree char *label = device_short_label (hand->spec, param);
  GtkWidget *cell = spec->type == PARAM_ENUM   ? new_choice (hand, param, name)
                    : spec->type == PARAM_BOOL ? new_switch (hand, param, name, label)
                    : spec->type == PARAM_FILE ? new_file (name)
                                               : new_knob (hand, param, name, label);
  g_object_set_data (G_OBJECT (cell), PARAM, GINT_TO_POINTER (param));
  gtk_widget_set_tooltip_text (cell, spec->help);
  return cell;
}

void
param_cell_set_kind (GtkWidget *cell, DeviceHand *hand, int param, DeviceCellKind kind)
{
  if (LQ_IS_KNOB (cell)) {
    g_autofree char *label = device_short_label (hand->spec, param);
    lq_knob_set_style (LQ_KNOB (cell), kind == CELL_LARGE   ? KNOB_LARGE
                                       : kind == CELL_FIELD ? KNOB_FIELD
                                                            : KNOB_BESIDE);
    lq_knob_set_caption (LQ_KNOB (cell), kind == CELL_FIELD
                                             ? device_field_label (&hand->spec->params[param])
                                             : label);
  } else if (LQ_IS_CHOICE (cell)) {
    lq_choice_set_arrow (LQ_CHOICE (cell), kind == CELL_CHOICE);
    if (kind == CELL_SHORT_CHOICE)
      gtk_widget_add_css_class (cell, "short");
  } else if (kind == CELL_POWER && !gtk_widget_has_css_class (cell, "device-power")) {
    gtk_widget_remove_css_class (cell, "device-switch");
    gtk_widget_add_css_class (cell, "device-power");
    gtk_button_set_child (GTK_BUTTON (cell), gtk_image_new_from_icon_name ("lq-power-symbolic"));
  }
}

/* "3.30 k" of "3.30 kHz", "+2.2" of "2.2 dB": the unit stands above. */
static char *
field_text (const ParamSpec *spec, double value)
{
  g_autofree char *number = NULL;
  switch (spec->unit) {
  case PARAM_UNIT_HZ:
    number = value_text_number (value >= 1000 ? value / 1000 : value, value >= 10000  ? 1
                                                                      : value >= 1000 ? 2
                                                                      : value >= 100  ? 0
                                                                                      : 1);
    return value >= 1000 ? g_strdup_printf ("%s k", number) : g_steal_pointer (&number);
  case PARAM_UNIT_DB:
    number = value_text_number (value, 1);
    return value >= 0.05 ? g_strdup_printf ("+%s", number) : g_steal_pointer (&number);
  case PARAM_UNIT_DB_PER_OCTAVE:
    return value_text_number (value, 0);
  default:
    return value_text_param (spec, value);
  }
}

/* "St" of "Stereo": in few letters. */
static char *
choice_text (GtkWidget *cell, const ParamSpec *spec, int value)
{
  g_autofree char *text = device_choice_label (spec, value);
  if (!gtk_widget_has_css_class (cell, "short"))
    return g_steal_pointer (&text);
  const bool two = !strncmp (text, "St", 2) || !strncmp (text, "Si", 2);
  return g_strndup (text, two ? 2 : 1);
}

void
param_cell_show (GtkWidget *cell, DeviceHand *hand, int param)
{
  const ParamSpec *spec = &hand->spec->params[param];
  const double value = hand->values[param];
  if (LQ_IS_KNOB (cell)) {
    const Track *track = device_hand_track (hand);
    const GdkRGBA color = color_of_track (track ? text_get (track->color) : NULL);
    g_autofree char *text = value_text_param (spec, value);
    g_autofree char *brief = field_text (spec, value);
    lq_knob_show (LQ_KNOB (cell), value, text, brief);
    lq_knob_set_dot (LQ_KNOB (cell), hand->automated[param] ? &color : NULL);
  } else if (LQ_IS_CHOICE (cell)) {
    g_autofree char *text = choice_text (cell, spec, (int) value);
    lq_choice_show (LQ_CHOICE (cell), text, (int) value);
  } else if (GTK_IS_TOGGLE_BUTTON (cell)) {
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (cell), value >= 0.5);
  } else {
    const Effect *effect = device_hand_effect (hand);
    const char *file = effect ? device_file (effect, spec) : "";
    g_autofree char *base = *file ? g_path_get_basename (file) : g_strdup (_ ("Choose a file"));
    gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (cell))), base);
  }
}
