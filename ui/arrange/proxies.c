/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/proxies.h"

#include <glib/gi18n.h>

#include "ui/arrange/spoken.h"

#define LEAST 8 /* pixels of a place */

#define LQ_TYPE_PROXY (lq_proxy_get_type ())
G_DECLARE_FINAL_TYPE (LqProxy, lq_proxy, LQ, PROXY, GtkWidget)

struct _LqProxy {
  GtkWidget parent_instance;
  LqDesk *desk; /* of its Proxies */
  Units from, to;
  int row;
};

G_DEFINE_FINAL_TYPE (LqProxy, lq_proxy, GTK_TYPE_WIDGET)

static void
lq_proxy_class_init (LqProxyClass *class)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "proxy");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
lq_proxy_init (LqProxy *proxy)
{
  gtk_widget_set_can_target (GTK_WIDGET (proxy), FALSE);
}

/* Lays proxies over their items. */
#define LQ_TYPE_PROXY_LAYOUT (lq_proxy_layout_get_type ())
G_DECLARE_FINAL_TYPE (LqProxyLayout, lq_proxy_layout, LQ, PROXY_LAYOUT, GtkLayoutManager)

struct _LqProxyLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LqProxyLayout, lq_proxy_layout, GTK_TYPE_LAYOUT_MANAGER)

static void
lq_proxy_layout_measure (GtkLayoutManager *layout, GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
lq_proxy_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height,
                          int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child)) {
    int least, wish;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
    if (!LQ_IS_PROXY (child))
      continue;
    LqProxy *proxy = LQ_PROXY (child);
    const Rows *rows = lq_desk_rows (proxy->desk);
    const double left = CLAMP (lq_desk_x (proxy->desk, proxy->from), 0, MAX (width - LEAST, 0));
    const double right = CLAMP (lq_desk_x (proxy->desk, proxy->to), left + LEAST, width + LEAST);
    GtkAllocation at = { (int) left, 0, (int) (right - left), LEAST };
    if (proxy->row >= 0 && proxy->row < rows->n) {
      at.y = rows->rows[proxy->row].y - (int) lq_desk_view (proxy->desk)->y;
      at.height = rows->rows[proxy->row].height;
    }
    gtk_widget_size_allocate (child, &at, -1);
  }
}

static void
lq_proxy_layout_class_init (LqProxyLayoutClass *class)
{
  GTK_LAYOUT_MANAGER_CLASS (class)->measure = lq_proxy_layout_measure;
  GTK_LAYOUT_MANAGER_CLASS (class)->allocate = lq_proxy_layout_allocate;
}

static void
lq_proxy_layout_init (LqProxyLayout *layout)
{
}

struct Proxies {
  GtkWidget *canvas;
  LqDesk *desk;
  LqProxy *both[2];
  int now;
  gulong handler;
};

static void
describe (Proxies *proxies, LqProxy *proxy)
{
  Spoken spoken = spoken_at_cursor (proxies->desk);
  proxy->from = spoken.from;
  proxy->to = spoken.to;
  proxy->row = lq_desk_cursor (proxies->desk)->row;
  gtk_accessible_update_property (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken.name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken.description, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (proxy), GTK_ACCESSIBLE_STATE_SELECTED,
                               spoken.selected, -1);
  spoken_clear (&spoken);
  gtk_widget_queue_allocate (proxies->canvas);
}

static void
name_canvas (Proxies *proxies)
{
  const int n = list_n (lq_desk_project (proxies->desk)->tracks) - 1; /* but Master */
  g_autofree char *name =
      g_strdup_printf (ngettext ("Timeline, %d track", "Timeline, %d tracks", (gulong) n), n);
  gtk_accessible_update_property (GTK_ACCESSIBLE (proxies->canvas), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* The other one takes the name, and then the focus. */
static void
move (Proxies *proxies)
{
  LqProxy *before = proxies->both[proxies->now];
  proxies->now = 1 - proxies->now;
  LqProxy *next = proxies->both[proxies->now];
  describe (proxies, next);
  gtk_widget_set_focusable (GTK_WIDGET (next), TRUE);
  if (gtk_widget_is_focus (GTK_WIDGET (before)))
    gtk_widget_grab_focus (GTK_WIDGET (next));
  gtk_widget_set_focusable (GTK_WIDGET (before), FALSE);
}

static void
desk_changed (LqDesk *desk, guint what, Proxies *proxies)
{
  if (what & DESK_PROJECT)
    name_canvas (proxies);
  if (what & DESK_CURSOR)
    move (proxies);
  else if (what & (DESK_PROJECT | DESK_SELECTION))
    describe (proxies, proxies->both[proxies->now]);
  else if (what & DESK_VIEW)
    gtk_widget_queue_allocate (proxies->canvas);
}

Proxies *
proxies_new (GtkWidget *canvas, LqDesk *desk)
{
  Proxies *proxies = g_new0 (Proxies, 1);
  proxies->canvas = canvas;
  proxies->desk = g_object_ref (desk);
  gtk_widget_set_layout_manager (canvas, g_object_new (LQ_TYPE_PROXY_LAYOUT, NULL));
  for (int i = 0; i < 2; i++) {
    proxies->both[i] = g_object_new (LQ_TYPE_PROXY, "focusable", i == 0, NULL);
    proxies->both[i]->desk = desk;
    gtk_widget_set_parent (GTK_WIDGET (proxies->both[i]), canvas);
  }
  name_canvas (proxies);
  describe (proxies, proxies->both[0]);
  proxies->handler = g_signal_connect (desk, "changed", G_CALLBACK (desk_changed), proxies);
  return proxies;
}

void
proxies_free (Proxies *proxies)
{
  if (!proxies)
    return;
  g_signal_handler_disconnect (proxies->desk, proxies->handler);
  for (int i = 0; i < 2; i++)
    gtk_widget_unparent (GTK_WIDGET (proxies->both[i]));
  g_object_unref (proxies->desk);
  g_free (proxies);
}

GtkWidget *
proxies_current (Proxies *proxies)
{
  return GTK_WIDGET (proxies->both[proxies->now]);
}
