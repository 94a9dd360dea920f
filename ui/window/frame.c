/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/frame.h"

#include "ui/draw/picture.h"
#include "ui/draw/place.h"
#include "ui/draw/text.h"

#define LOW 800
#define TRANSPORT 44
#define STATUS 20
#define BROWSER 208
#define INSPECTOR 228
#define BOTTOM 248
#define BOTTOM_MIX 276
#define BOTTOM_LOW 216
#define BOTTOM_LEAST 160
#define BOTTOM_MOST 0.7 /* of the view */

struct _LqFrame {
  GtkWidget parent_instance;
  GtkWidget *parts[N_FRAME_PARTS];
  PictureOfChild pictures[N_FRAME_PARTS];
  bool hidden[N_FRAME_PARTS];
  bool formed, narrow, low;
  double bottom; /* design units; 0: as the form has it */
  guint telling;
};

G_DEFINE_FINAL_TYPE (LqFrame, lq_frame, GTK_TYPE_WIDGET)

static guint formed_signal;

static void
give (LqFrame *frame, FramePart part, int x, int y, int width, int height)
{
  GtkWidget *child = frame->parts[part];
  if (!child)
    return;
  const bool shows = !frame->hidden[part] && width > 0 && height > 0;
  gtk_widget_set_child_visible (child, shows);
  if (!shows)
    return;
  place_child (child, x, y, width, height);
}

static gboolean
tell_form (gpointer data)
{
  LqFrame *frame = data;
  frame->telling = 0;
  g_signal_emit (frame, formed_signal, 0, (gboolean) frame->narrow, (gboolean) frame->low);
  return G_SOURCE_REMOVE;
}

/* Told outside of allocation: what hears it changes sizes. */
static void
choose_form (LqFrame *frame, int width, int height)
{
  const bool narrow = width < ui_px (NARROW), low = height < ui_px (LOW - 36);
  if (frame->formed && narrow == frame->narrow && low == frame->low)
    return;
  frame->formed = true;
  frame->narrow = narrow;
  frame->low = low;
  if (!frame->telling)
    frame->telling = g_idle_add_full (G_PRIORITY_HIGH, tell_form, frame, NULL);
}

static bool
has (LqFrame *frame, FramePart part)
{
  return frame->parts[part] && !frame->hidden[part];
}

static int
bottom_height (LqFrame *frame, int body)
{
  if (!has (frame, FRAME_BOTTOM))
    return 0;
  const double wish = frame->bottom > 0           ? frame->bottom
                      : frame->low                ? BOTTOM_LOW
                      : frame->hidden[FRAME_VIEW] ? BOTTOM_MIX
                                                  : BOTTOM;
  const int most = (int) (body * BOTTOM_MOST);
  return MIN (MAX (ui_px (wish), ui_px (BOTTOM_LEAST)), most);
}

static int
banner_height (LqFrame *frame, int width)
{
  GtkWidget *banner = frame->parts[FRAME_BANNER];
  int least = 0, wish;
  if (banner && gtk_widget_should_layout (banner))
    gtk_widget_measure (banner, GTK_ORIENTATION_VERTICAL, width, &least, &wish, NULL, NULL);
  return least;
}

static void
lq_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqFrame *frame = LQ_FRAME (widget);
  choose_form (frame, width, height);
  const int transport = ui_px (TRANSPORT), banner = banner_height (frame, width);
  const int top = transport + banner, foot = ui_px (STATUS);
  const int body = height - top - foot - 1;
  const int browser = has (frame, FRAME_BROWSER) ? ui_px (BROWSER) : 0;
  const int inspector = has (frame, FRAME_INSPECTOR) ? ui_px (INSPECTOR) : 0;
  const int bottom = bottom_height (frame, body);
  /* In a narrow window the panels lie over the view. */
  const int left = frame->narrow ? 0 : browser + (browser > 0);
  const int right = frame->narrow ? 0 : inspector + (inspector > 0);
  const int middle = width - left - right;

  give (frame, FRAME_TRANSPORT, 0, 0, width, transport - 1);
  if (banner > 0)
    give (frame, FRAME_BANNER, 0, transport, width, banner);
  give (frame, FRAME_VIEW, left, top, middle, body - bottom - (bottom > 0));
  give (frame, FRAME_MIX, left, top, middle, body - bottom - (bottom > 0));
  give (frame, FRAME_BOTTOM, left, top + body - bottom, middle, bottom);
  give (frame, FRAME_BROWSER, 0, top, browser, body);
  give (frame, FRAME_INSPECTOR, width - inspector, top, inspector, body);
  give (frame, FRAME_STATUS, 0, height - foot, width, foot);
}

static void
lq_frame_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const FramePart order[] = { FRAME_VIEW,      FRAME_MIX,    FRAME_BOTTOM,    FRAME_BROWSER,
                                     FRAME_INSPECTOR, FRAME_BANNER, FRAME_TRANSPORT, FRAME_STATUS };
  LqFrame *frame = LQ_FRAME (widget);
  const GdkRGBA floor = token_color (TOKEN_BG0);
  fill_rect (snapshot, 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget), &floor);
  for (size_t i = 0; i < G_N_ELEMENTS (order); i++) {
    const FramePart part = order[i];
    /* Views keep pictures of their own, and in a narrow window panels lie over it. */
    const bool beside = part != FRAME_VIEW && part != FRAME_MIX && !frame->narrow;
    if (frame->parts[part] && beside)
      picture_of_child (&frame->pictures[part], widget, frame->parts[part], &floor, snapshot);
    else if (frame->parts[part])
      gtk_widget_snapshot_child (widget, frame->parts[part], snapshot);
  }
}

static void
lq_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                  int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 400;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 1440 : 864;
}

void
lq_frame_set (LqFrame *frame, FramePart part, GtkWidget *child)
{
  g_clear_pointer (&frame->parts[part], gtk_widget_unparent);
  picture_of_child_clear (&frame->pictures[part]);
  frame->parts[part] = child;
  if (!child)
    return;
  /* The last child has the pointer first: in a narrow window the browser lies over the view. */
  if (part == FRAME_BROWSER) {
    gtk_widget_insert_before (child, GTK_WIDGET (frame), NULL);
    return;
  }
  GtkWidget *before = NULL;
  for (int i = 0; i < (int) part; i++)
    before = frame->parts[i] && i != FRAME_BROWSER ? frame->parts[i] : before;
  gtk_widget_insert_after (child, GTK_WIDGET (frame), before);
}

GtkWidget *
lq_frame_get (LqFrame *frame, FramePart part)
{
  return frame->parts[part];
}

void
lq_frame_show (LqFrame *frame, FramePart part, bool on)
{
  frame->hidden[part] = !on;
  gtk_widget_queue_allocate (GTK_WIDGET (frame));
}

void
lq_frame_set_bottom (LqFrame *frame, double height)
{
  frame->bottom = height;
  gtk_widget_queue_allocate (GTK_WIDGET (frame));
}

bool
lq_frame_shows (LqFrame *frame, FramePart part)
{
  return has (frame, part);
}

static void
lq_frame_dispose (GObject *object)
{
  LqFrame *frame = LQ_FRAME (object);
  g_clear_handle_id (&frame->telling, g_source_remove);
  for (int i = 0; i < N_FRAME_PARTS; i++) {
    g_clear_pointer (&frame->parts[i], gtk_widget_unparent);
    picture_of_child_clear (&frame->pictures[i]);
  }
  G_OBJECT_CLASS (lq_frame_parent_class)->dispose (object);
}

static void
lq_frame_class_init (LqFrameClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_frame_dispose;
  widget_class->size_allocate = lq_frame_size_allocate;
  widget_class->snapshot = lq_frame_snapshot;
  widget_class->measure = lq_frame_measure;
  formed_signal = g_signal_new ("formed", LQ_TYPE_FRAME, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN);
}

static void
lq_frame_init (LqFrame *frame)
{
  gtk_widget_set_overflow (GTK_WIDGET (frame), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_frame_new (void)
{
  return g_object_new (LQ_TYPE_FRAME, NULL);
}
