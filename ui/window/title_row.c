/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/text.h"
#include "ui/widgets/room.h"
#include "ui/window/actions/do.h"
#include "ui/window/panels/load_graph.h"
#include "ui/window/menus.h"
#include "ui/window/frame_rows.h"
#include "ui/widgets/still_box.h"

typedef struct {
  LqWindow *window;
  GtkWidget *menu_bar, *menu_button, *name, *dot, *edited, *views, *hints[3], *tabs[3], *undo,
      *redo, *words, *load, *load_graph, *load_caption, *midi;
  unsigned n_events;
  bool on;
  gint64 lit; /* the MIDI lamp, microseconds; 0: dark */
  gint64 shown;
} TitleRow;

static TitleRow *
parts (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "parts");
}

static GtkWidget *
icon_button (const char *icon, const char *action, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  gtk_widget_add_css_class (button, "bare");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
view_switch (TitleRow *row)
{
  static const struct {
    const char *name, *hint, *action;
  } views[] = { { N_ ("Arrange"), "Ctrl 1", "view.arrange" },
                { N_ ("Mix"), "Ctrl 2", "view.mix" },
                { N_ ("Master"), "Ctrl 3", "view.master" } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (box, "view-switch");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (size_t i = 0; i < G_N_ELEMENTS (views); i++) {
    GtkWidget *button = gtk_button_new (), *inner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
    gtk_box_append (GTK_BOX (inner), gtk_label_new (_ (views[i].name)));
    row->hints[i] = gtk_label_new (views[i].hint);
    gtk_widget_add_css_class (row->hints[i], "hint");
    gtk_box_append (GTK_BOX (inner), row->hints[i]);
    gtk_button_set_child (GTK_BUTTON (button), inner);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.do");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", views[i].action);
    if (i == 0)
      gtk_widget_add_css_class (button, "active");
    row->tabs[i] = button;
    gtk_box_append (GTK_BOX (box), button);
  }
  return box;
}

static GtkWidget *
label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_widget_add_css_class (label, css);
  return label;
}

static void
load_clicked (TitleRow *row)
{
  do_action (row->window, "view.load");
}

GtkWidget *
title_row_load (GtkWidget *row)
{
  return parts (row)->load;
}

GtkWidget *
title_row_new (LqWindow *window)
{
  GtkWidget *handle = gtk_window_handle_new (), *center = gtk_center_box_new ();
  GtkWidget *left = still_box_new (0, TOKEN_BG1), *middle = still_box_new (0, TOKEN_BG1),
            *right = still_box_new (0, TOKEN_BG1);
  TitleRow *row = g_new0 (TitleRow, 1);
  g_autoptr (GMenuModel) menus = menus_new (window);

  row->window = window;
  gtk_widget_add_css_class (handle, "title-row");
  GtkWidget *logo = gtk_image_new_from_icon_name ("lacquer");
  gtk_widget_add_css_class (logo, "logo");
  gtk_box_append (GTK_BOX (left), logo);
  row->menu_bar = gtk_popover_menu_bar_new_from_model (menus);
  gtk_box_append (GTK_BOX (left), row->menu_bar);
  row->menu_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (row->menu_button), _ ("Menu"));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->menu_button), menus);
  gtk_widget_set_valign (row->menu_button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (row->menu_button, FALSE);
  gtk_box_append (GTK_BOX (left), row->menu_button);
  row->name = label ("", "project-name");
  gtk_label_set_ellipsize (GTK_LABEL (row->name), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (left), row->name);
  row->dot = label ("●", "unsaved");
  gtk_box_append (GTK_BOX (left), row->dot);
  row->edited = label (_ ("Edited"), "edited");
  gtk_box_append (GTK_BOX (left), row->edited);

  row->views = view_switch (row);
  row->undo = icon_button ("lq-undo-symbolic", "edit.undo", _ ("Undo"));
  row->redo = icon_button ("lq-redo-symbolic", "edit.redo", _ ("Redo"));
  gtk_box_append (GTK_BOX (right), row->undo);
  gtk_box_append (GTK_BOX (right), row->redo);
  row->words = label ("", "undo-words");
  gtk_label_set_ellipsize (GTK_LABEL (row->words), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row->words), 24);
  gtk_box_append (GTK_BOX (right), row->words);
  row->load_caption = label (_ ("DSP"), "dsp-caption");
  gtk_box_append (GTK_BOX (right), row->load_caption);
  row->load = label ("0 %", "dsp");
  gtk_box_append (GTK_BOX (right), row->load);
  row->load_graph = load_graph_new ();
  gtk_box_append (GTK_BOX (right), row->load_graph);
  row->midi = label ("●", "midi-lamp");
  gtk_widget_set_tooltip_text (row->midi, _ ("MIDI input"));
  gtk_box_append (GTK_BOX (right), row->midi);
  GtkGesture *click = gtk_gesture_click_new ();
  g_signal_connect_swapped (click, "released", G_CALLBACK (load_clicked), row);
  gtk_widget_add_controller (row->load, GTK_EVENT_CONTROLLER (click));
  GtkWidget *controls = gtk_window_controls_new (GTK_PACK_END);
  gtk_window_controls_set_decoration_layout (GTK_WINDOW_CONTROLS (controls),
                                             ":minimize,maximize,close");
  gtk_box_append (GTK_BOX (right), controls);

  room_use (left);
  room_use (right);
  GtkWidget *const give_way[] = { row->redo, row->undo,       row->edited,       row->load,
                                  row->name, row->load_graph, row->load_caption, row->words };
  for (size_t i = 0; i < G_N_ELEMENTS (give_way); i++)
    room_rank (give_way[i], (int) i + 1);
  room_rank (row->dot, 3);
  room_rank (logo, G_N_ELEMENTS (give_way) + 1);
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (center), left);
  gtk_box_append (GTK_BOX (middle), row->views);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (center), middle);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (center), right);
  gtk_window_handle_set_child (GTK_WINDOW_HANDLE (handle), center);
  g_object_set_data_full (G_OBJECT (handle), "parts", row, g_free);
  return handle;
}

void
title_row_show (GtkWidget *widget, LqDesk *desk)
{
  TitleRow *row = parts (widget);
  GtkWidget *const with_desk[] = { row->name,       row->dot,          row->edited, row->views,
                                   row->undo,       row->redo,         row->words,  row->load,
                                   row->load_graph, row->load_caption, row->midi };
  for (size_t i = 0; i < G_N_ELEMENTS (with_desk); i++)
    gtk_widget_set_visible (with_desk[i], desk != NULL);
  if (!desk)
    return;
  const bool saved = lq_desk_is_saved (desk);
  const HistoryStep *step = history_current (document_history (lq_desk_document (desk)));
  gtk_label_set_text (GTK_LABEL (row->name), lq_desk_name (desk));
  gtk_widget_set_visible (row->dot, !saved);
  gtk_widget_set_visible (row->edited, !saved);
  gtk_widget_set_sensitive (row->undo, step->parent != NULL);
  gtk_widget_set_sensitive (row->redo, step->redo != NULL);
  g_autofree char *words =
      step->parent ? g_strdup_printf (_ ("Undo “%s”"), step->words) : g_strdup ("");
  gtk_label_set_text (GTK_LABEL (row->words), words);
}

#define LOAD_EVERY 200000 /* microseconds */

#define LAMP 120000 /* microseconds that a MIDI event lights it */

static void
light_midi (TitleRow *row, const Live *live, gint64 now)
{
  LiveMidi *midi = live_midi ((Live *) live);
  const unsigned n = midi ? live_midi_n_events (midi) : 0;
  if (n != row->n_events)
    row->lit = now;
  row->n_events = n;
  const bool on = row->lit && now - row->lit < LAMP;
  if (on == row->on)
    return;
  row->on = on;
  if (on)
    gtk_widget_add_css_class (row->midi, "on");
  else
    gtk_widget_remove_css_class (row->midi, "on");
}

void
title_row_tick (GtkWidget *widget, LqDesk *desk, gint64 now)
{
  TitleRow *row = parts (widget);
  Live *live = lq_desk_live (desk);
  if (live)
    light_midi (row, live, now);
  if (!live || now - row->shown < LOAD_EVERY)
    return;
  row->shown = now;
  const PlayerLoad load = live_load (live);
  g_autofree char *text = g_strdup_printf ("%d %%", (int) lround (load.mean * 100));
  gtk_label_set_text (GTK_LABEL (row->load), text);
  load_graph_add (row->load_graph, load.mean, load.most);
}

void
title_row_set_narrow (GtkWidget *widget, bool narrow)
{
  TitleRow *row = parts (widget);
  if (gtk_widget_get_visible (row->menu_button) == narrow)
    return;
  gtk_widget_set_visible (row->menu_bar, !narrow);
  gtk_widget_set_visible (row->menu_button, narrow);
  for (int i = 0; i < 3; i++)
    gtk_widget_set_visible (row->hints[i], !narrow);
}

void
title_row_show_view (GtkWidget *widget, int view)
{
  TitleRow *row = parts (widget);
  for (int i = 0; i < 3; i++)
    if (i == view)
      gtk_widget_add_css_class (row->tabs[i], "active");
    else
      gtk_widget_remove_css_class (row->tabs[i], "active");
}

void
title_row_show_menus (GtkWidget *widget)
{
  TitleRow *row = parts (widget);
  g_autoptr (GMenuModel) menus = menus_new (row->window);
  gtk_popover_menu_bar_set_menu_model (GTK_POPOVER_MENU_BAR (row->menu_bar), menus);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (row->menu_button), menus);
}
