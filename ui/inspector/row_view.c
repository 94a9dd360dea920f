/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/row_view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/inspector/choice_button.h"
#include "ui/inspector/note_view.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/value_field.h"

bool
row_view_is_short (const RowSpec *spec)
{
  return spec->show == SHOW_SWITCH || spec->show == SHOW_BUTTON;
}

static const char *
name_of (const InspectRow *row)
{
  return row->spec->caption ? _ (row->spec->caption) : row->caption ? row->caption : "";
}

static bool
entered (LqValueField *field, const char *text, char **sentence, void *data)
{
  RowView *view = data;
  return inspector_enter (view->inspector, view->spec, view->index, text, sentence);
}

static void
stepped (LqValueField *field, double steps, void *data)
{
  RowView *view = data;
  inspector_step (view->inspector, view->spec, view->index, steps);
}

/* What cannot be done is told where it is not typed. */
static void
enter (RowView *view, const char *text)
{
  g_autofree char *sentence = NULL;
  inspector_enter (view->inspector, view->spec, view->index, text, &sentence);
  if (sentence)
    inspector_say (view->inspector, sentence);
}

static void
chosen (const char *value, void *data)
{
  enter (data, value);
}

static GArray *
list (void *data, int *index)
{
  RowView *view = data;
  const InspectPage *page;
  const InspectRow *row = inspector_row (view->inspector, view->spec, view->index, &page);
  if (row)
    return inspect_choices (page, row, index);
  *index = -1;
  return g_array_new (FALSE, FALSE, sizeof (Choice));
}

static void
toggled (GtkToggleButton *button, RowView *view)
{
  const bool on = gtk_toggle_button_get_active (button);
  if (view->quiet)
    return;
  if (view->spec->show == SHOW_SEND)
    enter (view, on ? "pre" : "post");
  else
    enter (view, on ? "on" : "off");
}

static void
clicked (GtkButton *button, RowView *view)
{
  inspector_press (view->inspector, view->spec, view->index);
}

static void
slider_moved (LqSlider *slider, double value, RowView *view)
{
  const InspectPage *page;
  const InspectRow *row = inspector_row (view->inspector, view->spec, view->index, &page);
  if (row)
    hand_move (&view->hand, page, row, value);
}

static void
slider_let_go (LqSlider *slider, RowView *view)
{
  hand_let_go (&view->hand, inspector_desk (view->inspector));
}

void
row_view_show_live (RowView *view, const InspectPage *page, const InspectRow *row)
{
  if (!view->slider || row->mixed)
    return;
  const double value = hand_shown (page, row);
  g_autofree char *text = value_kind_text (&view->spec->kind, &page->place, value);
  lq_value_field_show (LQ_VALUE_FIELD (view->control), text, NULL);
  lq_slider_show_value (LQ_SLIDER (view->slider), value);
}

static void
add_slider (RowView *view, const char *name)
{
  view->slider = view->spec->show == SHOW_PAN ? lq_slider_new_balance (name) : lq_slider_new (name);
  gtk_widget_set_focusable (view->slider, FALSE);
  gtk_widget_set_hexpand (view->slider, TRUE);
  gtk_widget_set_valign (view->slider, GTK_ALIGN_CENTER);
  g_signal_connect (view->slider, "moved", G_CALLBACK (slider_moved), view);
  g_signal_connect (view->slider, "let-go", G_CALLBACK (slider_let_go), view);
  gtk_box_append (GTK_BOX (view->widget), view->slider);
}

static GtkWidget *
toggle_new (RowView *view, const char *label, const char *css)
{
  GtkWidget *toggle = gtk_toggle_button_new ();
  if (label)
    gtk_button_set_label (GTK_BUTTON (toggle), label);
  gtk_widget_add_css_class (toggle, css);
  g_signal_connect (toggle, "toggled", G_CALLBACK (toggled), view);
  return toggle;
}

static const ValueFieldCalls value_calls = { entered, stepped };
static const ValueFieldCalls text_calls = { entered, NULL };
static const ChoiceCalls choice_calls = { list, chosen };

static void
make_device (RowView *view)
{
  gtk_widget_add_css_class (view->widget, "inspect-device");
  view->switch_ = toggle_new (view, NULL, "power");
  gtk_button_set_icon_name (GTK_BUTTON (view->switch_), "lq-power-symbolic");
  view->control = gtk_button_new ();
  gtk_widget_add_css_class (view->control, "bare");
  gtk_widget_set_hexpand (view->control, TRUE);
  gtk_button_set_child (GTK_BUTTON (view->control), gtk_label_new (""));
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (view->control))), 0);
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (view->control))),
                           PANGO_ELLIPSIZE_END);
  g_signal_connect (view->control, "clicked", G_CALLBACK (clicked), view);
  view->caption = gtk_label_new ("");
  gtk_widget_add_css_class (view->caption, "state");
  gtk_box_append (GTK_BOX (view->widget), view->switch_);
  gtk_box_append (GTK_BOX (view->widget), view->control);
  gtk_box_append (GTK_BOX (view->widget), view->caption);
}

static void
make_control (RowView *view, const char *name)
{
  switch (view->spec->show) {
  case SHOW_FACT:
    view->control = gtk_label_new ("");
    gtk_label_set_xalign (GTK_LABEL (view->control), 0);
    gtk_label_set_ellipsize (GTK_LABEL (view->control), PANGO_ELLIPSIZE_MIDDLE);
    gtk_widget_add_css_class (view->control, "fact");
    if (view->spec->group == GROUP_RANGE) {
      gtk_label_set_xalign (GTK_LABEL (view->control), 1);
      gtk_widget_add_css_class (view->control, "figure");
    }
    break;
  case SHOW_TEXT:
    view->control = lq_value_field_new (&text_calls, view);
    break;
  case SHOW_VALUE:
    view->control = lq_value_field_new (&value_calls, view);
    break;
  case SHOW_SEND:
    view->switch_ = toggle_new (view, _ ("pre"), "tap");
    gtk_widget_set_valign (view->switch_, GTK_ALIGN_CENTER);
    gtk_widget_set_tooltip_text (view->switch_, _ ("Tapped before the fader"));
    gtk_box_append (GTK_BOX (view->widget), view->switch_);
    /* fall through */
  case SHOW_LEVEL:
  case SHOW_PAN:
    add_slider (view, name);
    view->control = lq_value_field_new (&value_calls, view);
    gtk_widget_add_css_class (view->control, "bare");
    break;
  case SHOW_CHOICE:
    view->control = choice_button_new (&choice_calls, view);
    break;
  case SHOW_COLOR:
    view->control = color_button_new (chosen, view);
    break;
  default:
    return;
  }
  gtk_widget_set_hexpand (view->control, !view->slider);
  gtk_box_append (GTK_BOX (view->widget), view->control);
}

static void
make_row (RowView *view, const char *name)
{
  view->widget = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (view->widget, "inspect-row");
  if (view->spec->show == SHOW_DEVICE) {
    make_device (view);
    return;
  }
  view->caption = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (view->caption), 0);
  gtk_label_set_ellipsize (GTK_LABEL (view->caption), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (view->caption, GTK_ALIGN_START); /* beside the value, not the sentence */
  gtk_widget_add_css_class (view->caption, "inspect-caption");
  gtk_box_append (GTK_BOX (view->widget), view->caption);
  make_control (view, name);
}

/* What is added stands as a row of its own, with its keys; other buttons are plain. */
static void
make_button (RowView *view, const char *name)
{
  view->widget = view->control = gtk_button_new ();
  g_signal_connect (view->control, "clicked", G_CALLBACK (clicked), view);
  if (!view->spec->action || view->spec->text) {
    gtk_button_set_label (GTK_BUTTON (view->control), name);
    return;
  }
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (name);
  g_autofree char *keys = inspector_keys (view->inspector, view->spec->action);
  GtkWidget *cap = gtk_label_new (keys ? keys : "");
  gtk_widget_add_css_class (view->widget, "inspect-add");
  gtk_widget_add_css_class (cap, "key");
  gtk_widget_set_visible (cap, keys && *keys);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("lq-plus-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), cap);
  gtk_button_set_child (GTK_BUTTON (view->control), box);
}

static void
view_free (gpointer data)
{
  RowView *view = data;
  hand_let_go (&view->hand, inspector_desk (view->inspector));
  g_free (view);
}

static void
note_written (const char *text, void *data)
{
  enter (data, text);
}

static void
note_left (void *data)
{
  RowView *view = data;
  inspector_do (view->inspector, "focus.out");
}

RowView *
row_view_new (LqInspector *inspector, const InspectRow *row)
{
  RowView *view = g_new0 (RowView, 1);
  const char *name = name_of (row);

  *view = (RowView){ .inspector = inspector, .spec = row->spec, .index = row->index };
  if (row->spec->show == SHOW_SWITCH)
    view->widget = view->switch_ = toggle_new (view, name, "inspect-switch");
  else if (row->spec->show == SHOW_BUTTON)
    make_button (view, name);
  else if (row->spec->show == SHOW_NOTE)
    view->widget = view->control = note_view_new (name, note_written, note_left, view);
  else
    make_row (view, name);
  if (row_view_is_short (row->spec))
    gtk_widget_set_hexpand (view->widget, TRUE);
  g_object_set_data_full (G_OBJECT (view->widget), "row-view", view, view_free);
  return view;
}

/* Names are built from the object: "Send Hall, Lead Vox". */
static void
name_controls (RowView *view, const char *name)
{
  GtkWidget *const all[] = { view->control, view->slider, view->switch_ };
  for (size_t i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i])
      gtk_accessible_update_property (GTK_ACCESSIBLE (all[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
}

static void
show_device (RowView *view, const InspectRow *row)
{
  GtkWidget *name = gtk_button_get_child (GTK_BUTTON (view->control));
  gtk_label_set_text (GTK_LABEL (name), row->text);
  gtk_label_set_text (GTK_LABEL (view->caption), row->on ? "" : _ ("bypassed"));
  if (row->on)
    gtk_widget_remove_css_class (view->widget, "off");
  else
    gtk_widget_add_css_class (view->widget, "off");
}

static void
show_value (RowView *view, const InspectRow *row)
{
  const char *unit = row->spec->kind.unit;
  lq_value_field_show (LQ_VALUE_FIELD (view->control), row->text,
                       unit && !view->slider && row->text ? _ (unit) : NULL);
  gtk_widget_set_sensitive (view->control, !row->refused);
  if (view->slider)
    lq_slider_show_value (LQ_SLIDER (view->slider), row->number);
}

void
row_view_show (RowView *view, const InspectRow *row)
{
  const char *name = row->spec->show == SHOW_DEVICE && row->text ? row->text : name_of (row);
  view->quiet = true;
  name_controls (view, name);
  if (row->caption && view->caption)
    gtk_label_set_text (GTK_LABEL (view->caption), row->caption);
  if (view->switch_) {
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (view->switch_), row->on);
    if (row->mixed && row->spec->show == SHOW_SWITCH)
      gtk_widget_add_css_class (view->switch_, "mixed");
    else
      gtk_widget_remove_css_class (view->switch_, "mixed");
  }
  switch (row->spec->show) {
  case SHOW_FACT:
    gtk_label_set_text (GTK_LABEL (view->control), row->mixed ? _ ("mixed") : row->text);
    gtk_widget_set_tooltip_text (view->control, row->text);
    (row->warns ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (view->widget, "warns");
    (row->mixed ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (view->control, "mixed");
    break;
  case SHOW_TEXT:
  case SHOW_VALUE:
  case SHOW_LEVEL:
  case SHOW_PAN:
  case SHOW_SEND:
    show_value (view, row);
    break;
  case SHOW_CHOICE:
    choice_button_show (view->control, row->text);
    break;
  case SHOW_COLOR:
    color_button_show (view->control, row->text);
    break;
  case SHOW_DEVICE:
    show_device (view, row);
    break;
  case SHOW_BUTTON:
    if (row->text)
      gtk_button_set_label (GTK_BUTTON (view->control), row->text);
    break;
  case SHOW_NOTE:
    note_view_show (view->control, row->text);
    break;
  case SHOW_SWITCH:
    break;
  }
  view->quiet = false;
}
