/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the analyzer shows: spectrum, stereo picture, loudness and note of what passed through it,
 * and of its sidechain. Without a screen; one thread. */
#pragma once

#include "dsp/loudness.h"
#include "dsp/true_peak.h"
#include "effects/analyzer.h"
#include "realtime/insert_tap.h"
#include "ui/device/spectrum.h"

#define ANALYSIS_SCOPE 2048 /* frames of the goniometer */

typedef struct {
  AnalyzerView view;
  double tilt; /* dB per octave */
  double fall; /* dB per second */
  bool hold;
  double a4; /* Hz */
} AnalysisSettings;

/* Where the sound comes from: the last n frames of a signal, n up to INSERT_TAP_FRAMES / 2. */
typedef void AnalysisCopy (void *source, InsertTapSignal which, float *out, int n);

typedef struct {
  int rate;
  uint64_t seen; /* frames, as InsertTapReading.written */

  Spectrum now, key; /* of what comes out, of the sidechain */
  double held[SPECTRUM_POINTS], kept[SPECTRUM_POINTS];
  bool holds, keeps;

  float mid[ANALYSIS_SCOPE], side[ANALYSIS_SCOPE]; /* the newest last */
  double correlation; /* -1 to 1, over some 300 ms; 1 for silence */
  double balance; /* dB, right louder above 0; 0 for silence */
  double products[3]; /* of left and right, left and left, right and right */
  double reach; /* the highest in the scope, falling by 12 dB per second: what fills it */
  bool silent; /* of the scope */

  Loudness loudness;
  TruePeakMeter peaks[2];
  double momentary, short_term, integrated, range, true_peak; /* LUFS, LU, dBTP; or not finite */

  bool has_note;
  double tuned; /* seconds since it was looked for */
  double hz, cents; /* of a note: how far above it */
  int note; /* 60: middle C */
} Analysis;

/* Nothing was heard yet. */
void analysis_init (Analysis *analysis, int rate);
/* What came since the last step; `seconds` since then, for what falls. False where nothing did. */
bool analysis_step (Analysis *analysis, const AnalysisSettings *settings, uint64_t written,
                    double seconds, AnalysisCopy *copy, void *source);
/* While nothing plays: what falls goes on to. False when all lies on the floor. */
bool analysis_rest (Analysis *analysis, const AnalysisSettings *settings, double seconds);
/* The curve is kept to compare with; or forgotten. */
void analysis_keep (Analysis *analysis);
/* Loudness and held peaks begin anew. */
void analysis_restart (Analysis *analysis);
