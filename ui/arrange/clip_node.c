/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_node.h"

#include <math.h>
#include <string.h>

#include "ui/arrange/clip_paint.h"
#include "ui/draw/text.h"

#define KEPT_BYTES (192 << 20)

typedef struct {
  const Clip *clip; /* one reference is held */
  const char *color;
  unsigned look;
  int64_t x;
  int width, height, tile;
  double px_per_second, wave;
  unsigned theme, pictures;
} TileKey;

typedef struct {
  TileKey key;
  GskRenderNode *node;
  size_t bytes;
  unsigned frame; /* drawn last */
} Entry;

struct ClipNodes {
  GtkWidget *widget;
  LqDesk *desk;
  GHashTable *entries; /* TileKey * -> Entry * */
  size_t bytes;
  unsigned frame;
};

static guint
key_hash (gconstpointer data)
{
  const TileKey *key = data;
  return g_direct_hash (key->clip) * 31u + (guint) key->tile * 7919u + (guint) key->width * 131u +
         (guint) key->height * 17u + key->look;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  const TileKey *x = a, *y = b;
  return x->clip == y->clip && x->tile == y->tile && x->width == y->width &&
         x->height == y->height && x->look == y->look && x->x == y->x &&
         x->px_per_second == y->px_per_second && x->wave == y->wave && x->theme == y->theme &&
         x->pictures == y->pictures && !strcmp (x->color, y->color);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;
  node_unref ((Node *) entry->key.clip);
  g_free ((char *) entry->key.color);
  gsk_render_node_unref (entry->node);
  g_free (entry);
}

ClipNodes *
clip_nodes_new (GtkWidget *widget, LqDesk *desk)
{
  ClipNodes *nodes = g_new0 (ClipNodes, 1);
  nodes->widget = widget;
  nodes->desk = desk;
  nodes->entries = g_hash_table_new_full (key_hash, key_equal, NULL, entry_free);
  return nodes;
}

void
clip_nodes_free (ClipNodes *nodes)
{
  if (!nodes)
    return;
  g_hash_table_unref (nodes->entries);
  g_free (nodes);
}

static gboolean
is_stale (gpointer key, gpointer value, gpointer data)
{
  ClipNodes *nodes = data;
  const Entry *entry = value;
  const unsigned age = nodes->frame - entry->frame;
  const unsigned most = nodes->bytes > KEPT_BYTES ? 1 : 600;
  if (age <= most)
    return FALSE;
  nodes->bytes -= entry->bytes;
  return TRUE;
}

void
clip_nodes_tick (ClipNodes *nodes)
{
  nodes->frame++;
  if (nodes->bytes > KEPT_BYTES || nodes->frame % 64 == 0)
    g_hash_table_foreach_remove (nodes->entries, is_stale, nodes);
}

static GskRenderNode *
surface_node (cairo_surface_t *surface, int width, int height)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GskRenderNode *node = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  return node;
}

/* Into the picture itself: a text node of its own would be drawn anew with every frame of the
 * playhead. */
static void
paint_name (ClipNodes *nodes, cairo_surface_t *surface, const ClipPaint *paint)
{
  const int pad = ui_px (3);
  const int room = paint->clip_width - 2 * pad;
  int high;
  if (paint->header <= 0 || paint->tile_x > 0 || room < ui_px (10))
    return;
  g_autofree char *name = clip_paint_name (paint->clip, lq_desk_project (nodes->desk));
  PangoLayout *layout = text_layout (nodes->widget, TEXT_CAPTION_BOLD, name, room);
  const GdkRGBA color = clip_paint_text_color (paint);
  cairo_t *cr = cairo_create (surface);
  pango_layout_get_pixel_size (layout, NULL, &high);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_move_to (cr, pad, (paint->header - high) / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

static Entry *
make_entry (ClipNodes *nodes, const TileKey *key, const Track *track)
{
  const int scale = gtk_widget_get_scale_factor (nodes->widget);
  const int tile_x = key->tile * CLIP_TILE;
  const int width = MIN (key->width - tile_x, CLIP_TILE);
  ClipPaint paint = { .desk = nodes->desk,
                      .track = track,
                      .clip = key->clip,
                      .look = key->look,
                      .x = key->x,
                      .clip_width = key->width,
                      .tile_x = tile_x,
                      .width = width,
                      .height = key->height,
                      .scale = scale };
  paint.header = clip_paint_header (&paint);
  if (key->look & CLIP_TAG) {
    g_autofree char *name = clip_paint_name (key->clip, lq_desk_project (nodes->desk));
    paint.tag = MIN (text_width (nodes->widget, TEXT_CAPTION_BOLD, name) + ui_px (6), key->width);
  }

  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, key->height * scale);
  PixelMap map = { .pixels = (uint32_t *) (void *) cairo_image_surface_get_data (surface),
                   .width = width * scale,
                   .height = key->height * scale,
                   .stride = cairo_image_surface_get_stride (surface) / 4 };
  clip_paint (&paint, &map);
  cairo_surface_mark_dirty (surface);
  cairo_surface_set_device_scale (surface, scale, scale);

  paint_name (nodes, surface, &paint);
  GskRenderNode *picture = surface_node (surface, width, key->height);
  cairo_surface_destroy (surface);

  Entry *entry = g_new0 (Entry, 1);
  entry->key = *key;
  node_ref ((const Node *) key->clip);
  entry->key.color = g_strdup (key->color);
  entry->node = picture;
  entry->bytes = (size_t) map.width * (size_t) map.height * 4 + 1000;
  return entry;
}

GskRenderNode *
clip_node (ClipNodes *nodes, const Track *track, const Clip *clip, unsigned look, int64_t x,
           int width, int height, int tile)
{
  const DeskView *view = lq_desk_view (nodes->desk);
  const char *color = text_get (clip->color ? clip->color : track->color);
  const TileKey key = { .clip = clip,
                        .color = color,
                        .look = look,
                        .x = x,
                        .width = width,
                        .height = height,
                        .tile = tile,
                        .px_per_second = view->px_per_second,
                        .wave = view->wave,
                        .theme = theme_serial (),
                        .pictures = pictures_serial (lq_desk_pictures (nodes->desk)) };
  Entry *entry = g_hash_table_lookup (nodes->entries, &key);
  if (!entry) {
    entry = make_entry (nodes, &key, track);
    nodes->bytes += entry->bytes;
    g_hash_table_insert (nodes->entries, &entry->key, entry);
  }
  entry->frame = nodes->frame;
  return entry->node;
}

void
clip_node_name (ClipNodes *nodes, GtkSnapshot *snapshot, const Track *track, const Clip *clip,
                unsigned look, int width, int height, double y)
{
  const ClipPaint paint = { .desk = nodes->desk,
                            .track = track,
                            .clip = clip,
                            .look = look,
                            .clip_width = width,
                            .height = height };
  const int header = clip_paint_header (&paint), pad = ui_px (3);
  if (header <= 0 || width < ui_px (24))
    return;
  g_autofree char *name = clip_paint_name (clip, lq_desk_project (nodes->desk));
  const GdkRGBA color = clip_paint_text_color (&paint);
  const GdkRGBA bar = clip_paint_bar_color (&paint);
  const int wide = MIN (text_width (nodes->widget, TEXT_CAPTION_BOLD, name) + 2 * pad, width);
  /* Over the end of the same name, which scrolls out of sight. */
  fill_rect (snapshot, 0, y, wide, header, &bar);
  text_draw (snapshot, nodes->widget, TEXT_CAPTION_BOLD, name, pad, y, width - 2 * pad, header,
             &color);
}
