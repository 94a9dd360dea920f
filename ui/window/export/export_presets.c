/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Presets in the export dialog: chosen at its head, saved and removed at its foot. */
#include <glib/gi18n.h>

#include "ui/widgets/room.h"
#include "ui/window/export/export_form.h"
#include "ui/window/export/export_private.h"

/* --- What they do -------------------------------------------------------------------------------
 */

typedef struct {
  LqWindow *window;
  ExportSettings settings;
} Reopening;

static gboolean
reopen_now (gpointer data)
{
  Reopening *reopening = data;
  if (g_object_get_data (G_OBJECT (reopening->window), "export"))
    export_dialog_show_preset (reopening->window, &reopening->settings);
  export_settings_clear (&reopening->settings);
  g_object_unref (reopening->window);
  g_free (reopening);
  return G_SOURCE_REMOVE;
}

/* The dialog is built of its settings, so it is built anew: not within a signal of its widgets. */
static void
reopen (Dialog *dialog)
{
  Reopening *reopening = g_new (Reopening, 1);
  reopening->window = g_object_ref (dialog->window);
  export_settings_copy (&reopening->settings, &dialog->settings);
  g_idle_add (reopen_now, reopening);
}

static const ExportPreset *
chosen (Dialog *dialog)
{
  const guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (dialog->preset));
  return at > 0 && at <= dialog->presets->len ? dialog->presets->pdata[at - 1] : NULL;
}

static void
preset_chosen (Dialog *dialog)
{
  const ExportPreset *preset = dialog->filling ? NULL : chosen (dialog);
  if (!preset || export_preset_is (preset, &dialog->settings))
    return;
  ExportSettings applied = dialog->settings; /* texts stay the dialog's */
  export_preset_apply (preset, &applied);
  dialog->settings = applied;
  reopen (dialog);
}

void
export_presets_match (Dialog *dialog)
{
  guint at = 0;
  for (guint i = 0; i < dialog->presets->len && at == 0; i++)
    if (export_preset_is (dialog->presets->pdata[i], &dialog->settings))
      at = i + 1;
  const bool filling = dialog->filling;
  dialog->filling = true;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (dialog->preset), at);
  dialog->filling = filling;
  const ExportPreset *preset = chosen (dialog);
  gtk_widget_set_visible (dialog->remove, preset && preset->own);
}

static void
show_entry (Dialog *dialog, bool entry)
{
  gtk_stack_set_visible_child_name (GTK_STACK (dialog->saving), entry ? "entry" : "button");
  if (entry)
    gtk_widget_grab_focus (dialog->preset_name);
  else
    gtk_widget_grab_focus (dialog->go);
}

static void
save_clicked (Dialog *dialog)
{
  const ExportPreset *preset = chosen (dialog);
  gtk_editable_set_text (GTK_EDITABLE (dialog->preset_name),
                         preset && preset->own ? preset->name : "");
  show_entry (dialog, true);
}

static void
name_typed (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  const char *name = gtk_editable_get_text (GTK_EDITABLE (dialog->preset_name));
  if (export_preset_save (name, &dialog->settings, &error)) {
    reopen (dialog);
    return;
  }
  gtk_widget_add_css_class (dialog->preset_name, "wrong");
  gtk_widget_set_tooltip_text (dialog->preset_name, error->message);
}

static void
remove_clicked (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  const ExportPreset *preset = chosen (dialog);
  if (!preset || !preset->own)
    return;
  if (export_preset_remove (preset->name, &error))
    reopen (dialog);
  else
    lq_window_toast (dialog->window, error->message, false);
}

bool
export_presets_key (Dialog *dialog, GtkWidget *focus, guint key)
{
  if (!focus ||
      (focus != dialog->preset_name && !gtk_widget_is_ancestor (focus, dialog->preset_name)))
    return false;
  if (key == GDK_KEY_Escape)
    show_entry (dialog, false);
  else if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    name_typed (dialog);
  else
    return false;
  return true;
}

/* --- What they look like ------------------------------------------------------------------------
 */

GtkWidget *
export_presets_new (Dialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  dialog->presets = export_presets (lq_desk_project (lq_window_desk (dialog->window)));
  g_strv_builder_add (names, _ ("Own settings"));
  for (guint i = 0; i < dialog->presets->len; i++)
    g_strv_builder_add (names, ((const ExportPreset *) dialog->presets->pdata[i])->name);
  g_auto (GStrv) all = g_strv_builder_end (names);
  dialog->preset = form_list ((const char *const *) all);
  gtk_widget_add_css_class (dialog->preset, "export-preset");
  gtk_widget_set_valign (dialog->preset, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->preset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Preset"), -1);
  g_signal_connect_swapped (dialog->preset, "notify::selected", G_CALLBACK (preset_chosen), dialog);
  gtk_box_append (GTK_BOX (box), form_label (_ ("Preset"), "detail"));
  gtk_box_append (GTK_BOX (box), dialog->preset);
  gtk_widget_add_css_class (box, "export-presets");
  return box;
}

static GtkWidget *
button (Dialog *dialog, const char *text, GCallback clicked)
{
  GtkWidget *made = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (made, "dialog-button");
  gtk_widget_set_valign (made, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (made, "clicked", clicked, dialog);
  return made;
}

void
export_presets_add_foot (Dialog *dialog, GtkWidget *foot)
{
  dialog->saving = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (dialog->saving), FALSE);
  dialog->preset_name = gtk_entry_new ();
  gtk_widget_set_valign (dialog->saving, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dialog->preset_name, GTK_ALIGN_CENTER);
  gtk_entry_set_placeholder_text (GTK_ENTRY (dialog->preset_name), _ ("Name of the preset"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->preset_name),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name of the preset"), -1);
  gtk_stack_add_named (GTK_STACK (dialog->saving),
                       button (dialog, _ ("Save as preset…"), G_CALLBACK (save_clicked)), "button");
  gtk_stack_add_named (GTK_STACK (dialog->saving), dialog->preset_name, "entry");
  dialog->remove = button (dialog, _ ("Remove preset"), G_CALLBACK (remove_clicked));
  room_rank (dialog->saving, 1);
  room_rank (dialog->remove, 1);
  gtk_box_append (GTK_BOX (foot), dialog->saving);
  gtk_box_append (GTK_BOX (foot), dialog->remove);
}
