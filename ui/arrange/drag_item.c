/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in rulers: markers, sections with all that lies under them, chords, lyrics, tempos.
 * With Ctrl they are copied. */
#include <glib/gi18n.h>
#include <math.h>

#include "ui/arrange/drag_private.h"
#include "ui/draw/value_text.h"

#define PX_PER_BPM 3.0
#define LEAST_BPM 5.0
#define MOST_BPM 1000.0

typedef struct {
  const Node *node; /* borrowed: the project does not change before the end */
  Position at, end; /* as it is; the end of what has none is its start */
  Units at_units, end_units;
  Snap to; /* its start or end */
  double bpm; /* of a tempo, now */
  bool bends; /* its value changes, not its place */
} Item;

static Snap
snap_of (const Drag *drag, Position at)
{
  return (Snap){ at, tempo_map_position_units (lq_desk_map (drag->desk), at), SNAP_NONE };
}

/* A section goes between others: to the nearest edge of one, unless snap is off. */
static Snap
between_sections (Drag *drag, const Item *item)
{
  const List *sections = lq_desk_project (drag->desk)->sections;
  const Units wish = int64_max (drag->at, 0);
  Snap nearest = snap_of (drag, (Position){ 0, TIME_MUSICAL });
  for (int i = 0; i < list_n (sections); i++) {
    const Section *section = (const Section *) list_get (sections, i);
    const Ticks edges[] = { section->at, section->at + section->length };
    for (int k = 0; k < 2; k++) {
      const Snap edge = snap_of (drag, (Position){ edges[k], TIME_MUSICAL });
      if (llabs (edge.units - wish) < llabs (nearest.units - wish))
        nearest = edge;
    }
  }
  /* Its own edges: it stays. */
  if (!drag_has (drag, DRAG_CTRL) &&
      (nearest.units == item->at_units || nearest.units == item->end_units))
    nearest = snap_of (drag, item->at);
  nearest.kind = SNAP_MARKER;
  return nearest;
}

static char *
item_text (const Node *node)
{
  switch (node->kind) {
  case NODE_CHORD:
    return g_strdup (text_get (((const Chord *) node)->symbol));
  case NODE_LYRIC:
    return g_strdup (text_get (((const Lyric *) node)->text));
  default:
    return g_strdup (node_name (node));
  }
}

static void
ghost (Drag *drag, GhostKind kind, Units from, Units to)
{
  const double x = lq_desk_x (drag->desk, from);
  Ghost *made = drag_ghost (drag, kind, x, 0, fmax (lq_desk_x (drag->desk, to) - x, 2), 0);
  made->area = AREA_RULERS;
  made->ruler = drag->hit.ruler;
}

static void
update_tempo (Drag *drag, Item *item)
{
  const double bpm = ((const Tempo *) item->node)->bpm, dy = drag->from_y - drag->song_y;
  const bool fine = drag_has (drag, DRAG_SHIFT), first = drag->hit.index == 0;
  const double steps = dy / PX_PER_BPM * (fine ? 0.1 : 1);
  const double unit = fine ? 10 : 1;

  item->bends = first || fabs (dy) >= fabs (drag->song_x - drag->from_x);
  item->bpm = bpm;
  if (!item->bends)
    return;
  item->to = snap_of (drag, item->at);
  item->bpm = CLAMP (bpm + round (steps * unit) / unit, LEAST_BPM, MOST_BPM);
  g_autofree char *text = value_text_number (item->bpm, 2);
  drag_tag (drag, drag->x, 0, g_strdup_printf (_ ("%s BPM"), text));
}

static void
update_item (Drag *drag)
{
  Item *item = drag->data;
  const SnapHow how = { .free = drag_has (drag, DRAG_ALT), .row = -1 };
  const bool section = item->node->kind == NODE_SECTION;
  const bool at_end = drag->hit.kind == HIT_ITEM_END;
  const Units old = at_end ? item->end_units : item->at_units;

  if (section && drag->hit.kind == HIT_ITEM && !how.free)
    item->to = between_sections (drag, item);
  else
    item->to = snap_place (drag->desk, old + drag->at - drag->from, &how);
  g_autofree char *name = item_text (item->node);
  g_autofree char *place = drag_place (drag->desk, item->to.at);
  g_autofree char *by = drag_distance (drag->desk, old, item->to.units);
  drag_tag (drag, drag->x, 0, g_strdup_printf ("%s  %s  %s", name, place, by));
  if (item->node->kind == NODE_TEMPO)
    update_tempo (drag, item);
  if (item->bends)
    return;
  drag_hair (drag, &item->to);
  if (section && drag->hit.kind == HIT_ITEM)
    ghost (drag, GHOST_LINE, item->to.units, item->to.units);
  else if (at_end)
    ghost (drag, GHOST_FRAME, item->at_units, int64_max (item->to.units, item->at_units));
  else if (drag->hit.kind == HIT_ITEM_START)
    ghost (drag, GHOST_FRAME, item->to.units, int64_max (item->end_units, item->to.units));
  else
    ghost (drag, GHOST_FRAME, item->to.units,
           item->to.units + int64_max (item->end_units - item->at_units, 0));
}

static Ticks
ticks_of (const Drag *drag, Position at)
{
  return tempo_map_position_ticks (lq_desk_map (drag->desk), at);
}

/* Musical, for what stands on ticks whatever it snapped to. */
static const char *
musical (const Drag *drag, Position at)
{
  return lq_desk_place (drag->desk, (Position){ ticks_of (drag, at), TIME_MUSICAL });
}

static void
section_lines (Drag *drag, const Item *item, const char *id, GPtrArray *lines)
{
  const char *to = musical (drag, item->to.at);
  if (drag->hit.kind == HIT_ITEM_START)
    drag_add (lines, "section.set section=%s at=%s", id, to);
  else if (drag->hit.kind == HIT_ITEM_END)
    drag_add (lines, "section.set section=%s end=%s", id, to);
  else if (drag_has (drag, DRAG_CTRL))
    drag_add (lines, "section.duplicate section=%s to=%s", id, to);
  else
    drag_add (lines, "section.move section=%s to=%s", id, to);
}

static void
tempo_lines (Drag *drag, const Item *item, GPtrArray *lines)
{
  const Tempo *tempo = (const Tempo *) item->node;
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  if (!item->bends && !drag_has (drag, DRAG_CTRL))
    drag_add (lines, "tempo.remove at=%s", musical (drag, item->at));
  drag_add (lines, "tempo.add at=%s bpm=%s ramp=%s", musical (drag, item->to.at),
            drag_number (number, item->bpm), tempo->ramp ? "on" : "off");
}

static void
copy_lines (Drag *drag, const Item *item, GPtrArray *lines)
{
  g_autofree char *text = item_text (item->node);
  g_autofree char *quoted = g_shell_quote (text);
  const char *to = lq_desk_place (drag->desk, item->to.at);
  if (item->node->kind == NODE_MARKER)
    drag_add (lines, "marker.add at=%s name=%s", to, quoted);
  else if (item->node->kind == NODE_CHORD)
    drag_add (lines, "chord.add at=%s symbol=%s", musical (drag, item->to.at), quoted);
  else
    drag_add (lines, "lyric.add at=%s text=%s", to, quoted);
}

static void
item_lines (Drag *drag, GPtrArray *lines)
{
  const Item *item = drag->data;
  const bool at_end = drag->hit.kind == HIT_ITEM_END;
  const char *id = lq_desk_id (drag->desk, item->node->id);
  const char *command = item->node->kind == NODE_CHORD ? "chord" : "lyric";

  if (item->to.units == (at_end ? item->end_units : item->at_units) &&
      !(item->bends && item->bpm != ((const Tempo *) item->node)->bpm))
    return;
  if (item->node->kind == NODE_TEMPO)
    tempo_lines (drag, item, lines);
  else if (item->node->kind == NODE_SECTION)
    section_lines (drag, item, id, lines);
  else if (at_end) {
    const Ticks length = ticks_of (drag, item->to.at) - ticks_of (drag, item->at);
    if (length > 0)
      drag_add (lines, "%s.set %s=%s length=%" G_GINT64_FORMAT "t", command, command, id, length);
  } else if (drag_has (drag, DRAG_CTRL))
    copy_lines (drag, item, lines);
  else if (item->node->kind == NODE_CHORD)
    drag_add (lines, "chord.set chord=%s at=%s", id, musical (drag, item->to.at));
  else if (item->node->kind == NODE_MARKER)
    drag_add (lines, "marker.move marker=%s to=%s", id, lq_desk_place (drag->desk, item->to.at));
  else
    drag_add (lines, "lyric.move lyric=%s to=%s", id, lq_desk_place (drag->desk, item->to.at));
}

static const DragKind kind = { update_item, item_lines, NULL, NULL, NULL };

void
drag_begin_item (Drag *drag)
{
  const Node *node = project_find (lq_desk_project (drag->desk), drag->hit.item, NULL);
  if (!node)
    return;
  Item *item = g_new0 (Item, 1);
  drag->kind = &kind;
  drag->data = item;
  item->node = node;
  ruler_item_span (node, &item->at, &item->end);
  item->at_units = tempo_map_position_units (lq_desk_map (drag->desk), item->at);
  item->end_units = tempo_map_position_units (lq_desk_map (drag->desk), item->end);
  item->to = snap_of (drag, item->at);
}
