/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/compat.h"

#include <glib/gi18n.h>

void
compat_load_css (GtkCssProvider *provider, const char *sheet)
{
#if GTK_CHECK_VERSION(4, 12, 0)
  gtk_css_provider_load_from_string (provider, sheet);
#else
  gtk_css_provider_load_from_data (provider, sheet, -1);
#endif
}

typedef struct {
  ChosenFiles chosen;
  void *data;
} Choice;

static void
responded (GtkNativeDialog *dialog, int response, void *data)
{
  Choice *choice = data;
  g_autoptr (GListModel) files = NULL;
  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
  else
    files = G_LIST_MODEL (g_list_store_new (G_TYPE_FILE));
  choice->chosen (files, choice->data);
  g_free (choice);
  g_object_unref (dialog);
}

/* Enter in the list of GTK's own chooser takes the row under the cursor alone, although more are
 * selected: it presses the button instead. */
static gboolean
enter_takes_all (GtkEventControllerKey *keys, guint keyval, guint code, GdkModifierType state,
                 GtkWindow *window)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || state & GDK_CONTROL_MASK ||
      GTK_IS_EDITABLE (gtk_window_get_focus (window)))
    return FALSE;
  g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (window));
  GtkWidget *button = gtk_window_get_default_widget (window);
  return g_list_model_get_n_items (files) > 1 && button && gtk_widget_activate (button);
}

/* Where there is no portal, the native dialog is a window of GTK's. */
static void
watch_enter (GtkWindow *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
    if (!GTK_IS_FILE_CHOOSER (window) || gtk_window_get_transient_for (window) != parent)
      continue;
    GtkEventController *keys = gtk_event_controller_key_new ();
    gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
    g_signal_connect (keys, "key-pressed", G_CALLBACK (enter_takes_all), window);
    gtk_widget_add_controller (GTK_WIDGET (window), keys);
  }
}

void
compat_choose (GtkWindow *parent, ChooseKind kind, const char *title, const char *folder,
               const char *name, const char *const *patterns, ChosenFiles chosen, void *data)
{
  static const GtkFileChooserAction actions[] = {
    [CHOOSE_OPEN] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [CHOOSE_OPEN_SEVERAL] = GTK_FILE_CHOOSER_ACTION_OPEN,
    [CHOOSE_FOLDER] = GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
    [CHOOSE_SAVE] = GTK_FILE_CHOOSER_ACTION_SAVE,
  };
  Choice *choice = g_new (Choice, 1);
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, parent, actions[kind], NULL, NULL);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  *choice = (Choice){ chosen, data };
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_select_multiple (chooser, kind == CHOOSE_OPEN_SEVERAL);
  if (folder) {
    g_autoptr (GFile) at = g_file_new_for_path (folder);
    gtk_file_chooser_set_current_folder (chooser, at, NULL);
  }
  if (name)
    gtk_file_chooser_set_current_name (chooser, name);
  if (patterns) {
    g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
    for (int i = 0; patterns[i]; i++)
      gtk_file_filter_add_pattern (filter, patterns[i]);
    gtk_file_filter_set_name (filter, title);
    gtk_file_chooser_add_filter (chooser, filter);
    g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
    gtk_file_filter_add_pattern (all, "*");
    gtk_file_filter_set_name (all, _ ("All files"));
    gtk_file_chooser_add_filter (chooser, all);
  }
  g_signal_connect (dialog, "response", G_CALLBACK (responded), choice);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
  if (kind == CHOOSE_OPEN_SEVERAL)
    watch_enter (parent);
}
