/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/arrange/ghosts.h"

#include <math.h>

#include "model/clip.h"
#include "ui/arrange/clip_tiles.h"
#include "ui/draw/picture.h"
#include "ui/draw/text.h"

#define OPACITY 0.85
#define HEADER 12 /* design units, here and below */
#define FADE_HANDLE 8
#define CROSSFADE_HANDLE 12
#define GAIN_HANDLE 12
#define TAG_HEIGHT 18

struct _LqGhosts {
  GtkWidget parent_instance;
  LqDesk *desk;
  LqRulers *rulers;
  const DragShow *show;
  Hit hit; /* HIT_NOTHING: none */
  int left, top;
  ClipTiles *tiles; /* of clips that are dragged; NULL: none are */
};

G_DEFINE_FINAL_TYPE (LqGhosts, lq_ghosts, GTK_TYPE_WIDGET)

typedef struct {
  LqGhosts *ghosts;
  GtkSnapshot *snapshot;
  int width, height; /* of the area */
} Draw;

/* The clip's own picture, as it was where it came from, so that it is painted once for a drag. */
static void
draw_clip (const Draw *draw, const Ghost *ghost)
{
  LqGhosts *ghosts = draw->ghosts;
  LqDesk *desk = ghosts->desk;
  Track *track = NULL;
  const Clip *clip = project_find_clip (lq_desk_project (desk), ghost->clip, &track, NULL);
  const int left = MAX ((int) ghost->x, 0),
            right = MIN ((int) (ghost->x + ghost->width), draw->width);
  const GdkRGBA line = token_color (TOKEN_TEXT1);
  if (!clip || right <= left || ghost->height < 1)
    return;
  const double start = lq_desk_x (desk, clip_start_units (lq_desk_map (desk), clip));
  const ClipBox box = { .track = track,
                        .clip = clip,
                        .look = ghost->height < ui_px (HEIGHT_M) - 1 ? CLIP_TAG : 0,
                        .x = lq_desk_view (desk)->x + (int64_t) floor (start),
                        .left = (int) ghost->x - left,
                        .width = MAX ((int) ghost->width, 1),
                        .height = (int) ghost->height };
  cairo_surface_t *picture =
      picture_new (right - left, box.height, gtk_widget_get_scale_factor (GTK_WIDGET (ghosts)));
  clip_tiles_draw (ghosts->tiles, picture, &box);
  gtk_snapshot_push_opacity (draw->snapshot, OPACITY);
  picture_append (draw->snapshot, picture, left, (int) ghost->y);
  gtk_snapshot_pop (draw->snapshot);
  cairo_surface_destroy (picture);
  stroke_rect (draw->snapshot, ghost->x, ghost->y, ghost->width, ghost->height, 1, &line);
}

static void
draw_fade (const Draw *draw, const Ghost *ghost)
{
  const GdkRGBA shade = token_alpha (TOKEN_TIMELINE, 0.55), line = token_color (TOKEN_ACCENT);
  const bool out = ghost->kind == GHOST_FADE_OUT;
  const double left = ghost->x, right = ghost->x + ghost->width, top = ghost->y + ui_px (HEADER),
               foot = ghost->y + ghost->height;
  cairo_t *cr = gtk_snapshot_append_cairo (
      draw->snapshot,
      &GRAPHENE_RECT_INIT (0, (float) ghost->y, (float) draw->width, (float) ghost->height));
  cairo_move_to (cr, left, out ? top : foot);
  cairo_line_to (cr, right, out ? foot : top);
  cairo_line_to (cr, out ? right : left, top);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, &shade);
  cairo_fill (cr);
  cairo_move_to (cr, left, out ? top : foot);
  cairo_line_to (cr, right, out ? foot : top);
  gdk_cairo_set_source_rgba (cr, &line);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_frame (const Draw *draw, double x, double y, double width, double height)
{
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.14), line = token_color (TOKEN_ACCENT);
  fill_rect (draw->snapshot, x, y, width, height, &wash);
  stroke_rect (draw->snapshot, x, y, width, height, 1.5, &line);
}

static void
draw_point (const Draw *draw, double x, double y, double radius)
{
  const GdkRGBA floor = token_color (TOKEN_TIMELINE), gold = token_color (TOKEN_ACCENT);
  const float box = (float) radius + 2;
  cairo_t *cr = gtk_snapshot_append_cairo (
      draw->snapshot, &GRAPHENE_RECT_INIT ((float) x - box, (float) y - box, 2 * box, 2 * box));
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &floor);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &gold);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* All vertices of curves as lines. */
static void
draw_curves (const Draw *draw)
{
  const GArray *ghosts = draw->ghosts->show->ghosts;
  const GdkRGBA gold = token_color (TOKEN_ACCENT);
  cairo_t *cr = NULL;
  for (guint i = 0; i < ghosts->len; i++) {
    const Ghost *ghost = &g_array_index (ghosts, Ghost, i);
    if (ghost->kind != GHOST_CURVE)
      continue;
    if (!cr)
      cr = gtk_snapshot_append_cairo (
          draw->snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) draw->width, (float) draw->height));
    if (ghost->first)
      cairo_move_to (cr, ghost->x, ghost->y);
    else
      cairo_line_to (cr, ghost->x, ghost->y);
  }
  if (!cr)
    return;
  gdk_cairo_set_source_rgba (cr, &gold);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_ghost (const Draw *draw, const Ghost *ghost)
{
  const GdkRGBA gold = token_color (TOKEN_ACCENT), shade = token_alpha (TOKEN_TIMELINE, 0.55);
  const GdkRGBA wash = token_alpha (TOKEN_ACCENT, 0.25);
  double y = ghost->y, width = ghost->width, height = ghost->height;
  if (ghost->area == AREA_RULERS) {
    int ruler_height;
    y = lq_rulers_top (draw->ghosts->rulers, ghost->ruler, &ruler_height);
    height = ruler_height;
  } else if (ghost->area == AREA_HEADERS)
    width = draw->width - ghost->x;

  switch (ghost->kind) {
  case GHOST_CLIP:
    draw_clip (draw, ghost);
    break;
  case GHOST_FRAME:
    draw_frame (draw, ghost->x, y, width, height);
    break;
  case GHOST_DIM:
    fill_rect (draw->snapshot, ghost->x, y, width, height, &shade);
    break;
  case GHOST_FADE_IN:
  case GHOST_FADE_OUT:
    draw_fade (draw, ghost);
    break;
  case GHOST_BAND:
    fill_rect (draw->snapshot, ghost->x, y, width, height, &wash);
    break;
  case GHOST_LINE:
    if (ghost->area == AREA_HEADERS)
      fill_rect (draw->snapshot, ghost->x, y - 1, width, 2, &gold);
    else
      fill_rect (draw->snapshot, ghost->x - 1, y, 2, height, &gold);
    break;
  case GHOST_POINT:
    draw_point (draw, ghost->x, y, ui_px (4));
    break;
  case GHOST_CURVE:
    break;
  }
}

/* One area with its own corner, cut at its edges. */
static void
draw_area (LqGhosts *ghosts, GtkSnapshot *snapshot, GhostArea area)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (ghosts)),
            height = gtk_widget_get_height (GTK_WIDGET (ghosts));
  const int x = area == AREA_HEADERS ? 0 : ghosts->left, y = area == AREA_RULERS ? 0 : ghosts->top;
  const int wide = area == AREA_HEADERS ? ghosts->left : width - ghosts->left;
  const int high = area == AREA_RULERS ? ghosts->top : height - ghosts->top;
  const Draw draw = { ghosts, snapshot, wide, high };
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) wide, (float) high));
  for (guint i = 0; i < ghosts->show->ghosts->len; i++) {
    const Ghost *ghost = &g_array_index (ghosts->show->ghosts, Ghost, i);
    if (ghost->area == area)
      draw_ghost (&draw, ghost);
  }
  if (area == AREA_TIMELINE) {
    const GdkRGBA gold = token_color (TOKEN_ACCENT);
    draw_curves (&draw);
    if (ghosts->show->hair >= 0)
      fill_rect (snapshot, ghosts->show->hair, 0, 1, high, &gold);
  }
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
draw_tag (LqGhosts *ghosts, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (ghosts);
  const DragShow *show = ghosts->show;
  const GdkRGBA ground = token_color (TOKEN_BG4), line = token_color (TOKEN_LINE2);
  const GdkRGBA text = token_color (show->refused ? TOKEN_WARNING : TOKEN_TEXT1);
  const int wide = text_width (widget, TEXT_CAPTION_BOLD, show->tag) + ui_px (12);
  const int high = ui_px (TAG_HEIGHT), away = ui_px (14);
  double x = show->tag_x + ghosts->left + away, y = show->tag_y + ghosts->top - high - away / 2.0;
  x = CLAMP (x, 0, fmax (gtk_widget_get_width (widget) - wide, 0));
  y = CLAMP (y, 0, fmax (gtk_widget_get_height (widget) - high, 0));
  fill_rect (snapshot, floor (x), floor (y), wide, high, &ground);
  stroke_rect (snapshot, floor (x), floor (y), wide, high, 1, &line);
  text_draw (snapshot, widget, TEXT_CAPTION_BOLD, show->tag, floor (x) + ui_px (6), floor (y), -1,
             high, &text);
}

/* The handles of the clip under the pointer; the one that a drag would take is gold. */
static void
draw_clip_handles (LqGhosts *ghosts, GtkSnapshot *snapshot, const Row *row, int width)
{
  LqDesk *desk = ghosts->desk;
  const Clip *clip = project_find_clip (lq_desk_project (desk), ghosts->hit.clip, NULL, NULL);
  if (!clip)
    return;
  const TempoMap *map = lq_desk_map (desk);
  const GdkRGBA rest = token_color (TOKEN_WHITE), gold = token_color (TOKEN_ACCENT),
                dark = token_color (TOKEN_BLACK);
  const double left = lq_desk_x (desk, clip_start_units (map, clip)),
               right = lq_desk_x (desk, clip_end_units (map, clip));
  const double y = row->y - (double) lq_desk_view (desk)->y;
  const int size = ui_px (FADE_HANDLE);
  const HitKind kind = ghosts->hit.kind;
  if (kind == HIT_CLIP_START || kind == HIT_CLIP_END)
    fill_rect (snapshot, kind == HIT_CLIP_START ? left : right - 2, y, 2, row->height - 1, &gold);
  if (clip->kind != CLIP_AUDIO || right - left < 4 * size)
    return;
  for (int i = 0; i < 2; i++) {
    const double x = i ? right - size : left;
    fill_rect (snapshot, x, y, size, size, &dark);
    fill_rect (snapshot, x + 1, y + 1, size - 2, size - 2,
               kind == (i ? HIT_FADE_OUT : HIT_FADE_IN) ? &gold : &rest);
  }
  const double seen = fmin (right, width) - fmax (left, 0);
  if (seen < ui_px (72))
    return;
  const double middle = (fmin (right, width) + fmax (left, 0)) / 2;
  fill_rect (snapshot, middle - ui_px (GAIN_HANDLE) / 2.0 - 1, y + ui_px (5) - 1,
             ui_px (GAIN_HANDLE) + 2, 4, &dark);
  fill_rect (snapshot, middle - ui_px (GAIN_HANDLE) / 2.0, y + ui_px (5), ui_px (GAIN_HANDLE), 2,
             kind == HIT_GAIN ? &gold : &rest);
}

static void
draw_hover (LqGhosts *ghosts, GtkSnapshot *snapshot)
{
  const Rows *rows = lq_desk_rows (ghosts->desk);
  const Hit *hit = &ghosts->hit;
  if (hit->row < 0 || hit->row >= rows->n)
    return;
  const int width = gtk_widget_get_width (GTK_WIDGET (ghosts)) - ghosts->left,
            height = gtk_widget_get_height (GTK_WIDGET (ghosts)) - ghosts->top;
  const Draw draw = { ghosts, snapshot, width, height };
  const Row *row = &rows->rows[hit->row];
  const GdkRGBA gold = token_color (TOKEN_ACCENT);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) ghosts->left, (float) ghosts->top));
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (hit_is_clip (hit->kind))
    draw_clip_handles (ghosts, snapshot, row, width);
  if (hit->kind == HIT_CROSSFADE || hit->kind == HIT_CROSSFADE_MOVE)
    fill_rect (snapshot, hit->x - 1, row->y - (double) lq_desk_view (ghosts->desk)->y, 3,
               ui_px (CROSSFADE_HANDLE), &gold);
  else if (hit->kind == HIT_GAIN_LINE)
    draw_point (&draw, hit->x, hit->y, ui_px (3));
  else if (hit->kind == HIT_POINT || hit->kind == HIT_GAIN_POINT)
    draw_point (&draw, hit->x, hit->y, ui_px (4));
  else if (hit->kind == HIT_BEND)
    draw_point (&draw, hit->x, hit->y, ui_px (3));
  else if (hit->kind == HIT_PART_EDGE)
    fill_rect (snapshot, hit->x - 1, row->y - (double) lq_desk_view (ghosts->desk)->y, 3,
               row->height - 1, &gold);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
lq_ghosts_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LqGhosts *ghosts = LQ_GHOSTS (widget);
  if (!ghosts->show) {
    draw_hover (ghosts, snapshot);
    return;
  }
  if (!ghosts->tiles)
    ghosts->tiles = clip_tiles_new (widget, ghosts->desk);
  clip_tiles_tick (ghosts->tiles);
  draw_area (ghosts, snapshot, AREA_TIMELINE);
  draw_area (ghosts, snapshot, AREA_RULERS);
  draw_area (ghosts, snapshot, AREA_HEADERS);
  if (ghosts->show->tag)
    draw_tag (ghosts, snapshot);
}

void
lq_ghosts_set_origin (LqGhosts *ghosts, int left, int top)
{
  ghosts->left = left;
  ghosts->top = top;
}

void
lq_ghosts_show (LqGhosts *ghosts, const DragShow *show)
{
  ghosts->show = show;
  if (!show)
    g_clear_pointer (&ghosts->tiles, clip_tiles_free);
  gtk_widget_queue_draw (GTK_WIDGET (ghosts));
}

void
lq_ghosts_hover (LqGhosts *ghosts, const Hit *hit)
{
  const Hit none = { .kind = HIT_NOTHING, .row = -1 };
  const Hit *next = hit ? hit : &none;
  const Hit *now = &ghosts->hit;
  const bool same = next->kind == now->kind && next->clip == now->clip && next->row == now->row &&
                    next->item == now->item && next->index == now->index;
  ghosts->hit = *next;
  if (!same)
    gtk_widget_queue_draw (GTK_WIDGET (ghosts));
}

static void
desk_changed (LqDesk *desk, guint what, LqGhosts *ghosts)
{
  if (what & (DESK_PROJECT | DESK_VIEW)) {
    /* What was hit is gone, or somewhere else. */
    ghosts->hit = (Hit){ .kind = HIT_NOTHING, .row = -1 };
    gtk_widget_queue_draw (GTK_WIDGET (ghosts));
  }
}

static void
lq_ghosts_dispose (GObject *object)
{
  g_clear_pointer (&LQ_GHOSTS (object)->tiles, clip_tiles_free);
  g_clear_object (&LQ_GHOSTS (object)->desk);
  G_OBJECT_CLASS (lq_ghosts_parent_class)->dispose (object);
}

static void
lq_ghosts_class_init (LqGhostsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lq_ghosts_dispose;
  GTK_WIDGET_CLASS (class)->snapshot = lq_ghosts_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lq_ghosts_init (LqGhosts *ghosts)
{
  ghosts->hit.row = -1;
  gtk_widget_set_can_target (GTK_WIDGET (ghosts), FALSE);
}

GtkWidget *
lq_ghosts_new (LqDesk *desk, LqRulers *rulers)
{
  LqGhosts *ghosts = g_object_new (LQ_TYPE_GHOSTS, NULL);
  ghosts->desk = g_object_ref (desk);
  ghosts->rulers = rulers;
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed), ghosts, 0);
  return GTK_WIDGET (ghosts);
}
