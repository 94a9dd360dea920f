/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/device/params.h"

#include <string.h>

#include "ui/device/device_layout.h"
#include "ui/device/param_entry.h"
#include "ui/device/param_step.h"
#include "ui/device/params_cells.h"
#include "ui/draw/text.h"

#define LINE_HEIGHT 22 /* of a choice or switch */
#define CAPTION 14

struct _LqParams {
  GtkWidget parent_instance;
  DeviceHand *hand;
  DeviceLayout *layout;
  GtkWidget **cells; /* n of them */
  int n;
  Id effect; /* whose cells they are */
  int page, current;
  double *laid; /* values that the layout was made for */
  int width, height; /* units that it was made for */
  GtkWidget *entry; /* LqParamEntry, or NULL */
  bool wants_focus; /* once it is laid out */
  guint focusing;
};

G_DEFINE_FINAL_TYPE (LqParams, lq_params, GTK_TYPE_WIDGET)

enum { PAGED, CURRENT, FILE_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static int
index_of (LqParams *params, int param)
{
  for (guint i = 0; params->layout && i < params->layout->cells->len; i++)
    if (g_array_index (params->layout->cells, DeviceCell, i).param == param)
      return (int) i;
  return -1;
}

static const DeviceCell *
cell_of (LqParams *params, int param)
{
  const int i = index_of (params, param);
  return i < 0 ? NULL : &g_array_index (params->layout->cells, DeviceCell, i);
}

static gboolean
tell_paged (gpointer data)
{
  g_signal_emit (data, signals[PAGED], 0);
  return G_SOURCE_REMOVE;
}

/* Where the user has not gone on meanwhile. */
static gboolean
focus_late (gpointer data)
{
  LqParams *params = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (params));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  params->focusing = 0;
  params->wants_focus = false;
  if (!focus || !GTK_IS_TEXT (focus))
    lq_params_focus (params, -1);
  return G_SOURCE_REMOVE;
}

/* Called while space is given out, so that it is told later. */
static void
lay_out (LqParams *params, int width, int height)
{
  const DeviceSpec *spec = params->hand->spec;
  const int pages = params->layout ? params->layout->n_pages : 0;
  g_clear_pointer (&params->layout, device_layout_free);
  params->width = width;
  params->height = height;
  if (!spec || params->n == 0)
    return;
  params->layout = device_layout_new (spec, params->hand->values, width, height);
  memcpy (params->laid, params->hand->values, sizeof (double) * (size_t) params->n);
  const DeviceCell *current = cell_of (params, params->current);
  params->page = current ? current->page : MIN (params->page, params->layout->n_pages - 1);
  for (guint i = 0; i < params->layout->cells->len; i++) {
    const DeviceCell *cell = &g_array_index (params->layout->cells, DeviceCell, i);
    param_cell_set_kind (params->cells[cell->param], params->hand, cell->param, cell->kind);
    param_cell_show (params->cells[cell->param], params->hand, cell->param);
  }
  if (params->wants_focus && !params->focusing)
    params->focusing = g_idle_add (focus_late, params);
  if (pages != params->layout->n_pages)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell_paged, g_object_ref (params), g_object_unref);
}

/* Where the control itself stands in its cell. */
static GtkAllocation
place_of (const DeviceCell *cell)
{
  GtkAllocation at = { ui_px (cell->x), ui_px (cell->y),
                       ui_px (cell->x + cell->width) - ui_px (cell->x),
                       ui_px (cell->y + cell->height) - ui_px (cell->y) };
  if (cell->kind == CELL_CHOICE && cell->height <= 24)
    return at;
  if (cell->kind == CELL_CHOICE || cell->kind == CELL_FILE || cell->kind == CELL_SWITCH) {
    const int high = ui_px (LINE_HEIGHT), cap = ui_px (cell->kind == CELL_SWITCH ? 0 : CAPTION);
    at.y += MAX ((at.height - high - cap) / 2, 0) + cap;
    at.height = high;
    at.x += ui_px (4);
    at.width -= ui_px (8);
  }
  return at;
}

static void
lq_params_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LqParams *params = LQ_PARAMS (widget);
  const double px = ui_px (100) / 100.0;
  const int wide = (int) (width / px), high = (int) (height / px);
  if (!params->layout || wide != params->width || high != params->height)
    lay_out (params, wide, high);
  for (int i = 0; i < params->n; i++) {
    const DeviceCell *cell = cell_of (params, i);
    const bool shows = cell && cell->page == params->page;
    gtk_widget_set_child_visible (params->cells[i], shows);
    if (!shows)
      continue;
    GtkAllocation at = place_of (cell);
    int least, wish;
    gtk_widget_measure (params->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL,
                        NULL);
    gtk_widget_measure (params->cells[i], GTK_ORIENTATION_VERTICAL, MAX (at.width, least), &least,
                        &wish, NULL, NULL);
    gtk_widget_size_allocate (params->cells[i], &at, -1);
  }
  if (params->entry) {
    const DeviceCell *cell = cell_of (params, params->current);
    int least, wish;
    gtk_widget_measure (params->entry, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wish, NULL, NULL);
    const int wide_entry = MAX (least, ui_px (104));
    gtk_widget_measure (params->entry, GTK_ORIENTATION_VERTICAL, wide_entry, &least, &wish, NULL,
                        NULL);
    const int x = cell ? ui_px (cell->x) : 0, y = cell ? ui_px (cell->y) + ui_px (8) : 0;
    GtkAllocation at = { CLAMP (x, 0, MAX (width - wide_entry, 0)),
                         CLAMP (y, 0, MAX (height - least, 0)), wide_entry, least };
    gtk_widget_size_allocate (params->entry, &at, -1);
  }
}

static void
draw_groups (LqParams *params, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (params);
  const GdkRGBA body = token_color (TOKEN_BG3), caption = token_color (TOKEN_TEXT3);
  const GdkRGBA accent = token_color (TOKEN_ACCENT), number = token_color (TOKEN_TEXT1);
  const int current = index_of (params, params->current);
  const int group =
      current < 0 ? -1 : g_array_index (params->layout->cells, DeviceCell, current).group;
  for (guint i = 0; i < params->layout->groups->len; i++) {
    const DeviceGroup *of = &g_array_index (params->layout->groups, DeviceGroup, i);
    if (of->page != params->page)
      continue;
    const int x = ui_px (of->x), y = ui_px (of->y), width = ui_px (of->width);
    if (params->hand->spec && !strcmp (params->hand->spec->kind, "eq")) {
      GskRoundedRect card;
      gsk_rounded_rect_init_from_rect (
          &card,
          &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) ui_px (of->height)),
          (float) ui_px (4));
      gtk_snapshot_push_rounded_clip (snapshot, &card);
      fill_rect (snapshot, x, y, width, ui_px (of->height), &body);
      gtk_snapshot_pop (snapshot);
      if ((int) i == group) {
        const float line[4] = { 1, 1, 1, 1 };
        const GdkRGBA colors[4] = { accent, accent, accent, accent };
        gtk_snapshot_append_border (snapshot, &card, line, colors);
      }
    }
    if (of->number) {
      g_autofree char *text = g_strdup_printf ("%d", of->number);
      text_draw (snapshot, widget, TEXT_CAPTION_BOLD, text, x + ui_px (8), y, ui_px (14),
                 ui_px (24), (int) i == group ? &accent : &number);
    }
    if (*of->title)
      text_draw (snapshot, widget, TEXT_CAPTION_BOLD, of->title, x + ui_px (6), y,
                 width - ui_px (8), of->height < 80 ? ui_px (24) : ui_px (16), &caption);
  }
}

static void
draw_captions (LqParams *params, GtkSnapshot *snapshot)
{
  const GdkRGBA caption = token_color (TOKEN_TEXT3);
  for (guint i = 0; i < params->layout->cells->len; i++) {
    const DeviceCell *cell = &g_array_index (params->layout->cells, DeviceCell, i);
    const bool captioned =
        (cell->kind == CELL_CHOICE && cell->height > 24) || cell->kind == CELL_FILE;
    if (cell->page != params->page || !captioned)
      continue;
    g_autofree char *label = device_short_label (params->hand->spec, cell->param);
    const GtkAllocation at = place_of (cell);
    text_draw (snapshot, GTK_WIDGET (params), TEXT_CAPTION, label, at.x + ui_px (2),
               at.y - ui_px (CAPTION), at.width, ui_px (CAPTION), &caption);
  }
}

static void
lq_params_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqParams *params = LQ_PARAMS (widget);
  if (!params->layout)
    return;
  draw_groups (params, snapshot);
  draw_captions (params, snapshot);
  for (int i = 0; i < params->n; i++)
    gtk_widget_snapshot_child (widget, params->cells[i], snapshot);
  if (params->entry)
    gtk_widget_snapshot_child (widget, params->entry, snapshot);
}

static void
lq_params_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (120) : ui_px (40);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? ui_px (480) : ui_px (160);
  *minimum_baseline = *natural_baseline = -1;
}

static void
set_current (LqParams *params, int param)
{
  if (params->current == param)
    return;
  params->current = param;
  gtk_widget_queue_draw (GTK_WIDGET (params));
  g_signal_emit (params, signals[CURRENT], 0);
}

static void
focus_entered (GtkEventControllerFocus *controller, LqParams *params)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  for (int i = 0; i < params->n; i++)
    if (params->cells[i] == cell)
      set_current (params, i);
}

static void
asked (GtkWidget *cell, LqParams *params)
{
  lq_params_type (params, NULL);
}

static void
file_clicked (GtkButton *button, LqParams *params)
{
  for (int i = 0; i < params->n; i++)
    if (params->cells[i] == GTK_WIDGET (button))
      g_signal_emit (params, signals[FILE_WANTED], 0, i);
}

static void
close_entry (LqParams *params)
{
  g_clear_pointer (&params->entry, gtk_widget_unparent);
}

static void
drop_cells (LqParams *params)
{
  close_entry (params);
  for (int i = 0; i < params->n; i++)
    gtk_widget_unparent (params->cells[i]);
  g_clear_pointer (&params->cells, g_free);
  g_clear_pointer (&params->laid, g_free);
  g_clear_pointer (&params->layout, device_layout_free);
  params->n = 0;
}

void
lq_params_rebuild (LqParams *params)
{
  DeviceHand *hand = params->hand;
  if (params->effect == hand->effect && params->n == (hand->spec ? hand->spec->n_params : 0))
    return;
  drop_cells (params);
  params->effect = hand->effect;
  params->page = 0;
  params->n = hand->spec ? hand->spec->n_params : 0;
  params->cells = g_new0 (GtkWidget *, params->n + 1);
  params->laid = g_new0 (double, params->n + 1);
  for (int i = 0; i < params->n; i++) {
    GtkEventController *focus = gtk_event_controller_focus_new ();
    GtkWidget *cell = params->cells[i] = param_cell_new (hand, i);
    g_signal_connect (focus, "enter", G_CALLBACK (focus_entered), params);
    gtk_widget_add_controller (cell, focus);
    if (hand->spec->params[i].type == PARAM_FILE)
      g_signal_connect (cell, "clicked", G_CALLBACK (file_clicked), params);
    else if (hand->spec->params[i].type == PARAM_FLOAT || hand->spec->params[i].type == PARAM_INT)
      g_signal_connect (cell, "asked", G_CALLBACK (asked), params);
    gtk_widget_set_child_visible (cell, FALSE);
    gtk_widget_set_parent (cell, GTK_WIDGET (params));
  }
  params->current = hand->spec ? device_first_param (hand->spec, hand->values) : -1;
  gtk_widget_queue_resize (GTK_WIDGET (params));
  g_signal_emit (params, signals[PAGED], 0);
}

/* Types of bands say which of their parameters show. */
static bool
lies_otherwise (LqParams *params)
{
  const DeviceSpec *spec = params->hand->spec;
  for (int i = 0; spec && i < params->n; i++)
    if (spec->params[i].type == PARAM_ENUM && params->laid[i] != params->hand->values[i])
      return true;
  return false;
}

void
lq_params_show (LqParams *params)
{
  if (!params->hand->spec || params->effect != params->hand->effect)
    return;
  for (int i = 0; i < params->n; i++)
    param_cell_show (params->cells[i], params->hand, i);
  if (params->layout && lies_otherwise (params)) {
    g_clear_pointer (&params->layout, device_layout_free);
    gtk_widget_queue_allocate (GTK_WIDGET (params));
    gtk_widget_queue_draw (GTK_WIDGET (params));
  }
}

int
lq_params_n_pages (LqParams *params)
{
  return params->layout ? params->layout->n_pages : 1;
}

int
lq_params_page (LqParams *params)
{
  return params->page;
}

void
lq_params_set_page (LqParams *params, int page)
{
  if (!params->layout || page < 0 || page >= params->layout->n_pages)
    return;
  close_entry (params);
  for (guint i = 0; i < params->layout->cells->len; i++) {
    const DeviceCell *cell = &g_array_index (params->layout->cells, DeviceCell, i);
    if (cell->page == page)
      return (void) lq_params_focus (params, cell->param);
  }
}

int
lq_params_current (LqParams *params)
{
  return params->current;
}

void
lq_params_look (LqParams *params, int param)
{
  const DeviceCell *cell = cell_of (params, param);
  if (cell && cell->page != params->page) {
    params->page = cell->page;
    gtk_widget_queue_allocate (GTK_WIDGET (params));
    gtk_widget_queue_draw (GTK_WIDGET (params));
    g_signal_emit (params, signals[PAGED], 0);
  }
  if (cell)
    set_current (params, param);
}

bool
lq_params_focus (LqParams *params, int param)
{
  const DeviceCell *cell = cell_of (params, param < 0 ? params->current : param);
  if (!params->layout && params->n > 0) {
    params->current = param < 0 ? params->current : param;
    params->wants_focus = true;
    return true;
  }
  if (!cell && params->layout && params->layout->cells->len)
    cell = &g_array_index (params->layout->cells, DeviceCell, 0);
  if (!cell)
    return false;
  GtkWidget *widget = params->cells[cell->param];
  lq_params_look (params, cell->param);
  /* What is not in sight yet takes no focus. */
  gtk_widget_set_child_visible (widget, TRUE);
  return gtk_widget_get_focusable (widget) ? gtk_widget_grab_focus (widget)
                                           : gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

void
lq_params_go (LqParams *params, int direction)
{
  const int at = index_of (params, params->current);
  if (!params->layout || params->layout->cells->len == 0)
    return;
  const int to = at < 0 ? 0 : CLAMP (at + direction, 0, (int) params->layout->cells->len - 1);
  lq_params_focus (params, g_array_index (params->layout->cells, DeviceCell, to).param);
}

void
lq_params_step (LqParams *params, double steps)
{
  DeviceHand *hand = params->hand;
  if (!hand->spec || params->current < 0 || !param_moves (&hand->spec->params[params->current]))
    return;
  const ParamSpec *param = &hand->spec->params[params->current];
  device_hand_step (hand, params->current,
                    param_step (param, hand->values[params->current], steps));
}

void
lq_params_reset (LqParams *params)
{
  DeviceHand *hand = params->hand;
  if (hand->spec && params->current >= 0 && param_moves (&hand->spec->params[params->current]))
    device_hand_set (hand, params->current, hand->spec->params[params->current].initial);
}

static void
entry_closed (LqParamEntry *entry, int go, LqParams *params)
{
  close_entry (params);
  gtk_widget_queue_allocate (GTK_WIDGET (params));
  lq_params_focus (params, params->current);
  if (go)
    lq_params_go (params, go);
}

bool
lq_params_type (LqParams *params, const char *typed)
{
  const DeviceSpec *spec = params->hand->spec;
  if (!spec || params->current < 0 || !cell_of (params, params->current))
    return false;
  const ParamSpec *param = &spec->params[params->current];
  if (param->type != PARAM_FLOAT && param->type != PARAM_INT)
    return false;
  close_entry (params);
  g_autofree char *name = param_cell_name (params->hand, params->current);
  params->entry = lq_param_entry_new (params->hand, params->current, name, typed);
  g_signal_connect (params->entry, "closed", G_CALLBACK (entry_closed), params);
  gtk_widget_set_parent (params->entry, GTK_WIDGET (params));
  lq_param_entry_start (LQ_PARAM_ENTRY (params->entry));
  return true;
}

static void
lq_params_dispose (GObject *object)
{
  g_clear_handle_id (&LQ_PARAMS (object)->focusing, g_source_remove);
  drop_cells (LQ_PARAMS (object));
  G_OBJECT_CLASS (lq_params_parent_class)->dispose (object);
}

static void
lq_params_class_init (LqParamsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_params_dispose;
  widget_class->size_allocate = lq_params_size_allocate;
  widget_class->snapshot = lq_params_snapshot;
  widget_class->measure = lq_params_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[PAGED] = g_signal_new ("paged", LQ_TYPE_PARAMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[CURRENT] = g_signal_new ("current", LQ_TYPE_PARAMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[FILE_WANTED] = g_signal_new ("file", LQ_TYPE_PARAMS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lq_params_init (LqParams *params)
{
  params->current = -1;
  gtk_widget_set_overflow (GTK_WIDGET (params), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
lq_params_new (DeviceHand *hand)
{
  LqParams *params = g_object_new (LQ_TYPE_PARAMS, NULL);
  params->hand = hand;
  return GTK_WIDGET (params);
}
