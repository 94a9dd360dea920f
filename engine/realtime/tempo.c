/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "realtime/tempo.h"

#include "base/math.h"

void
tempo_track_at (const TempoTrack *tempo, Frames at, double *bpm, double *beat)
{
  int i = 0;
  while (i + 1 < tempo->n && tempo->spans[i + 1].at <= at)
    i++;
  const TempoSpan *span = &tempo->spans[i];
  const double minutes = (double) (at - span->at) / tempo->rate / 60.0;

  /* Linear in bpm over beats is exponential over time: db/dt = slope b. */
  if (span->slope == 0.0 || at < span->at) {
    *bpm = span->bpm;
    *beat = span->beat + minutes * span->bpm;
  } else {
    *bpm = span->bpm * math_exp (span->slope * minutes);
    *beat = span->beat + (*bpm - span->bpm) / span->slope;
  }
}
