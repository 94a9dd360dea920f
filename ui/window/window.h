/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: a start screen, or a project with its views. GTK thread. */
#pragma once

#include <gtk/gtk.h>

#include "ui/arrange/arrange.h"
#include "ui/commands/keymap.h"
#include "ui/commands/layout.h"
#include "ui/desk/desk.h"

#define LQ_TYPE_WINDOW (lq_window_get_type ())
G_DECLARE_FINAL_TYPE (LqWindow, lq_window, LQ, WINDOW, GtkApplicationWindow)

LqWindow *lq_window_new (GtkApplication *application);

/* NULL: the start screen. */
LqDesk *lq_window_desk (LqWindow *window);
LqArrange *lq_window_arrange (LqWindow *window); /* or NULL */
/* The views of a project; each keeps its place while another one shows. */
typedef enum { VIEW_ARRANGE, VIEW_MIX } WindowView;
void lq_window_show_view (LqWindow *window, WindowView view); /* and gives it the focus */
WindowView lq_window_view (LqWindow *window);
void lq_window_focus_view (LqWindow *window); /* the timeline, or the strips */
GtkWidget *lq_window_browser (LqWindow *window); /* LqBrowser, or NULL */
GtkWidget *lq_window_editor (LqWindow *window); /* LqEditor, or NULL */
GtkWidget *lq_window_inspector (LqWindow *window); /* LqInspector, or NULL */
GtkWidget *lq_window_master_meter (LqWindow *window); /* master_meter.h */
/* Shows a project; the window owns the reference that is given. */
void lq_window_take_desk (LqWindow *window, LqDesk *desk);
/* Opens by path, after asking what happens to the project that is there. Tells what fails. */
void lq_window_open (LqWindow *window, const char *path);
void lq_window_close_project (LqWindow *window);
bool lq_window_save (LqWindow *window);
/* Starts the sound with the device of the settings, or again after they have changed; nothing
 * without a project. */
void lq_window_start_sound (LqWindow *window);
/* The sound of a project starts when its first frame has been seen; here it is needed at once. */

/* One sentence at the foot for four seconds; with `undo`, a button for it. */
void lq_window_toast (LqWindow *window, const char *text, bool undo);
/* With a button for an action that takes a text. */
void lq_window_toast_action (LqWindow *window, const char *text, const char *label,
                             const char *action, const char *target);
/* Lies over everything until it is taken away. */
void lq_window_show_layer (LqWindow *window, GtkWidget *layer);
void lq_window_hide_layer (LqWindow *window);

typedef enum { PANEL_BROWSER, PANEL_INSPECTOR, PANEL_BOTTOM, N_PANELS } Panel;
/* Shows and focuses a panel, or hides it where it has the focus. */
void lq_window_toggle_panel (LqWindow *window, Panel panel);
bool lq_window_panel_shows (LqWindow *window, Panel panel);
/* Goes round the regions; 1 or -1. */
void lq_window_next_region (LqWindow *window, int direction);
/* What place of the key map has the focus. */
Place lq_window_place (LqWindow *window);

KeyMap *lq_window_keymap (LqWindow *window); /* shared by all windows; borrowed */
/* Shows the keys of the map where they stand beside actions. */
void lq_window_keys_changed (LqWindow *window);
