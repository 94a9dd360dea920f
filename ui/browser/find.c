/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/find.h"

#include <glib/gi18n.h>

#include "ui/browser/listing.h"

#define MOST_FOUND 300
#define SEARCH_SECONDS 10.0

typedef struct {
  char **folders;
  char *text;
  bool all;
  FilesFound found;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;
  g_strfreev (search->folders);
  g_free (search->text);
  g_free (search);
}

static void
search_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GPtrArray *found = listing_search ((const char *const *) search->folders, search->text,
                                     MOST_FOUND, SEARCH_SECONDS, cancellable, &search->all);
  g_task_return_pointer (task, found, (GDestroyNotify) g_ptr_array_unref);
}

static void
search_done (GObject *source, GAsyncResult *result, gpointer data)
{
  const Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) list = g_task_propagate_pointer (G_TASK (result), NULL);
  if (list)
    search->found (source, list, search->all);
}

void
find_files (GObject *owner, char **folders, const char *text, GCancellable *cancellable,
            FilesFound found)
{
  Search *search = g_new (Search, 1);
  *search = (Search){ .folders = folders, .text = g_strdup (text), .found = found };
  g_autoptr (GTask) task = g_task_new (owner, cancellable, search_done, NULL);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_run);
}

static void
text_changed (GtkEditable *entry, GtkWidget *key)
{
  gtk_widget_set_visible (key, *gtk_editable_get_text (entry) == '\0');
}

GtkWidget *
find_entry_new (GtkWidget **entry)
{
  GtkWidget *overlay = gtk_overlay_new (), *key = gtk_label_new ("/");

  *entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (*entry), GTK_ENTRY_ICON_PRIMARY,
                                     "lq-search-symbolic");
  gtk_editable_set_width_chars (GTK_EDITABLE (*entry), 1);
  gtk_widget_add_css_class (key, "key");
  gtk_widget_set_halign (key, GTK_ALIGN_END);
  gtk_widget_set_valign (key, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (key, FALSE);
  gtk_widget_add_css_class (overlay, "browser-search");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), *entry);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), key);
  g_signal_connect (*entry, "changed", G_CALLBACK (text_changed), key);
  return overlay;
}

GtkWidget *
find_nothing_new (void)
{
  GtkWidget *label = gtk_label_new ("");
  gtk_widget_add_css_class (label, "browser-nothing");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  return label;
}
