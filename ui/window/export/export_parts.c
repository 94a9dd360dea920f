/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the export dialog from what is kept of its settings. */
#include <glib/gi18n.h>

#include "ui/draw/value_text.h"
#include "ui/export/sections.h"
#include "ui/widgets/room.h"
#include "ui/window/export/export_form.h"
#include "ui/window/export/export_private.h"

const int export_mp3_rates[N_MP3_RATES] = { 128, 160, 192, 256, 320 };
const int export_opus_rates[N_OPUS_RATES] = { 64, 96, 128, 160, 192, 256 };

static int
index_of (const int *values, int n, int value)
{
  for (int i = 0; i < n; i++)
    if (values[i] == value)
      return i;
  return n - 1;
}

static void
follow (Dialog *dialog, GtkWidget *widget, const char *signal)
{
  g_signal_connect_swapped (widget, signal, G_CALLBACK (export_changed), dialog);
}

static char *
span_text (LqDesk *desk, ExportWhat what, Units from, Units to)
{
  if (what == EXPORT_SECTIONS) {
    const Project *project = lq_desk_project (desk);
    g_autoptr (GArray) sections = export_sections (project);
    const guint n = sections->len;
    return g_strdup_printf (export_has_sections (project)
                                ? ngettext ("%u section, one file", "%u sections, one file each", n)
                                : ngettext ("%u marker, one file", "%u markers, one file each", n),
                            n);
  }
  g_autofree char *start_text = value_text_bar (lq_desk_map (desk), from, NULL);
  g_autofree char *end_text = value_text_bar (lq_desk_map (desk), to, NULL);
  g_autofree char *length = value_text_short_clock (to - from);
  return g_strdup_printf (what == EXPORT_SONG ? _ ("%s to %s, %s and the tail")
                                              : _ ("%s to %s, %s"),
                          start_text, end_text, length);
}

static void
show_span (LqDesk *desk, ExportWhat what, GtkWidget *detail, GtkWidget *radio)
{
  static const char *const lacks[N_EXPORT_WHATS] = { N_ ("The song is empty"),
                                                     N_ ("No loop is set"),
                                                     N_ ("No range is selected"),
                                                     N_ ("No sections and no markers") };
  Units range[2], from, to;
  const bool ranged = export_range (desk, range);
  const bool spans = export_span (lq_desk_project (desk), what, ranged ? range : NULL, &from, &to);
  gtk_widget_set_sensitive (radio, spans);
  g_autofree char *text = spans ? span_text (desk, what, from, to) : g_strdup (_ (lacks[what]));
  gtk_label_set_text (GTK_LABEL (detail), text);
}

static void
count_tracks (GtkWidget *label, int n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%d file", "%d files", (gulong) n), n);
  gtk_label_set_text (GTK_LABEL (label), text);
}

static GtkWidget *
make_sources (Dialog *dialog)
{
  static const char *const titles[N_EXPORT_WHATS] = { N_ ("Whole song"), N_ ("Loop range"),
                                                      N_ ("Selected range"), N_ ("Sections") };
  LqDesk *desk = lq_window_desk (dialog->window);
  const Project *project = lq_desk_project (desk);
  GtkWidget *column = form_column ("export-left"), *detail;

  form_group (column, _ ("What"));
  for (int i = 0; i < N_EXPORT_WHATS; i++) {
    dialog->what[i] = form_radio (column, i > 0 ? dialog->what[0] : NULL, _ (titles[i]), &detail);
    show_span (desk, (ExportWhat) i, detail, dialog->what[i]);
    follow (dialog, dialog->what[i], "toggled");
  }
  form_group (column, _ ("Sources"));
  dialog->mix = form_check (column, _ ("Stereo mix"), &detail);
  gtk_label_set_text (GTK_LABEL (detail), text_get (project_main (project)->name));
  dialog->stems = form_check (column, _ ("Stems, top level"), &detail);
  count_tracks (detail, export_count_stems (project, false));
  dialog->stems_all = form_check (column, _ ("Tracks in groups, too"), &detail);
  count_tracks (detail, export_count_stems (project, true));
  dialog->midi = form_check (column, _ ("MIDI file"), &detail);
  const bool notes = export_has_notes (project);
  gtk_widget_set_sensitive (dialog->midi, notes);
  gtk_label_set_text (GTK_LABEL (detail), notes ? _ ("1 file") : _ ("no notes"));
  GtkWidget *const checks[] = { dialog->mix, dialog->stems, dialog->stems_all, dialog->midi };
  for (size_t i = 0; i < G_N_ELEMENTS (checks); i++)
    follow (dialog, checks[i], "toggled");
  return column;
}

static GtkWidget *
list_row (Dialog *dialog, GtkWidget *column, const char *caption, const char *const *texts)
{
  GtkWidget *list = form_list (texts);
  form_row (column, caption, list);
  follow (dialog, list, "notify::selected");
  return list;
}

static GtkWidget *
bitrate_list (Dialog *dialog, GtkWidget *column, const char *caption, const int *rates, int n)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  for (int i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf (_ ("%d kbit/s"), rates[i]);
    g_strv_builder_add (texts, text);
  }
  g_auto (GStrv) all = g_strv_builder_end (texts);
  return list_row (dialog, column, caption, (const char *const *) all);
}

static GtkWidget *
rate_list (Dialog *dialog, GtkWidget *column)
{
  static const int common[] = { 44100, 48000, 88200, 96000, 192000 };
  const int own = lq_desk_rate (lq_window_desk (dialog->window));
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  g_autofree char *first = g_strdup_printf (_ ("%g kHz (project)"), own / 1000.0);
  int n = 1;
  g_strv_builder_add (texts, first);
  for (size_t i = 0; i < G_N_ELEMENTS (common); i++) {
    if (common[i] == own)
      continue;
    g_autofree char *text = g_strdup_printf ("%g kHz", common[i] / 1000.0);
    g_strv_builder_add (texts, text);
    dialog->rates[n++] = common[i];
  }
  g_auto (GStrv) all = g_strv_builder_end (texts);
  GtkWidget *list = list_row (dialog, column, _ ("Sample rate"), (const char *const *) all);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list),
                              (guint) index_of (dialog->rates, n, dialog->settings.rate));
  return list;
}

static GtkWidget *
target_list (Dialog *dialog, GtkWidget *column)
{
  static const struct {
    double target;
    const char *text;
  } common[] = { { -9, N_ ("−9 LUFS, loud") },         { -11, N_ ("−11 LUFS, club") },
                 { -14, N_ ("−14 LUFS, streaming") },  { -16, N_ ("−16 LUFS, mobile and podcast") },
                 { -18, N_ ("−18 LUFS, ReplayGain") }, { -23, N_ ("−23 LUFS, EBU R 128") },
                 { -24, N_ ("−24 LUFS, ATSC A/85") } };
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  const double kept = dialog->settings.loudness;
  int n = 1, at = 0;
  g_strv_builder_add (texts, _ ("As mixed"));
  for (size_t i = 0; i < G_N_ELEMENTS (common); i++) {
    if (common[i].target == kept)
      at = n;
    g_strv_builder_add (texts, _ (common[i].text));
    dialog->targets[n++] = common[i].target;
  }
  if (kept != 0 && at == 0) {
    g_autofree char *number = value_text_number (kept, 1);
    g_autofree char *text = g_strdup_printf ("%s LUFS", number);
    g_strv_builder_add (texts, text);
    dialog->targets[n] = kept;
    at = n;
  }
  g_auto (GStrv) all = g_strv_builder_end (texts);
  GtkWidget *list = list_row (dialog, column, _ ("Loudness"), (const char *const *) all);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), (guint) at);
  return list;
}

static GtkWidget *
entry_row (Dialog *dialog, GtkWidget *column, const char *caption, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  form_row (column, caption, entry);
  follow (dialog, entry, "changed");
  return entry;
}

static GtkWidget *
make_formats (Dialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "formats");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (int i = 0; i < N_EXPORT_FORMATS; i++) {
    GtkWidget *button = gtk_toggle_button_new_with_label (export_format_name (export_formats[i]));
    gtk_widget_set_hexpand (button, TRUE);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                  dialog->settings.formats & (1u << export_formats[i]));
    follow (dialog, button, "toggled");
    gtk_box_append (GTK_BOX (box), button);
    dialog->formats[i] = button;
  }
  return box;
}

static void
make_folder (Dialog *dialog, GtkWidget *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("lq-folder-symbolic");
  gtk_widget_add_css_class (box, "folder-row");
  gtk_widget_add_css_class (button, "folder-button");
  dialog->folder = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (dialog->folder), dialog->settings.folder);
  gtk_widget_set_hexpand (dialog->folder, TRUE);
  gtk_widget_set_tooltip_text (dialog->folder, _ ("In the folder of the project, or a whole path"));
  gtk_widget_set_tooltip_text (button, _ ("Choose a folder"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (dialog->folder), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Folder"), -1);
  follow (dialog, dialog->folder, "changed");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (export_choose_folder), dialog);
  gtk_box_append (GTK_BOX (box), dialog->folder);
  gtk_box_append (GTK_BOX (box), button);
  form_row (column, _ ("Folder"), box);
}

static void
set_choice (GtkWidget *list, int index)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), (guint) index);
}

static GtkWidget *
make_middle (Dialog *dialog)
{
  static const char *const word_lengths[] = { N_ ("16-bit"), N_ ("24-bit"), N_ ("32-bit float"),
                                              NULL };
  static const char *const dithers[] = { N_ ("None"), N_ ("Triangular"), N_ ("Noise-shaped"),
                                         NULL };
  const char *bits[4] = { NULL }, *kinds[4] = { NULL };
  const ExportSettings *settings = &dialog->settings;
  GtkWidget *column = form_column ("export-middle");

  for (int i = 0; i < 3; i++) {
    bits[i] = _ (word_lengths[i]);
    kinds[i] = _ (dithers[i]);
  }
  form_group (column, _ ("Format"));
  gtk_box_append (GTK_BOX (column), make_formats (dialog));
  dialog->rate = rate_list (dialog, column);
  dialog->bits = list_row (dialog, column, _ ("Bit depth"), bits);
  set_choice (dialog->bits, (int) settings->bits);
  dialog->dither = list_row (dialog, column, _ ("Dither"), kinds);
  set_choice (dialog->dither, (int) settings->dither);
  dialog->mp3 = bitrate_list (dialog, column, _ ("MP3 bitrate"), export_mp3_rates, N_MP3_RATES);
  set_choice (dialog->mp3, index_of (export_mp3_rates, N_MP3_RATES, settings->mp3));
  dialog->opus = bitrate_list (dialog, column, _ ("Opus bitrate"), export_opus_rates, N_OPUS_RATES);
  set_choice (dialog->opus, index_of (export_opus_rates, N_OPUS_RATES, settings->opus));
  form_group (column, _ ("Level"));
  dialog->loudness = target_list (dialog, column);
  g_autofree char *number = value_text_number (settings->ceiling, 1);
  g_autofree char *ceiling = g_strdup_printf ("%s dBTP", number);
  dialog->ceiling = entry_row (dialog, column, _ ("True peak limit"), ceiling);
  form_group (column, _ ("Files"));
  make_folder (dialog, column);
  dialog->name = entry_row (dialog, column, _ ("Name"), settings->name);
  gtk_widget_set_tooltip_text (dialog->name,
                               _ ("{song}, {source}, {section} and {date} are filled in"));
  dialog->preview = form_label ("", "caption");
  gtk_widget_add_css_class (dialog->preview, "preview");
  gtk_label_set_ellipsize (GTK_LABEL (dialog->preview), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (column), dialog->preview);
  dialog->replace = form_check (column, _ ("Replace files of the same name"), NULL);
  follow (dialog, dialog->replace, "toggled");
  return column;
}

static GtkWidget *
make_head (Dialog *dialog)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = form_label (lq_desk_name (lq_window_desk (dialog->window)), "export-song");
  GtkWidget *close = gtk_button_new_from_icon_name ("lq-close-symbolic");
  gtk_widget_add_css_class (head, "export-head");
  gtk_widget_add_css_class (close, "bare");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (close, FALSE);
  gtk_widget_set_tooltip_text (close, _ ("Close (Escape)"));
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (head), form_label (_ ("Export"), "title"));
  gtk_box_append (GTK_BOX (head), name);
  gtk_box_append (GTK_BOX (head), export_presets_new (dialog));
  gtk_box_append (GTK_BOX (head), close);
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (export_close_clicked), dialog);
  return head;
}

static GtkWidget *
foot_button (Dialog *dialog, GtkWidget *foot, const char *text, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  gtk_widget_add_css_class (button, "dialog-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, dialog);
  gtk_box_append (GTK_BOX (foot), button);
  return button;
}

static GtkWidget *
make_foot (Dialog *dialog)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *hint = form_label (_ ("Ctrl Enter exports"), "export-hint");
  gtk_widget_add_css_class (foot, "export-foot");
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 1);
  room_use (foot);
  room_rank (hint, 2);
  export_presets_add_foot (dialog, foot);
  gtk_box_append (GTK_BOX (foot), hint);
  foot_button (dialog, foot, _ ("Cancel"), G_CALLBACK (export_close_clicked));
  dialog->add = foot_button (dialog, foot, _ ("Add to queue"), G_CALLBACK (export_add_clicked));
  dialog->go = foot_button (dialog, foot, _ ("Export"), G_CALLBACK (export_go_clicked));
  gtk_widget_add_css_class (dialog->go, "primary");
  return foot;
}

static GtkWidget *
make_queue (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *hint =
      form_label (_ ("Exports run in the background. Editing stays possible."), "export-hint");
  gtk_widget_add_css_class (box, "export-queue");
  gtk_widget_set_hexpand (hint, TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 1);
  gtk_label_set_ellipsize (GTK_LABEL (hint), PANGO_ELLIPSIZE_END);
  form_group (line, _ ("Queue"));
  gtk_box_append (GTK_BOX (line), hint);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), export_rows_new ());
  return box;
}

GtkWidget *
export_dialog_build (Dialog *dialog)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  const ExportSettings *settings = &dialog->settings;

  gtk_widget_add_css_class (box, "export");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (body, "export-body");
  gtk_box_append (GTK_BOX (body), make_sources (dialog));
  gtk_box_append (GTK_BOX (body), make_middle (dialog));
  dialog->report = export_report_new (dialog->window);
  gtk_widget_set_hexpand (dialog->report, TRUE);
  gtk_box_append (GTK_BOX (body), dialog->report);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), body);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), make_head (dialog));
  gtk_box_append (GTK_BOX (box), scroller);
  dialog->body = body;
  gtk_box_append (GTK_BOX (box), make_queue ());
  gtk_box_append (GTK_BOX (box), make_foot (dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->what[settings->what]), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->mix), settings->mix);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->stems), settings->stems);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->stems_all), settings->stems_all);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->midi),
                               settings->midi && gtk_widget_get_sensitive (dialog->midi));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (dialog->replace), settings->replace);
  return box;
}
