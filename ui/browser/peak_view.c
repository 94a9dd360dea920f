/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/browser/peak_view.h"

#include <math.h>

#include "ui/draw/text.h"
#include "ui/draw/wave.h"

#define HEIGHT 40
#define INSET 2

struct _LqPeakView {
  GtkWidget parent_instance;
  Peaks *peaks;
  double place; /* of the line; below 0: none */
  GdkTexture *texture; /* as drawn last */
  int width, height; /* of the texture, device pixels */
  unsigned look; /* theme_serial () of the texture */
};

G_DEFINE_FINAL_TYPE (LqPeakView, lq_peak_view, GTK_TYPE_WIDGET)

static uint32_t
pixel_of (const GdkRGBA *color)
{
  const uint32_t red = (uint32_t) lroundf (color->red * 255);
  const uint32_t green = (uint32_t) lroundf (color->green * 255);
  const uint32_t blue = (uint32_t) lroundf (color->blue * 255);
  return red << 16 | green << 8 | blue;
}

static void
read_columns (const Peaks *peaks, WaveColumn *columns, int n)
{
  const int channels = peaks_channels (peaks);
  g_autofree PeakBin *bins = g_new (PeakBin, n);
  for (int c = 0; c < channels; c++) {
    peaks_columns (peaks, c, 0, (double) peaks_frames (peaks) / n, n, bins);
    for (int i = 0; i < n; i++) {
      columns[i].min = c ? fminf (columns[i].min, bins[i].min) : bins[i].min;
      columns[i].max = c ? fmaxf (columns[i].max, bins[i].max) : bins[i].max;
      columns[i].rms = c ? fmaxf (columns[i].rms, bins[i].rms) : bins[i].rms;
    }
  }
}

static GdkTexture *
paint (LqPeakView *view, int width, int height)
{
  const GdkRGBA floor = token_color (TOKEN_WELL), wave = token_color (TOKEN_TRACK_PLUM);
  const GdkRGBA dark = token_color (TOKEN_TEXT1);
  const GdkRGBA inner = color_mix (&wave, &dark, theme_is_dark () ? 0.25 : 0.45);
  const size_t size = (size_t) width * (size_t) height;
  uint32_t *pixels = g_new (uint32_t, size);
  PixelMap map = { pixels, width, height, width };
  g_autofree WaveColumn *columns = g_new0 (WaveColumn, width);

  read_columns (view->peaks, columns, width);
  pixels_fill (&map, 0, 0, width, height, pixel_of (&floor));
  wave_paint (&map, 0, 0, height, columns, width, pixel_of (&wave), pixel_of (&inner), 1);
  for (size_t i = 0; i < size; i++)
    pixels[i] |= 0xff000000;
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, size * sizeof *pixels);
  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes,
                                 (gsize) width * sizeof *pixels);
}

static void
lq_peak_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqPeakView *view = LQ_PEAK_VIEW (widget);
  const GdkRGBA floor = token_color (TOKEN_WELL), line = token_color (TOKEN_LINE1);
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const int inset = ui_px (INSET), scale = gtk_widget_get_scale_factor (widget);
  const int wide = (width - 2 * inset) * scale, high = (height - 2 * inset) * scale;

  fill_rect (snapshot, 0, 0, width, height, &floor);
  stroke_rect (snapshot, 0, 0, width, height, 1, &line);
  if (!view->peaks || peaks_frames (view->peaks) <= 0 || wide <= 0 || high <= 0)
    return;
  if (!view->texture || view->width != wide || view->height != high ||
      view->look != theme_serial ()) {
    g_clear_object (&view->texture);
    view->texture = paint (view, wide, high);
    view->width = wide;
    view->height = high;
    view->look = theme_serial ();
  }
  gtk_snapshot_append_texture (snapshot, view->texture,
                               &GRAPHENE_RECT_INIT ((float) inset, (float) inset,
                                                    (float) (width - 2 * inset),
                                                    (float) (height - 2 * inset)));
  if (view->place >= 0) {
    const GdkRGBA hand = token_color (TOKEN_METER_PEAK);
    fill_rect (snapshot, inset + view->place * (width - 2 * inset), inset, 1, height - 2 * inset,
               &hand);
  }
}

static void
lq_peak_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                      int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? ui_px (HEIGHT) : 0;
}

static void
lq_peak_view_dispose (GObject *object)
{
  LqPeakView *view = LQ_PEAK_VIEW (object);
  g_clear_object (&view->texture);
  g_clear_pointer (&view->peaks, peaks_close);
  G_OBJECT_CLASS (lq_peak_view_parent_class)->dispose (object);
}

static void
lq_peak_view_class_init (LqPeakViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  G_OBJECT_CLASS (class)->dispose = lq_peak_view_dispose;
  widget_class->snapshot = lq_peak_view_snapshot;
  widget_class->measure = lq_peak_view_measure;
  gtk_widget_class_set_css_name (widget_class, "peaks");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lq_peak_view_init (LqPeakView *view)
{
  view->place = -1;
}

GtkWidget *
lq_peak_view_new (void)
{
  return g_object_new (LQ_TYPE_PEAK_VIEW, NULL);
}

void
lq_peak_view_set_place (LqPeakView *view, double place)
{
  if (view->place < 0 && place < 0)
    return;
  view->place = MIN (place, 1);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

void
lq_peak_view_show (LqPeakView *view, Peaks *peaks)
{
  peaks_close (view->peaks);
  view->peaks = peaks;
  g_clear_object (&view->texture);
  gtk_widget_queue_draw (GTK_WIDGET (view));
}
