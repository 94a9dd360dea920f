/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/param_entry.h"

#include <glib/gi18n.h>

#include "ui/device/param_step.h"
#include "ui/draw/value_text.h"

struct _LqParamEntry {
  GtkBox parent_instance;
  DeviceHand *hand;
  int param;
  GtkWidget *text, *problem;
  bool typed, closing;
};

G_DEFINE_FINAL_TYPE (LqParamEntry, lq_param_entry, GTK_TYPE_BOX)

static guint closed_signal;

typedef struct {
  LqParamEntry *entry;
  int go;
} Closing;

static gboolean
tell_closed (gpointer data)
{
  Closing *closing = data;
  g_signal_emit (closing->entry, closed_signal, 0, closing->go);
  g_object_unref (closing->entry);
  g_free (closing);
  return G_SOURCE_REMOVE;
}

/* Told later: the entry is in the middle of an event. */
static void
close_with (LqParamEntry *entry, int go)
{
  if (entry->closing)
    return;
  entry->closing = true;
  Closing *closing = g_new (Closing, 1);
  *closing = (Closing){ g_object_ref (entry), go };
  g_idle_add_full (G_PRIORITY_HIGH, tell_closed, closing, NULL);
}

static bool
apply (LqParamEntry *entry)
{
  const ParamSpec *param = &entry->hand->spec->params[entry->param];
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry->text));
  g_autoptr (GError) error = NULL;
  double value;
  bool nearest;
  if (!param_read (param, text, entry->hand->values[entry->param], &value, &nearest, &error)) {
    gtk_label_set_text (GTK_LABEL (entry->problem), error->message);
    gtk_widget_set_visible (entry->problem, TRUE);
    return false;
  }
  device_hand_set (entry->hand, entry->param, value);
  if (nearest) {
    g_autofree char *shown = value_text_param (param, value);
    lq_desk_say (entry->hand->desk, false, _ ("%s is as far as it goes."), shown);
  }
  return true;
}

static void
activated (GtkEntry *text, LqParamEntry *entry)
{
  if (apply (entry))
    close_with (entry, 0);
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             LqParamEntry *entry)
{
  if (keyval == GDK_KEY_Escape) {
    close_with (entry, 0);
    return GDK_EVENT_STOP;
  }
  if (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab) {
    if (apply (entry))
      close_with (entry, keyval == GDK_KEY_Tab && !(state & GDK_SHIFT_MASK) ? 1 : -1);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
lq_param_entry_class_init (LqParamEntryClass *class)
{
  closed_signal = g_signal_new ("closed", LQ_TYPE_PARAM_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lq_param_entry_init (LqParamEntry *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  entry->text = gtk_entry_new ();
  entry->problem = gtk_label_new ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (entry), GTK_ORIENTATION_VERTICAL);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry->text), 8);
  gtk_label_set_wrap (GTK_LABEL (entry->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (entry->problem), 28);
  gtk_widget_add_css_class (entry->problem, "problem");
  gtk_widget_set_visible (entry->problem, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (entry), "param-entry");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (entry->text, "activate", G_CALLBACK (activated), entry);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), entry);
  gtk_widget_add_controller (GTK_WIDGET (entry), keys);
  gtk_box_append (GTK_BOX (entry), entry->text);
  gtk_box_append (GTK_BOX (entry), entry->problem);
}

GtkWidget *
lq_param_entry_new (DeviceHand *hand, int param, const char *name, const char *typed)
{
  LqParamEntry *entry = g_object_new (LQ_TYPE_PARAM_ENTRY, NULL);
  g_autofree char *shown = value_text_param (&hand->spec->params[param], hand->values[param]);
  entry->hand = hand;
  entry->param = param;
  entry->typed = typed != NULL;
  gtk_editable_set_text (GTK_EDITABLE (entry->text), typed ? typed : shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->text), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return GTK_WIDGET (entry);
}

void
lq_param_entry_start (LqParamEntry *entry)
{
  gtk_widget_grab_focus (entry->text);
  if (entry->typed)
    gtk_editable_set_position (GTK_EDITABLE (entry->text), -1);
  else
    gtk_editable_select_region (GTK_EDITABLE (entry->text), 0, -1);
}
