/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The palette: what opens it, and its own keys. */
#include "ui/window/actions/do.h"
#include "ui/window/palette/palette_private.h"

static void
open_palette (LqWindow *window, int arg)
{
  palette_open (window, "");
}

static void
find (LqWindow *window, int arg)
{
  palette_open (window, "@");
}

const Doing doings_palette[] = {
  { "app.palette", open_palette },
  { "app.find", find },
  { "palette.run", palette_do, PALETTE_RUN },
  { "palette.run-keep", palette_do, PALETTE_RUN_KEEP },
  { "palette.arguments", palette_do, PALETTE_ARGUMENTS },
  { "palette.assign", palette_do, PALETTE_ASSIGN },
  { "palette.explain", palette_do, PALETTE_EXPLAIN },
  { "palette.close", palette_do, PALETTE_CLOSE },
  { NULL },
};
