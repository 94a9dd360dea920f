/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/draw/picture.h"

#include <math.h>

/* Frames that a child rests before its picture is taken. The more often a picture did not last, the
 * longer. */
#define LEAST_PATIENCE 2
#define MOST_PATIENCE 64

cairo_surface_t *
picture_new (int width, int height, int scale)
{
  cairo_surface_t *picture =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, height * scale);
  cairo_surface_set_device_scale (picture, scale, scale);
  return picture;
}

PixelMap
picture_map (cairo_surface_t *picture)
{
  return (PixelMap){ .pixels = (uint32_t *) (void *) cairo_image_surface_get_data (picture),
                     .width = cairo_image_surface_get_width (picture),
                     .height = cairo_image_surface_get_height (picture),
                     .stride = cairo_image_surface_get_stride (picture) / 4 };
}

cairo_surface_t *
picture_part (cairo_surface_t *picture, int x, int y, int width, int height)
{
  const PixelMap map = picture_map (picture);
  double scale, scale_y;
  cairo_surface_get_device_scale (picture, &scale, &scale_y);
  const int times = (int) scale;
  uint32_t *first = map.pixels + (ptrdiff_t) y * times * map.stride + (ptrdiff_t) x * times;
  cairo_surface_t *part = cairo_image_surface_create_for_data (
      (unsigned char *) first, CAIRO_FORMAT_RGB24, width * times, height * times, map.stride * 4);
  cairo_surface_set_device_scale (part, scale, scale);
  return part;
}

void
picture_draw (cairo_surface_t *picture, GtkSnapshot *snapshot)
{
  GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
  if (!node)
    return;
  cairo_t *cr = cairo_create (picture);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  gsk_render_node_unref (node);
}

static GskRenderNode *
node_of (cairo_surface_t *picture, int x, int y, cairo_operator_t operator)
{
  double scale, scale_y;
  cairo_surface_get_device_scale (picture, &scale, &scale_y);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (
      (float) x, (float) y, (float) (cairo_image_surface_get_width (picture) / scale),
      (float) (cairo_image_surface_get_height (picture) / scale));
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, picture, x, y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_set_operator (cr, operator);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

void
picture_append (GtkSnapshot *snapshot, cairo_surface_t *picture, int x, int y)
{
  GskRenderNode *node = node_of (picture, x, y, CAIRO_OPERATOR_SOURCE);
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
}

/* Other renderers keep textures of what they were given; they need no help. */
static bool
is_drawn_by_cairo (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;
  return renderer && GSK_IS_CAIRO_RENDERER (renderer);
}

/* Fills the pixels of it, the first of which is at x, y; false: there is more than rectangles. */
static bool
paint_rects (GskRenderNode *node, PixelMap *map, double x, double y, int scale)
{
  if (gsk_render_node_get_node_type (node) == GSK_CONTAINER_NODE) {
    for (guint i = 0; i < gsk_container_node_get_n_children (node); i++)
      if (!paint_rects (gsk_container_node_get_child (node, i), map, x, y, scale))
        return false;
    return true;
  }
  if (gsk_render_node_get_node_type (node) != GSK_COLOR_NODE)
    return false;
  const GdkRGBA *color = gsk_color_node_get_color (node);
  graphene_rect_t box;
  if (color->alpha < 1)
    return false;
  gsk_render_node_get_bounds (node, &box);
  const int left = (int) lround ((box.origin.x - x) * scale),
            top = (int) lround ((box.origin.y - y) * scale);
  const int right = (int) lround ((box.origin.x + box.size.width - x) * scale),
            foot = (int) lround ((box.origin.y + box.size.height - y) * scale);
  const uint32_t pixel = 0xff000000 | (uint32_t) lround (color->red * 255) << 16 |
                         (uint32_t) lround (color->green * 255) << 8 |
                         (uint32_t) lround (color->blue * 255);
  pixels_fill (map, left, top, right - left, foot - top, pixel);
  return true;
}

GskRenderNode *
picture_of_rects (GskRenderNode *node, GtkWidget *widget)
{
  graphene_rect_t bounds;
  if (!is_drawn_by_cairo (widget))
    return gsk_render_node_ref (node);
  gsk_render_node_get_bounds (node, &bounds);
  const int scale = gtk_widget_get_scale_factor (widget);
  const int x = (int) floorf (bounds.origin.x), y = (int) floorf (bounds.origin.y);
  const int width = (int) ceilf (bounds.origin.x + bounds.size.width) - x,
            height = (int) ceilf (bounds.origin.y + bounds.size.height) - y;
  cairo_surface_t *picture =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, height * scale);
  cairo_surface_set_device_scale (picture, scale, scale);
  PixelMap map = picture_map (picture);
  const bool painted = paint_rects (node, &map, x, y, scale);
  cairo_surface_mark_dirty (picture);
  GskRenderNode *taken =
      painted ? node_of (picture, x, y, CAIRO_OPERATOR_OVER) : gsk_render_node_ref (node);
  cairo_surface_destroy (picture);
  return taken;
}

static GskRenderNode *
take_picture (GskRenderNode *node, GtkWidget *parent, const GdkRGBA *floor)
{
  graphene_rect_t bounds;
  gsk_render_node_get_bounds (node, &bounds);
  const int x = MAX ((int) floorf (bounds.origin.x), 0);
  const int y = MAX ((int) floorf (bounds.origin.y), 0);
  const int right =
      MIN ((int) ceilf (bounds.origin.x + bounds.size.width), gtk_widget_get_width (parent));
  const int foot =
      MIN ((int) ceilf (bounds.origin.y + bounds.size.height), gtk_widget_get_height (parent));
  if (right <= x || foot <= y)
    return NULL;

  cairo_surface_t *picture =
      picture_new (right - x, foot - y, gtk_widget_get_scale_factor (parent));
  cairo_t *cr = cairo_create (picture);
  gdk_cairo_set_source_rgba (cr, floor);
  cairo_paint (cr);
  cairo_translate (cr, -x, -y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  GskRenderNode *taken = node_of (picture, x, y, CAIRO_OPERATOR_SOURCE);
  cairo_surface_destroy (picture);
  return taken;
}

void
picture_of_child_clear (PictureOfChild *kept)
{
  g_clear_pointer (&kept->drawn, gsk_render_node_unref);
  g_clear_pointer (&kept->picture, gsk_render_node_unref);
  g_clear_pointer (&kept->place, gsk_transform_unref);
  kept->same = 0;
}

/* GTK does not ask a parent again while nothing in it changes. */
#define SETTLE_MS 200

static GQuark
settle_quark (void)
{
  return g_quark_from_static_string ("lq-picture-settle");
}

static gboolean
settle (gpointer parent)
{
  g_object_steal_qdata (parent, settle_quark ());
  gtk_widget_queue_draw (parent);
  return G_SOURCE_REMOVE;
}

static void
forget_settling (gpointer source)
{
  g_source_remove (GPOINTER_TO_UINT (source));
}

static void
settle_later (GtkWidget *parent)
{
  if (!g_object_get_qdata (G_OBJECT (parent), settle_quark ()))
    g_object_set_qdata_full (G_OBJECT (parent), settle_quark (),
                             GUINT_TO_POINTER (g_timeout_add (SETTLE_MS, settle, parent)),
                             forget_settling);
}

void
picture_of_child (PictureOfChild *kept, GtkWidget *parent, GtkWidget *child, const GdkRGBA *floor,
                  GtkSnapshot *snapshot)
{
  GtkSnapshot *own = gtk_snapshot_new ();
  gtk_widget_snapshot_child (parent, child, own);
  GskRenderNode *node = gtk_snapshot_free_to_node (own);
  if (!node || !is_drawn_by_cairo (parent)) {
    picture_of_child_clear (kept);
    if (node)
      gtk_snapshot_append_node (snapshot, node);
    g_clear_pointer (&node, gsk_render_node_unref);
    return;
  }
  /* GTK keeps the node of a widget that was not drawn anew, and wraps it where the widget lies. */
  const bool placed = gsk_render_node_get_node_type (node) == GSK_TRANSFORM_NODE;
  GskRenderNode *drawn = placed ? gsk_transform_node_get_child (node) : node;
  GskTransform *place = placed ? gsk_transform_node_get_transform (node) : NULL;
  if (drawn != kept->drawn || !gsk_transform_equal (place, kept->place)) {
    int patience = MAX (kept->patience, LEAST_PATIENCE);
    if (kept->picture)
      patience = kept->same > 4 * patience ? LEAST_PATIENCE : MIN (2 * patience, MOST_PATIENCE);
    picture_of_child_clear (kept);
    kept->patience = patience;
    kept->drawn = gsk_render_node_ref (drawn);
    kept->place = gsk_transform_ref (place);
  } else if (++kept->same >= kept->patience && !kept->picture)
    kept->picture = take_picture (node, parent, floor);
  gtk_snapshot_append_node (snapshot, kept->picture ? kept->picture : node);
  gsk_render_node_unref (node);
  if (!kept->picture)
    settle_later (parent);
}
