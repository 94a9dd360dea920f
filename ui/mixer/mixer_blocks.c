/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meters of the Mix view, in blocks: what a frame of levels draws anew. */
#include "ui/draw/picture.h"
#include "ui/mixer/mixer_widget.h"

#define MOST_BLOCKS 18 /* of meters that are drawn as one */

static void
block_clear (gpointer block)
{
  g_clear_pointer (&((MixerBlock *) block)->node, gsk_render_node_unref);
}

/* Thirty rectangles of a strip take the renderer longer than one picture. */
static void
mixer_append_rects (LqMixer *mixer, GtkSnapshot *rects, GtkSnapshot *snapshot)
{
  GskRenderNode *node = gtk_snapshot_free_to_node (rects);
  if (!node)
    return;
  GskRenderNode *picture = picture_of_rects (node, GTK_WIDGET (mixer));
  gtk_snapshot_append_node (snapshot, picture);
  gsk_render_node_unref (picture);
  gsk_render_node_unref (node);
}

/* Meters of neighbors. The renderer looks for what has changed, and where that is more than thirty
 * rectangles of the window it draws everything: so what moves is a few blocks, and each is one
 * rectangle. A clip of another height says that a block has changed, whatever is in it. */
static void
draw_block (LqMixer *mixer, guint index, int first, int last, GtkSnapshot *snapshot)
{
  Box from = { 0 }, to = { 0 };
  bool moved = false;
  StripDraw draw;
  if (index >= mixer->blocks->len)
    g_array_set_size (mixer->blocks, index + 1);
  MixerBlock *block = &g_array_index (mixer->blocks, MixerBlock, index);
  for (int i = first; i <= last; i++) {
    mixer_strip_draw (mixer, i, &draw);
    to = strip_live_box (&draw);
    from = i == first ? to : from;
    moved |= mixer_face (mixer, draw.strip->track)->moved;
  }
  const GdkRGBA nothing = token_alpha (TOKEN_BG0, 0);
  const int x = from.x, wide = to.x + to.width - x;
  if (!block->node || moved || block->x != x || block->change != mixer->change) {
    GtkSnapshot *parts = gtk_snapshot_new ();
    block->odd = !block->odd;
    block->x = x;
    block->change = mixer->change;
    gtk_snapshot_push_clip (parts, &GRAPHENE_RECT_INIT ((float) x, (float) from.y, (float) wide,
                                                        (float) (from.height + block->odd)));
    /* Larger than any clip: one that clips nothing would be left out. */
    fill_rect (parts, x, from.y, wide, from.height + 2, &nothing);
    for (int i = first; i <= last; i++) {
      mixer_strip_draw (mixer, i, &draw);
      StripFace *face = mixer_face (mixer, draw.strip->track);
      GtkSnapshot *meter = gtk_snapshot_new ();
      strip_live_meter (face, &draw, meter);
      mixer_append_rects (mixer, meter, parts);
      face->moved = false;
    }
    gtk_snapshot_pop (parts);
    block_clear (block);
    block->node = gtk_snapshot_free_to_node (parts);
  }
  gtk_snapshot_append_node (snapshot, block->node);
}

void
mixer_blocks_draw (LqMixer *mixer, GtkSnapshot *snapshot)
{
  int first = -1, last = -1;
  guint n = 1; /* the first one is of main */
  StripDraw draw;
  for (int i = 0; i < (int) mixer->model->strips->len; i++)
    if (g_array_index (mixer->model->strips, MixerStrip, i).node->kind != TRACK_MAIN &&
        mixer_strip_draw (mixer, i, &draw)) {
      first = first < 0 ? i : first;
      last = i;
    }
  const int seen = first < 0 ? 0 : last - first + 1, blocks = MIN (seen, MOST_BLOCKS);
  for (int i = 0; i < blocks; i++)
    draw_block (mixer, n++, first + i * seen / blocks, first + (i + 1) * seen / blocks - 1,
                snapshot);
  g_array_set_size (mixer->blocks, n);
}

void
mixer_blocks_draw_main (LqMixer *mixer, GtkSnapshot *snapshot)
{
  const int last = (int) mixer->model->strips->len - 1;
  draw_block (mixer, 0, last, last, snapshot);
}

GArray *
mixer_blocks_new (void)
{
  GArray *blocks = g_array_new (FALSE, TRUE, sizeof (MixerBlock));
  g_array_set_clear_func (blocks, block_clear);
  g_array_set_size (blocks, 1);
  return blocks;
}
