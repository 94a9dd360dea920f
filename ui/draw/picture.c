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
node_of (cairo_surface_t *picture, int x, int y)
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
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

void
picture_append (GtkSnapshot *snapshot, cairo_surface_t *picture, int x, int y)
{
  GskRenderNode *node = node_of (picture, x, y);
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
  GskRenderNode *taken = node_of (picture, x, y);
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
