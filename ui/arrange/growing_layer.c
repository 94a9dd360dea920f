/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/growing_layer.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/draw/text.h"
#include "ui/draw/wave.h"

#define HEADER 12
#define BODY 0.20 /* of red on the floor */
#define FEWEST_SEMITONES 12 /* that the height stands for */
#define DROPOUT_LINE 2
#define DROPOUT_ALPHA 0.35f /* of what is missing */

struct _LqGrowingLayer {
  GtkWidget parent_instance;
  LqDesk *desk;
  const Growing *drawn; /* the last that was drawn, and */
  unsigned serial;
};

G_DEFINE_FINAL_TYPE (LqGrowingLayer, lq_growing_layer, GTK_TYPE_WIDGET)

/* A take on the screen. */
typedef struct {
  LqDesk *desk;
  const GrowingTake *take;
  GtkSnapshot *snapshot;
  double x, right; /* of the whole take */
  int y, height; /* below its header */
  double frames; /* of the song, a pixel */
} Draw;

static double
x_of (LqDesk *desk, Frames song)
{
  return lq_desk_x (desk, frames_to_units (song, lq_desk_rate (desk)));
}

static uint32_t
to_pixel (const GdkRGBA *color)
{
  return (uint32_t) lroundf (color->red * 255) << 16 |
         (uint32_t) lroundf (color->green * 255) << 8 | (uint32_t) lroundf (color->blue * 255);
}

static GdkRGBA
body_color (void)
{
  const GdkRGBA floor = token_color (TOKEN_TIMELINE), red = token_color (TOKEN_RECORD);
  return color_mix (&floor, &red, BODY);
}

/* The columns that one pixel stands for; nearer, one column stands for several pixels. */
static WaveColumn
column_at (const GArray *columns, double from, double to, float gain)
{
  WaveColumn wave = { 0 };
  double sum = 0;
  const guint first = (guint) fmax (from, 0);
  const guint end = MAX (first + 1, (guint) fmax (to, 0));
  guint n = 0;
  for (guint i = first; i < end && i < columns->len; i++, n++) {
    const GrowingColumn *column = &g_array_index (columns, GrowingColumn, i);
    wave.min = n == 0 ? column->min : fminf (wave.min, column->min);
    wave.max = n == 0 ? column->max : fmaxf (wave.max, column->max);
    sum += (double) column->rms * (double) column->rms;
  }
  if (n > 0)
    wave.rms = (float) sqrt (sum / n) * gain;
  wave.min = fmaxf (wave.min * gain, -1);
  wave.max = fminf (wave.max * gain, 1);
  return wave;
}

static void
draw_wave (const Draw *draw, int width)
{
  const double from = fmax (draw->x, 0), to = fmin (draw->right, width);
  const int wide = (int) (to - from);
  const GArray *columns = draw->take->columns;
  const float gain = (float) lq_desk_view (draw->desk)->wave;
  const GdkRGBA body = body_color (), red = token_color (TOKEN_RECORD);
  const GdkRGBA rms = color_mix (&body, &red, 0.75);

  if (wide < 1 || draw->height < 2)
    return;
  g_autofree WaveColumn *wave = g_new (WaveColumn, (gsize) wide);
  for (int i = 0; i < wide; i++) {
    const double at = (from - draw->x + i) * draw->frames / GROWING_STEP;
    wave[i] = column_at (columns, at, at + draw->frames / GROWING_STEP, gain);
  }
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, wide, draw->height);
  PixelMap map = { .pixels = (uint32_t *) (void *) cairo_image_surface_get_data (surface),
                   .width = wide,
                   .height = draw->height,
                   .stride = cairo_image_surface_get_stride (surface) / 4 };
  pixels_fill (&map, 0, 0, wide, draw->height, to_pixel (&body));
  wave_paint (&map, 0, 0, draw->height, wave, wide, to_pixel (&rms), to_pixel (&red), 1);
  cairo_surface_mark_dirty (surface);
  cairo_t *cr = gtk_snapshot_append_cairo (
      draw->snapshot,
      &GRAPHENE_RECT_INIT ((float) from, (float) draw->y, (float) wide, (float) draw->height));
  cairo_set_source_surface (cr, surface, from, draw->y);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
draw_notes (const Draw *draw)
{
  const GArray *notes = draw->take->notes;
  const GdkRGBA red = token_color (TOKEN_RECORD);
  int low = 127, high = 0;

  for (guint i = 0; i < notes->len; i++) {
    const GrowingNote *note = &g_array_index (notes, GrowingNote, i);
    low = MIN (low, note->pitch);
    high = MAX (high, note->pitch);
  }
  const int spare = FEWEST_SEMITONES - (high - low);
  if (spare > 0) {
    low -= spare / 2;
    high += spare - spare / 2;
  }
  const double row = (double) draw->height / (high - low + 1);
  for (guint i = 0; i < notes->len; i++) {
    const GrowingNote *note = &g_array_index (notes, GrowingNote, i);
    const double x = x_of (draw->desk, note->from);
    const double right =
        fmin (note->end == INT64_MAX ? draw->right : x_of (draw->desk, note->end), draw->right);
    fill_rect (draw->snapshot, x, draw->y + (high - note->pitch) * row, fmax (right - x, 2),
               fmax (row - 1, 1), &red);
  }
}

/* As the take will show them. */
static void
draw_dropouts (const Draw *draw, double top, double height)
{
  const GArray *dropouts = draw->take->dropouts;
  const GdkRGBA line = token_color (TOKEN_WARNING);
  GdkRGBA shade = line;

  shade.alpha = DROPOUT_ALPHA;
  for (guint i = 0; i < dropouts->len; i++) {
    const GrowingDropout *dropout = &g_array_index (dropouts, GrowingDropout, i);
    const double x = x_of (draw->desk, dropout->at);
    const double right = fmin (x_of (draw->desk, dropout->at + dropout->missing), draw->right);
    if (right > x)
      fill_rect (draw->snapshot, x, top, right - x, height, &shade);
    fill_rect (draw->snapshot, x, top, ui_px (DROPOUT_LINE), height, &line);
  }
}

static void
draw_take (LqGrowingLayer *layer, GtkSnapshot *snapshot, const GrowingTake *take, const Row *row)
{
  GtkWidget *widget = GTK_WIDGET (layer);
  LqDesk *desk = layer->desk;
  const int width = gtk_widget_get_width (widget);
  const GdkRGBA body = body_color (), red = token_color (TOKEN_RECORD);
  const GdkRGBA text = token_color (TOKEN_ON_ACCENT);
  const int top = row->y - (int) lq_desk_view (desk)->y, high = row->height - 1;
  const int header = row->height < ui_px (HEIGHT_M) ? 0 : ui_px (HEADER);
  const Draw draw = { .desk = desk,
                      .take = take,
                      .snapshot = snapshot,
                      .x = x_of (desk, take->from),
                      .right = x_of (desk, take->end),
                      .y = top + header,
                      .height = high - header,
                      .frames = lq_desk_rate (desk) / lq_desk_view (desk)->px_per_second };

  if (draw.right <= 0 || draw.x >= width || draw.right <= draw.x)
    return;
  fill_rect (snapshot, draw.x, top, draw.right - draw.x, high, &body);
  if (take->midi)
    draw_notes (&draw);
  else
    draw_wave (&draw, width);
  if (header > 0) {
    const double left = fmax (draw.x, 0);
    fill_rect (snapshot, draw.x, top, draw.right - draw.x, header, &red);
    if (draw.right - left > ui_px (24))
      text_draw (snapshot, widget, TEXT_CAPTION_BOLD, _ ("Recording"), left + ui_px (3), top,
                 draw.right - left - ui_px (6), header, &text);
  }
  draw_dropouts (&draw, top, high);
  stroke_rect (snapshot, draw.x, top, draw.right - draw.x, high, 1, &red);
}

static void
lq_growing_layer_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqGrowingLayer *layer = LQ_GROWING_LAYER (widget);
  const Growing *growing = lq_desk_growing (layer->desk);
  const Rows *rows = lq_desk_rows (layer->desk);

  layer->drawn = growing;
  if (!growing)
    return;
  layer->serial = growing_serial (growing);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget)));
  for (int i = 0; i < growing_n (growing); i++) {
    const GrowingTake take = growing_take (growing, i);
    for (int r = 0; r < rows->n && take.end > take.from; r++)
      if (rows->rows[r].kind == ROW_TRACK && rows->rows[r].track == take.track)
        draw_take (layer, snapshot, &take, &rows->rows[r]);
  }
  gtk_snapshot_pop (snapshot);
}

void
lq_growing_layer_tick (LqGrowingLayer *layer)
{
  const Growing *growing = lq_desk_growing (layer->desk);
  if (growing != layer->drawn || (growing && growing_serial (growing) != layer->serial))
    gtk_widget_queue_draw (GTK_WIDGET (layer));
}

static void
desk_changed (LqDesk *desk, guint what, GtkWidget *layer)
{
  if (what & DESK_VIEW && lq_desk_growing (desk))
    gtk_widget_queue_draw (layer);
}

static void
lq_growing_layer_dispose (GObject *object)
{
  g_clear_object (&LQ_GROWING_LAYER (object)->desk);
  G_OBJECT_CLASS (lq_growing_layer_parent_class)->dispose (object);
}

static void
lq_growing_layer_class_init (LqGrowingLayerClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_growing_layer_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_growing_layer_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_growing_layer_init (LqGrowingLayer *layer)
{
  gtk_widget_set_can_target (GTK_WIDGET (layer), FALSE);
}

GtkWidget *
lq_growing_layer_new (LqDesk *desk)
{
  LqGrowingLayer *layer = g_object_new (LQ_TYPE_GROWING_LAYER, NULL);
  layer->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), layer, 0);
  return GTK_WIDGET (layer);
}
