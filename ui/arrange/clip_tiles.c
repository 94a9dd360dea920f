/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_tiles.h"

#include <math.h>
#include <string.h>

#include "ui/arrange/clip_paint.h"
#include "ui/draw/picture.h"
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
  cairo_surface_t *picture;
  size_t bytes;
  unsigned frame; /* drawn last */
} Entry;

struct ClipTiles {
  GtkWidget *widget;
  LqDesk *desk;
  GHashTable *entries; /* TileKey * -> Entry * */
  size_t bytes;
  unsigned frame;
  double px_per_second; /* of this frame, and */
  bool zooms; /* it was another in the frame before */
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
  cairo_surface_destroy (entry->picture);
  g_free (entry);
}

ClipTiles *
clip_tiles_new (GtkWidget *widget, LqDesk *desk)
{
  ClipTiles *tiles = g_new0 (ClipTiles, 1);
  tiles->widget = widget;
  tiles->desk = desk;
  tiles->entries = g_hash_table_new_full (key_hash, key_equal, NULL, entry_free);
  return tiles;
}

void
clip_tiles_free (ClipTiles *tiles)
{
  if (!tiles)
    return;
  g_hash_table_unref (tiles->entries);
  g_free (tiles);
}

static gboolean
is_stale (gpointer key, gpointer value, gpointer data)
{
  ClipTiles *tiles = data;
  const Entry *entry = value;
  const unsigned age = tiles->frame - entry->frame;
  const unsigned most = tiles->bytes > KEPT_BYTES ? 1 : 600;
  if (age <= most)
    return FALSE;
  tiles->bytes -= entry->bytes;
  return TRUE;
}

void
clip_tiles_tick (ClipTiles *tiles)
{
  const double px = lq_desk_view (tiles->desk)->px_per_second;
  tiles->frame++;
  tiles->zooms = px != tiles->px_per_second;
  tiles->px_per_second = px;
  if (tiles->bytes > KEPT_BYTES || tiles->frame % 64 == 0)
    g_hash_table_foreach_remove (tiles->entries, is_stale, tiles);
}

/* Within a picture of the clip whose left edge is at `left`. */
static void
draw_name (ClipTiles *tiles, cairo_surface_t *surface, const ClipPaint *paint, int left)
{
  const int pad = ui_px (3);
  const int room = paint->clip_width - 2 * pad;
  int high;
  if (paint->header <= 0 || paint->tile_x > 0 || room < ui_px (10))
    return;
  g_autofree char *name = clip_paint_name (paint->clip, lq_desk_project (tiles->desk));
  /* While the view zooms, every clip has another width: what is not cut is laid out once. */
  PangoLayout *layout = text_layout (tiles->widget, TEXT_CAPTION_BOLD, name, -1);
  int wide;
  pango_layout_get_pixel_size (layout, &wide, &high);
  if (wide > room) {
    layout = text_layout (tiles->widget, TEXT_CAPTION_BOLD, name, room);
    pango_layout_get_pixel_size (layout, NULL, &high);
  }
  const GdkRGBA color = clip_paint_text_color (paint);
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle (cr, left, 0, paint->clip_width, paint->height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_move_to (cr, left + pad, (paint->header - high) / 2);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

/* The part of a box from tile_x on. */
static ClipPaint
paint_of (ClipTiles *tiles, const ClipBox *box, int tile_x, int width)
{
  ClipPaint paint = { .desk = tiles->desk,
                      .track = box->track,
                      .clip = box->clip,
                      .look = box->look,
                      .x = box->x,
                      .clip_width = box->width,
                      .tile_x = tile_x,
                      .width = width,
                      .height = box->height,
                      .scale = gtk_widget_get_scale_factor (tiles->widget) };
  paint.header = clip_paint_header (&paint);
  if (box->look & CLIP_TAG) {
    g_autofree char *name = clip_paint_name (box->clip, lq_desk_project (tiles->desk));
    paint.tag = MIN (text_width (tiles->widget, TEXT_CAPTION_BOLD, name) + ui_px (6), box->width);
  }
  return paint;
}

static Entry *
make_entry (ClipTiles *tiles, const TileKey *key, const ClipBox *box)
{
  const int tile_x = key->tile * CLIP_TILE;
  const int width = MIN (key->width - tile_x, CLIP_TILE);
  const ClipPaint paint = paint_of (tiles, box, tile_x, width);
  Entry *entry = g_new0 (Entry, 1);

  entry->picture = picture_new (width, key->height, paint.scale);
  PixelMap map = picture_map (entry->picture);
  clip_paint (&paint, &map);
  cairo_surface_mark_dirty (entry->picture);
  draw_name (tiles, entry->picture, &paint, -tile_x);
  cairo_surface_flush (entry->picture);

  entry->key = *key;
  node_ref ((const Node *) key->clip);
  entry->key.color = g_strdup (key->color);
  entry->bytes = (size_t) map.width * (size_t) map.height * 4 + 1000;
  return entry;
}

static cairo_surface_t *
tile_picture (ClipTiles *tiles, const ClipBox *box, int tile)
{
  const DeskView *view = lq_desk_view (tiles->desk);
  const TileKey key = { .clip = box->clip,
                        .color = text_get (box->clip->color ? box->clip->color : box->track->color),
                        .look = box->look,
                        .x = box->x,
                        .width = box->width,
                        .height = box->height,
                        .tile = tile,
                        .px_per_second = view->px_per_second,
                        .wave = view->wave,
                        .theme = theme_serial (),
                        .pictures = pictures_serial (lq_desk_pictures (tiles->desk)) };
  Entry *entry = g_hash_table_lookup (tiles->entries, &key);
  if (!entry) {
    entry = make_entry (tiles, &key, box);
    tiles->bytes += entry->bytes;
    g_hash_table_insert (tiles->entries, &entry->key, entry);
  }
  entry->frame = tiles->frame;
  return entry->picture;
}

static void
copy_pixels (PixelMap *to, const PixelMap *from, int x)
{
  const int first = MAX (-x, 0), last = MIN (from->width, to->width - x);
  const int height = MIN (from->height, to->height);
  for (int y = 0; y < height && first < last; y++)
    memcpy (to->pixels + (ptrdiff_t) y * to->stride + x + first,
            from->pixels + (ptrdiff_t) y * from->stride + first,
            sizeof (uint32_t) * (size_t) (last - first));
}

/* Into the row at once: the picture would serve for one frame. */
static void
draw_once (ClipTiles *tiles, cairo_surface_t *row, const ClipBox *box, int from, int to)
{
  const ClipPaint paint = paint_of (tiles, box, from, to - from);
  PixelMap map = picture_map (row);
  map.pixels += (box->left + from) * paint.scale;
  map.width = paint.width * paint.scale;
  map.height = MIN (box->height * paint.scale, map.height);
  clip_paint (&paint, &map);
  cairo_surface_mark_dirty (row);
  draw_name (tiles, row, &paint, box->left);
  cairo_surface_flush (row);
}

void
clip_tiles_draw (ClipTiles *tiles, cairo_surface_t *row, const ClipBox *box)
{
  const int scale = gtk_widget_get_scale_factor (tiles->widget);
  const int row_width = cairo_image_surface_get_width (row) / scale;
  const int from = MAX (-box->left, 0), to = MIN (box->width, row_width - box->left);
  if (from >= to)
    return;
  if (tiles->zooms) {
    draw_once (tiles, row, box, from, to);
    return;
  }
  PixelMap map = picture_map (row);
  for (int tile = from / CLIP_TILE; tile * CLIP_TILE < to; tile++) {
    const PixelMap picture = picture_map (tile_picture (tiles, box, tile));
    copy_pixels (&map, &picture, (box->left + tile * CLIP_TILE) * scale);
  }
  cairo_surface_mark_dirty (row);
}

void
clip_tiles_draw_name (ClipTiles *tiles, GtkSnapshot *snapshot, const ClipBox *box, int row_width)
{
  const int width = MIN (box->left + box->width, row_width);
  const ClipPaint paint = { .desk = tiles->desk,
                            .track = box->track,
                            .clip = box->clip,
                            .look = box->look,
                            .clip_width = width,
                            .height = box->height };
  const int header = clip_paint_header (&paint), pad = ui_px (3);
  if (header <= 0 || width < ui_px (24))
    return;
  g_autofree char *name = clip_paint_name (box->clip, lq_desk_project (tiles->desk));
  const GdkRGBA color = clip_paint_text_color (&paint);
  const GdkRGBA bar = clip_paint_bar_color (&paint);
  const int wide = MIN (text_width (tiles->widget, TEXT_CAPTION_BOLD, name) + 2 * pad, width);
  /* Over the end of the same name, which scrolls out of sight. */
  fill_rect (snapshot, 0, 0, wide, header, &bar);
  text_draw (snapshot, tiles->widget, TEXT_CAPTION_BOLD, name, pad, 0, width - 2 * pad, header,
             &color);
}
