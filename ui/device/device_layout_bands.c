/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "ui/device/device_layout_private.h"
#include "ui/device/device_state.h"
#include "ui/device/eq_bands.h"

#define LEAST 150 /* of a card */
#define MOST 240
#define HEAD 24
#define NUMBER 22
#define POWER 22
#define CHANNEL 26
#define FIELD 34

typedef struct {
  DeviceLayout *layout;
  const DeviceSpec *spec;
  int page, group, x, width;
} Card;

static void
place (Card *card, const char *name, DeviceCellKind kind, int x, int y, int width, int height)
{
  const int param = device_param (card->spec, name);
  const int at[4] = { card->x + x, y, width, height };
  if (param >= 0)
    layout_add_cell (card->layout, param, kind, card->page, card->group, at);
}

static void
place_band (Card *card, int band, const double *values, int height)
{
  const char *const keys[] = { "freq", eq_band_has_gain (values, band) ? "gain" : "slope", "q" };
  const int inner = card->width - 2 * DEVICE_GAP, field = inner / 3;
  const bool gain_or_slope = eq_band_has_gain (values, band) || eq_band_has_slope (values, band);
  char name[32];

  g_snprintf (name, sizeof name, "band%d.type", band + 1);
  place (card, name, CELL_CHOICE, NUMBER, 1, card->width - NUMBER - CHANNEL - POWER - DEVICE_GAP,
         HEAD - 2);
  g_snprintf (name, sizeof name, "band%d.channel", band + 1);
  place (card, name, CELL_SHORT_CHOICE, card->width - POWER - CHANNEL - 2, 1, CHANNEL, HEAD - 2);
  g_snprintf (name, sizeof name, "band%d.on", band + 1);
  place (card, name, CELL_POWER, card->width - POWER - 1, 1, POWER, HEAD - 2);
  for (int i = 0; i < 3; i++) {
    if (i == 1 && !gain_or_slope)
      continue;
    g_snprintf (name, sizeof name, "band%d.%s", band + 1, keys[i]);
    place (card, name, CELL_FIELD, DEVICE_GAP + i * field, HEAD, field, MIN (FIELD, height - HEAD));
  }
}

static void
place_output (Card *card, int height)
{
  const int inner = card->width - 2 * DEVICE_GAP;
  place (card, "phase", CELL_CHOICE, 48, 1, card->width - 48 - DEVICE_GAP, HEAD - 2);
  place (card, "gain", CELL_FIELD, DEVICE_GAP, HEAD, inner, MIN (FIELD, height - HEAD));
}

void
layout_bands (DeviceLayout *layout, const DeviceSpec *spec, const double *values, int width,
              int height)
{
  const int n = EQ_N_BANDS + 1;
  const int fit = CLAMP ((width + DEVICE_GAP) / (LEAST + DEVICE_GAP), 1, n);
  /* Pages of the same number of cards, as far as it goes. */
  const int pages = (n + fit - 1) / fit, each = (n + pages - 1) / pages;
  const int card_width = MIN ((width + DEVICE_GAP) / each - DEVICE_GAP, MOST);

  for (int i = 0; i < n; i++) {
    const int page = i / each;
    const int at[4] = { i % each * (card_width + DEVICE_GAP), 0, card_width,
                        MIN (height, HEAD + FIELD + DEVICE_GAP) };
    Card card = { layout, spec, page, 0, at[0], card_width };
    card.group = layout_add_group (layout, i < EQ_N_BANDS ? "" : "Output",
                                   i < EQ_N_BANDS ? i + 1 : 0, page, at);
    if (i < EQ_N_BANDS)
      place_band (&card, i, values, height);
    else
      place_output (&card, height);
  }
  layout->n_pages = pages;
}
