/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/mixer/strip_layout.h"

#include "ui/draw/fader_law.h"

#define EDGE 4
#define EQ 36
#define SLOT 18
#define BODY 16 /* of a slot */
#define PAN 28
#define KNOB 22
#define BUTTONS 18
#define VALUES 16
#define NAME 22
#define COLOR 3
#define FADER_LEAST 104
#define FADER_WISH 220
#define INSERTS 4 /* slots that show where there is room, and no strip has more */
#define SENDS 2

#define MOST(a, b) ((a) > (b) ? (a) : (b))

int
strip_width (StripWidth as, int (*px) (double))
{
  static const int widths[] = { 56, 84, 120, 140 };
  return px (widths[as]);
}

/* So many slots that the fader keeps what it needs: at first those of every strip, then, from what
 * it can spare, those that only some have. */
static void
choose_slots (StripLayout *layout, int room, int inserts, int sends, int (*px) (double))
{
  const int wish = px (FADER_WISH) - px (FADER_LEAST), slot = px (SLOT);
  while (room >= slot && (layout->n_inserts < INSERTS || layout->n_sends < SENDS)) {
    if (layout->n_sends < SENDS && layout->n_inserts >= 2 * (layout->n_sends + 1))
      layout->n_sends++;
    else if (layout->n_inserts < INSERTS)
      layout->n_inserts++;
    else
      layout->n_sends++;
    room -= slot;
  }
  while (room - slot >= wish && (layout->n_inserts < inserts || layout->n_sends < sends)) {
    if (layout->n_inserts < inserts)
      layout->n_inserts++;
    else
      layout->n_sends++;
    room -= slot;
  }
}

static void
place_fader (StripLayout *layout, int y, int height, int (*px) (double))
{
  static const struct {
    int cap, scale_end, meter, bar, reduction;
  } at[] = {
    { 15, 0, 31, 6, 47 }, { 21, 46, 51, 8, 71 }, { 30, 60, 74, 10, 100 }, { 26, 52, 60, 11, 86 }
  };
  const int cap = px (at[layout->as].cap), half = px (11);
  layout->bar = px (at[layout->as].bar);
  layout->fader = (Box){ cap - half, y, 2 * half, height };
  if (at[layout->as].scale_end)
    layout->scale = (Box){ cap + half, y, px (at[layout->as].scale_end) - cap - half, height };
  layout->meter = (Box){ px (at[layout->as].meter), y, 2 * layout->bar + 1, height };
  layout->reduction = (Box){ px (at[layout->as].reduction), y, px (4), height };
  if (layout->as == STRIP_MAIN)
    layout->loudness = (Box){ px (96), y, px (10), height };
}

static void
place_pan (StripLayout *layout, int y, int (*px) (double))
{
  const int edge = px (EDGE), knob = px (KNOB);
  const int left = layout->as == STRIP_NARROW ? (layout->width - knob) / 2 : edge + px (4);
  layout->pan = (Box){ left, y + (px (PAN) - knob) / 2, knob, knob };
  if (layout->as == STRIP_NARROW)
    return;
  layout->parts_phase = layout->as == STRIP_WIDE;
  if (layout->as == STRIP_NORMAL)
    layout->phase = (Box){ left + knob + px (1), y + px (7), px (14), px (14) };
  const int text = layout->as == STRIP_NORMAL ? layout->phase.x + layout->phase.width : left + knob;
  layout->pan_text = (Box){ text, y, layout->width - edge - text, px (PAN) };
}

void
strip_layout (StripLayout *layout, StripWidth as, int height, int inserts, int sends,
              int (*px) (double))
{
  const int edge = px (EDGE), width = strip_width (as, px), inner = width - 2 * edge;
  const bool narrow = as == STRIP_NARROW;
  const int fixed = edge + px (PAN) + px (4) + px (BUTTONS) + px (12) + px (8) + px (VALUES) +
                    px (2) + px (VALUES) + px (2) + px (NAME) + px (COLOR) + px (FADER_LEAST);
  int room = height - fixed, y = edge;

  *layout = (StripLayout){ .as = as, .width = width, .height = height, .slot = px (SLOT) };
  const bool eq = room >= px (EQ + 5) + (narrow ? 0 : 3 * px (SLOT));
  if (eq) {
    layout->eq = (Box){ edge, y, inner, px (EQ) };
    y += px (EQ + 5);
    room -= px (EQ + 5);
  }
  if (narrow && room >= px (SLOT)) {
    layout->counters = (Box){ edge, y, inner, px (BODY) };
    y += px (SLOT);
  } else if (!narrow) {
    choose_slots (layout, room - px (8), inserts, sends, px);
    layout->inserts = (Box){ edge, y, inner, layout->n_inserts * px (SLOT) };
    y += layout->inserts.height + (layout->n_inserts ? px (4) : 0);
    layout->sends = (Box){ edge, y, inner, layout->n_sends * px (SLOT) };
    y += layout->sends.height + (layout->n_sends ? px (4) : 0);
  }
  place_pan (layout, y, px);
  y += px (PAN) + px (4);
  layout->buttons = (Box){ edge, y, inner, px (BUTTONS) };
  y += px (BUTTONS) + px (12);
  int foot = height;
  foot -= px (COLOR);
  layout->color = (Box){ 0, foot, width, px (COLOR) };
  foot -= px (NAME);
  layout->name = (Box){ 0, foot, width, px (NAME) };
  foot -= px (2) + px (VALUES);
  layout->output = (Box){ edge, foot, inner, px (VALUES) };
  foot -= px (2) + px (VALUES);
  const int half = narrow ? inner : (inner - px (2)) / 2;
  layout->value = (Box){ edge, foot, half, px (VALUES) };
  if (!narrow)
    layout->peak = (Box){ edge + half + px (2), foot, inner - half - px (2), px (VALUES) };
  place_fader (layout, y, MOST (foot - px (8) - y, px (20)), px);
}

Box
strip_layout_button (const StripLayout *layout, unsigned buttons, int button)
{
  const Box *row = &layout->buttons;
  int n = 0, before = 0;
  for (int i = 0; i < N_BUTTONS; i++)
    if (buttons & 1u << i) {
      n++;
      before += i < button;
    }
  if (!(buttons & 1u << button))
    return (Box){ 0 };
  const int gap = 2, wide = row->width + gap;
  const int from = wide * before / n, to = wide * (before + 1) / n - gap;
  return (Box){ row->x + from, row->y, to - from, row->height };
}

Box
strip_layout_slot (const StripLayout *layout, CellKind kind, int slot)
{
  const Box *all = kind == CELL_INSERT ? &layout->inserts : &layout->sends;
  const int n = kind == CELL_INSERT ? layout->n_inserts : layout->n_sends;
  if (slot < 0 || slot >= n)
    return (Box){ 0 };
  return (Box){ all->x, all->y + slot * layout->slot, all->width, layout->slot * BODY / SLOT };
}

static bool
is_in (const Box *box, int x, int y)
{
  return box->width > 0 && x >= box->x && x < box->x + box->width && y >= box->y &&
         y < box->y + box->height;
}

Cell
strip_layout_at (const StripLayout *layout, unsigned buttons, int x, int y)
{
  const struct {
    const Box *box;
    CellKind kind;
  } parts[] = { { &layout->eq, CELL_EQ },          { &layout->pan, CELL_PAN },
                { &layout->pan_text, CELL_WIDTH }, { &layout->value, CELL_VALUE },
                { &layout->peak, CELL_PEAK },      { &layout->output, CELL_OUTPUT },
                { &layout->name, CELL_NAME } };
  if (is_in (&layout->phase, x, y) && !(buttons & 1u << BUTTON_PHASE))
    return (Cell){ CELL_BUTTON, BUTTON_PHASE };
  if (is_in (&layout->inserts, x, y))
    return (Cell){ CELL_INSERT, (y - layout->inserts.y) / layout->slot };
  if (is_in (&layout->sends, x, y))
    return (Cell){ CELL_SEND, (y - layout->sends.y) / layout->slot };
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
    if (is_in (parts[i].box, x, y))
      return (Cell){ parts[i].kind, 0 };
  for (int i = 0; i < N_BUTTONS; i++) {
    const Box box = strip_layout_button (layout, buttons, i);
    /* The gap between them is theirs, too. */
    const Box wide = { box.x - 1, box.y - 1, box.width + 2, box.height + 2 };
    if (box.width > 0 && is_in (&wide, x, y))
      return (Cell){ CELL_BUTTON, i };
  }
  /* The cap hangs over both ends of the way. */
  const Box *fader = &layout->fader;
  if (y >= fader->y - fader->width / 2 && y < fader->y + fader->height + fader->width / 2)
    return (Cell){ x < layout->meter.x ? CELL_FADER : CELL_PEAK, 0 };
  return (Cell){ CELL_NONE, 0 };
}

double
strip_layout_fader_y (const StripLayout *layout, double db)
{
  return layout->fader.y + fader_law_position (db) * layout->fader.height;
}
