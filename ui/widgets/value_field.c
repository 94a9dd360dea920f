/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/value_field.h"

#include <glib/gi18n.h>

struct _LqValueField {
  GtkWidget parent_instance;
  const ValueFieldCalls *calls;
  void *data;
  GtkWidget *well, *value, *unit, *entry, *problem;
  char *text; /* as shown; NULL: mixed */
  bool open;
};

G_DEFINE_FINAL_TYPE (LqValueField, lq_value_field, GTK_TYPE_WIDGET)

static void
say (LqValueField *field, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (field->problem), sentence ? sentence : "");
  gtk_widget_set_visible (field->problem, sentence != NULL);
}

static void
show_text (LqValueField *field)
{
  gtk_label_set_text (GTK_LABEL (field->value), field->text ? field->text : _ ("mixed"));
  if (field->text)
    gtk_widget_remove_css_class (field->value, "mixed");
  else
    gtk_widget_add_css_class (field->value, "mixed");
}

static void
set_open (LqValueField *field, bool open)
{
  field->open = open;
  gtk_widget_set_visible (field->value, !open);
  gtk_widget_set_visible (field->entry, open);
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (field), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (field), "open");
}

static void
close_entry (LqValueField *field)
{
  if (!field->open)
    return;
  const bool focused = gtk_widget_has_focus (field->entry);
  field->open = false; /* the focus leaves the entry, which must not apply again */
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (field));
  set_open (field, false);
}

/* False where the entry stays open with a sentence. */
static bool
apply (LqValueField *field)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->entry)));
  g_autofree char *sentence = NULL;
  if (!g_strcmp0 (g_strstrip (text), field->text ? field->text : ""))
    say (field, NULL);
  else if (!field->calls->entered (field, text, &sentence, field->data)) {
    say (field, sentence);
    gtk_widget_add_css_class (GTK_WIDGET (field), "wrong");
    return false;
  } else
    say (field, sentence);
  gtk_widget_remove_css_class (GTK_WIDGET (field), "wrong");
  close_entry (field);
  return true;
}

static void
restore (LqValueField *field)
{
  say (field, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (field), "wrong");
  close_entry (field);
}

/* What was said of a value is read while the focus is there. */
static void
focus_left (GtkEventControllerFocus *controller, LqValueField *field)
{
  if (!field->open)
    say (field, NULL);
}

static gboolean
entry_key (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
           LqValueField *field)
{
  if (keyval == GDK_KEY_Escape) {
    restore (field);
    return TRUE;
  }
  /* Applied, the focus is on the field, and the window moves it on from there. */
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
    return !apply (field);
  return FALSE;
}

static void
entry_left (GtkEventControllerFocus *controller, LqValueField *field)
{
  if (field->open && !apply (field))
    restore (field);
}

static void
entry_activated (GtkText *entry, LqValueField *field)
{
  apply (field);
}

static void
make_entry (LqValueField *field)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  field->entry = gtk_text_new ();
  gtk_widget_set_hexpand (field->entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (field->entry), 1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key), field);
  gtk_widget_add_controller (field->entry, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_left), field);
  gtk_widget_add_controller (field->entry, focus);
  g_signal_connect (field->entry, "activate", G_CALLBACK (entry_activated), field);
  gtk_box_insert_child_after (GTK_BOX (field->well), field->entry, field->value);
}

void
lq_value_field_edit (LqValueField *field, const char *typed)
{
  if (field->open || !gtk_widget_is_sensitive (GTK_WIDGET (field)))
    return;
  if (!field->entry)
    make_entry (field);
  say (field, NULL);
  gtk_editable_set_text (GTK_EDITABLE (field->entry), typed         ? typed
                                                      : field->text ? field->text
                                                                    : "");
  set_open (field, true);
  gtk_widget_grab_focus (field->entry);
  if (typed)
    gtk_editable_set_position (GTK_EDITABLE (field->entry), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (field->entry), 0, -1);
}

bool
lq_value_field_is_open (LqValueField *field)
{
  return field->open;
}

static bool
opens (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_F2;
}

static bool
begins_value (guint keyval)
{
  const gunichar c = gdk_keyval_to_unicode (keyval);
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '*' || c == '/';
}

static int
step_of (guint keyval)
{
  return keyval == GDK_KEY_Up ? 1 : keyval == GDK_KEY_Down ? -1 : 0;
}

bool
lq_value_field_takes (GtkWidget *focus, guint keyval, GdkModifierType state)
{
  if (!LQ_IS_VALUE_FIELD (focus) || state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return false;
  return opens (keyval) || begins_value (keyval) ||
         (LQ_VALUE_FIELD (focus)->calls->stepped && step_of (keyval));
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             LqValueField *field)
{
  GtkWidget *widget = GTK_WIDGET (field);
  if (!gtk_widget_is_focus (widget) || !lq_value_field_takes (widget, keyval, state))
    return FALSE;
  if (opens (keyval))
    lq_value_field_edit (field, NULL);
  else if (begins_value (keyval)) {
    char typed[2] = { (char) gdk_keyval_to_unicode (keyval) };
    lq_value_field_edit (field, typed);
  } else
    field->calls->stepped (field, step_of (keyval) * (state & GDK_SHIFT_MASK ? 0.1 : 1),
                           field->data);
  return TRUE;
}

static void
pressed (GtkGestureClick *gesture, int n, double x, double y, LqValueField *field)
{
  if (field->open)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (field));
  if (n == 2)
    lq_value_field_edit (field, NULL);
}

void
lq_value_field_set_name (LqValueField *field, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lq_value_field_show (LqValueField *field, const char *text, const char *unit)
{
  const char *old_unit = gtk_label_get_text (GTK_LABEL (field->unit));
  if (g_strcmp0 (field->text, text) || !*gtk_label_get_text (GTK_LABEL (field->value))) {
    g_free (field->text);
    field->text = g_strdup (text);
    show_text (field);
    g_autofree char *spoken =
        g_strdup_printf ("%s %s", text ? text : _ ("mixed"), unit ? unit : "");
    gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                    spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  }
  if (g_strcmp0 (old_unit, unit ? unit : "")) {
    gtk_label_set_text (GTK_LABEL (field->unit), unit ? unit : "");
    gtk_widget_set_visible (field->unit, unit != NULL);
  }
}

static void
lq_value_field_dispose (GObject *object)
{
  LqValueField *field = LQ_VALUE_FIELD (object);
  field->open = false;
  g_clear_pointer (&field->well, gtk_widget_unparent);
  g_clear_pointer (&field->problem, gtk_widget_unparent);
  g_clear_pointer (&field->text, g_free);
  G_OBJECT_CLASS (lq_value_field_parent_class)->dispose (object);
}

static void
lq_value_field_class_init (LqValueFieldClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_value_field_dispose;
  gtk_widget_class_set_css_name (widget_class, "valuefield");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
}

static GtkWidget *
label_new (const char *css, float x)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (label), x);
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
lq_value_field_init (LqValueField *field)
{
  GtkWidget *widget = GTK_WIDGET (field);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_focusable (widget, TRUE);
  field->well = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (field->well, "well");
  field->value = label_new ("value", 0);
  gtk_label_set_ellipsize (GTK_LABEL (field->value), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (field->value, TRUE);
  field->unit = label_new ("unit", 1);
  gtk_widget_set_visible (field->unit, FALSE);
  gtk_box_append (GTK_BOX (field->well), field->value);
  gtk_box_append (GTK_BOX (field->well), field->unit);
  gtk_widget_set_parent (field->well, widget);
  field->problem = label_new ("problem", 0);
  gtk_label_set_wrap (GTK_LABEL (field->problem), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (field->problem), 1);
  gtk_widget_set_visible (field->problem, FALSE);
  gtk_widget_set_parent (field->problem, widget);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), field);
  gtk_widget_add_controller (widget, keys);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left), field);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed), field);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
lq_value_field_new (const ValueFieldCalls *calls, void *data)
{
  LqValueField *field = g_object_new (LQ_TYPE_VALUE_FIELD, NULL);
  field->calls = calls;
  field->data = data;
  return GTK_WIDGET (field);
}
