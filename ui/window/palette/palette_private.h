/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open palette, for the actions of its keys. GTK thread. */
#pragma once

#include "ui/window/palette/palette.h"

typedef enum {
  PALETTE_RUN,
  PALETTE_RUN_KEEP,
  PALETTE_ARGUMENTS,
  PALETTE_ASSIGN,
  PALETTE_EXPLAIN,
  PALETTE_CLOSE,
} PaletteDeed;

/* Does nothing where no palette is open. */
void palette_do (LqWindow *window, int deed);
