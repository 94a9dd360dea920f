/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a clip's waveform, from peaks or from single samples. GTK thread. */
#pragma once

#include "ui/desk/desk.h"
#include "ui/draw/wave.h"

typedef enum { CLIP_WAVE_DRAWN, CLIP_WAVE_UNDER_WAY, CLIP_WAVE_MISSING } ClipWaveState;

/* Columns 0 .. n-1 of one channel, of which the first begins at `at` and each is `step` units long
 * (both may have fractions). *samples says whether single samples can be told apart. */
ClipWaveState clip_wave (LqDesk *desk, const Clip *clip, const Source *source, int channel,
                         double at, double step, WaveColumn *columns, int n, bool *samples);
/* How loud the clip is drawn: its gain, linear. */
float clip_wave_gain (LqDesk *desk, const Clip *clip);
/* A fade of `wide` columns from `from` on (which may lie outside of the map), below `top`: what it
 * takes away in `dark`, its curve in `line`. `shape` is the clip's, `out` at the clip's end. */
void clip_fade_paint (PixelMap *map, int from, int wide, int top, int shape, bool out,
                      uint32_t dark, uint32_t line);
