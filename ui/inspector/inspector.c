/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/inspector/inspector_private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/inspector/page_view.h"

#define FRAMES_AFTER 30

G_DEFINE_FINAL_TYPE (LqInspector, lq_inspector, GTK_TYPE_WIDGET)

enum { DO, SAID, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
drop_page (LqInspector *inspector)
{
  g_clear_pointer (&inspector->page, inspect_page_free);
}

static void
show (LqInspector *inspector)
{
  InspectPage *page = inspect_page_new (inspector->desk, inspector->tab, &inspector->notes);
  lq_page_view_show (LQ_PAGE_VIEW (inspector->pages[inspector->tab]), page, inspector->page);
  drop_page (inspector);
  inspector->page = page;
  inspector->stale = false;
}

/* Envelopes move while the song plays. */
static bool
has_envelopes (const InspectPage *page)
{
  for (guint i = 0; i < page->tracks->len; i++)
    if (list_n (g_array_index (page->tracks, InspectItem, i).track->envelopes) > 0)
      return true;
  return false;
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqInspector *inspector = LQ_INSPECTOR (widget);
  if (inspector->stale)
    show (inspector);
  lq_page_view_show_live (LQ_PAGE_VIEW (inspector->pages[inspector->tab]), inspector->page);
  /* A stop takes a while to arrive where envelopes are read. */
  inspector->after = lq_desk_is_rolling (inspector->desk) ? FRAMES_AFTER : inspector->after - 1;
  if (inspector->after > 0 && has_envelopes (inspector->page))
    return G_SOURCE_CONTINUE;
  inspector->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_tick (LqInspector *inspector)
{
  if (!inspector->tick)
    inspector->tick = gtk_widget_add_tick_callback (GTK_WIDGET (inspector), tick, NULL, NULL);
}

void
inspector_queue_show (LqInspector *inspector)
{
  inspector->stale = true;
  queue_tick (inspector);
}

void
lq_inspector_show_now (LqInspector *inspector)
{
  show (inspector);
  queue_tick (inspector);
}

static void
set_tab (LqInspector *inspector, Inspect tab)
{
  if (tab == inspector->tab)
    return;
  inspector->tab = tab;
  inspector->changing = true;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (inspector->tabs[tab]), TRUE);
  inspector->changing = false;
  for (int i = 0; i < N_INSPECTS; i++)
    gtk_widget_set_visible (inspector->pages[i], i == (int) tab);
  drop_page (inspector);
  lq_inspector_show_now (inspector);
}

static bool
has_focus (LqInspector *inspector)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (inspector));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  return focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (inspector));
}

/* Another thing was selected: its tab comes forward, but not under the user's hands. */
static void
follow (LqInspector *inspector)
{
  const GArray *clips = lq_desk_clips (inspector->desk);
  const Id clip = clips->len ? g_array_index (clips, Id, clips->len - 1) : 0;
  const Id at = lq_desk_cursor_track (inspector->desk);
  const Id track = lq_desk_track_is_selected (inspector->desk, at) ? at : 0;
  const bool other_clip = clip && clip != inspector->clip;
  const bool other_track = track && track != inspector->track;
  inspector->clip = clip;
  inspector->track = track;
  if (has_focus (inspector))
    return;
  if (other_clip && inspector->tab == INSPECT_TRACK)
    set_tab (inspector, INSPECT_CLIP);
  else if (other_track && inspector->tab != INSPECT_TRACK)
    set_tab (inspector, INSPECT_TRACK);
}

static void
desk_changed (LqDesk *desk, guint what, LqInspector *inspector)
{
  if (what & DESK_SELECTION)
    follow (inspector);
  if (what & (DESK_PROJECT | DESK_CURSOR | DESK_SELECTION | DESK_PICTURES))
    inspector_queue_show (inspector);
  else if (what & (DESK_TOUCH | DESK_TRANSPORT))
    queue_tick (inspector);
}

static void
measured (void *data)
{
  inspector_queue_show (data);
}

static void
tab_toggled (GtkToggleButton *button, LqInspector *inspector)
{
  if (inspector->changing || !gtk_toggle_button_get_active (button))
    return;
  for (int i = 0; i < N_INSPECTS; i++)
    if (inspector->tabs[i] == GTK_WIDGET (button))
      set_tab (inspector, (Inspect) i);
}

void
lq_inspector_set_notes (LqInspector *inspector, Id clip, const Id *notes, int n)
{
  const bool same =
      clip == inspector->notes.clip && (guint) n == inspector->notes.notes->len &&
      (n == 0 || !memcmp (notes, inspector->notes.notes->data, (size_t) n * sizeof *notes));
  if (same)
    return;
  inspector->notes.clip = clip;
  g_array_set_size (inspector->notes.notes, 0);
  if (n > 0)
    g_array_append_vals (inspector->notes.notes, notes, (guint) n);
  if (n > 0 && !has_focus (inspector))
    set_tab (inspector, INSPECT_NOTES);
  inspector_queue_show (inspector);
}

LqDesk *
inspector_desk (LqInspector *inspector)
{
  return inspector->desk;
}

void
inspector_do (LqInspector *inspector, const char *action)
{
  g_signal_emit (inspector, signals[DO], 0, action);
}

void
inspector_say (LqInspector *inspector, const char *sentence)
{
  g_signal_emit (inspector, signals[SAID], 0, sentence);
}

const InspectRow *
inspector_row (LqInspector *inspector, const RowSpec *spec, int index, const InspectPage **page)
{
  if (inspector->stale || !inspector->page)
    lq_inspector_show_now (inspector);
  *page = inspector->page;
  return inspect_page_find (inspector->page, spec->key, index);
}

static void
focus_first (LqInspector *inspector)
{
  if (inspector->stale || !inspector->page)
    lq_inspector_show_now (inspector);
  GtkWidget *first =
      lq_page_view_first (LQ_PAGE_VIEW (inspector->pages[inspector->tab]), inspector->page);
  gtk_widget_grab_focus (first ? first : inspector->tabs[inspector->tab]);
}

/* Another page, and its first value. */
static gboolean
key_pressed (GtkEventControllerKey *controller, guint keyval, guint code, GdkModifierType state,
             LqInspector *inspector)
{
  const int by = keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_KP_Page_Down ? 1
                 : keyval == GDK_KEY_Page_Up || keyval == GDK_KEY_KP_Page_Up   ? -1
                                                                               : 0;
  if (by == 0 || !(state & GDK_CONTROL_MASK))
    return FALSE;
  set_tab (inspector, (Inspect) ((inspector->tab + N_INSPECTS + by) % N_INSPECTS));
  focus_first (inspector);
  return TRUE;
}

/* Coming in, the focus goes to where it was, else to the first value. */
static gboolean
lq_inspector_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LqInspector *inspector = LQ_INSPECTOR (widget);
  if (!has_focus (inspector)) {
    gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), TRUE);
    if (inspector->last && gtk_widget_get_mapped (inspector->last) &&
        gtk_widget_grab_focus (inspector->last))
      return TRUE;
    if (direction == GTK_DIR_TAB_FORWARD) {
      focus_first (inspector);
      return TRUE;
    }
  }
  return GTK_WIDGET_CLASS (lq_inspector_parent_class)->focus (widget, direction);
}

static void
focus_moved (GtkEventControllerFocus *controller, GParamSpec *spec, LqInspector *inspector)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (inspector));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  if (focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (inspector)))
    g_set_weak_pointer (&inspector->last, GTK_IS_TEXT (focus) ? NULL : focus);
}

static void
lq_inspector_dispose (GObject *object)
{
  LqInspector *inspector = LQ_INSPECTOR (object);
  g_clear_handle_id (&inspector->warming, g_source_remove);
  g_clear_weak_pointer (&inspector->last);
  g_clear_pointer (&inspector->row, gtk_widget_unparent);
  g_clear_pointer (&inspector->scroller, gtk_widget_unparent);
  drop_page (inspector);
  g_clear_pointer (&inspector->notes.levels, levels_free);
  g_clear_pointer (&inspector->notes.notes, g_array_unref);
  g_clear_object (&inspector->desk);
  G_OBJECT_CLASS (lq_inspector_parent_class)->dispose (object);
}

static void
lq_inspector_class_init (LqInspectorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_inspector_dispose;
  widget_class->focus = lq_inspector_focus;
  gtk_widget_class_set_css_name (widget_class, "inspector");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[DO] = g_signal_new ("do", LQ_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SAID] = g_signal_new ("said", LQ_TYPE_INSPECTOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
make_tabs (LqInspector *inspector)
{
  static const char *const names[N_INSPECTS] = { N_ ("Clip"), N_ ("Track"), N_ ("Notes") };
  inspector->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (inspector->row, "inspector-tabs");
  for (int i = 0; i < N_INSPECTS; i++) {
    inspector->tabs[i] = gtk_toggle_button_new_with_label (_ (names[i]));
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (inspector->tabs[i]),
                                 i ? GTK_TOGGLE_BUTTON (inspector->tabs[0]) : NULL);
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (inspector->tabs[i]), i == 0);
    g_signal_connect (inspector->tabs[i], "toggled", G_CALLBACK (tab_toggled), inspector);
    gtk_box_append (GTK_BOX (inspector->row), inspector->tabs[i]);
  }
  gtk_widget_set_parent (inspector->row, GTK_WIDGET (inspector));
}

static void
lq_inspector_init (LqInspector *inspector)
{
  GtkWidget *widget = GTK_WIDGET (inspector);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (widget, "inspector");
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (inspector), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Inspector"), -1);
  inspector->notes = (InspectNotes){ .notes = g_array_new (FALSE, FALSE, sizeof (Id)),
                                     .grid = 4,
                                     .strength = 100 };
  make_tabs (inspector);
  inspector->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (inspector->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (inspector->scroller, TRUE);
  gtk_widget_set_focusable (inspector->scroller, FALSE);
  gtk_widget_set_parent (inspector->scroller, widget);
  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_moved), inspector);
  gtk_widget_add_controller (widget, focus);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed), inspector);
  gtk_widget_add_controller (widget, keys);
}

/* A page costs some milliseconds once: while nothing else is to be done, not when it is first
 * selected. */
static gboolean
warm (gpointer data)
{
  LqInspector *inspector = data;
  inspector->warming = 0;
  for (int i = 0; i < N_INSPECTS; i++) {
    if (i == (int) inspector->tab)
      continue;
    g_autoptr (InspectPage) page =
        inspect_page_new (inspector->desk, (Inspect) i, &inspector->notes);
    lq_page_view_show (LQ_PAGE_VIEW (inspector->pages[i]), page, NULL);
  }
  return G_SOURCE_REMOVE;
}

char *
inspector_keys (LqInspector *inspector, const char *action)
{
  const Action *known = action_find (action);
  return known ? keymap_keys_text (inspector->keys, known) : NULL;
}

GtkWidget *
lq_inspector_new (LqDesk *desk, GSettings *prefs, const KeyMap *keys)
{
  LqInspector *inspector = g_object_new (LQ_TYPE_INSPECTOR, NULL);
  GtkWidget *pages = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  inspector->desk = g_object_ref (desk);
  inspector->keys = keys;
  inspector->notes.levels = levels_new (desk, measured, inspector);
  for (int i = 0; i < N_INSPECTS; i++) {
    inspector->pages[i] = lq_page_view_new (inspector, prefs);
    gtk_widget_set_visible (inspector->pages[i], i == INSPECT_CLIP);
    gtk_box_append (GTK_BOX (pages), inspector->pages[i]);
  }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (inspector->scroller), pages);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), inspector, 0);
  inspector_queue_show (inspector);
  inspector->warming = g_idle_add_full (G_PRIORITY_LOW, warm, inspector, NULL);
  return GTK_WIDGET (inspector);
}
