/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/tools.h"

#include <glib/gi18n.h>

#include "ui/arrange/grid_menu.h"
#include "ui/draw/text.h"

typedef struct {
  LqDesk *desk;
  GtkWidget *buttons[N_TOOLS], *grid;
  bool quiet;
} Tools;

static const struct {
  const char *icon, *name;
} tool_table[N_TOOLS] = {
  [TOOL_POINTER] = { "lq-pointer-symbolic", N_ ("Pointer tool") },
  [TOOL_RANGE] = { "lq-range-symbolic", N_ ("Range tool") },
  [TOOL_PENCIL] = { "lq-pencil-symbolic", N_ ("Pencil tool") },
  [TOOL_SPLIT] = { "lq-split-symbolic", N_ ("Split tool") },
  [TOOL_FADE] = { "lq-fade-symbolic", N_ ("Fade tool") },
};

static void
show (Tools *tools)
{
  g_autofree char *grid = lq_desk_grid_text (tools->desk);
  tools->quiet = true;
  for (int i = 0; i < N_TOOLS; i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tools->buttons[i]),
                                  (int) lq_desk_tool (tools->desk) == i);
  tools->quiet = false;
  gtk_menu_button_set_label (GTK_MENU_BUTTON (tools->grid), grid);
  if (lq_desk_grid (tools->desk)->snap)
    gtk_widget_add_css_class (tools->grid, "snaps");
  else
    gtk_widget_remove_css_class (tools->grid, "snaps");
}

static void
tool_toggled (GtkToggleButton *button, Tools *tools)
{
  if (tools->quiet)
    return;
  for (int i = 0; i < N_TOOLS; i++)
    if (tools->buttons[i] == GTK_WIDGET (button))
      lq_desk_set_tool (tools->desk, (Tool) i);
  show (tools);
}

static void
desk_changed (LqDesk *desk, guint what, GtkWidget *box)
{
  if (what & DESK_STATE)
    show (g_object_get_data (G_OBJECT (box), "tools"));
}

GtkWidget *
lq_tools_new (LqDesk *desk)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  Tools *tools = g_new0 (Tools, 1);

  tools->desk = desk;
  g_object_set_data_full (G_OBJECT (box), "tools", tools, g_free);
  gtk_widget_add_css_class (box, "tools");
  for (int i = 0; i < N_TOOLS; i++) {
    GtkWidget *button = gtk_toggle_button_new ();
    gtk_button_set_icon_name (GTK_BUTTON (button), tool_table[i].icon);
    gtk_widget_add_css_class (button, "tool");
    gtk_widget_set_tooltip_text (button, _ (tool_table[i].name));
    gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
    gtk_widget_set_focusable (button, FALSE);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ (tool_table[i].name), -1);
    g_signal_connect (button, "toggled", G_CALLBACK (tool_toggled), tools);
    gtk_box_append (GTK_BOX (box), button);
    tools->buttons[i] = button;
  }
  tools->grid = gtk_menu_button_new ();
  grid_menu_attach (GTK_MENU_BUTTON (tools->grid), desk);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (tools->grid), TRUE);
  gtk_widget_add_css_class (tools->grid, "grid");
  gtk_widget_set_valign (tools->grid, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (tools->grid, GTK_ALIGN_END);
  gtk_widget_set_hexpand (tools->grid, TRUE);
  gtk_widget_set_focusable (tools->grid, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (tools->grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Grid"), -1);
  gtk_box_append (GTK_BOX (box), tools->grid);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), box, 0);
  show (tools);
  return box;
}

struct _LqRulerLabels {
  GtkWidget parent_instance;
  LqDesk *desk;
  LqRulers *rulers;
};

G_DEFINE_FINAL_TYPE (LqRulerLabels, lq_ruler_labels, GTK_TYPE_WIDGET)

static void
lq_ruler_labels_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqRulerLabels *labels = LQ_RULER_LABELS (widget);
  const int width = gtk_widget_get_width (widget);
  const GdkRGBA floor = token_color (TOKEN_BG1), text = token_color (TOKEN_TEXT2),
                line = token_color (TOKEN_LINE1);
  int height;
  const int first = lq_rulers_top (labels->rulers, RULER_MARKERS, &height);

  fill_rect (snapshot, 0, 0, width, gtk_widget_get_height (widget), &floor);
  for (int i = RULER_MARKERS; i < N_RULERS; i++) {
    const int top = lq_rulers_top (labels->rulers, (Ruler) i, &height) - first;
    if (height == 0)
      continue;
    text_draw (snapshot, widget, TEXT_CAPTION, ruler_title ((Ruler) i), ui_px (12), top,
               width - ui_px (40), height, &text);
    text_draw_right (snapshot, widget, TEXT_BODY, "+", width - ui_px (8), top, height, &text);
    fill_rect (snapshot, 0, top + height - 1, width, 1, &line);
  }
}

/* `+`: adds at the edit cursor. */
static void
label_pressed (GtkGestureClick *gesture, int n, double x, double y, LqRulerLabels *labels)
{
  int height;
  const int first = lq_rulers_top (labels->rulers, RULER_MARKERS, &height);
  const Ruler ruler = lq_rulers_at (labels->rulers, y + first);
  if (x < gtk_widget_get_width (GTK_WIDGET (labels)) - ui_px (28) || ruler >= N_RULERS)
    return;
  gtk_widget_activate_action (GTK_WIDGET (labels), "win.do", "s", "view.arrange");
  lq_desk_set_ruler (labels->desk, ruler);
  gtk_widget_activate_action (GTK_WIDGET (labels), "win.do", "s", "ruler.add");
}

static void
lq_ruler_labels_dispose (GObject *object)
{
  g_clear_object (&LQ_RULER_LABELS (object)->desk);
  G_OBJECT_CLASS (lq_ruler_labels_parent_class)->dispose (object);
}

static void
lq_ruler_labels_class_init (LqRulerLabelsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_ruler_labels_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_ruler_labels_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lq_ruler_labels_init (LqRulerLabels *labels)
{
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect (click, "pressed", G_CALLBACK (label_pressed), labels);
  gtk_widget_add_controller (GTK_WIDGET (labels), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
lq_ruler_labels_new (LqDesk *desk, LqRulers *rulers)
{
  LqRulerLabels *labels = g_object_new (LQ_TYPE_RULER_LABELS, NULL);
  labels->desk = g_object_ref (desk);
  labels->rulers = rulers;
  return GTK_WIDGET (labels);
}
