/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/foot.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "media/peaks.h"
#include "media/probe.h"
#include "ui/browser/peak_view.h"
#include "ui/draw/value_text.h"

struct _LqFoot {
  GtkBox parent_instance;
  GtkWidget *name, *length, *peaks, *about, *format, *tempo, *preview, *sync;
  GCancellable *reading;
  char *cache, *path;
};

G_DEFINE_FINAL_TYPE (LqFoot, lq_foot, GTK_TYPE_BOX)

typedef struct {
  char *path, *cache;
  bool good;
  char *length, *format, *tempo;
  Peaks *peaks;
  char *problem;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;
  g_free (reading->path);
  g_free (reading->cache);
  g_free (reading->length);
  g_free (reading->format);
  g_free (reading->tempo);
  g_free (reading->problem);
  peaks_close (reading->peaks);
  g_free (reading);
}

static char *
format_text (const MediaInfo *info)
{
  GString *text = g_string_new (NULL);
  g_string_append_printf (text, _ ("%g kHz"), info->rate / 1000.0);
  if (info->lossy || info->bits <= 0)
    g_string_append_printf (text, " · %s", info->encoding);
  else if (info->is_float)
    g_string_append_printf (text, _ (" · %d-bit float"), info->bits);
  else
    g_string_append_printf (text, _ (" · %d-bit"), info->bits);
  if (info->channels == 1)
    g_string_append_printf (text, " · %s", _ ("mono"));
  else if (info->channels == 2)
    g_string_append_printf (text, " · %s", _ ("stereo"));
  else
    g_string_append_printf (text, _ (" · %d channels"), info->channels);
  return g_string_free (text, FALSE);
}

static Peaks *
find_peaks (const char *cache, const char *hash)
{
  if (!cache)
    return NULL;
  g_autofree char *path = peaks_path (cache, hash);
  return peaks_open (path, hash, NULL);
}

/* The project's own picture, else one of the user's cache. */
static Peaks *
make_peaks (const Reading *reading, GCancellable *cancellable)
{
  g_autofree char *hash = media_hash_file (reading->path, NULL, NULL, cancellable, NULL);
  if (!hash)
    return NULL;
  g_autofree char *own = g_build_filename (g_get_user_cache_dir (), "lacquer", NULL);
  g_autofree char *path = peaks_path (own, hash);
  Peaks *peaks = find_peaks (reading->cache, hash);
  if (!peaks)
    peaks = find_peaks (own, hash);
  g_mkdir_with_parents (own, 0700);
  if (!peaks && peaks_build (reading->path, hash, path, NULL, NULL, cancellable, NULL))
    peaks = find_peaks (own, hash);
  return peaks;
}

static void
read_file (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  MediaInfo info;
  g_autoptr (GError) error = NULL;

  reading->good = media_probe (reading->path, &info, &error);
  if (reading->good) {
    reading->format = format_text (&info);
    if (info.rate > 0)
      reading->length = value_text_short_clock (frames_to_units (info.frames, info.rate));
    if (info.bpm > 0)
      reading->tempo = g_strdup_printf (_ ("%.4g BPM"), info.bpm);
    media_info_clear (&info);
    reading->peaks = make_peaks (reading, cancellable);
  } else
    reading->problem = g_strdup (error->message);
  g_task_return_boolean (task, TRUE);
}

static void
show_texts (LqFoot *foot, const char *length, const char *format, const char *tempo)
{
  gtk_label_set_text (GTK_LABEL (foot->length), length ? length : "");
  gtk_label_set_text (GTK_LABEL (foot->format), format ? format : "");
  gtk_label_set_text (GTK_LABEL (foot->tempo), tempo ? tempo : "");
  gtk_widget_set_tooltip_text (foot->format, NULL);
}

static void
file_read (GObject *source, GAsyncResult *result, gpointer data)
{
  LqFoot *foot = LQ_FOOT (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));

  /* It fails where another file was selected meanwhile. */
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;
  show_texts (foot, reading->length, reading->good ? reading->format : reading->problem,
              reading->tempo);
  gtk_widget_set_tooltip_text (foot->format, reading->problem);
  lq_peak_view_show (LQ_PEAK_VIEW (foot->peaks), g_steal_pointer (&reading->peaks));
}

/* What a device is for, in place of the picture of a sound. */
static bool
show_device (LqFoot *foot, LqNode *node)
{
  const bool device = node && lq_node_is_device (node);
  gtk_widget_set_visible (foot->about, device);
  gtk_widget_set_visible (foot->peaks, !device);
  gtk_widget_set_visible (gtk_widget_get_parent (foot->preview), !device);
  if (!device)
    return false;
  gtk_label_set_text (GTK_LABEL (foot->name), lq_node_name (node));
  gtk_label_set_text (GTK_LABEL (foot->about), lq_node_about (node));
  gtk_widget_set_tooltip_text (foot->about, lq_node_about (node));
  show_texts (foot, NULL, _ ("Enter adds it to the track."), NULL);
  return true;
}

void
lq_foot_show (LqFoot *foot, LqNode *node)
{
  const bool file = node && lq_node_is_file (node);
  const bool shown = file || (node && lq_node_is_device (node));
  if (g_strcmp0 (foot->path, shown ? lq_node_path (node) : NULL) == 0)
    return;
  g_cancellable_cancel (foot->reading);
  g_clear_object (&foot->reading);
  g_free (foot->path);
  foot->path = g_strdup (shown ? lq_node_path (node) : NULL);
  if (show_device (foot, node))
    return;
  gtk_label_set_text (GTK_LABEL (foot->name), file ? lq_node_name (node) : "");
  lq_peak_view_show (LQ_PEAK_VIEW (foot->peaks), NULL);
  gtk_widget_set_opacity (foot->peaks, file && lq_node_kind (node) == ENTRY_AUDIO);
  if (!file || lq_node_kind (node) == ENTRY_MIDI) {
    show_texts (foot, NULL, file ? _ ("MIDI file") : _ ("Select a file to see it here."), NULL);
    return;
  }
  show_texts (foot, lq_node_note (node), _ ("Reading…"), NULL);
  foot->reading = g_cancellable_new ();
  Reading *reading = g_new0 (Reading, 1);
  reading->path = g_strdup (foot->path);
  reading->cache = g_strdup (foot->cache);
  g_autoptr (GTask) task = g_task_new (foot, foot->reading, file_read, NULL);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_file);
}

void
lq_foot_set_place (LqFoot *foot, double place)
{
  lq_peak_view_set_place (LQ_PEAK_VIEW (foot->peaks), place);
}

static void
light (GtkWidget *button, bool on)
{
  if (on)
    gtk_widget_add_css_class (button, "on");
  else
    gtk_widget_remove_css_class (button, "on");
}

void
lq_foot_show_preview (LqFoot *foot, bool on, bool sync)
{
  light (foot->preview, on);
  light (foot->sync, sync);
}

static void
lq_foot_dispose (GObject *object)
{
  LqFoot *foot = LQ_FOOT (object);
  g_cancellable_cancel (foot->reading);
  g_clear_object (&foot->reading);
  g_clear_pointer (&foot->cache, g_free);
  g_clear_pointer (&foot->path, g_free);
  G_OBJECT_CLASS (lq_foot_parent_class)->dispose (object);
}

static void
lq_foot_class_init (LqFootClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_foot_dispose;
}

static GtkWidget *
add_line (LqFoot *foot, GtkWidget **left, GtkWidget **right)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  *left = gtk_label_new ("");
  *right = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (*left), 0);
  gtk_label_set_ellipsize (GTK_LABEL (*left), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (*left, TRUE);
  gtk_box_append (GTK_BOX (line), *left);
  gtk_box_append (GTK_BOX (line), *right);
  gtk_box_append (GTK_BOX (foot), line);
  return line;
}

static GtkWidget *
add_switch (GtkWidget *line, const char *text, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "chip");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
  gtk_box_append (GTK_BOX (line), button);
  return button;
}

static void
lq_foot_init (LqFoot *foot)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (foot), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (foot), "browser-foot");
  gtk_widget_add_css_class (add_line (foot, &foot->name, &foot->length), "top");
  foot->peaks = lq_peak_view_new ();
  gtk_widget_set_opacity (foot->peaks, 0);
  gtk_box_append (GTK_BOX (foot), foot->peaks);
  foot->about = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (foot->about), 0);
  gtk_label_set_yalign (GTK_LABEL (foot->about), 0);
  gtk_label_set_wrap (GTK_LABEL (foot->about), TRUE);
  gtk_label_set_lines (GTK_LABEL (foot->about), 4);
  gtk_label_set_ellipsize (GTK_LABEL (foot->about), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (foot->about, "about");
  gtk_widget_set_visible (foot->about, FALSE);
  gtk_box_append (GTK_BOX (foot), foot->about);
  gtk_widget_add_css_class (add_line (foot, &foot->format, &foot->tempo), "facts");
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (line, "switches");
  foot->preview = add_switch (line, _ ("Preview"), "browser.preview");
  foot->sync = add_switch (line, _ ("Sync"), "browser.sync");
  gtk_box_append (GTK_BOX (foot), line);
  show_texts (foot, NULL, _ ("Select a file to see it here."), NULL);
}

GtkWidget *
lq_foot_new (const char *cache)
{
  LqFoot *foot = g_object_new (LQ_TYPE_FOOT, NULL);
  foot->cache = g_strdup (cache);
  gtk_accessible_update_property (GTK_ACCESSIBLE (foot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Selected file"), -1);
  return GTK_WIDGET (foot);
}
