/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/clip_tiles.h"

#include <math.h>
#include <string.h>

#include "ui/arrange/clip_gain_line.h"
#include "ui/arrange/clip_paint.h"
#include "model/clip.h"
#include "ui/draw/picture.h"
#include "ui/draw/text.h"

#define LOCK_WIDTH 6 /* design units, as the next */
#define LOCK_GAP 4
#define KEPT_BYTES (192 << 20)

typedef struct {
  const Clip *clip; /* one reference is held */
  const char *color;
  unsigned look;
  int64_t x;
  int width, height, tile, beneath;
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
         x->beneath == y->beneath && x->height == y->height && x->look == y->look && x->x == y->x &&
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

/* What the padlock of a locked clip takes of the header; 0: there is none, or no room. */
static int
lock_width (const Clip *clip, int room)
{
  const int wide = ui_px (LOCK_WIDTH + LOCK_GAP);
  return clip->locked && room >= wide ? wide : 0;
}

/* A padlock in the header, in the color that is set. */
static void
draw_lock (cairo_t *cr, double x, int header)
{
  const double wide = ui_px (LOCK_WIDTH), body = wide * 0.75, arch = wide * 0.3;
  const double top = (header - body - wide * 0.45) / 2 + wide * 0.45;
  cairo_rectangle (cr, x, top, wide, body);
  cairo_fill (cr);
  cairo_set_line_width (cr, wide * 0.2);
  cairo_move_to (cr, x + wide / 2 - arch, top);
  cairo_arc (cr, x + wide / 2, top - wide * 0.1, arch, G_PI, 2 * G_PI);
  cairo_line_to (cr, x + wide / 2 + arch, top);
  cairo_stroke (cr);
}

/* Within a picture of the clip whose left edge is at `left`. */
static void
draw_name (ClipTiles *tiles, cairo_surface_t *surface, const ClipPaint *paint, int left)
{
  const int pad = ui_px (3);
  const int lock = lock_width (paint->clip, paint->clip_width - 2 * pad);
  const int room = paint->clip_width - 2 * pad - lock;
  int high;
  if (paint->header <= 0 || paint->tile_x > 0 || room + lock < ui_px (10))
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
  if (room >= ui_px (10))
    pango_cairo_show_layout (cr, layout);
  if (lock > 0)
    draw_lock (cr, left + pad + (room >= ui_px (10) ? MIN (wide, room) + ui_px (LOCK_GAP) : 0),
               paint->header);
  cairo_destroy (cr);
}

/* The line of the gain points, within a picture of the clip whose left edge is at `left`. */
static void
draw_gain (ClipTiles *tiles, cairo_surface_t *surface, const ClipPaint *paint, int left)
{
  LqDesk *desk = tiles->desk;
  const Envelope *envelope = paint->look & CLIP_TAG ? NULL : clip_gain_of (paint->clip);
  const double px = lq_desk_view (desk)->px_per_second / UNITS_PER_SECOND;
  const GdkRGBA line = token_color (TOKEN_TEXT1), floor = token_color (TOKEN_TIMELINE);

  if (!envelope || paint->header <= 0 || paint->height < 3 * paint->header)
    return;
  cairo_t *cr = cairo_create (surface);
  cairo_rectangle (cr, left + paint->tile_x, 0, paint->width, paint->height);
  cairo_clip (cr);
  for (int x = -1; x <= paint->width + 1; x++) {
    const double at = (double) (paint->x + paint->tile_x + x) / px;
    const double db =
        clip_gain_value (lq_desk_map (desk), paint->clip, envelope, (Units) fmax (at, 0));
    cairo_line_to (cr, left + paint->tile_x + x, clip_gain_y (paint->height, paint->header, db));
  }
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  for (int i = 0; i < run_n (envelope->points); i++) {
    const Units at = clip_gain_units (lq_desk_map (desk), paint->clip, envelope, i);
    cairo_arc (cr, left + (double) at * px - (double) paint->x,
               clip_gain_y (paint->height, paint->header, run_point (envelope->points, i)->value),
               ui_px (3), 0, 2 * G_PI);
    gdk_cairo_set_source_rgba (cr, &floor);
    cairo_fill_preserve (cr);
    gdk_cairo_set_source_rgba (cr, &line);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

/* The shape of the fade out that sounds under the clip's fade in; -1: none does. */
static int
shape_beneath (const ClipTiles *tiles, const ClipBox *box)
{
  const TempoMap *map = lq_desk_map (tiles->desk);
  const int index = box->clip->fade_in > 0 ? list_find (box->track->clips, box->clip->node.id) : 0;
  const Clip *before = index > 0 ? (const Clip *) list_get (box->track->clips, index - 1) : NULL;
  if (!before || before->fade_out <= 0 ||
      clip_end_units (map, before) <= clip_start_units (map, box->clip))
    return -1;
  return before->fade_out_shape;
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
                      .beneath = shape_beneath (tiles, box),
                      .width = width,
                      .height = box->height,
                      .scale = gtk_widget_get_scale_factor (tiles->widget) };
  paint.header = clip_paint_header (&paint);
  if (box->look & CLIP_TAG) {
    g_autofree char *name = clip_paint_name (box->clip, lq_desk_project (tiles->desk));
    paint.tag = MIN (text_width (tiles->widget, TEXT_CAPTION_BOLD, name) + ui_px (6) +
                         lock_width (box->clip, box->width - ui_px (6)),
                     box->width);
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
  draw_gain (tiles, entry->picture, &paint, -tile_x);
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
                        .beneath = shape_beneath (tiles, box),
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
  draw_gain (tiles, row, &paint, box->left);
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
  const int lock = lock_width (box->clip, width - 2 * pad);
  const int wide =
      MIN (text_width (tiles->widget, TEXT_CAPTION_BOLD, name) + 2 * pad + lock, width);
  /* Over the end of the same name, which scrolls out of sight. */
  fill_rect (snapshot, 0, 0, wide, header, &bar);
  if (lock > 0) {
    cairo_t *cr = gtk_snapshot_append_cairo (
        snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) wide, (float) header));
    gdk_cairo_set_source_rgba (cr, &color);
    draw_lock (cr, wide - pad - ui_px (LOCK_WIDTH), header);
    cairo_destroy (cr);
  }
  text_draw (snapshot, tiles->widget, TEXT_CAPTION_BOLD, name, pad, 0, width - 2 * pad - lock,
             header, &color);
}
