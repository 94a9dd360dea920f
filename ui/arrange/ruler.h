/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rulers above the timeline by name, from top to bottom. Any thread. */
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
