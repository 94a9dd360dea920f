/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rulers above the timeline, and which of them has the cursor. Main thread. */
#pragma once

typedef enum {
  RULER_TIME,
  RULER_BARS,
  RULER_MARKERS,
  RULER_SECTIONS,
  RULER_CHORDS,
  RULER_LYRICS,
  RULER_TEMPO,
  N_RULERS,
} Ruler;
