/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/arrange.h"

#include <math.h>

#include "ui/arrange/ghosts.h"
#include "ui/arrange/growing_layer.h"
#include "ui/arrange/hand.h"
#include "ui/arrange/headers.h"
#include "ui/arrange/overlay.h"
#include "ui/arrange/pointer.h"
#include "ui/arrange/proxies.h"
#include "ui/arrange/timeline.h"
#include "ui/arrange/tools.h"
#include "ui/draw/picture.h"
#include "ui/draw/place.h"
#include "ui/draw/text.h"

#define HEADER_WIDTH 224
#define HEADER_WIDTH_NARROW 196

struct _LqArrange {
  GtkWidget parent_instance;
  LqDesk *desk;
  GtkWidget *tools, *labels, *rulers, *headers, *timeline, *growing, *cursors, *playhead, *focus,
      *ghosts;
  Hand *hand;
  Proxies *proxies;
  PictureOfChild timeline_picture, rulers_picture, headers_picture, labels_picture, tools_picture;
  bool narrow;
  gint64 drawn; /* rulers, last, while playing */
};

G_DEFINE_FINAL_TYPE (LqArrange, lq_arrange, GTK_TYPE_WIDGET)

static void
lq_arrange_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqArrange *arrange = LQ_ARRANGE (widget);
  const int left = ui_px (arrange->narrow ? HEADER_WIDTH_NARROW : HEADER_WIDTH);
  const int top = lq_rulers_height (LQ_RULERS (arrange->rulers));
  int bar_height;
  const int tools = lq_rulers_top (LQ_RULERS (arrange->rulers), RULER_MARKERS, &bar_height);
  const int wide = width - left, high = height - top;

  place_child (arrange->tools, 0, 0, left, tools);
  place_child (arrange->labels, 0, tools, left, top - tools);
  place_child (arrange->rulers, left, 0, wide, top);
  place_child (arrange->timeline, left, top, wide, high);
  place_child (arrange->growing, left, top, wide, high);
  place_child (arrange->focus, left, top, wide, high);
  place_child (arrange->cursors, left, top, wide, high);
  place_child (arrange->headers, 0, top, left, high);
  place_child (arrange->playhead, left, 0, wide, height);
  place_child (arrange->ghosts, 0, 0, width, height);
  lq_ghosts_set_origin (LQ_GHOSTS (arrange->ghosts), left, top);
  int height_of_bars;
  const int bars = lq_rulers_top (LQ_RULERS (arrange->rulers), RULER_BARS, &height_of_bars);
  lq_playhead_set_top (LQ_PLAYHEAD (arrange->playhead), bars + height_of_bars / 2);
}

static void
lq_arrange_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqArrange *arrange = LQ_ARRANGE (widget);
  const GdkRGBA floor = token_color (TOKEN_BG0);

  /* A node for each row would be drawn with every frame of the playhead. */
  picture_of_child (&arrange->timeline_picture, widget, arrange->timeline, &floor, snapshot);
  gtk_widget_snapshot_child (widget, arrange->growing, snapshot);
  gtk_widget_snapshot_child (widget, arrange->cursors, snapshot);
  gtk_widget_snapshot_child (widget, arrange->focus, snapshot);
  picture_of_child (&arrange->rulers_picture, widget, arrange->rulers, &floor, snapshot);
  picture_of_child (&arrange->headers_picture, widget, arrange->headers, &floor, snapshot);
  picture_of_child (&arrange->labels_picture, widget, arrange->labels, &floor, snapshot);
  picture_of_child (&arrange->tools_picture, widget, arrange->tools, &floor, snapshot);
  gtk_widget_snapshot_child (widget, arrange->playhead, snapshot);
  gtk_widget_snapshot_child (widget, arrange->ghosts, snapshot);
}

static void
lq_arrange_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (400) : ui_px (200);
}

/* Less motion is asked for: then nothing moves but what is data. */
static bool
moves (LqArrange *arrange)
{
  gboolean animations;
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (arrange)), "gtk-enable-animations",
                &animations, NULL);
  return animations;
}

static void
follow (LqArrange *arrange)
{
  LqDesk *desk = arrange->desk;
  DeskView *view = lq_desk_view (desk);
  const double x = lq_desk_x (desk, lq_desk_playhead (desk));
  if (!lq_desk_is_rolling (desk))
    return;
  Follow how = lq_desk_follow (desk);
  if (how == FOLLOW_SMOOTH && !moves (arrange))
    how = FOLLOW_PAGE;
  switch (how) {
  case FOLLOW_PAGE:
    if (x < 0 || x >= view->width) {
      view->x += (int64_t) x - view->width / 20;
      lq_desk_view_changed (desk);
    }
    break;
  case FOLLOW_SMOOTH: {
    const int64_t wish = view->x + (int64_t) x - view->width / 2;
    if (wish != view->x && wish > 0) {
      view->x = wish;
      lq_desk_view_changed (desk);
    }
    break;
  }
  case FOLLOW_OFF:
    break;
  }
}

#define RULERS_EVERY 100000 /* microseconds: chord and lyric under the playhead */

void
lq_arrange_tick (LqArrange *arrange, gint64 now, bool busy)
{
  follow (arrange);
  lq_growing_layer_tick (LQ_GROWING_LAYER (arrange->growing));
  lq_playhead_tick (LQ_PLAYHEAD (arrange->playhead), busy);
  lq_headers_tick (LQ_HEADERS (arrange->headers), now);
  const Project *project = lq_desk_project (arrange->desk);
  if (lq_desk_is_rolling (arrange->desk) && now - arrange->drawn > RULERS_EVERY &&
      (list_n (project->chords) || list_n (project->lyrics))) {
    arrange->drawn = now;
    gtk_widget_queue_draw (arrange->rulers);
  }
}

void
lq_arrange_clear_peaks (LqArrange *arrange)
{
  lq_headers_clear_peaks (LQ_HEADERS (arrange->headers));
}

LqRulers *
lq_arrange_rulers (LqArrange *arrange)
{
  return LQ_RULERS (arrange->rulers);
}

GtkWidget *
lq_arrange_timeline (LqArrange *arrange)
{
  return arrange->focus;
}

GtkWidget *
lq_arrange_canvas (LqArrange *arrange)
{
  return arrange->timeline;
}

GtkWidget *
lq_arrange_headers (LqArrange *arrange)
{
  return arrange->headers;
}

void
lq_arrange_set_hair (LqArrange *arrange, double x, const char *tag)
{
  lq_cursors_set_hair (LQ_CURSORS (arrange->cursors), x, tag);
}

bool
lq_arrange_cancel_drag (LqArrange *arrange)
{
  return hand_cancel (arrange->hand);
}

void
lq_arrange_set_narrow (LqArrange *arrange, bool narrow, bool low)
{
  if (arrange->narrow != narrow) {
    arrange->narrow = narrow;
    if (narrow)
      gtk_widget_add_css_class (arrange->tools, "narrow");
    else
      gtk_widget_remove_css_class (arrange->tools, "narrow");
    gtk_widget_queue_allocate (GTK_WIDGET (arrange));
  }
  lq_rulers_show (LQ_RULERS (arrange->rulers), RULER_MARKERS, !low);
  lq_rulers_show (LQ_RULERS (arrange->rulers), RULER_TEMPO, !low);
}

static void
focus_changed (GtkEventControllerFocus *within, GParamSpec *spec, LqArrange *arrange)
{
  /* The focus leaves while the view is taken apart, too. */
  if (arrange->cursors)
    lq_cursors_set_focused (LQ_CURSORS (arrange->cursors),
                            gtk_event_controller_focus_contains_focus (within));
}

bool
lq_arrange_has_focus (LqArrange *arrange)
{
  return gtk_widget_get_state_flags (arrange->focus) & GTK_STATE_FLAG_FOCUS_WITHIN;
}

static void
lq_arrange_dispose (GObject *object)
{
  LqArrange *arrange = LQ_ARRANGE (object);
  GtkWidget **children[] = { &arrange->tools,   &arrange->labels,   &arrange->rulers,
                             &arrange->headers, &arrange->timeline, &arrange->cursors,
                             &arrange->focus,   &arrange->playhead, &arrange->ghosts,
                             &arrange->growing };
  if (arrange->hand)
    hand_cancel (arrange->hand);
  g_clear_pointer (&arrange->proxies, proxies_free);
  for (size_t i = 0; i < G_N_ELEMENTS (children); i++)
    g_clear_pointer (children[i], gtk_widget_unparent);
  picture_of_child_clear (&arrange->timeline_picture);
  picture_of_child_clear (&arrange->rulers_picture);
  picture_of_child_clear (&arrange->headers_picture);
  picture_of_child_clear (&arrange->labels_picture);
  picture_of_child_clear (&arrange->tools_picture);
  g_clear_pointer (&arrange->hand, hand_free);
  g_clear_object (&arrange->desk);
  G_OBJECT_CLASS (lq_arrange_parent_class)->dispose (object);
}

static void
lq_arrange_class_init (LqArrangeClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_arrange_dispose;
  widget_class->size_allocate = lq_arrange_size_allocate;
  widget_class->snapshot = lq_arrange_snapshot;
  widget_class->measure = lq_arrange_measure;
  gtk_widget_class_set_css_name (widget_class, "arrange");
}

static void
lq_arrange_init (LqArrange *arrange)
{
  gtk_widget_set_overflow (GTK_WIDGET (arrange), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_arrange_new (LqDesk *desk)
{
  LqArrange *arrange = g_object_new (LQ_TYPE_ARRANGE, NULL);
  GtkWidget *parent = GTK_WIDGET (arrange);

  arrange->desk = g_object_ref (desk);
  arrange->rulers = lq_rulers_new (desk);
  arrange->timeline = lq_timeline_new (desk);
  arrange->growing = lq_growing_layer_new (desk);
  arrange->cursors = lq_cursors_new (desk);
  arrange->ghosts = lq_ghosts_new (desk, LQ_RULERS (arrange->rulers));
  arrange->hand = hand_new (desk, LQ_GHOSTS (arrange->ghosts));
  arrange->focus = lq_pointer_new (desk, arrange->hand, LQ_GHOSTS (arrange->ghosts),
                                   LQ_RULERS (arrange->rulers));
  arrange->headers = lq_headers_new (desk, arrange->hand);
  arrange->tools = lq_tools_new (desk);
  arrange->labels = lq_ruler_labels_new (desk, LQ_RULERS (arrange->rulers));
  arrange->playhead = lq_playhead_new (desk);
  GtkWidget *const order[] = { arrange->tools,   arrange->labels,   arrange->rulers,
                               arrange->headers, arrange->timeline, arrange->growing,
                               arrange->focus,   arrange->cursors,  arrange->playhead,
                               arrange->ghosts };
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    gtk_widget_set_parent (order[i], parent);
  arrange->proxies = proxies_new (arrange->focus, desk);
  GtkEventController *within = gtk_event_controller_focus_new ();
  g_signal_connect_object (within, "notify::contains-focus", G_CALLBACK (focus_changed), arrange,
                           0);
  gtk_widget_add_controller (arrange->focus, within);
  return parent;
}
