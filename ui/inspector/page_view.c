/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/page_view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/widgets/swatch.h"

typedef struct {
  LqPageView *view;
  RowGroup group;
  GtkWidget *box, *head, *title, *detail, *arrow, *rows;
  bool folded;
} GroupView;

struct _LqPageView {
  GtkWidget parent_instance;
  LqInspector *inspector;
  GSettings *prefs;
  GtkWidget *head, *swatch, *title, *detail, *empty, *body;
  GroupView *groups[N_GROUPS];
  GHashTable *views; /* "key:index" -> RowView, of its widget */
  GHashTable *lines; /* RowSpec that begins a line -> its box */
};

G_DEFINE_FINAL_TYPE (LqPageView, lq_page_view, GTK_TYPE_WIDGET)

static void
show_fold (GroupView *group)
{
  gtk_widget_set_visible (group->rows, !group->folded);
  gtk_image_set_from_icon_name (GTK_IMAGE (group->arrow),
                                group->folded ? "lq-closed-symbolic" : "lq-open-symbolic");
  if (group->folded)
    gtk_widget_add_css_class (group->head, "folded");
  else
    gtk_widget_remove_css_class (group->head, "folded");
}

/* What the user has folded stays so, on every page. */
static void
fold_clicked (GtkButton *button, GroupView *group)
{
  const char *key = inspect_group_key (group->group);
  g_auto (GStrv) old = g_settings_get_strv (group->view->prefs, "inspector-folded");
  g_autoptr (GStrvBuilder) next = g_strv_builder_new ();

  group->folded = !group->folded;
  for (int i = 0; old[i]; i++)
    if (strcmp (old[i], key))
      g_strv_builder_add (next, old[i]);
  if (group->folded)
    g_strv_builder_add (next, key);
  g_auto (GStrv) list = g_strv_builder_end (next);
  g_settings_set_strv (group->view->prefs, "inspector-folded", (const char *const *) list);
  show_fold (group);
}

static void
make_head (GroupView *group, const char *title)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_auto (GStrv) folded = g_settings_get_strv (group->view->prefs, "inspector-folded");

  group->head = gtk_button_new ();
  gtk_widget_add_css_class (group->head, "inspect-group");
  group->title = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (group->title), 0);
  group->detail = gtk_label_new ("");
  gtk_widget_set_hexpand (group->detail, TRUE);
  gtk_label_set_xalign (GTK_LABEL (group->detail), 1);
  gtk_widget_add_css_class (group->detail, "detail");
  gtk_label_set_ellipsize (GTK_LABEL (group->detail), PANGO_ELLIPSIZE_END);
  group->arrow = gtk_image_new ();
  gtk_box_append (GTK_BOX (line), group->title);
  gtk_box_append (GTK_BOX (line), group->arrow);
  gtk_box_append (GTK_BOX (line), group->detail);
  gtk_button_set_child (GTK_BUTTON (group->head), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group->head), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  g_signal_connect (group->head, "clicked", G_CALLBACK (fold_clicked), group);
  gtk_box_prepend (GTK_BOX (group->box), group->head);
  group->folded = g_strv_contains ((const char *const *) folded, inspect_group_key (group->group));
  show_fold (group);
}

/* Groups stand in the order of their kinds. */
static GroupView *
group_of (LqPageView *view, RowGroup group)
{
  GroupView *made = view->groups[group];
  const char *title = inspect_group_title (group);
  GtkWidget *before = NULL;
  if (made)
    return made;
  made = view->groups[group] = g_new0 (GroupView, 1);
  made->view = view;
  made->group = group;
  made->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  made->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (made->box, title ? "inspect-part" : "inspect-first");
  gtk_box_append (GTK_BOX (made->box), made->rows);
  if (title)
    make_head (made, title);
  for (int i = 0; i < (int) group; i++)
    before = view->groups[i] ? view->groups[i]->box : before;
  gtk_box_insert_child_after (GTK_BOX (view->body), made->box, before);
  return made;
}

/* The line of buttons or switches that a row belongs to: begun by the first of them in its table.
 */
static GtkWidget *
line_of (LqPageView *view, GroupView *group, const InspectPage *page, guint index)
{
  const RowSpec *spec = inspect_page_row (page, index)->spec;
  while (index > 0) {
    const RowSpec *before = inspect_page_row (page, index - 1)->spec;
    if (before->show != spec->show || before->group != spec->group)
      break;
    index--;
    spec = before;
  }
  GtkWidget *line = g_hash_table_lookup (view->lines, spec);
  if (line)
    return line;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (line), TRUE);
  gtk_widget_add_css_class (line, "inspect-line");
  g_hash_table_insert (view->lines, (gpointer) spec, line);
  gtk_box_append (GTK_BOX (group->rows), line);
  return line;
}

static void
put_after (GtkWidget *box, GtkWidget *child, GtkWidget **last)
{
  if (*last == child)
    return;
  GtkWidget *next = *last ? gtk_widget_get_next_sibling (*last) : gtk_widget_get_first_child (box);
  while (next && next != child && !gtk_widget_get_visible (next))
    next = gtk_widget_get_next_sibling (next);
  if (next != child)
    gtk_box_reorder_child_after (GTK_BOX (box), child, *last);
  *last = child;
}

static RowView *
view_of (LqPageView *view, const InspectPage *page, guint index, GroupView *group, bool *fresh)
{
  const InspectRow *row = inspect_page_row (page, index);
  g_autofree char *key = g_strdup_printf ("%s:%d", row->spec->key, row->index);
  RowView *made = g_hash_table_lookup (view->views, key);
  *fresh = !made;
  if (made)
    return made;
  made = row_view_new (view->inspector, row);
  g_hash_table_insert (view->views, g_steal_pointer (&key), made);
  gtk_box_append (
      GTK_BOX (row_view_is_short (row->spec) ? line_of (view, group, page, index) : group->rows),
      made->widget);
  return made;
}

static bool
row_same (const InspectRow *a, const InspectRow *b)
{
  return a->spec == b->spec && a->index == b->index && a->id == b->id && a->mixed == b->mixed &&
         a->on == b->on && a->refused == b->refused && a->warns == b->warns &&
         a->number == b->number && !g_strcmp0 (a->caption, b->caption) &&
         !g_strcmp0 (a->text, b->text);
}

/* Of a page that shows the same rows in the same order, what is equal is passed over. */
static bool
same_rows (const InspectPage *page, const InspectPage *old)
{
  if (!old || old->rows->len != page->rows->len)
    return false;
  for (guint i = 0; i < page->rows->len; i++)
    if (inspect_page_row (page, i)->spec != inspect_page_row (old, i)->spec ||
        inspect_page_row (page, i)->index != inspect_page_row (old, i)->index)
      return false;
  return true;
}

static void
hide_others (LqPageView *view, GHashTable *shown)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, view->views);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    RowView *row = value;
    gtk_widget_set_visible (row->widget, g_hash_table_contains (shown, row));
  }
  g_hash_table_iter_init (&iter, view->lines);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    bool any = false;
    for (GtkWidget *child = gtk_widget_get_first_child (value); child && !any;
         child = gtk_widget_get_next_sibling (child))
      any = gtk_widget_get_visible (child);
    gtk_widget_set_visible (value, any);
  }
}

static void
show_rows (LqPageView *view, const InspectPage *page)
{
  g_autoptr (GHashTable) shown = g_hash_table_new (NULL, NULL);
  bool used[N_GROUPS] = { false };
  GtkWidget *last[N_GROUPS] = { NULL };

  for (guint i = 0; i < page->rows->len; i++) {
    const InspectRow *row = inspect_page_row (page, i);
    GroupView *group = group_of (view, row->spec->group);
    bool fresh;
    RowView *made = view_of (view, page, i, group, &fresh);
    GtkWidget *parent = gtk_widget_get_parent (made->widget);
    row_view_show (made, row);
    gtk_widget_set_visible (made->widget, TRUE);
    g_hash_table_add (shown, made);
    used[row->spec->group] = true;
    put_after (group->rows, parent == group->rows ? made->widget : parent, &last[row->spec->group]);
  }
  hide_others (view, shown);
  for (int i = 0; i < N_GROUPS; i++)
    if (view->groups[i])
      gtk_widget_set_visible (view->groups[i]->box, used[i]);
}

static void
show_changed (LqPageView *view, const InspectPage *page, const InspectPage *old)
{
  for (guint i = 0; i < page->rows->len; i++) {
    bool fresh;
    const InspectRow *row = inspect_page_row (page, i);
    if (!row_same (row, inspect_page_row (old, i)))
      row_view_show (view_of (view, page, i, NULL, &fresh), row);
  }
}

static void
show_label (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text ? text : ""))
    gtk_label_set_text (GTK_LABEL (label), text ? text : "");
}

void
lq_page_view_show (LqPageView *view, const InspectPage *page, const InspectPage *old)
{
  gtk_widget_set_visible (view->empty, page->empty != NULL);
  gtk_widget_set_visible (view->head, !page->empty);
  gtk_widget_set_visible (view->body, !page->empty);
  show_label (view->empty, page->empty);
  if (page->empty)
    return;
  lq_swatch_show (LQ_SWATCH (view->swatch), page->color);
  show_label (view->title, page->title);
  show_label (view->detail, page->detail);
  if (same_rows (page, old))
    show_changed (view, page, old);
  else
    show_rows (view, page);
  GroupView *track = view->groups[GROUP_TRACK];
  if (track && page->track_title) {
    show_label (track->title, page->track_title);
    show_label (track->detail, page->track_detail);
  }
}

void
lq_page_view_show_live (LqPageView *view, const InspectPage *page)
{
  for (guint i = 0; i < page->rows->len; i++) {
    const InspectRow *row = inspect_page_row (page, i);
    const RowShow kind = row->spec->show;
    bool fresh;
    if (kind == SHOW_LEVEL || kind == SHOW_PAN || kind == SHOW_SEND)
      row_view_show_live (view_of (view, page, i, NULL, &fresh), page, row);
  }
}

GtkWidget *
lq_page_view_first (LqPageView *view, const InspectPage *page)
{
  for (guint i = 0; i < page->rows->len; i++) {
    bool fresh;
    RowView *row = view_of (view, page, i, NULL, &fresh);
    if (row->control && gtk_widget_get_focusable (row->control))
      return row->control;
  }
  return NULL;
}

static void
lq_page_view_dispose (GObject *object)
{
  LqPageView *view = LQ_PAGE_VIEW (object);
  g_clear_pointer (&view->views, g_hash_table_unref);
  g_clear_pointer (&view->lines, g_hash_table_unref);
  g_clear_pointer (&view->head, gtk_widget_unparent);
  g_clear_pointer (&view->empty, gtk_widget_unparent);
  g_clear_pointer (&view->body, gtk_widget_unparent);
  for (int i = 0; i < N_GROUPS; i++)
    g_clear_pointer (&view->groups[i], g_free);
  g_clear_object (&view->prefs);
  G_OBJECT_CLASS (lq_page_view_parent_class)->dispose (object);
}

static void
lq_page_view_class_init (LqPageViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_page_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BOX_LAYOUT);
}

static void
lq_page_view_init (LqPageView *view)
{
  GtkWidget *widget = GTK_WIDGET (view);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  view->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  view->lines = g_hash_table_new (NULL, NULL);
  view->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (view->head, "inspect-head");
  view->swatch = lq_swatch_new (12);
  view->title = gtk_label_new ("");
  gtk_widget_add_css_class (view->title, "name");
  gtk_label_set_ellipsize (GTK_LABEL (view->title), PANGO_ELLIPSIZE_END);
  view->detail = gtk_label_new ("");
  gtk_widget_add_css_class (view->detail, "detail");
  gtk_label_set_ellipsize (GTK_LABEL (view->detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (view->detail), 0);
  gtk_widget_set_hexpand (view->detail, TRUE);
  gtk_box_append (GTK_BOX (view->head), view->swatch);
  gtk_box_append (GTK_BOX (view->head), view->title);
  gtk_box_append (GTK_BOX (view->head), view->detail);
  gtk_widget_set_parent (view->head, widget);
  view->empty = gtk_label_new ("");
  gtk_widget_add_css_class (view->empty, "inspect-empty");
  gtk_label_set_wrap (GTK_LABEL (view->empty), TRUE);
  gtk_label_set_xalign (GTK_LABEL (view->empty), 0);
  gtk_widget_set_parent (view->empty, widget);
  view->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (view->body, "inspect-body");
  gtk_widget_set_parent (view->body, widget);
}

GtkWidget *
lq_page_view_new (LqInspector *inspector, GSettings *prefs)
{
  LqPageView *view = g_object_new (LQ_TYPE_PAGE_VIEW, NULL);
  view->inspector = inspector;
  view->prefs = g_object_ref (prefs);
  return GTK_WIDGET (view);
}
