/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dsp/band_split.h"

#include <string.h>

#define APART 1.1

enum { LOW, MIDDLE, HIGH };

/* As SvfTuning, a frequency for each branch. */
typedef struct {
  BranchLanes a1, a2, a3;
} BranchTuning;

typedef struct {
  BranchLanes low, band, high;
} BranchOut;

#define BRANCH_INLINE static inline __attribute__ ((always_inline))

void
band_split_set (BandSplit *split, const double hz[BAND_SPLIT_CROSSOVERS], int rate, bool jump)
{
  double least = 0;

  for (int i = 0; i < BAND_SPLIT_CROSSOVERS; i++) {
    const double now = hz[i] > least ? hz[i] : least;
    svf_tuning_set (&split->tunings[i], now, rate, jump);
    least = now * APART;
  }
}

void
band_split_reset (BandSplit *split)
{
  BandSplit fresh = { 0 };

  memcpy (fresh.tunings, split->tunings, sizeof fresh.tunings);
  for (int i = 0; i < BAND_SPLIT_CROSSOVERS; i++)
    svf_tuning_finish (&fresh.tunings[i]);
  *split = fresh;
}

BRANCH_INLINE BranchTuning
branch_tuning (const SvfTuning *a, const SvfTuning *b)
{
  return (BranchTuning){ .a1 = { a->a1, a->a1, b->a1, b->a1 },
                         .a2 = { a->a2, a->a2, b->a2, b->a2 },
                         .a3 = { a->a3, a->a3, b->a3, b->a3 } };
}

/* As stereo_svf_next (). */
BRANCH_INLINE BranchOut
branch_next (BranchSvf *svf, const BranchTuning *t, BranchLanes in)
{
  const BranchLanes in1 = t->a2 * in, in2 = t->a3 * in;
  const BranchLanes s1 = svf->s1, s2 = svf->s2;
  const BranchLanes v1 = (in1 + t->a1 * s1) - t->a2 * s2;
  const BranchLanes v2 = (in2 + t->a2 * s1) + (1.0 - t->a3) * s2;

  svf->s1 = (2.0 * in1 + (2.0 * t->a1 - 1.0) * s1) - 2.0 * t->a2 * s2;
  svf->s2 = (2.0 * in2 + 2.0 * t->a2 * s1) + (1.0 - 2.0 * t->a3) * s2;
  return (BranchOut){ .low = v2, .band = v1, .high = in - SVF_BUTTERWORTH * v1 - v2 };
}

typedef struct {
  BranchTuning middle, crossed, outer; /* crossed: of the other branch */
} Tunings;

BRANCH_INLINE Tunings
find_tunings (const SvfTuning *tunings)
{
  return (Tunings){ .middle = branch_tuning (&tunings[MIDDLE], &tunings[MIDDLE]),
                    .crossed = branch_tuning (&tunings[HIGH], &tunings[LOW]),
                    .outer = branch_tuning (&tunings[LOW], &tunings[HIGH]) };
}

static bool
rests (const SvfTuning *tunings)
{
  for (int i = 0; i < BAND_SPLIT_CROSSOVERS; i++)
    if (tunings[i].done < CONTROL_GRID)
      return false;
  return true;
}

VECTOR_CLONES void
band_split_process (BandSplit *split, const float *left, const float *right,
                    float (*bands)[2][BAND_SPLIT_CHUNK], int n)
{
  BandSplit s = *split; /* in registers */
  bool resting = rests (s.tunings);
  Tunings tunings = find_tunings (s.tunings);

  for (int i = 0; i < n; i++) {
    if (!resting) {
      for (int k = 0; k < BAND_SPLIT_CROSSOVERS; k++)
        svf_tuning_next (&s.tunings[k]);
      tunings = find_tunings (s.tunings);
      resting = rests (s.tunings);
    }
    const StereoSvfOut first =
        stereo_svf_next (&s.middle, &s.tunings[MIDDLE], (StereoLanes){ left[i], right[i] });
    const BranchLanes once = { first.low[0], first.low[1], first.high[0], first.high[1] };
    const BranchOut second = branch_next (&s.middle_second, &tunings.middle, once);
    const BranchLanes twice = { second.low[0], second.low[1], second.high[2], second.high[3] };
    const BranchOut turned = branch_next (&s.all_pass, &tunings.crossed, twice);
    const BranchLanes in_phase = twice - (2.0 * SVF_BUTTERWORTH) * turned.band;
    const BranchOut outer = branch_next (&s.outer, &tunings.outer, in_phase);
    const BranchLanes low = branch_next (&s.outer_low, &tunings.outer, outer.low).low;
    const BranchLanes high = branch_next (&s.outer_high, &tunings.outer, outer.high).high;

    for (int c = 0; c < 2; c++) {
      bands[0][c][i] = (float) low[c];
      bands[1][c][i] = (float) high[c];
      bands[2][c][i] = (float) low[2 + c];
      bands[3][c][i] = (float) high[2 + c];
    }
  }
  *split = s;
}
