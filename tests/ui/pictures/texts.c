/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "texts.h"

#include <stdbool.h>
#include <string.h>

#include "stage.h"
#include "ui/draw/text.h"

/* Names, and lines of hints and states that give way to values: they may end with an ellipsis. */
static const char *const names[] = { "project-name", "undo-words",  "target",      "keys",
                                     "state",        "recent-name", "name",        "browser-row",
                                     "top",          "facts",       "recent-row",  "template",
                                     "history-row",  "side-foot",   "queue-row",   "folder-row",
                                     "check-row",    "grid",        "device-name", "device-preset",
                                     "device-facts" };
/* Their children scroll, so an edge of theirs cuts nothing off. */
static const char *const scrollers[] = { "GtkScrolledWindow", "GtkViewport",       "GtkText",
                                         "GtkListView",       "GtkColumnListView", "GtkColumnView",
                                         "LqHeaders",         "LqPaletteList" };
/* What is drawn here lies at places in time. */
static const char *const canvases[] = { "LqTimeline", "LqRulers",  "LqCursors",
                                        "LqHeader",   "LqOutline", "LqMixer" };

static bool
is_one_of (GtkWidget *widget, const char *const *list, size_t n)
{
  for (size_t i = 0; i < n; i++)
    if (gtk_widget_has_css_class (widget, list[i]) ||
        !strcmp (G_OBJECT_TYPE_NAME (widget), list[i]))
      return true;
  return false;
}

static bool
is_name (GtkWidget *label)
{
  for (GtkWidget *at = label; at; at = gtk_widget_get_parent (at))
    if (is_one_of (at, names, G_N_ELEMENTS (names)))
      return true;
  return false;
}

static char *
where (GtkWidget *widget)
{
  GString *path = g_string_new (NULL);
  for (GtkWidget *at = widget; at && !GTK_IS_ROOT (at); at = gtk_widget_get_parent (at)) {
    g_auto (GStrv) classes = gtk_widget_get_css_classes (at);
    g_autofree char *all = g_strjoinv (".", classes);
    g_string_append_printf (path, " < %s%s%s", G_OBJECT_TYPE_NAME (at), *all ? "." : "", all);
  }
  return g_string_free (path, FALSE);
}

static void
tell (GPtrArray *problems, GtkWidget *widget, const char *text, const char *what)
{
  g_autofree char *path = where (widget);
  g_ptr_array_add (problems, g_strdup_printf ("“%s” %s:%s", text, what, path));
}

/* Whether something around it ends before it does. */
static void
check_edges (GPtrArray *problems, GtkWidget *window, GtkWidget *label, const char *text)
{
  for (GtkWidget *at = gtk_widget_get_parent (label); at; at = gtk_widget_get_parent (at)) {
    graphene_rect_t bounds;
    if (is_one_of (at, scrollers, G_N_ELEMENTS (scrollers)))
      return;
    if (at != window && gtk_widget_get_overflow (at) != GTK_OVERFLOW_HIDDEN)
      continue;
    if (!gtk_widget_compute_bounds (label, at, &bounds))
      continue;
    if (bounds.origin.x < -1 || bounds.origin.y < -1 ||
        bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (at) + 1 ||
        bounds.origin.y + bounds.size.height > (float) gtk_widget_get_height (at) + 1) {
      tell (problems, label, text, "lies outside");
      return;
    }
  }
}

static void
check_label (GPtrArray *problems, GtkWidget *window, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = gtk_label_get_text (label);
  int width, height;
  if (!*text)
    return;
  pango_layout_get_pixel_size (layout, &width, &height);
  if (pango_layout_is_ellipsized (layout)) {
    if (!is_name (widget))
      tell (problems, widget, text, "has an ellipsis");
  } else if (width > gtk_widget_get_width (widget) + 1)
    tell (problems, widget, text, "is wider than its place");
  if (height > gtk_widget_get_height (widget) + 2)
    tell (problems, widget, text, "is higher than its place");
  check_edges (problems, window, widget, text);
}

static void
walk (GPtrArray *problems, GtkWidget *window, GtkWidget *at)
{
  if (!gtk_widget_get_mapped (at) || !gtk_widget_get_child_visible (at))
    return;
  if (GTK_IS_LABEL (at))
    check_label (problems, window, GTK_LABEL (at));
  for (GtkWidget *child = gtk_widget_get_first_child (at); child;
       child = gtk_widget_get_next_sibling (child))
    walk (problems, window, child);
}

typedef struct {
  GtkWidget *widget;
  char *text;
  double x, y;
  int width, height;
} Drawn;

static void
seen (GtkWidget *widget, const char *text, double x, double y, int width, int height, void *data)
{
  const Drawn drawn = { widget, g_strdup (text), x, y, width, height };
  g_array_append_val ((GArray *) data, drawn);
}

static void
drawn_clear (gpointer data)
{
  g_free (((Drawn *) data)->text);
}

static void
check_drawn (GPtrArray *problems, const GArray *all, guint index)
{
  const Drawn *one = &g_array_index (all, Drawn, index);
  const bool canvas = is_one_of (one->widget, canvases, G_N_ELEMENTS (canvases));
  if (!canvas && (one->x < -1 || one->x + one->width > gtk_widget_get_width (one->widget) + 1))
    tell (problems, one->widget, one->text, "is drawn beyond its widget");
  if (canvas && strcmp (G_OBJECT_TYPE_NAME (one->widget), "LqHeader"))
    return;
  for (guint i = index + 1; i < all->len; i++) {
    const Drawn *other = &g_array_index (all, Drawn, i);
    const double over_x =
        MIN (one->x + one->width, other->x + other->width) - MAX (one->x, other->x);
    const double over_y =
        MIN (one->y + one->height, other->y + other->height) - MAX (one->y, other->y);
    const bool again = one->x == other->x && one->y == other->y && !strcmp (one->text, other->text);
    if (other->widget == one->widget && !again && over_x > 1 && over_y > 5) {
      g_autofree char *what = g_strdup_printf ("lies over “%s”", other->text);
      tell (problems, one->widget, one->text, what);
    }
  }
}

static void
draw_all (GtkWidget *at)
{
  gtk_widget_queue_draw (at);
  for (GtkWidget *child = gtk_widget_get_first_child (at); child;
       child = gtk_widget_get_next_sibling (child))
    draw_all (child);
}

GPtrArray *
texts_cut (GtkWidget *window)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) drawn = g_array_new (FALSE, FALSE, sizeof (Drawn));
  g_array_set_clear_func (drawn, drawn_clear);
  walk (problems, window, window);
  /* What canvases draw, once. */
  text_watch (seen, drawn);
  draw_all (window);
  stage_settle (window);
  text_watch (NULL, NULL);
  for (guint i = 0; i < drawn->len; i++)
    check_drawn (problems, drawn, i);
  return problems;
}
