/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/export/export_private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "edit/value.h"
#include "ui/draw/compat.h"
#include "ui/draw/theme.h"

#define LOW_WINDOW 720 /* units of height: there the rows stand closer */
#define NARROW_WINDOW 1010 /* of width: there the columns stand below each other */

bool
export_range (LqDesk *desk, Units range[2])
{
  int first, last;
  return lq_desk_range (desk, &range[0], &range[1], &first, &last) && range[1] > range[0];
}

static ExportPlan *
make_plan (LqDesk *desk, const ExportSettings *settings, GError **error)
{
  Units range[2];
  const bool ranged = export_range (desk, range);
  return export_plan_new (lq_desk_project (desk), session_folder (lq_desk_session (desk)), settings,
                          ranged ? range : NULL, export_queue_promises, error);
}

static void
read_ceiling (Dialog *dialog)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (dialog->ceiling));
  g_autofree char *plain = g_strdup (text);
  char unit[8];
  double x;
  /* The sign of typography is no sign for the reader of numbers. */
  g_auto (GStrv) parts = g_strsplit (plain, "−", -1);
  g_autofree char *number = g_strjoinv ("-", parts);
  g_strstrip (number);
  const bool good = value_read_quantity (number, &x, unit, sizeof unit, NULL) && x >= -20 && x <= 0;
  if (good)
    dialog->settings.ceiling = x;
  if (good)
    gtk_widget_remove_css_class (dialog->ceiling, "wrong");
  else
    gtk_widget_add_css_class (dialog->ceiling, "wrong");
}

static bool
is_on (GtkWidget *check)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

static guint
chosen (GtkWidget *list)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (list));
}

static void
take_text (char **to, GtkWidget *entry, const char *otherwise)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  g_free (*to);
  *to = g_strdup (*text ? text : otherwise);
}

static void
collect (Dialog *dialog)
{
  ExportSettings *settings = &dialog->settings;
  for (int i = 0; i < N_EXPORT_WHATS; i++)
    if (is_on (dialog->what[i]))
      settings->what = (ExportWhat) i;
  settings->mix = is_on (dialog->mix);
  settings->stems = is_on (dialog->stems);
  settings->stems_all = is_on (dialog->stems_all);
  settings->midi = is_on (dialog->midi);
  settings->formats = 0;
  for (int i = 0; i < N_EXPORT_FORMATS; i++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (dialog->formats[i])))
      settings->formats |= 1u << export_formats[i];
  settings->rate = dialog->rates[chosen (dialog->rate)];
  settings->bits = (EncodeBits) chosen (dialog->bits);
  settings->dither = (DitherKind) chosen (dialog->dither);
  settings->mp3 = export_mp3_rates[chosen (dialog->mp3)];
  settings->opus = export_opus_rates[chosen (dialog->opus)];
  settings->loudness = dialog->targets[chosen (dialog->loudness)];
  settings->replace = is_on (dialog->replace);
  read_ceiling (dialog);
  take_text (&settings->folder, dialog->folder, "Bounces");
  take_text (&settings->name, dialog->name, EXPORT_PATTERN);
}

static void
show_preview (Dialog *dialog)
{
  const ExportPlan *plan = dialog->plan;
  if (!plan || (plan->paths->len == 0 && !plan->stems)) {
    gtk_label_set_text (GTK_LABEL (dialog->preview), "");
    return;
  }
  g_autofree char *first =
      g_path_get_basename (plan->paths->len > 0 ? plan->paths->pdata[0] : plan->stems);
  const int more = plan->n_files - 1;
  g_autofree char *text =
      more > 0 ? g_strdup_printf (_ ("%s, and %d more"), first, more) : g_strdup (first);
  gtk_label_set_text (GTK_LABEL (dialog->preview), text);
}

static void
show_sense (Dialog *dialog)
{
  const ExportSettings *settings = &dialog->settings;
  const unsigned plain = (1u << ENCODE_WAV) | (1u << ENCODE_FLAC) | (1u << ENCODE_AIFF);
  const bool words = settings->stems || (settings->mix && settings->formats & plain);
  gtk_widget_set_sensitive (dialog->stems_all, settings->stems);
  gtk_widget_set_sensitive (dialog->bits, words);
  gtk_widget_set_sensitive (dialog->dither, words && settings->bits != ENCODE_32F);
  gtk_widget_set_sensitive (dialog->mp3, settings->mix && settings->formats & (1u << ENCODE_MP3));
  gtk_widget_set_sensitive (dialog->opus, settings->mix && settings->formats & (1u << ENCODE_OPUS));
  gtk_widget_set_sensitive (dialog->rate, settings->mix);
  gtk_widget_set_sensitive (dialog->loudness, settings->mix);
  gtk_widget_set_sensitive (dialog->ceiling, settings->mix && settings->loudness != 0);
  for (int i = 0; i < N_EXPORT_FORMATS; i++)
    gtk_widget_set_sensitive (dialog->formats[i], settings->mix || settings->stems);
}

static void
update (Dialog *dialog)
{
  g_autoptr (GError) error = NULL;
  LqDesk *desk = lq_window_desk (dialog->window);
  export_plan_free (dialog->plan);
  dialog->plan = make_plan (desk, &dialog->settings, &error);
  const int n = dialog->plan ? dialog->plan->n_files : 0;
  g_autofree char *text =
      n > 0 ? g_strdup_printf (ngettext ("Export %d file", "Export %d files", (gulong) n), n)
            : g_strdup (_ ("Export"));
  gtk_button_set_label (GTK_BUTTON (dialog->go), text);
  gtk_widget_set_sensitive (dialog->go, dialog->plan != NULL);
  gtk_widget_set_sensitive (dialog->add, dialog->plan != NULL);
  show_sense (dialog);
  export_presets_match (dialog);
  show_preview (dialog);
  export_report_show (dialog->report, dialog->plan, error ? error->message : NULL,
                      dialog->settings.mix ? dialog->settings.loudness : 0,
                      export_queue_measured (session_folder (lq_desk_session (desk))));
}

void
export_changed (Dialog *dialog)
{
  if (dialog->filling)
    return;
  collect (dialog);
  update (dialog);
}

static bool
start (LqWindow *window, ExportPlan *plan)
{
  g_autoptr (GError) error = NULL;
  const bool kept = export_settings_save (&plan->settings, plan->folder, &error);
  export_tell_ends ();
  export_queue_add (plan);
  if (!kept)
    lq_window_toast (window, error->message, false);
  return kept;
}

void
export_add_clicked (Dialog *dialog)
{
  if (!dialog->plan)
    return;
  start (dialog->window, g_steal_pointer (&dialog->plan));
  update (dialog);
}

void
export_go_clicked (Dialog *dialog)
{
  LqWindow *window = dialog->window;
  if (!dialog->plan)
    return;
  start (window, g_steal_pointer (&dialog->plan));
  lq_window_hide_layer (window);
}

void
export_close_clicked (Dialog *dialog)
{
  lq_window_hide_layer (dialog->window);
}

static void
folder_chosen (GListModel *files, void *data)
{
  Dialog *dialog = g_object_get_data (G_OBJECT (data), "export");
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  if (!file || !dialog)
    return;
  g_autofree char *path = g_file_get_path (file);
  const char *own = session_folder (lq_desk_session (lq_window_desk (dialog->window)));
  const size_t n = strlen (own);
  const bool inside = g_str_has_prefix (path, own) && path[n] == G_DIR_SEPARATOR;
  gtk_editable_set_text (GTK_EDITABLE (dialog->folder), inside ? path + n + 1 : path);
}

void
export_choose_folder (Dialog *dialog)
{
  LqDesk *desk = lq_window_desk (dialog->window);
  const char *own = session_folder (lq_desk_session (desk));
  g_autofree char *target = g_canonicalize_filename (dialog->settings.folder, own);
  const bool there = g_file_test (target, G_FILE_TEST_IS_DIR);
  compat_choose (GTK_WINDOW (dialog->window), CHOOSE_FOLDER, _ ("Folder for exported files"),
                 there ? target : own, NULL, NULL, folder_chosen, dialog->window);
}

static gboolean
step_focus (Dialog *dialog, GtkWidget *focus, GtkDirectionType direction)
{
  GtkWindow *window = GTK_WINDOW (dialog->window);
  if (!focus || gtk_widget_get_native (focus) != GTK_NATIVE (window))
    return FALSE;
  if (gtk_widget_child_focus (dialog->box, direction))
    return TRUE;
  gtk_window_set_focus (window, NULL);
  return gtk_widget_child_focus (dialog->box, direction);
}

static gboolean
key_captured (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
              Dialog *dialog)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (dialog->window));
  const bool ctrl = state & GDK_CONTROL_MASK;
  if (!ctrl && export_presets_key (dialog, focus, key))
    return TRUE;
  switch (key) {
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    if (!ctrl && !GTK_IS_TEXT (focus) && !GTK_IS_CHECK_BUTTON (focus))
      return FALSE;
    export_go_clicked (dialog);
    return TRUE;
  case GDK_KEY_Tab:
    return !ctrl && step_focus (dialog, focus, GTK_DIR_TAB_FORWARD);
  case GDK_KEY_ISO_Left_Tab:
    return step_focus (dialog, focus, GTK_DIR_TAB_BACKWARD);
  default:
    return FALSE;
  }
}

static gboolean
key_pressed (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             Dialog *dialog)
{
  if (key != GDK_KEY_Escape)
    return FALSE;
  lq_window_hide_layer (dialog->window);
  return TRUE;
}

static void
queue_heard (const ExportJob *job, bool ended, void *data)
{
  Dialog *dialog = data;
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (dialog->window));
  if (!gtk_widget_get_mapped (dialog->box) || !lq_window_desk (dialog->window))
    return;
  if (ended || !job)
    update (dialog);
  /* The row with the focus may be gone. */
  if (!focus || !gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (dialog->go);
}

static void
dialog_free (gpointer data)
{
  Dialog *dialog = data;
  export_queue_unlisten (dialog);
  g_object_set_data (G_OBJECT (dialog->window), "export", NULL);
  export_plan_free (dialog->plan);
  export_settings_clear (&dialog->settings);
  g_clear_pointer (&dialog->presets, g_ptr_array_unref);
  g_free (dialog);
}

/* Takes the settings. */
static Dialog *
open_dialog (LqWindow *window, ExportSettings settings)
{
  LqDesk *desk = lq_window_desk (window);
  Dialog *dialog = g_new0 (Dialog, 1);
  GtkEventController *captures = gtk_event_controller_key_new (),
                     *keys = gtk_event_controller_key_new ();
  Units range[2], from, to;

  lq_window_hide_layer (window);
  dialog->window = window;
  dialog->settings = settings;
  const bool ranged = export_range (desk, range);
  if (!export_span (lq_desk_project (desk), dialog->settings.what, ranged ? range : NULL, &from,
                    &to))
    dialog->settings.what = EXPORT_SONG;
  dialog->filling = true;
  dialog->box = export_dialog_build (dialog);
  dialog->filling = false;
  if (gtk_widget_get_height (GTK_WIDGET (window)) < ui_px (LOW_WINDOW))
    gtk_widget_add_css_class (dialog->box, "low");
  if (gtk_widget_get_width (GTK_WIDGET (window)) < ui_px (NARROW_WINDOW)) {
    gtk_widget_add_css_class (dialog->box, "narrow");
    gtk_orientable_set_orientation (GTK_ORIENTABLE (dialog->body), GTK_ORIENTATION_VERTICAL);
  }
  gtk_event_controller_set_propagation_phase (captures, GTK_PHASE_CAPTURE);
  g_signal_connect (captures, "key-pressed", G_CALLBACK (key_captured), dialog);
  gtk_widget_add_controller (dialog->box, captures);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), dialog);
  gtk_widget_add_controller (dialog->box, keys);
  g_object_set_data_full (G_OBJECT (dialog->box), "dialog", dialog, dialog_free);
  g_object_set_data (G_OBJECT (window), "export", dialog);
  export_queue_listen (queue_heard, dialog);
  lq_window_show_layer (window, dialog->box);
  update (dialog);
  return dialog;
}

void
export_dialog_show (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  ExportSettings settings;
  export_settings_load (&settings, lq_desk_project (desk), session_folder (lq_desk_session (desk)));
  Dialog *dialog = open_dialog (window, settings);
  gtk_widget_grab_focus (dialog->what[dialog->settings.what]);
}

void
export_dialog_show_preset (LqWindow *window, const ExportSettings *settings)
{
  ExportSettings copy;
  export_settings_copy (&copy, settings);
  gtk_widget_grab_focus (open_dialog (window, copy)->preset);
}

void
export_again (LqWindow *window)
{
  LqDesk *desk = lq_window_desk (window);
  g_autoptr (GError) error = NULL;
  ExportSettings settings;
  const bool kept = export_settings_load (&settings, lq_desk_project (desk),
                                          session_folder (lq_desk_session (desk)));
  ExportPlan *plan = kept ? make_plan (desk, &settings, &error) : NULL;

  export_settings_clear (&settings);
  if (!kept) {
    export_dialog_show (window);
    return;
  }
  if (!plan) {
    lq_window_toast (window, error->message, false);
    return;
  }
  const int n = plan->n_files;
  g_autofree char *text =
      g_strdup_printf (ngettext ("Exporting %d file", "Exporting %d files", (gulong) n), n);
  lq_window_toast (window, text, false);
  start (window, plan);
}
