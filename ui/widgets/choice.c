/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/choice.h"

#include "ui/draw/theme.h"

#define MOST_LIST 320 /* units */

struct _LqChoice {
  GtkWidget parent_instance;
  GtkWidget *button, *label;
  GPtrArray *items;
  char *name;
  int chosen;
};

G_DEFINE_FINAL_TYPE (LqChoice, lq_choice, GTK_TYPE_WIDGET)

enum { OPENING, CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
row_activated (GtkListBox *list, GtkListBoxRow *row, LqChoice *choice)
{
  const int at = gtk_list_box_row_get_index (row);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (choice->button));
  g_signal_emit (choice, signals[CHOSEN], 0, at);
}

static GtkWidget *
new_row (const char *text, bool chosen)
{
  const bool title = *text == '\t';
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (text + title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (title)
    gtk_widget_add_css_class (label, "group");
  if (chosen)
    gtk_widget_add_css_class (row, "chosen");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), !title);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), !title);
  gtk_widget_set_focusable (row, !title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  return row;
}

/* Made when it is wanted: a card has dozens of choices. */
static void
make_popover (GtkMenuButton *button, gpointer data)
{
  LqChoice *choice = data;
  g_signal_emit (choice, signals[OPENING], 0);
  GtkWidget *popover = gtk_popover_new (), *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gtk_widget_add_css_class (list, "choices");
  for (guint i = 0; choice->items && i < choice->items->len; i++) {
    GtkWidget *row = new_row (choice->items->pdata[i], (int) i == choice->chosen);
    gtk_list_box_append (GTK_LIST_BOX (list), row);
    if ((int) i == choice->chosen)
      gtk_list_box_select_row (GTK_LIST_BOX (list), GTK_LIST_BOX_ROW (row));
  }
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated), choice);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), ui_px (MOST_LIST));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_menu_button_set_popover (button, popover);
}

void
lq_choice_set_items (LqChoice *choice, GPtrArray *items)
{
  g_clear_pointer (&choice->items, g_ptr_array_unref);
  choice->items = items;
}

void
lq_choice_show (LqChoice *choice, const char *text, int chosen)
{
  if (choice->chosen == chosen && !g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (choice->label))))
    return;
  choice->chosen = chosen;
  gtk_label_set_text (GTK_LABEL (choice->label), text);
  g_autofree char *said = g_strdup_printf ("%s, %s", choice->name, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  said, -1);
}

void
lq_choice_set_arrow (LqChoice *choice, bool on)
{
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (choice->button), on);
}

void
lq_choice_open (LqChoice *choice)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (choice->button));
}

static void
lq_choice_dispose (GObject *object)
{
  LqChoice *choice = LQ_CHOICE (object);
  g_clear_pointer (&choice->button, gtk_widget_unparent);
  g_clear_pointer (&choice->items, g_ptr_array_unref);
  g_clear_pointer (&choice->name, g_free);
  G_OBJECT_CLASS (lq_choice_parent_class)->dispose (object);
}

static void
lq_choice_class_init (LqChoiceClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_choice_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (class), "choice");
  signals[OPENING] = g_signal_new ("opening", LQ_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", LQ_TYPE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lq_choice_init (LqChoice *choice)
{
  choice->chosen = -2;
  choice->button = gtk_menu_button_new ();
  choice->label = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (choice->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (choice->label), 0);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (choice->button), TRUE);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (choice->button), choice->label);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (choice->button), make_popover, choice,
                                         NULL);
  gtk_widget_set_parent (choice->button, GTK_WIDGET (choice));
}

void
lq_choice_keep_whole (LqChoice *choice)
{
  gtk_label_set_ellipsize (GTK_LABEL (choice->label), PANGO_ELLIPSIZE_NONE);
}

GtkWidget *
lq_choice_new (const char *name)
{
  LqChoice *choice = g_object_new (LQ_TYPE_CHOICE, NULL);
  choice->name = g_strdup (name);
  return GTK_WIDGET (choice);
}
