/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones of the rulers. */
#include <math.h>
#include <string.h>

#include "ui/arrange/hit.h"

#define EDGE_REACH 6 /* design units, here and below */
#define LOOP_REACH 8
#define LETTER 6 /* the width of one, about */
#define FLAG 12

void
ruler_item_span (const Node *node, Position *at, Position *end)
{
  switch (node->kind) {
  case NODE_MARKER:
    *at = *end = ((const Marker *) node)->at;
    break;
  case NODE_LYRIC:
    *at = *end = ((const Lyric *) node)->at;
    end->value += ((const Lyric *) node)->length.value;
    break;
  case NODE_SECTION:
    *at = *end = (Position){ ((const Section *) node)->at, TIME_MUSICAL };
    end->value += ((const Section *) node)->length;
    break;
  case NODE_CHORD:
    *at = *end = (Position){ ((const Chord *) node)->at, TIME_MUSICAL };
    end->value += ((const Chord *) node)->length;
    break;
  default:
    *at = *end = (Position){ ((const Tempo *) node)->at, TIME_MUSICAL };
    break;
  }
}

typedef struct {
  LqDesk *desk;
  double x, reach;
  Hit *hit;
} Search;

static double
x_of (const Search *search, Position at)
{
  return lq_desk_x (search->desk, tempo_map_position_units (lq_desk_map (search->desk), at));
}

static void
take (const Search *search, HitKind kind, const Node *node, int index, double x)
{
  search->hit->kind = kind;
  search->hit->item = node->id;
  search->hit->index = index;
  search->hit->x = x;
}

static void
hit_loop (const Search *search, double y, int height)
{
  const Project *project = lq_desk_project (search->desk);
  const double left = x_of (search, project->loop_from), right = x_of (search, project->loop_to);
  const double reach = fmin (lq_desk_px (search->desk, LOOP_REACH), (right - left) / 3);
  Hit *hit = search->hit;

  hit->kind = HIT_BARS;
  if (right <= left || y >= height / 2.0)
    return;
  if (fabs (search->x - left) < reach) {
    hit->kind = HIT_LOOP_START;
    hit->x = left;
  } else if (fabs (search->x - right) < reach) {
    hit->kind = HIT_LOOP_END;
    hit->x = right;
  } else if (search->x > left && search->x < right)
    hit->kind = HIT_LOOP;
}

static void
hit_markers (const Search *search)
{
  const List *markers = lq_desk_project (search->desk)->markers;
  const int flag = lq_desk_px (search->desk, FLAG), letter = lq_desk_px (search->desk, LETTER);
  for (int i = 0; i < list_n (markers); i++) {
    const Marker *marker = (const Marker *) list_get (markers, i);
    const double x = x_of (search, marker->at);
    const long letters = g_utf8_strlen (text_get (marker->name), -1);
    if (search->x >= x - search->reach && search->x < x + flag + (double) (letters * letter))
      take (search, HIT_ITEM, &marker->node, i, x);
  }
}

/* An item from left to right: its edges, where they can be moved, and what is between. */
static bool
hit_block (const Search *search, const Node *node, int index, double left, double right,
           bool starts, bool ends)
{
  const double reach = fmin (search->reach, (right - left) / 4);
  if (search->x < left || search->x >= right)
    return false;
  take (search, HIT_ITEM, node, index, left);
  if (starts && search->x - left < reach)
    search->hit->kind = HIT_ITEM_START;
  if (ends && right - search->x <= reach) {
    search->hit->kind = HIT_ITEM_END;
    search->hit->x = right;
  }
  return true;
}

static void
hit_sections (const Search *search)
{
  const List *sections = lq_desk_project (search->desk)->sections;
  for (int i = 0; i < list_n (sections); i++) {
    const Section *section = (const Section *) list_get (sections, i);
    const Position from = { section->at, TIME_MUSICAL };
    const Position to = { section->at + section->length, TIME_MUSICAL };
    if (hit_block (search, &section->node, i, x_of (search, from), x_of (search, to), true, true))
      return;
  }
}

/* A chord holds to the next one, or as long as it says; lyrics likewise. */
static void
hit_chords (const Search *search)
{
  const List *chords = lq_desk_project (search->desk)->chords;
  for (int i = 0; i < list_n (chords); i++) {
    const Chord *chord = (const Chord *) list_get (chords, i);
    const Chord *next = i + 1 < list_n (chords) ? (const Chord *) list_get (chords, i + 1) : NULL;
    const double x = x_of (search, (Position){ chord->at, TIME_MUSICAL });
    double right = x + 4 * lq_desk_px (search->desk, FLAG);
    if (chord->length)
      right = x_of (search, (Position){ chord->at + chord->length, TIME_MUSICAL });
    if (next && (!chord->length || next->at < chord->at + chord->length))
      right = x_of (search, (Position){ next->at, TIME_MUSICAL });
    if (hit_block (search, &chord->node, i, x, right, false, chord->length > 0))
      return;
  }
}

static void
hit_lyrics (const Search *search)
{
  const List *lyrics = lq_desk_project (search->desk)->lyrics;
  for (int i = 0; i < list_n (lyrics); i++) {
    const Lyric *lyric = (const Lyric *) list_get (lyrics, i);
    const Lyric *next = i + 1 < list_n (lyrics) ? (const Lyric *) list_get (lyrics, i + 1) : NULL;
    const double x = x_of (search, lyric->at);
    const long letters = g_utf8_strlen (text_get (lyric->text), -1);
    double right = x + (double) (letters + 2) * lq_desk_px (search->desk, LETTER);
    if (lyric->length.value > 0)
      right = x_of (search, (Position){ lyric->at.value + lyric->length.value, lyric->at.base });
    if (next)
      right = fmin (right, x_of (search, next->at));
    if (hit_block (search, &lyric->node, i, x, right, false, lyric->length.value > 0))
      return;
  }
}

static void
hit_tempos (const Search *search)
{
  const List *tempos = lq_desk_project (search->desk)->tempos;
  const int label = 6 * lq_desk_px (search->desk, LETTER);
  for (int i = 0; i < list_n (tempos); i++) {
    const Tempo *tempo = (const Tempo *) list_get (tempos, i);
    const double x = fmax (x_of (search, (Position){ tempo->at, TIME_MUSICAL }), 0);
    if (search->x >= x - search->reach && search->x < x + label)
      take (search, HIT_ITEM, &tempo->node, i, x);
  }
}

Hit
hit_ruler (LqDesk *desk, Ruler ruler, double x, double y, int height)
{
  Hit hit = { .kind = HIT_RULER,
              .row = -1,
              .ruler = ruler,
              .at = int64_max (lq_desk_at (desk, x), 0),
              .x = x,
              .y = height / 2.0 };
  const Search search = { desk, x, lq_desk_px (desk, EDGE_REACH), &hit };
  switch (ruler) {
  case RULER_TIME:
    hit.kind = HIT_TIME;
    break;
  case RULER_BARS:
    hit_loop (&search, y, height);
    break;
  case RULER_MARKERS:
    hit_markers (&search);
    break;
  case RULER_SECTIONS:
    hit_sections (&search);
    break;
  case RULER_CHORDS:
    hit_chords (&search);
    break;
  case RULER_LYRICS:
    hit_lyrics (&search);
    break;
  case RULER_TEMPO:
    hit_tempos (&search);
    break;
  case N_RULERS:
    hit.kind = HIT_NOTHING;
    break;
  }
  return hit;
}
