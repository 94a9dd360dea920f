/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/window/palette/palette_list.h"

#include <glib/gi18n.h>

#include "ui/draw/text.h"
#include "ui/window/palette/palette_row.h"

#define MOST_ROWS 24
#define ALSO_HEAD 36 /* units, with the line above */
#define ALSO_LINE 4
#define WHEEL 3 /* rows */
#define BAR 3

struct _LqPaletteList {
  GtkWidget parent_instance;
  GtkWidget *rows[MOST_ROWS];
  GtkWidget *entry; /* lives as long */
  GPtrArray *items;
  int n_main; /* items before those that match besides */
  int chosen, y, most;
};

G_DEFINE_FINAL_TYPE (LqPaletteList, lq_palette_list, GTK_TYPE_WIDGET)

enum { MOVED, RUN, N_SIGNALS };
static guint signals[N_SIGNALS];

static int
count (const LqPaletteList *list)
{
  return list->items ? (int) list->items->len : 0;
}

static int
top_of (const LqPaletteList *list, int index)
{
  if (index < list->n_main || count (list) == list->n_main)
    return index * ui_px (PALETTE_ROW);
  return list->n_main * ui_px (PALETTE_ROW) + ui_px (ALSO_HEAD) +
         (index - list->n_main) * ui_px (PALETTE_ALSO_ROW);
}

static int
height_of (const LqPaletteList *list, int index)
{
  return ui_px (index < list->n_main ? PALETTE_ROW : PALETTE_ALSO_ROW);
}

static int
content_height (const LqPaletteList *list)
{
  const int n = count (list);
  return n > 0 ? top_of (list, n - 1) + height_of (list, n - 1) : ui_px (PALETTE_ROW);
}

static int
index_at (const LqPaletteList *list, double y)
{
  for (int i = 0; i < count (list); i++)
    if (y + list->y >= top_of (list, i) && y + list->y < top_of (list, i) + height_of (list, i))
      return i;
  return -1;
}

/* The rows take the items in sight, one after the other. */
static void
lq_palette_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqPaletteList *list = LQ_PALETTE_LIST (widget);
  const int n = count (list);
  list->y = CLAMP (list->y, 0, MAX (content_height (list) - height, 0));
  int first = MIN (list->y / ui_px (PALETTE_ROW), MAX (n - 1, 0));
  while (first > 0 && top_of (list, first) > list->y)
    first--;
  for (int i = 0; i < MOST_ROWS; i++) {
    const int index = first + i;
    const bool shows = index < n && top_of (list, index) < list->y + height;
    LqPaletteRow *row = LQ_PALETTE_ROW (list->rows[i]);
    gtk_widget_set_child_visible (list->rows[i], shows);
    lq_palette_row_show (row, shows ? list->items->pdata[index] : NULL, index == list->chosen);
    if (shows)
      gtk_widget_size_allocate (
          list->rows[i],
          &(GtkAllocation){ 0, top_of (list, index) - list->y, width, height_of (list, index) },
          -1);
    if (shows && index == list->chosen && list->entry)
      gtk_accessible_update_relation (GTK_ACCESSIBLE (list->entry),
                                      GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  }
}

static void
lq_palette_list_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  LqPaletteList *list = LQ_PALETTE_LIST (widget);
  for (int i = 0; i < MOST_ROWS; i++) {
    int least, most;
    gtk_widget_measure (list->rows[i], orientation, -1, &least, &most, NULL, NULL);
  }
  *minimum = *natural =
      orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : MIN (content_height (list), list->most);
}

static void
lq_palette_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPaletteList *list = LQ_PALETTE_LIST (widget);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GdkRGBA gray = token_color (TOKEN_TEXT3), line = token_color (TOKEN_LINE1);
  const GdkRGBA bar = token_color (TOKEN_LINE2);
  const int pad = ui_px (PALETTE_PAD), n = count (list);

  if (n == 0)
    text_draw (snapshot, widget, TEXT_BODY, _ ("Nothing is called so"), pad, 0, width - 2 * pad,
               height, &gray);
  if (n > list->n_main) {
    const int y = list->n_main * ui_px (PALETTE_ROW) - list->y;
    if (list->n_main > 0)
      fill_rect (snapshot, 0, y + ui_px (ALSO_LINE), width, 1, &line);
    text_draw (snapshot, widget, TEXT_CAPTION_BOLD, _ ("ALSO MATCHES"), pad,
               y + ui_px (2 * ALSO_LINE), width - 2 * pad, ui_px (ALSO_HEAD - 2 * ALSO_LINE),
               &gray);
  }
  for (int i = 0; i < MOST_ROWS; i++)
    gtk_widget_snapshot_child (widget, list->rows[i], snapshot);
  const int content = content_height (list);
  if (content > height) {
    const int length = MAX (height * height / content, ui_px (PALETTE_PAD));
    fill_rect (snapshot, width - ui_px (BAR) - 1,
               (height - length) * (double) list->y / (content - height), ui_px (BAR), length,
               &bar);
  }
}

static void
reveal (LqPaletteList *list)
{
  const int height = MIN (content_height (list), list->most);
  if (list->chosen < 0)
    return;
  const int top = top_of (list, list->chosen), bottom = top + height_of (list, list->chosen);
  list->y = CLAMP (list->y, bottom - height, top);
}

int
lq_palette_list_chosen (LqPaletteList *list)
{
  return count (list) > 0 ? list->chosen : -1;
}

void
lq_palette_list_choose (LqPaletteList *list, int index)
{
  list->chosen = CLAMP (index, 0, MAX (count (list) - 1, 0));
  reveal (list);
  gtk_widget_queue_allocate (GTK_WIDGET (list));
  g_signal_emit (list, signals[MOVED], 0);
}

void
lq_palette_list_set_items (LqPaletteList *list, GPtrArray *items)
{
  for (int i = 0; i < MOST_ROWS; i++)
    lq_palette_row_show (LQ_PALETTE_ROW (list->rows[i]), NULL, false);
  g_ptr_array_ref (items);
  g_clear_pointer (&list->items, g_ptr_array_unref);
  list->items = items;
  list->n_main = 0;
  while (list->n_main < count (list) && !((const PaletteItem *) items->pdata[list->n_main])->also)
    list->n_main++;
  list->y = 0;
  gtk_widget_queue_resize (GTK_WIDGET (list));
  lq_palette_list_choose (list, 0);
}

void
lq_palette_list_set_most (LqPaletteList *list, int pixels)
{
  list->most = MAX (pixels, ui_px (PALETTE_ROW));
  gtk_widget_queue_resize (GTK_WIDGET (list));
}

int
lq_palette_list_page (LqPaletteList *list)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (list)) / ui_px (PALETTE_ROW), 1);
}

void
lq_palette_list_set_entry (LqPaletteList *list, GtkWidget *entry)
{
  list->entry = entry;
}

static void
released (GtkGestureClick *click, int presses, double x, double y, LqPaletteList *list)
{
  const int index = index_at (list, y);
  if (index < 0)
    return;
  lq_palette_list_choose (list, index);
  g_signal_emit (list, signals[RUN], 0);
}

static gboolean
scrolled (GtkEventControllerScroll *controller, double dx, double dy, LqPaletteList *list)
{
  list->y += (int) (dy * ui_px (PALETTE_ROW) * WHEEL);
  gtk_widget_queue_allocate (GTK_WIDGET (list));
  gtk_widget_queue_draw (GTK_WIDGET (list));
  return TRUE;
}

static void
lq_palette_list_dispose (GObject *object)
{
  LqPaletteList *list = LQ_PALETTE_LIST (object);
  for (int i = 0; i < MOST_ROWS; i++)
    g_clear_pointer (&list->rows[i], gtk_widget_unparent);
  g_clear_pointer (&list->items, g_ptr_array_unref);
  G_OBJECT_CLASS (lq_palette_list_parent_class)->dispose (object);
}

static void
lq_palette_list_class_init (LqPaletteListClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_palette_list_dispose;
  GTK_WIDGET_CLASS (class)->size_allocate = lq_palette_list_size_allocate;
  GTK_WIDGET_CLASS (class)->measure = lq_palette_list_measure;
  GTK_WIDGET_CLASS (class)->snapshot = lq_palette_list_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_LIST_BOX);
  signals[MOVED] = g_signal_new ("moved", LQ_TYPE_PALETTE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  signals[RUN] = g_signal_new ("run", LQ_TYPE_PALETTE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
lq_palette_list_init (LqPaletteList *list)
{
  GtkWidget *widget = GTK_WIDGET (list);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect (click, "released", G_CALLBACK (released), list);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled), list);
  gtk_widget_add_controller (widget, scroll);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Commands"), -1);
}

GtkWidget *
lq_palette_list_new (LqWindow *window)
{
  LqPaletteList *list = g_object_new (LQ_TYPE_PALETTE_LIST, NULL);
  list->most = ui_px (PALETTE_ROW * 10);
  for (int i = 0; i < MOST_ROWS; i++) {
    list->rows[i] = lq_palette_row_new (window);
    gtk_widget_set_parent (list->rows[i], GTK_WIDGET (list));
  }
  return GTK_WIDGET (list);
}
