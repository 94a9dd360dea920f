/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/desk/target.h"
#include "ui/draw/place.h"
#include "ui/draw/theme.h"
#include "ui/editor/audio_page_private.h"

G_DEFINE_FINAL_TYPE (LqAudioPage, lq_audio_page, GTK_TYPE_WIDGET)

AudioRow
audio_page_row (double y)
{
  if (y < ui_px (AUDIO_RULER))
    return AUDIO_ROW_RULER;
  if (y < ui_px (AUDIO_RULER) + ui_px (AUDIO_TRANSIENTS))
    return AUDIO_ROW_TRANSIENTS;
  return y < ui_px (AUDIO_TOP) ? AUDIO_ROW_WARPS : AUDIO_ROW_WAVE;
}

double
audio_page_canvas_x (double x)
{
  return x - ui_px (AUDIO_SIDE);
}

static void
lq_audio_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqAudioPage *page = LQ_AUDIO_PAGE (widget);
  const int left = ui_px (AUDIO_SIDE);
  audio_view_set_width (page->view, width - left);
  place_child (page->side, 0, 0, left, height);
  place_child (page->floor, left, 0, width - left, height);
  place_child (page->overlay, left, 0, width - left, height);
  place_child (page->playhead, left, 0, width - left, height);
  audio_proxies_allocate (page->proxies, left, height);
}

static void
lq_audio_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (300) : ui_px (100);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (800) : ui_px (220);
}

static void
show_clip (LqAudioPage *page)
{
  const Clip *clip = audio_view_clip (page->view);
  const Track *track = project_find_track (lq_desk_project (page->view->desk), page->view->track);
  if (page->editor)
    lq_editor_set_empty (page->editor, "audio-clip",
                         clip ? NULL : _ ("Select an audio clip to edit it here."));
  audio_side_show (page->side);
  if (!clip || !track)
    return;
  g_autofree char *name =
      g_strdup_printf (_ ("Audio, %s, %s"), text_get (track->name), text_get (clip->name));
  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
search (gpointer data)
{
  LqAudioPage *page = data;
  page->search = 0;
  audio_view_find_transients (page->view);
  return G_SOURCE_REMOVE;
}

/* Once the page is on the screen and nothing else is to do. */
static void
look_for_transients (LqAudioPage *page)
{
  if (page->view->clip && !page->view->transients && !page->search &&
      gtk_widget_get_mapped (GTK_WIDGET (page)))
    page->search = g_idle_add_full (G_PRIORITY_LOW, search, page, NULL);
}

static void
view_changed (void *data, unsigned what)
{
  LqAudioPage *page = data;
  if (what & (AUDIO_CLIP | AUDIO_VIEW | AUDIO_CURSOR | AUDIO_DRAG))
    gtk_widget_queue_draw (page->overlay);
  if (what & (AUDIO_CLIP | AUDIO_VIEW | AUDIO_CURSOR | AUDIO_DRAG))
    gtk_widget_queue_draw (page->floor);
  if (what & (AUDIO_CLIP | AUDIO_VIEW))
    gtk_widget_queue_draw (page->playhead);
  if (what & AUDIO_CLIP) {
    show_clip (page);
    look_for_transients (page);
  }
  if (what & (AUDIO_CLIP | AUDIO_CURSOR))
    audio_proxies_follow (page->proxies, what & AUDIO_CURSOR);
  else if (what & AUDIO_VIEW)
    gtk_widget_queue_allocate (GTK_WIDGET (page));
}

static void
desk_changed (LqDesk *desk, guint what, LqAudioPage *page)
{
  audio_view_desk_changed (page->view, what);
}

static void
clip_changed (LqEditor *editor, LqAudioPage *page)
{
  audio_view_set_clip (page->view, lq_editor_clip (editor));
}

/* A page further where the song leaves what is in sight. */
static void
follow (LqAudioPage *page)
{
  AudioView *view = page->view;
  const double x = audio_playhead_x (view);
  const Units at = lq_desk_playhead (view->desk);
  if (!lq_desk_is_rolling (view->desk) || lq_desk_follow (view->desk) == FOLLOW_OFF ||
      view->drag != AUDIO_DRAG_NONE || !view->clip)
    return;
  if ((x < 0 || x >= view->width) && at >= view->from && at < view->to)
    audio_view_scroll (view, x - view->width / 20.0);
}

static gboolean
tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LqAudioPage *page = LQ_AUDIO_PAGE (widget);
  if (!gtk_widget_get_mapped (widget) || !lq_desk_session (page->view->desk))
    return G_SOURCE_CONTINUE;
  follow (page);
  const double x = audio_playhead_x (page->view);
  if (x != page->playhead_x)
    gtk_widget_queue_draw (page->playhead);
  page->playhead_x = x;
  return G_SOURCE_CONTINUE;
}

static void
theme_changed (void *data)
{
  gtk_widget_queue_allocate (GTK_WIDGET (data));
}

static void
focus_changed (GtkEventController *controller, GParamSpec *spec, LqAudioPage *page)
{
  if (page->overlay)
    gtk_widget_queue_draw (page->overlay);
}

static void
mapped (GtkWidget *widget, gpointer data)
{
  look_for_transients (LQ_AUDIO_PAGE (widget));
}

AudioView *
lq_audio_page_view (LqAudioPage *page)
{
  return page->view;
}

static void
lq_audio_page_dispose (GObject *object)
{
  LqAudioPage *page = LQ_AUDIO_PAGE (object);
  GtkWidget **children[] = { &page->side, &page->floor, &page->overlay, &page->playhead,
                             &page->menu };
  theme_unlisten (page);
  g_clear_handle_id (&page->search, g_source_remove);
  if (page->view)
    audio_view_listen (page->view, NULL, NULL);
  g_clear_weak_pointer (&page->editor);
  g_clear_pointer (&page->proxies, audio_proxies_free);
  for (size_t i = 0; i < G_N_ELEMENTS (children); i++)
    g_clear_pointer (children[i], gtk_widget_unparent);
  G_OBJECT_CLASS (lq_audio_page_parent_class)->dispose (object);
}

static void
lq_audio_page_finalize (GObject *object)
{
  audio_view_free (LQ_AUDIO_PAGE (object)->view);
  G_OBJECT_CLASS (lq_audio_page_parent_class)->finalize (object);
}

static gboolean
lq_audio_page_grab_focus (GtkWidget *widget)
{
  return audio_proxies_grab (LQ_AUDIO_PAGE (widget)->proxies);
}

/* Tab comes in on the cursor and goes on through the column of values; back the other way. */
static gboolean
lq_audio_page_focus (GtkWidget *widget, GtkDirectionType direction)
{
  LqAudioPage *page = LQ_AUDIO_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  const bool inside = focus && gtk_widget_is_ancestor (focus, widget);
  const bool in_side = inside && gtk_widget_is_ancestor (focus, page->side);
  if (direction != GTK_DIR_TAB_BACKWARD)
    return inside ? gtk_widget_child_focus (page->side, direction)
                  : audio_proxies_grab (page->proxies);
  if (inside && !in_side)
    return FALSE;
  return gtk_widget_child_focus (page->side, direction) || audio_proxies_grab (page->proxies);
}

static void
lq_audio_page_class_init (LqAudioPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_audio_page_dispose;
  G_OBJECT_CLASS (class)->finalize = lq_audio_page_finalize;
  widget_class->size_allocate = lq_audio_page_size_allocate;
  widget_class->measure = lq_audio_page_measure;
  widget_class->grab_focus = lq_audio_page_grab_focus;
  widget_class->focus = lq_audio_page_focus;
  gtk_widget_class_set_css_name (widget_class, "audiopage");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
lq_audio_page_init (LqAudioPage *page)
{
  gtk_widget_set_overflow (GTK_WIDGET (page), GTK_OVERFLOW_HIDDEN);
}

LqAudioPage *
lq_audio_page_attach (LqEditor *editor, LqDesk *desk)
{
  LqAudioPage *page = g_object_new (LQ_TYPE_AUDIO_PAGE, NULL);
  GtkWidget *widget = GTK_WIDGET (page);

  page->view = audio_view_new (desk, ui_px);
  page->proxies = audio_proxies_new (widget, page->view);
  page->side = audio_side_new (page->view);
  page->floor = audio_part_new (page->view, audio_draw_floor);
  page->overlay = audio_part_new (page->view, audio_draw_overlay);
  page->playhead = audio_part_new (page->view, audio_draw_playhead);
  GtkWidget *const parts[] = { page->side, page->floor, page->overlay, page->playhead };
  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_parent (parts[i], widget);
  audio_pointer_attach (page);
  audio_view_listen (page->view, view_changed, page);
  g_set_weak_pointer (&page->editor, editor);
  lq_editor_add_page (editor, "audio-clip", _ ("Audio clip"), "view.audio-clip", widget);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), page, 0);
  g_signal_connect_object (editor, "clip-changed", G_CALLBACK (clip_changed), page, 0);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_signal_connect (focus, "notify::contains-focus", G_CALLBACK (focus_changed), page);
  gtk_widget_add_controller (widget, focus);
  g_signal_connect (widget, "map", G_CALLBACK (mapped), NULL);
  theme_listen (theme_changed, page);
  gtk_widget_add_tick_callback (widget, tick, NULL, NULL);
  clip_changed (editor, page);
  show_clip (page);
  return page;
}
