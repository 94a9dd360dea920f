/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of recent projects. Names stand there at once; what is in a project is read behind the
 * user's back, one after the other. */
#include <glib/gi18n.h>
#include <string.h>

#include "ui/widgets/room.h"
#include "ui/window/prefs.h"
#include "ui/window/start/start_private.h"

#define OUTLINE_WIDTH 112
#define OUTLINE_HEIGHT 44

typedef struct {
  GtkWidget *outline, *missing, *name, *folder, *tempo, *tracks, *length, *changed;
  char *search; /* folded */
} RecentRow;

static void
row_free (gpointer data)
{
  RecentRow *row = data;
  g_free (row->search);
  g_free (row);
}

#define LEAST_LETTERS 14 /* of a name: the facts give way first */

static GtkWidget *
add_fact (GtkWidget *box, const char *css)
{
  GtkWidget *label = start_label ("", "fact");
  gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_names (RecentRow *row, GtkWidget *box)
{
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  row->name = start_label ("", "name");
  row->folder = start_label ("", "caption");
  gtk_label_set_ellipsize (GTK_LABEL (row->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (row->name), LEAST_LETTERS);
  gtk_label_set_ellipsize (GTK_LABEL (row->folder), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (names), row->name);
  gtk_box_append (GTK_BOX (names), row->folder);
  gtk_widget_add_css_class (names, "names");
  gtk_widget_set_valign (names, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (box), names);
}

static void
row_fill (GtkWidget *widget, const RecentFacts *facts)
{
  RecentRow *row = g_object_get_data (G_OBJECT (widget), "row");
  g_autofree char *all =
      g_strdup_printf ("%s %s %s", facts->name, facts->folder, facts->tempo ? facts->tempo : "");
  g_free (row->search);
  row->search = g_utf8_casefold (all, -1);
  gtk_label_set_text (GTK_LABEL (row->name), facts->name);
  gtk_label_set_text (GTK_LABEL (row->folder), facts->folder);
  gtk_label_set_text (GTK_LABEL (row->tempo), facts->tempo ? facts->tempo : "");
  gtk_label_set_text (GTK_LABEL (row->tracks), facts->tracks ? facts->tracks : "");
  gtk_label_set_text (GTK_LABEL (row->length), facts->length ? facts->length : "");
  gtk_label_set_text (GTK_LABEL (row->changed), facts->problem   ? facts->problem
                                                : facts->changed ? facts->changed
                                                                 : "");
  gtk_widget_set_visible (row->outline, !facts->problem);
  gtk_widget_set_visible (row->missing, facts->problem != NULL);
  if (facts->problem) {
    gtk_widget_add_css_class (row->changed, "problem");
    gtk_widget_set_tooltip_text (row->changed, facts->problem);
    gtk_widget_add_css_class (row->name, "gone");
  }
  if (facts->outline)
    outline_set (LQ_OUTLINE (row->outline), facts->outline);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  facts->name, -1);
}

static GtkWidget *
row_new (const char *path)
{
  GtkWidget *widget = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  RecentRow *row = g_new0 (RecentRow, 1);

  gtk_widget_add_css_class (widget, "recent-row");
  row->outline = outline_new (OUTLINE_WIDTH, OUTLINE_HEIGHT);
  row->missing = gtk_image_new_from_icon_name ("lq-warning-symbolic");
  gtk_widget_add_css_class (row->missing, "missing");
  gtk_widget_set_valign (row->missing, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), row->outline);
  gtk_box_append (GTK_BOX (box), row->missing);
  add_names (row, box);
  row->tempo = add_fact (box, "tempo");
  row->tracks = add_fact (box, "tracks");
  row->length = add_fact (box, "length");
  gtk_label_set_xalign (GTK_LABEL (row->length), 1);
  row->changed = add_fact (box, "changed");
  gtk_label_set_xalign (GTK_LABEL (row->changed), 1);
  gtk_label_set_ellipsize (GTK_LABEL (row->changed), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row->changed), 24);
  room_use (box);
  room_rank (row->changed, 1);
  room_rank (row->outline, 2);
  room_rank (row->tempo, 3);
  room_rank (row->length, 4);
  room_rank (row->tracks, 5);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), box);
  g_object_set_data_full (G_OBJECT (widget), "path", g_strdup (path), g_free);
  g_object_set_data_full (G_OBJECT (widget), "row", row, row_free);
  RecentFacts *facts = recent_facts_named (path);
  row_fill (widget, facts);
  recent_facts_free (facts);
  return widget;
}

static void
facts_free (gpointer data)
{
  recent_facts_free (data);
}

static void
read_facts (GTask *task, gpointer page, gpointer path, GCancellable *cancellable)
{
  g_task_return_pointer (task, recent_facts_read (path), facts_free);
}

static void read_next (Start *start);

typedef struct {
  Start *start;
  unsigned serial;
} Reading;

static void
was_read (GObject *page, GAsyncResult *result, gpointer data)
{
  g_autofree Reading *reading = data;
  RecentFacts *facts = g_task_propagate_pointer (G_TASK (result), NULL);
  Start *start = reading->start;
  /* The page is held by the task; the window may be gone, or the list be another one by now. */
  if (gtk_widget_get_root (GTK_WIDGET (page)) && reading->serial == start->serial) {
    GtkListBoxRow *row =
        gtk_list_box_get_row_at_index (GTK_LIST_BOX (start->recent), start->next_path - 1);
    row_fill (GTK_WIDGET (row), facts);
    if (facts->recovery)
      start_recovery_add (start, facts);
    read_next (start);
  }
  recent_facts_free (facts);
}

static void
read_next (Start *start)
{
  const char *path = start->paths[start->next_path];
  if (!path)
    return;
  Reading *reading = g_new (Reading, 1);
  *reading = (Reading){ start, start->serial };
  start->next_path++;
  g_autoptr (GTask) task = g_task_new (start->page, NULL, was_read, reading);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_facts);
}

void
start_recent_read (Start *start)
{
  GtkListBoxRow *row;
  g_strfreev (start->paths);
  start->paths = g_settings_get_strv (prefs (), "recent");
  start->next_path = 0;
  start->serial++;
  gtk_editable_set_text (GTK_EDITABLE (start->search), "");
  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (start->recent), 0)))
    gtk_list_box_remove (GTK_LIST_BOX (start->recent), GTK_WIDGET (row));
  for (int i = 0; start->paths[i]; i++)
    gtk_list_box_append (GTK_LIST_BOX (start->recent), row_new (start->paths[i]));
  gtk_widget_set_visible (start->recent_part, start->paths[0] != NULL);
  read_next (start);
}

static void
activated (GtkListBox *list, GtkListBoxRow *row, Start *start)
{
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "path"));
  lq_window_open (start->window, path);
}

static gboolean
matches (GtkListBoxRow *widget, gpointer data)
{
  const Start *start = data;
  const RecentRow *row = g_object_get_data (G_OBJECT (widget), "row");
  g_autofree char *wanted =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (start->search)), -1);
  return strstr (row->search, wanted) != NULL;
}

static void
searched (GtkEditable *entry, Start *start)
{
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (start->recent));
}

static GtkListBoxRow *
first_found (Start *start)
{
  GtkListBoxRow *row;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (start->recent), i)); i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
search_entered (GtkEntry *entry, Start *start)
{
  GtkListBoxRow *row = first_found (start);
  if (row)
    activated (GTK_LIST_BOX (start->recent), row, start);
}

static gboolean
search_key (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, Start *start)
{
  if (key != GDK_KEY_Escape && key != GDK_KEY_Down)
    return FALSE;
  if (key == GDK_KEY_Escape)
    gtk_editable_set_text (GTK_EDITABLE (start->search), "");
  GtkListBoxRow *row = first_found (start);
  if (row) {
    gtk_list_box_select_row (GTK_LIST_BOX (start->recent), row);
    gtk_widget_grab_focus (GTK_WIDGET (row));
  }
  return TRUE;
}

static GtkWidget *
make_search (Start *start)
{
  GtkWidget *overlay = gtk_overlay_new (), *hint = gtk_label_new ("/");
  GtkEventController *keys = gtk_event_controller_key_new ();
  start->search = gtk_entry_new ();
  gtk_widget_add_css_class (start->search, "start-search");
  gtk_editable_set_width_chars (GTK_EDITABLE (start->search), 4);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (start->search), 28);
  gtk_entry_set_placeholder_text (GTK_ENTRY (start->search), _ ("Search projects"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (start->search), GTK_ENTRY_ICON_PRIMARY,
                                     "lq-search-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (start->search), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (start->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search projects"), -1);
  g_signal_connect (start->search, "changed", G_CALLBACK (searched), start);
  g_signal_connect (start->search, "activate", G_CALLBACK (search_entered), start);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (search_key), start);
  gtk_widget_add_controller (start->search, keys);
  gtk_widget_add_css_class (hint, "keycap");
  gtk_widget_set_halign (hint, GTK_ALIGN_END);
  gtk_widget_set_valign (hint, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (hint, FALSE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), start->search);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), hint);
  return overlay;
}

/* Side by side, or below each other where there is no room for that. */
static GtkWidget *
make_head (GtkWidget *title, GtkWidget *search)
{
  GtkWidget *head = gtk_flow_box_new ();
  GtkFlowBox *flow = GTK_FLOW_BOX (head);
  GtkWidget *const parts[] = { title, search };
  gtk_flow_box_set_selection_mode (flow, GTK_SELECTION_NONE);
  gtk_flow_box_set_min_children_per_line (flow, 1);
  gtk_flow_box_set_max_children_per_line (flow, G_N_ELEMENTS (parts));
  gtk_widget_set_focusable (head, FALSE);
  gtk_widget_add_css_class (head, "start-head");
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++) {
    GtkWidget *child = gtk_flow_box_child_new ();
    gtk_widget_set_focusable (child, FALSE);
    gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), parts[i]);
    gtk_flow_box_append (flow, child);
  }
  return head;
}

GtkWidget *
start_recent_new (Start *start)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = start_label (_ ("Recent"), "title"), *search = make_search (start);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_halign (search, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (part), make_head (title, search));
  start->recent = gtk_list_box_new ();
  gtk_widget_add_css_class (start->recent, "recent-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (start->recent), GTK_SELECTION_BROWSE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (start->recent), matches, start, NULL);
  gtk_list_box_set_placeholder (
      GTK_LIST_BOX (start->recent),
      start_label (_ ("No project of this name was open lately."), "nothing"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (start->recent), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Recent projects"), -1);
  g_signal_connect (start->recent, "row-activated", G_CALLBACK (activated), start);
  gtk_box_append (GTK_BOX (part), start->recent);
  return part;
}
