/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/panels/panel.h"

#include "ui/draw/theme.h"
#include "ui/window/window_private.h"

#define WIDTH 280 /* design units */

typedef struct {
  LqWindow *window;
  GtkWidget *grid, *first;
  char *title;
  int n;
  void (*tick) (void *data, gint64 now);
  void *data;
} Pane;

static Pane *
parts (GtkWidget *panel)
{
  return g_object_get_data (G_OBJECT (panel), "panel");
}

static void
panel_free (gpointer data)
{
  Pane *panel = data;
  g_free (panel->title);
  g_free (panel);
}

static gboolean
take_away (gpointer panel)
{
  gtk_widget_unparent (panel);
  g_object_unref (panel);
  return G_SOURCE_REMOVE;
}

static void
closed (GtkWidget *panel)
{
  LqWindow *window = parts (panel)->window;
  if (window->panel != panel)
    return;
  window->panel = NULL;
  /* It may be closed from a signal of its own. */
  g_idle_add (take_away, g_object_ref (panel));
}

GtkWidget *
panel_new (LqWindow *window, GtkWidget *anchor, const GdkRectangle *within, const char *title)
{
  graphene_rect_t bounds;
  const bool same = window->panel && g_str_equal (parts (window->panel)->title, title);
  if (window->panel)
    gtk_popover_popdown (GTK_POPOVER (window->panel));
  if (same || !gtk_widget_compute_bounds (anchor, window->overlay, &bounds))
    return NULL;
  GdkRectangle at = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                      (int) bounds.size.height };
  if (within)
    at = (GdkRectangle){ at.x + within->x, at.y + within->y, within->width, within->height };
  GtkWidget *popover = gtk_popover_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *heading = gtk_label_new (title);
  Pane *panel = g_new0 (Pane, 1);

  panel->window = window;
  panel->title = g_strdup (title);
  panel->grid = gtk_grid_new ();
  gtk_widget_add_css_class (popover, "panel");
  gtk_widget_add_css_class (heading, "title");
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_grid_set_column_spacing (GTK_GRID (panel->grid), (guint) ui_px (12));
  gtk_grid_set_row_spacing (GTK_GRID (panel->grid), (guint) ui_px (8));
  gtk_widget_set_size_request (panel->grid, ui_px (WIDTH), -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), panel->grid);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &at);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data_full (G_OBJECT (popover), "panel", panel, panel_free);
  gtk_widget_set_parent (popover, window->overlay);
  g_signal_connect (popover, "closed", G_CALLBACK (closed), NULL);
  window->panel = popover;
  return popover;
}

void
panel_add (GtkWidget *widget, const char *title, GtkWidget *control)
{
  Pane *panel = parts (widget);
  if (title) {
    GtkWidget *label = gtk_label_new (title);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_grid_attach (GTK_GRID (panel->grid), label, 0, panel->n, 1, 1);
  }
  gtk_widget_set_hexpand (control, TRUE);
  gtk_widget_set_halign (control, title ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_grid_attach (GTK_GRID (panel->grid), control, title ? 1 : 0, panel->n++, title ? 1 : 2, 1);
  if (!panel->first && gtk_widget_get_can_focus (control) && !GTK_IS_LABEL (control))
    panel->first = control;
}

GtkWidget *
panel_hint (const char *text)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "hint");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static gboolean
ticked (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  const Pane *panel = data;
  panel->tick (panel->data, gdk_frame_clock_get_frame_time (clock));
  return G_SOURCE_CONTINUE;
}

void
panel_open (GtkWidget *widget, void (*tick) (void *data, gint64 now), void *data)
{
  Pane *panel = parts (widget);
  panel->tick = tick;
  panel->data = data;
  if (tick)
    gtk_widget_add_tick_callback (widget, ticked, panel, NULL);
  gtk_popover_popup (GTK_POPOVER (widget));
  if (panel->first)
    gtk_widget_child_focus (panel->first, GTK_DIR_TAB_FORWARD);
}

static void
name_it (GtkWidget *widget, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
panel_number (const char *name, double least, double most, double step, int digits, double value,
              GCallback changed, void *data)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (least, most, step);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), (guint) digits);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  name_it (spin, name);
  g_signal_connect_swapped (spin, "value-changed", changed, data);
  return spin;
}

GtkWidget *
panel_switch (const char *name, bool on, GCallback changed, void *data)
{
  GtkWidget *toggle = gtk_switch_new ();
  gtk_switch_set_active (GTK_SWITCH (toggle), on);
  name_it (toggle, name);
  g_signal_connect_swapped (toggle, "notify::active", changed, data);
  return toggle;
}

GtkWidget *
panel_choice (const char *name, const char *const *texts, guint selected, GCallback changed,
              void *data)
{
  GtkWidget *choice = gtk_drop_down_new_from_strings (texts);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  name_it (choice, name);
  g_signal_connect_swapped (choice, "notify::selected", changed, data);
  return choice;
}
